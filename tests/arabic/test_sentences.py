"""Where sentences end: the table's examples, and what always holds."""

import tomllib
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.sentences import split


def _examples() -> list[str]:
    table = tomllib.loads(resources.files("marsad.arabic").joinpath("sentences.toml").read_text("utf-8"))
    return list(table["examples"])


@pytest.mark.parametrize("example", _examples())
def test_examples_of_the_table(example: str):
    text = example.replace("|", "")
    expected = [part.strip() for part in example.split("|")]
    assert [text[start:end] for start, end in split(text)] == expected


ANY_TEXT = st.text(st.one_of(st.sampled_from('قال وأنفيد .."؟!…\n،«»“”()1٢aZ:؛'), st.characters()), max_size=120)


@given(ANY_TEXT)
def test_sentences_are_slices_in_order_and_lose_no_word(text: str):
    found = split(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() for a, b in found)
    assert split(text) == found
