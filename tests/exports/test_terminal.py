"""The table: fits its width, keeps lines in order, and cannot be driven by a report."""

import io
import re
import unicodedata

import pytest
from hypothesis import given, settings
from rich.cells import cell_len
from rich.console import Console

from marsad.exports import write_table
from marsad.record import Record
from tests.coded import DEV, dev_records
from tests.exports.cases import record, records

WIDTHS = (40, 80, 119, 120, 200)


def shown(*made: Record, width: int = 80) -> str:
    file = io.StringIO()
    write_table(made, Console(file=file, width=width))
    return file.getvalue()


@settings(deadline=None, max_examples=30)
@given(records())
def test_any_record_fits_any_width(made):
    for width in WIDTHS:
        text = shown(made, width=width)
        assert max(cell_len(line) for line in text.split("\n")) <= width
        odd = {char for char in text if unicodedata.category(char) == "Cc"} - {"\n"}
        assert not odd
        for line in text.split("\n"):
            assert re.sub("[^\u2068\u2069]", "", line) in {"\u2068\u2069" * n for n in range(20)}


def test_markup_of_a_report_is_words():
    made = record()
    made = made.model_copy(update={"report": made.report.model_copy(update={"title": "[bold]غارة[/bold] :smile:"})})
    assert "[bold]غارة[/bold] :smile:" in shown(made)


@pytest.mark.parametrize("width", [80, 200])
def test_a_record_is_told_whole(width):
    text = shown(record(), width=width)
    expected = (
        *("مقتل 12 مدنياً في غارة على إدلب", "الصباح", "2017-10-17", "r-1"),
        *("airstrike", "denied", "الجيش السوري", "الغارة", "سوق", "Idlib, SY", "مدينة إدلب", "2017-10-16"),
        *("≥ 12", "killed", "civilians", "children", "طفلان", "مصدر طبي", "via \u2068وكالة فرانس برس\u2069"),
    )
    assert [words for words in expected if words not in text] == []
    assert text.index("≥ 12") < text.index("f1"), "the part stands under its total"


def test_parts_are_indented():
    assert re.search(r"└ 2 +killed", shown(record(), width=200))
    assert re.search(r"\n {3}f1 2 killed", shown(record(), width=80))


def test_a_missing_date_is_said():
    assert "relative times" in shown(record(published=None))
    assert "relative times" not in shown(record())


def test_a_record_of_nothing_says_so():
    assert "No event and no figure." in shown(record().model_copy(update={"events": (), "figures": ()}))


@pytest.mark.skipif(not DEV.exists(), reason="the coded reports (../shared/data/gold) are not here")
def test_coded_reports_fit_their_width():
    for made in dev_records():
        for width in (80, 120):
            text = shown(made, width=width)
            assert max(cell_len(line) for line in text.split("\n")) <= width
