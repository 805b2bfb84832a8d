"""Times in frames of sentences, from ``frames.toml``: what is found must be the words, and the days, of its rows."""

import tomllib
from pathlib import Path

import pytest

from marsad.arabic import times

FRAMES = tomllib.loads(Path(__file__).with_name("frames.toml").read_text("utf-8"))["frame"]
ROWS = [(frame["published"], frame["prefer"], *row) for frame in FRAMES for row in frame["rows"]]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[2]} ({row[0]})" for row in ROWS])
def test_a_time_in_its_frame(row):
    published, prefer, text, words, *expected = row
    found = times.find(text, published, prefer, week="monday", weekend=("saturday", "sunday"))
    days = {one.text: _told(one) for one in found}
    assert days.get(words) == (expected if len(expected) == 2 or not expected[0][:1].isdigit() else expected * 2)


def _told(one: times.TimeExpression) -> list[str]:
    """The value of a length or set, the first and last day of anything else."""
    if one.type in ("DURATION", "SET"):
        return [one.value]
    return [day.isoformat() if day else ".." for day in one.interval]
