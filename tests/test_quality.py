"""Floors under the quality of the reader on the coded reports, where they are there."""

import pytest
from benchmarks.shared import DATA

GOLD = DATA / "gold" / "dev.jsonl"

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason=f"{GOLD} is not there")


@pytest.fixture(scope="module", params=["models", "rules"])
def measured(request):
    from benchmarks.quality import dev_reports, measure

    return request.param, measure(dev_reports(), rules_only=request.param == "rules")


FOUND = [("models", "figures", 0.79), ("models", "events", 0.71), ("rules", "figures", 0.75), ("rules", "events", 0.62)]
COMPLETE = [
    ("models", "figures", 0.31),
    ("models", "events", 0.20),
    ("rules", "figures", 0.15),
    ("rules", "events", 0.08),
]
FIELDS = [
    ("models", "figures", "group", 0.86),
    ("models", "figures", "source", 0.77),
    ("models", "figures", "place", 0.69),
    ("models", "figures", "when", 0.72),
    ("models", "events", "when", 0.78),
    ("models", "events", "source", 0.70),
    ("models", "events", "place", 0.69),
    ("models", "events", "actors", 0.63),
    ("models", "events", "targets", 0.53),
    ("rules", "figures", "group", 0.84),
    ("rules", "figures", "source", 0.70),
    ("rules", "events", "when", 0.63),
    ("rules", "events", "source", 0.61),
]


def test_statements_found(measured):
    engine, result = measured
    below = [row for row in FOUND if row[0] == engine and result[row[1]]["f1"] < row[2]]
    assert below == []


def test_statements_found_with_all_that_belongs_to_them(measured):
    engine, result = measured
    below = [row for row in COMPLETE if row[0] == engine and result[row[1]]["complete_f1"] < row[2]]
    assert below == []


def test_fields_of_what_is_found(measured):
    engine, result = measured
    below = [row for row in FIELDS if row[0] == engine and result[row[1]]["fields"][row[2]] < row[3]]
    assert below == []


def test_every_word_of_a_record_stands_in_the_report(measured):
    assert measured[1]["spans_not_in_report"] == 0
