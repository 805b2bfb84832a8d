"""Floors of quality on the public data, where it is there."""

import pytest
from benchmarks import gold_numbers, peers_numbers
from benchmarks.shared import json_lines

needs_data = pytest.mark.skipif(not peers_numbers.CASES.exists(), reason="needs ../shared/data")


@needs_data
def test_the_peers_cases():
    for row in peers_numbers.rows():
        assert row.share >= row.floor, row.name


@needs_data
def test_one_case_in_twenty_is_set_aside_at_most():
    rows = json_lines(peers_numbers.CASES)
    aside = peers_numbers.set_aside()
    for suite in {row["suite"] for row in rows}:
        cases = [row for row in rows if row["suite"] == suite]
        left_out = [row for row in cases if (suite, row["input"].strip()) in aside]
        assert len(left_out) <= 0.05 * len(cases), suite
    assert aside <= {(row["suite"], row["input"].strip()) for row in rows}


@needs_data
def test_numbers_of_people_in_the_coded_reports():
    compared = [one for one in gold_numbers.compare(json_lines(gold_numbers.GOLD)) if one.number]
    assert sum(one.right for one in compared) >= 0.98 * len(compared)
