"""Numbers in frames of sentences, from ``frames.toml``: words and values of each kind must be those of its rows."""

import tomllib
from pathlib import Path

import pytest

from marsad.arabic import numbers

FRAMES = tomllib.loads(Path(__file__).with_name("frames.toml").read_text("utf-8"))["frame"]
ROWS = [(frame["kind"], *row) for frame in FRAMES for row in frame["rows"]]
KINDS = {"number": {"cardinal", "fraction"}, "ordinal": {"ordinal"}, "percent": {"percent"}}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS])
def test_the_numbers_of_a_frame(row):
    kind, text, *expected = row
    found = _bounds(text) if kind == "range" else _values(text, KINDS[kind])
    assert found == expected


def _values(text: str, kinds: set[str]) -> list[str]:
    told: list[str] = []
    for one in numbers.find(text):
        if one.kind in kinds and one.value is not None:
            told += [one.text, f"{float(one.value):.12g}"]
    return told


def _bounds(text: str) -> list[str]:
    told: list[str] = []
    for one in numbers.find(text):
        if one.kind == "range" or one.bound not in ("exact", "about"):
            low, high = ("" if side is None else f"{float(side):.12g}" for side in (one.low, one.high))
            told += [text[one.bound_start : one.bound_end], f"{low}..{high}"]
    return told
