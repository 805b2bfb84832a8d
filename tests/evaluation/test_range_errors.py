"""Each wrong range says why: in which report a number was lost, and where one came in that is not the incident's."""

from typing import Any

from marsad.evaluation import range_errors, tally
from marsad.evaluation.range_errors import KINDS
from marsad.evaluation.wording import range_lines
from marsad.incidents import Incident, build, tellings_of
from marsad.record import Record
from tests.incidents.world import report


def incident_of(*records: Record) -> Incident:
    return build(records, [telling.id for record in records for telling in tellings_of(record)])


def kinds(counts: dict[str, Any], *records: Record, others: Any = (), known: Any = ()) -> list[tuple[str, int]]:
    gold = {"incidents": [{"id": "i1", "reports": counts}, *others]}
    by = {record.report.id: record for record in (*records, *known)}
    errors = range_errors(gold, [incident_of(*records)] if records else [], by.get)
    return [(cause.kind, cause.number) for error in errors for cause in error.causes]


def test_nothing_where_the_range_is_right():
    assert kinds({"r01": {"killed": [5, 5]}, "r02": {"killed": [7, 7]}}, report(1, killed=5), report(2, killed=7)) == []


def test_missing():
    one, other = report(1, killed=5), report(2, killed=7)
    both = {"r01": {"killed": [5, 5]}, "r02": {"killed": [7, 7]}}
    assert kinds(both, one, known=[other]) == [("not_together", 7)]
    assert kinds({"r01": {"killed": [5, 6]}}, one) == [("not_read", 6)]
    assert kinds({"r01": {"killed": [5, 5], "wounded": [5, 5]}}, one) == [("wrong_harm", 5)]
    assert kinds({"r01": {"killed": [5, 5]}}, report(1, killed=5, cumulative=True)) == [("cumulative", 5)]
    assert kinds({"r01": {"killed": [5, 5]}}) == [("no_incident", 5)]
    figure = one.figures[0].model_copy(update={"event": None})
    assert kinds({"r01": {"killed": [5, 5]}}, one.model_copy(update={"figures": (figure,)})) == [("no_event", 5)]


def test_extra():
    one, other = report(1, killed=5), report(2, killed=7)
    just = {"r01": {"killed": [5, 5]}}
    assert kinds(just, one, other) == [("foreign_report", 7)]
    assert kinds({**just, "r02": {"killed": None}}, one, other) == [("uncounted", 7)]
    elsewhere = {"id": "i2", "reports": {"r02": {"killed": [7, 7]}}, "scored": False}
    assert kinds({**just, "r02": {"killed": None}}, one, other, others=[elsewhere]) == [("other_incident", 7)]


def test_tally_counts_ranges():
    gold = {"incidents": [{"id": "i1", "reports": {"r01": {"killed": [5, 6]}}}]}
    errors = range_errors(gold, [incident_of(report(1, killed=5))], {"r01": report(1, killed=5)}.get)
    assert tally(errors) == [("not_read", 1, 1)]
    assert all(kind in KINDS for error in errors for kind in error.kinds)
    assert list(range_lines(errors))[-1].startswith("not_read\t1 wrong ranges, 1 by this alone")
