"""Which statement of another reading is one that a person corrected: told by words, type and harm, not by ids."""

from collections.abc import Mapping, Sequence

from marsad.corrections.correction import Neighbour, Statement, kind_of, spans_of
from marsad.corrections.standing import Identity
from marsad.record import Bound, Event

_TOO_COMMON = 2
"""One and two people are counted too often for a number to make a statement known."""


def partners(identities: Mapping[str, Identity], statements: Sequence[Statement]) -> dict[str, str]:
    """For each statement (id) that is a known one, the known one's id; one to one, the likest first."""
    close = sorted(
        (likeness, order, row, known, statement.id)
        for order, (known, identity) in enumerate(identities.items())
        for row, statement in enumerate(statements)
        if (likeness := _likeness(identity, statement)) is not None
    )
    found: dict[str, str] = {}
    for _, _, _, known, name in close:
        if name not in found and known not in found.values():
            found[name] = known
    return found


def neighbours(statement: Statement, others: Sequence[Statement]) -> tuple[Neighbour, ...]:
    """The others that another reading could be mistaken over: they share words with it, or say alike."""
    return tuple(
        Neighbour(kind=kind_of(other), spans=spans_of(other))
        for other in others
        if other.id != statement.id and rank(statement, other) is not None
    )


def _likeness(identity: Identity, statement: Statement) -> tuple[int, int] | None:
    """How like a statement is to a known one, less is liker; None where it is another."""
    ranks = [found for version in identity.versions if (found := rank(version, statement)) is not None]
    if not ranks:
        return None
    best = min(ranks)
    if best == IDENTICAL:
        return best
    own = set(spans_of(statement))
    for other in identity.beside:
        # A twin has all its words, for instance where one trigger names two events.
        is_it = own == set(other.spans) if best == SAME else own.intersection(other.spans)
        if other.kind == kind_of(statement) and is_it:
            return None
    # A trigger may name several events: one that was added beside the engine's is known by its type too.
    if isinstance(statement, Event) and not identity.from_engine and best[0] in _OTHER_KIND:
        return None
    return best


IDENTICAL, SAME = (-2, 0), (-1, 0)
"""The ranks of statements that say the same, and of those with the same words and the same type or harm."""
_OTHER_KIND = (1, 3)


def rank(one: Statement, other: Statement) -> tuple[int, int] | None:
    """How like two statements are, the least first; None where they are different ones.

    Saying the same; the same words and kind; shared words; overlapping words; the same values at other words.
    """
    if isinstance(one, Event) != isinstance(other, Event):
        return None
    mine, its = set(spans_of(one)), set(spans_of(other))
    differs = kind_of(one) != kind_of(other)
    if mine == its and not differs:
        return IDENTICAL if _values(one) == _values(other) else SAME
    if shared := len(mine & its):
        return (differs, -shared)
    if any(a.overlaps(b) for a in mine for b in its):
        return (2 + differs, 0)
    return (4, 0) if _values(one) == _values(other) and _is_telling(one) else None


def _values(statement: Statement) -> tuple[object, ...]:
    """What a statement says, but for its words, its source and what it points at."""
    shared = (kind_of(statement), statement.place, statement.when, statement.stance)
    if isinstance(statement, Event):
        return (*shared, statement.actors, statement.targets)
    return (*shared, statement.low, statement.high, statement.bound, statement.group, statement.cumulative)


def _is_telling(statement: Statement) -> bool:
    """Whether the values alone make a statement known."""
    if isinstance(statement, Event):
        return statement.place is not None
    return statement.bound is not Bound.VAGUE and (statement.low or statement.high or 0) > _TOO_COMMON
