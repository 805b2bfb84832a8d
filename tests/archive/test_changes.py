"""What changed between two readings of one report is told by its words, not by its numbering."""

import pytest

from marsad.archive import changes
from marsad.record import Bound, Event, EventType, Figure, Harm, MadeBy, Record, Report

REPORT = Report(id="a", text="مقتل 3 جنود في غارة، ثم غارة ثانية وجرح 5 مدنيين.")
MADE_BY = MadeBy(marsad="0", codebook="0", engine="hand")


def event(number: int, *words: str, type: EventType = EventType.AIRSTRIKE, **values: object) -> Event:  # noqa: A002
    return Event.model_validate(
        {"id": f"e{number}", "type": type, "mentions": [span(word) for word in words], **values}
    )


def figure(number: int, words: str, count: int, **values: object) -> Figure:
    fields = {"harm": Harm.KILLED, "bound": Bound.EXACT, "low": count, "high": count, "span": span(words)}
    return Figure.model_validate({"id": f"f{number}", **fields, **values})


def span(words: str):
    start = REPORT.text.index(words)
    return REPORT.span("text", start, start + len(words))


def record(*statements: Event | Figure) -> Record:
    return Record(
        report=REPORT,
        events=tuple(one for one in statements if isinstance(one, Event)),
        figures=tuple(one for one in statements if isinstance(one, Figure)),
        made_by=MADE_BY,
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([event(1, "غارة")], [event(1, "غارة")], []),
        ([event(1, "غارة")], [event(7, "غارة", confidence=0.4, why=("x",))], []),
        ([], [event(1, "غارة")], ["came airstrike «غارة»"]),
        ([event(1, "غارة")], [], ["went airstrike «غارة»"]),
        (
            [event(1, "غارة")],
            [event(1, "غارة", type=EventType.BOMBING)],
            ["changed bombing «غارة»: type"],
        ),
        (
            [event(1, "غارة")],
            [event(1, "غارة", "غارة ثانية")],
            ["changed airstrike «غارة»: mentions"],
        ),
        (
            [event(1, "غارة"), event(2, "غارة", type=EventType.ATTACK)],
            [event(1, "غارة", type=EventType.ATTACK)],
            ["went airstrike «غارة»"],
        ),
        ([figure(1, "3 جنود", 3)], [figure(1, "3 جنود", 4)], ["changed killed «3 جنود»: low, high"]),
        (
            [event(1, "غارة"), figure(1, "3 جنود", 3, event="e1")],
            [event(1, "غارة ثانية"), event(2, "غارة"), figure(1, "3 جنود", 3, event="e2")],
            ["came airstrike «غارة ثانية»"],
        ),
        (
            [event(1, "غارة"), figure(1, "3 جنود", 3, event="e1")],
            [event(1, "غارة"), figure(1, "3 جنود", 3)],
            ["changed killed «3 جنود»: event"],
        ),
        (
            [figure(1, "5 مدنيين", 5)],
            [figure(1, "3 جنود", 3), figure(2, "5 مدنيين", 5)],
            ["came killed «3 جنود»"],
        ),
    ],
)
def test_changes(before, after, told):
    assert [str(change) for change in changes(record(*before), record(*after))] == told
