"""Floors of quality on the public data, where it is there."""

import pytest
from benchmarks import gold_times, peers_times
from benchmarks.shared import json_lines

needs_data = pytest.mark.skipif(not peers_times.CASES.exists(), reason="needs ../shared/data")


@needs_data
def test_the_peers_cases():
    for row in peers_times.rows():
        assert row.share >= row.floor, row.name


@needs_data
def test_one_case_in_twenty_is_set_aside_at_most():
    rows = json_lines(peers_times.CASES)
    aside = peers_times.set_aside()
    for suite in {row["suite"] for row in rows}:
        cases = [row for row in rows if row["suite"] == suite]
        left_out = [row for row in cases if (suite, row["input"].strip()) in aside]
        assert len(left_out) <= 0.05 * len(cases), suite
    assert aside <= {(row["suite"], row["input"].strip()) for row in rows}


@needs_data
def test_times_of_the_coded_reports():
    assert gold_times.share(json_lines(gold_times.GOLD)) >= 0.85
