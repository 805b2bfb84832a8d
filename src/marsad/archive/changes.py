"""What changed between two records of one report: statements that came, went, or say something else.

A figure is the same where its words are the same, an event where the two share a mention; the type or the
harm breaks ties. Numbering, confidence and ``why`` are no change: they differ with every set of weights.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from marsad.record import Event, Figure, Record, Span

_NOT_COMPARED = {"id", "confidence", "why", "event", "part_of"}


@dataclass(frozen=True, slots=True)
class Change:
    """One statement that came (``before`` is None), went (``after`` is None) or changed.

    ``fields`` names what is different where both are there.
    """

    before: Event | Figure | None
    after: Event | Figure | None
    fields: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """``came``, ``went`` or ``changed``."""
        return "came" if self.before is None else "went" if self.after is None else "changed"

    def __str__(self) -> str:
        """The change in one line: the words, and what is different."""
        statement = self.after or self.before
        assert statement
        what = statement.type if isinstance(statement, Event) else statement.harm
        words = _spans(statement)[0].text
        return f"{self.kind} {what} «{words}»" + (f": {', '.join(self.fields)}" if self.fields else "")


def changes(before: Record, after: Record) -> list[Change]:
    """All changes, events first, in the order of the report; nothing where the two say the same."""
    pairs: list[tuple[Event | Figure | None, Event | Figure | None]] = [
        *_pairs(before.events, after.events),
        *_pairs(before.figures, after.figures),
    ]
    same_id = {old.id: new.id for old, new in pairs if old and new}
    found: list[Change] = []
    for old, new in pairs:
        fields = tuple(_different(old, new, same_id)) if old and new else ()
        if fields or not (old and new):
            found.append(Change(old, new, fields))
    return found


def _pairs(
    before: Sequence[Event | Figure], after: Sequence[Event | Figure]
) -> Iterator[tuple[Event | Figure | None, Event | Figure | None]]:
    """Statements that are the same, the closest first, then those that went and those that came."""
    places: dict[Span, list[int]] = {}
    for at, new in enumerate(after):
        for span in _spans(new):
            places.setdefault(span, []).append(at)
    close = sorted(
        (-len(set(_spans(old)) & set(_spans(after[at]))), _kind(old) != _kind(after[at]), row, at)
        for row, old in enumerate(before)
        for at in {at for span in _spans(old) for at in places.get(span, ())}
    )
    partner: dict[int, int] = {}
    for _, _, row, at in close:
        if row not in partner and at not in partner.values():
            partner[row] = at
    for row, old in enumerate(before):
        yield old, after[partner[row]] if row in partner else None
    for at in sorted(set(range(len(after))) - set(partner.values())):
        yield None, after[at]


def _spans(statement: Event | Figure) -> tuple[Span, ...]:
    return statement.mentions if isinstance(statement, Event) else (statement.span,)


def _kind(statement: Event | Figure) -> str:
    return statement.type if isinstance(statement, Event) else statement.harm


def _different(old: Event | Figure, new: Event | Figure, same_id: dict[str, str]) -> Iterator[str]:
    one, two = old.model_dump(exclude=_NOT_COMPARED), new.model_dump(exclude=_NOT_COMPARED)
    yield from (name for name in one if one[name] != two[name])
    for name in ("event", "part_of"):
        reference: Any = getattr(old, name, None)
        if same_id.get(reference, reference) != getattr(new, name, None):
            yield name
