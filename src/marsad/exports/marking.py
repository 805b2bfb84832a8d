"""Cutting a text at the boundaries of spans, so that overlapping spans can be marked in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from marsad.record import Record, Span


class Role(StrEnum):
    """What the words of a span are to their statement."""

    MENTION = "mention"
    FIGURE = "figure"
    ACTOR = "actor"
    TARGET = "target"
    PLACE = "place"
    WHEN = "when"
    SOURCE = "source"
    VIA = "via"

    @property
    def names_statement(self) -> bool:
        """Whether the words name the statement itself (and are not evidence for one of its values)."""
        return self in (Role.MENTION, Role.FIGURE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a report, the statement that rests on it, and as what."""

    span: Span
    statement: str
    role: Role


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text over which the same marks lie; offsets in code points of the whole text."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]


def marks_of(record: Record) -> list[Mark]:
    """Every span of a record with its statement and role, in the order of the statements."""
    marks = [Mark(span, event.id, Role.MENTION) for event in record.events for span in event.mentions]
    marks += [Mark(figure.span, figure.id, Role.FIGURE) for figure in record.figures]
    for statement in (*record.events, *record.figures):
        evidence = statement.evidence
        single = (
            (evidence.place, Role.PLACE),
            (evidence.when, Role.WHEN),
            (evidence.source, Role.SOURCE),
            (evidence.via, Role.VIA),
        )
        marks += [Mark(span, statement.id, role) for span, role in single if span]
        marks += [Mark(span, statement.id, Role.ACTOR) for span in evidence.actors]
        marks += [Mark(span, statement.id, Role.TARGET) for span in evidence.targets]
    return marks


def paragraphs(text: str, marks: Iterable[Mark], cuts: Iterable[int] = ()) -> Iterator[list[Segment]]:
    """The lines of a text that have words, cut wherever one of the marks begins or ends, and at ``cuts``.

    The marks are those of one field. The segments of a line follow each other without a gap: their texts
    joined are the line. A mark that goes over a line's end lies on segments of both lines.
    """
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(mark.span.start, []).append(mark)
        closing.setdefault(mark.span.end, []).append(mark)
    places = sorted({*opening, *closing, *cuts})
    # A dictionary keeps the marks in the order in which they opened.
    current: dict[Mark, None] = {}
    start = following = 0
    for line in text.split("\n"):
        end = start + len(line)
        found: list[Segment] = []
        left = start
        while following < len(places) and places[following] <= end:
            cut = places[following]
            if left < cut:
                found.append(Segment(left, cut, text[left:cut], tuple(current)))
                left = cut
            for mark in closing.get(cut, ()):
                current.pop(mark, None)
            for mark in opening.get(cut, ()):
                current[mark] = None
            following += 1
        if left < end:
            found.append(Segment(left, end, text[left:end], tuple(current)))
        if line.strip():
            yield found
        start = end + 1
