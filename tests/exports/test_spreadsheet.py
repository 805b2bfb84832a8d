"""CSV: what a spreadsheet shows is what the record says, and nothing of a report is run."""

import csv
import re
import shutil
import subprocess
from itertools import repeat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from marsad.exports import write_csv
from marsad.exports.spreadsheet import EVENT_COLUMNS, FIGURE_COLUMNS, _safe, days
from tests.exports.cases import HOSTILE, record, records


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_form_of_the_files(tmp_path):
    for path in write_csv([record()], tmp_path / "new" / "folder"):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\r\n") and not re.search(rb"(?<!\r)\n", data)


def test_a_row_for_each_statement(tmp_path):
    events, figures = (read(path) for path in write_csv([record(), record(published=None)], tmp_path))
    assert list(events[0]) == list(EVENT_COLUMNS) and list(figures[0]) == list(FIGURE_COLUMNS)
    assert [row["event"] for row in events] == ["e1", "e2"] * 2
    assert [(row["figure"], row["part_of"]) for row in figures] == [("f1", "f2"), ("f2", "")] * 2


def test_a_figure_is_flattened(tmp_path):
    _, figures = write_csv([record()], tmp_path)
    row = read(figures)[1]
    assert row == {
        "report": "r-1",
        "outlet": "الصباح",
        "published": "2017-10-17",
        "title": "مقتل 12 مدنياً في غارة على إدلب",
        "url": "",
        "figure": "f2",
        "event": "e1",
        "part_of": "",
        "harm": "killed",
        "low": "12",
        "high": "",
        "bound": "at_least",
        "group": "civilians",
        "cumulative": "false",
        "words": "12 مدنياً على الأقل",
        "words_at": "text:37-56",
        "place": "مدينة إدلب",
        "place_name": "Idlib",
        "country": "SY",
        "geonames": "169577",
        "latitude": "35.93",
        "longitude": "-36.63",
        "radius_km": "3.0",
        "place_at": "text:96-106",
        "when": "2017-10-16",
        "when_first_day": "2017-10-16",
        "when_last_day": "2017-10-16",
        "when_words": "أمس",
        "when_at": "text:30-33",
        "source": "مصدر طبي",
        "source_at": "text:4-12",
        "via": "وكالة فرانس برس",
        "via_at": "text:14-29",
        "stance": "reported",
        "confidence": "0.87",
        "why": "events/airstrike",
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(records())
def test_no_cell_begins_like_a_formula_and_evidence_points_at_its_words(tmp_path, made):
    for path in write_csv([made], tmp_path):
        for row in read(path):
            for name, cell in row.items():
                if name not in ("latitude", "longitude"):
                    assert not re.match(r"\s*[=+\-@]|[\t\r\n]", cell)
            if row["place_at"]:
                field, offsets = row["place_at"].split(":")
                start, end = map(int, offsets.split("-"))
                assert _safe(made.report.field(field)[start:end]) == row["place"]


def test_records_are_taken_one_by_one(tmp_path):
    """Ten thousand records pass through without being held."""
    events, _ = write_csv(repeat(record(), 10_000), tmp_path)
    assert len(read(events)) == 20_000


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2017-10-17", "2017-10-17", "2017-10-17"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2014", "2014-01-01", "2014-12-31"),
        ("2014/2017-10-17", "2014-01-01", "2017-10-17"),
        ("2011-03/..", "2011-03-01", None),
        ("../2011-03", None, "2011-03-31"),
    ],
)
def test_days_of_a_time(when, first, last):
    assert days(when) == (first, last)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_shows_the_words_and_runs_nothing(tmp_path):
    made = record()
    made = made.model_copy(
        update={"report": made.report.model_copy(update={"title": HOSTILE[9], "outlet": 'a,b"c\nد'})}
    )
    _, figures = write_csv([made], tmp_path)
    # Infilter: comma, double quote, UTF-8; the filter of the way out writes what the cells show.
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--infilter=CSV:44,34,76", "--convert-to", "ods", "--outdir", str(tmp_path), str(figures)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    command[2:] = ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"]
    command[2:2] = [f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--outdir", str(tmp_path / "out"), str(tmp_path / "figures.ods")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = read(tmp_path / "out" / "figures.csv")
    assert len(shown) == 2
    assert shown[1]["title"].endswith(HOSTILE[9])
    assert shown[1]["outlet"] == 'a,b"c\nد'
    assert shown[1]["words"] == "12 مدنياً على الأقل"
    assert shown[1]["low"] == "12" and shown[1]["latitude"] == "35.93"
