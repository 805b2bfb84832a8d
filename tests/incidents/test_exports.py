"""Control, contradictions, tolls, and every form in which incidents go out."""

import csv
import html
import io
import json

from typer.testing import CliRunner

from marsad.archive import Archive
from marsad.cli import app
from marsad.exports.incident_json import incident_object
from marsad.exports.incident_page import incidents_page
from marsad.exports.incident_tables import ACLED_COLUMNS, GED_COLUMNS, HXL_TAGS, to_csv, to_geojson
from marsad.incidents import build, series, tellings_of
from marsad.incidents.contradictions import across, within
from marsad.record import Record
from tests.incidents.world import WORLD, report


def incident_of(*records: Record):
    return build(records, [telling.id for record in records for telling in tellings_of(record)])


def test_disjoint_ranges_and_denial_across_reports():
    one, other = report(1, killed=5, source="الشرطة"), report(2, killed=9, source="الأهالي")
    [found] = [c for c in across(incident_of(one, other)) if c.kind == "disjoint_ranges"]
    assert {found.one.words, found.other.words} == {"5 شخصا", "9 شخصا"}


def test_open_ranges_do_not_contradict():
    one, other = report(1, killed=5, bound="at_least", source="الشرطة"), report(2, killed=9, source="الأهالي")
    assert not [c for c in across(incident_of(one, other)) if c.kind == "disjoint_ranges"]


def test_a_date_after_publication():
    assert {found.kind for found in within(report(1, day=25, published=20))} == {"date_order"}
    assert within(report(1, day=20, published=20)) == []


def test_tolls_are_series():
    [found] = series(
        [report(1, killed=500, cumulative=True, published=21), report(2, killed=600, cumulative=True, published=25)]
    )
    assert [point.low for point in found.points] == [500, 600]


def test_json_has_the_fields_of_the_contract():
    found = incident_object(incident_of(report(1), report(2, killed=7)))
    assert {"id", "type", "when", "place", "reports", "ledger"} <= found.keys()
    [entry] = found["ledger"]
    assert {"harm", "group", "low", "high", "best", "claimed_low", "claimed_high", "parts", "claims"} <= entry.keys()
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found


def test_layouts():
    incident = incident_of(report(1, killed=5, source="الشرطة"), report(2, killed=9, source="الأهالي"))
    [acled] = csv.DictReader(io.StringIO(to_csv([incident], "acled")))
    assert list(acled) == ACLED_COLUMNS
    assert (acled["event_date"], acled["time_precision"], acled["country"]) == ("2015-07-20", "1", "Syria")
    [ged] = csv.DictReader(io.StringIO(to_csv([incident], "ged")))
    assert list(ged) == GED_COLUMNS
    assert (ged["low"], ged["high"]) == ("5", "9")
    assert (ged["date_prec"], ged["where_prec"], ged["country"]) == ("1", "1", "Syria")
    tags, row = csv.DictReader(io.StringIO(to_csv([incident], "hxl")))
    assert tags == HXL_TAGS
    assert row["killed_high"] == "9"
    [feature] = to_geojson([incident])["features"]
    assert feature["geometry"]["coordinates"] == [37.95, 36.53]


def test_page_escapes_words():
    page = incidents_page([incident_of(report(1, source="<script>"))])
    assert "<script>" not in page
    assert "default-src 'none'" in html.unescape(page)


def test_commands(tmp_path):
    path = str(tmp_path / "a.db")
    with Archive.open(path) as archive:
        for record in WORLD:
            archive.add(record)
    run = CliRunner()
    listed = json.loads(
        run.invoke(app, ["incidents", "--archive", path, "--min-reports", "2", "--country", "sy"]).stdout
    )
    assert [sorted(one["reports"]) for one in listed] == [["r01", "r02", "r03"]]
    for form in ("table", "json", "jsonl", "csv", "html", "geojson", "acled", "ged", "hxl"):
        assert run.invoke(app, ["incidents", "--archive", path, "--format", form]).exit_code == 0, form
        assert run.invoke(app, ["ledger", listed[0]["id"], "--archive", path, "--format", form]).exit_code == 0, form
    for form in ("table", "json", "jsonl", "csv"):
        assert run.invoke(app, ["control", "Town", "--archive", path, "--format", form]).exit_code == 0, form
        assert run.invoke(app, ["contradictions", "--archive", path, "--format", form]).exit_code == 0, form
    assert run.invoke(app, ["ledger", "nothing", "--archive", path]).exit_code != 0


def test_without_a_day_the_layouts_give_that_of_publication():
    record = report(1, published=22)
    event = record.events[0].model_copy(update={"when": None})
    incident = incident_of(record.model_copy(update={"events": (event,)}))
    [acled] = csv.DictReader(io.StringIO(to_csv([incident], "acled")))
    assert (acled["event_date"], acled["time_precision"]) == ("2015-07-22", "3")
    [ged] = csv.DictReader(io.StringIO(to_csv([incident], "ged")))
    assert (ged["date_start"], ged["date_end"], ged["date_prec"]) == ("2015-07-22", "2015-07-22", "3")


def test_each_number_contradicts_once():
    numbers = {1: 5, 2: 5, 3: 9, 4: 12}
    records = [report(n, killed=k, source=f"مصدر {n}") for n, k in numbers.items()]
    found = [c for c in across(incident_of(*records)) if c.kind == "disjoint_ranges"]
    assert [(c.one.says, c.other.says) for c in found] == [("killed 5", "killed 9"), ("killed 5", "killed 12")]
