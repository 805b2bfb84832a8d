"""Floors under the quality of places on the coded reports and on IDRISI's tweets, where they are there."""

import pytest
from benchmarks import gold_places
from benchmarks.shared import DATA

IDRISI = DATA / "places" / "idrisi-ar.jsonl"
GOLD = DATA / "gold" / "dev.jsonl"


@pytest.mark.skipif(not GOLD.exists(), reason=f"{GOLD} is not there")
def test_places_of_the_coded_reports():
    tally = gold_places.measure_coded(gold_places.ours)
    assert tally["country"] >= 0.95 * tally["all"]
    assert tally["right"] >= 0.90 * tally["all"]
    assert tally["right held"] >= 0.95 * tally["held"]


@pytest.mark.skipif(not IDRISI.exists(), reason=f"{IDRISI} is not there")
def test_places_of_the_tweets():
    rows = gold_places.tweets()
    by_type = gold_places.distances(rows, gold_places.ours)
    held = [away for kind in ("City/town", "Country") for away in by_type[kind] if away is not None]
    assert sum(away <= 25 for away in held) >= 0.85 * len(held)
    count = gold_places.finding(rows)["by words"]
    assert count["right"] >= 0.78 * count["found"] and count["hit"] >= 0.82 * count["gold"]
