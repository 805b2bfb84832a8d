"""An event that brings several happenings together is taken apart by where its figures lie."""

from typing import Any

from marsad.incidents import build, match, tellings_of
from marsad.incidents.happenings import happenings
from marsad.record import Place, Record

from .world import report


def _bulletin(first: tuple[float, float], second: tuple[float, float], **second_figure: Any) -> Record:
    """One bombing with killed and wounded, each counted at a town of its own."""
    record = report(1, killed=13, wounded=40)
    killed, wounded = record.figures
    words = ("منبج", "السوق")
    points = [
        Place(text=text, country="SY", latitude=at[0], longitude=at[1], radius_km=2.0)
        for text, at in zip(words, (first, second), strict=True)
    ]
    text = record.report.text
    spans = [record.report.span("text", text.index(word), text.index(word) + len(word)) for word in words]
    figures = tuple(
        figure.model_copy(
            update={"place": point, "evidence": figure.evidence.model_copy(update={"place": span})} | more
        )
        for figure, point, span, more in zip((killed, wounded), points, spans, ({}, second_figure), strict=True)
    )
    return record.model_copy(update={"figures": figures})


def test_places_apart_are_happenings() -> None:
    """Each has its own place and figures, and ids that differ; they are not one incident."""
    record = _bulletin((36.53, 37.95), (36.0, 37.0))
    one, other = happenings(record)
    assert [figure.low for figure in one.figures] == [13]
    assert [figure.low for figure in other.figures] == [40]
    assert one.event.place != other.event.place
    assert one.id != other.id
    assert sorted(match(tellings_of(record))) == sorted([(one.id,), (other.id,)])
    assert [entry.claimed_high for entry in build([record], [other.id]).ledger] == [40]


def test_places_within_doubt_are_one() -> None:
    """Two points no further apart than both doubts are one place."""
    assert len(happenings(_bulletin((36.53, 37.95), (36.54, 37.95)))) == 1


def test_a_total_makes_no_place() -> None:
    """A cumulative figure, or a part of another, takes nothing apart."""
    assert len(happenings(_bulletin((36.53, 37.95), (36.0, 37.0), cumulative=True))) == 1
    assert len(happenings(_bulletin((36.53, 37.95), (36.0, 37.0), part_of="f1"))) == 1


def test_figures_of_an_event_stay_with_it() -> None:
    """Where nothing is taken apart, an event keeps all its figures and mentions."""
    record = report(2, killed=5, wounded=7)
    (only,) = happenings(record)
    assert only.figures == record.figures
    assert only.event.mentions == record.events[0].mentions
