"""The reader is held to the examples where it is right today."""

import json

import pytest

from marsad.coded import CodedReport, load
from tests.examples.comparison import ENGINES, FOLDER, RIGHT_TODAY, empty_stays_empty, found

REPORTS = load(FOLDER)
RIGHT = json.loads(RIGHT_TODAY.read_text(encoding="utf-8"))

either = pytest.mark.parametrize("engine", ENGINES)
each = pytest.mark.parametrize("coded", REPORTS, ids=lambda coded: coded.report.id)


@either
@each
def test_what_was_right_is_still_found(coded: CodedReport, engine: str):
    assert set(RIGHT[engine][coded.report.id]) - found(coded, engine) == set()


@either
@each
def test_a_report_of_no_conflict_has_an_empty_record(coded: CodedReport, engine: str):
    assert empty_stays_empty(coded, engine)
