"""The reader is held to the examples where it is right today."""

import json

import pytest

from marsad.coded import CodedReport, load
from tests.examples.comparison import FOLDER, RIGHT_TODAY, empty_stays_empty, found

REPORTS = load(FOLDER)
RIGHT = json.loads(RIGHT_TODAY.read_text(encoding="utf-8"))

each = pytest.mark.parametrize("coded", REPORTS, ids=lambda coded: coded.report.id)


@each
def test_what_was_right_is_still_found(coded: CodedReport):
    assert set(RIGHT[coded.report.id]) - found(coded) == set()


@each
def test_a_report_of_no_conflict_has_an_empty_record(coded: CodedReport):
    assert empty_stays_empty(coded)
