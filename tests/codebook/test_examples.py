"""Every entry's examples are tests."""

import pytest

from marsad.codebook import EventTypeEntry, GroupEntry, HarmEntry, entry_faults, shipped
from marsad.record import EventType, Group, Harm


@pytest.mark.parametrize("entry", list(shipped()), ids=lambda entry: f"{entry.kind}:{entry.id}")
def test_an_entry_finds_the_words_of_its_examples(entry):
    assert list(entry_faults(shipped(), entry)) == []


def test_every_code_of_the_record_has_its_entry():
    assert {entry.id for entry in shipped().all(EventTypeEntry)} == set(EventType)
    assert {entry.id for entry in shipped().all(HarmEntry)} == set(Harm)
    assert {entry.id for entry in shipped().all(GroupEntry)} == set(Group)
