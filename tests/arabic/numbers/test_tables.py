"""Every entry and pattern of the tables has examples, and they are right."""

import tomllib
from collections.abc import Iterator
from fractions import Fraction
from importlib.resources import files
from typing import Any

import pytest

from marsad.arabic import numbers


def _entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for name in ("words.toml", "phrases.toml"):
        table = tomllib.loads((files(numbers) / name).read_text("utf-8"))
        for section, rows in table.items():
            for row in rows if isinstance(rows, list) else [rows]:
                yield f"{name} {section}", row


def _examples() -> Iterator[Any]:
    for section, row in _entries():
        for text, expected in row["examples"]:
            yield pytest.param(text, expected, id=f"{section}: {text}")


@pytest.mark.parametrize(("section", "row"), [pytest.param(*entry, id=entry[0]) for entry in _entries()])
def test_every_entry_has_examples(section, row):
    assert row["examples"]


@pytest.mark.parametrize(("text", "expected"), list(_examples()))
def test_example(text, expected):
    found = numbers.find(text)
    if expected == "":
        assert not found
    elif isinstance(expected, str) and ".." in expected:
        low, high = (int(side) if side else None for side in expected.split(".."))
        assert (found[0].low, found[0].high) == (low, high)
    else:
        assert found[0].value == (Fraction(expected) if isinstance(expected, str) else expected)
