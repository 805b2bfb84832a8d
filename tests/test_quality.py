"""Floors under the quality of the reader on the coded reports, where they are there."""

import pytest
from benchmarks.shared import DATA

GOLD = DATA / "gold" / "dev.jsonl"

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason=f"{GOLD} is not there")


@pytest.fixture(scope="module")
def result():
    from benchmarks.quality import dev_reports, measure

    return measure(dev_reports())


@pytest.mark.parametrize(("kind", "floor"), [("figures", 0.75), ("events", 0.62)])
def test_statements_found(result, kind, floor):
    assert result[kind]["f1"] >= floor


@pytest.mark.parametrize(
    ("kind", "field", "floor"),
    [("figures", "group", 0.84), ("figures", "source", 0.63), ("events", "when", 0.64), ("events", "source", 0.66)],
)
def test_fields_of_what_is_found(result, kind, field, floor):
    assert result[kind]["fields"][field] >= floor


def test_every_word_of_a_record_stands_in_the_report(result):
    assert result["spans_not_in_report"] == 0
