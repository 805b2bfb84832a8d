"""Which statement of another reading is one that a person corrected: told by words, type and harm, not by ids."""

from collections.abc import Mapping, Sequence

from marsad.corrections.correction import Neighbour, Statement, kind_of, spans_of
from marsad.corrections.standing import Identity
from marsad.record import Bound, Event, Figure

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
        Neighbour(kind=kind_of(other), span=span)
        for other in others
        if other.id != statement.id and rank(statement, other) is not None
        for span in spans_of(other)
    )


def _likeness(identity: Identity, statement: Statement) -> tuple[int, int] | None:
    """How like a statement is to a known one, less is liker; None where it is another."""
    ranks = [found for version in identity.versions if (found := rank(version, statement)) is not None]
    if not ranks:
        return None
    best = min(ranks)
    if best == SAME:
        return best
    own_words = {(kind_of(statement), span) for span in spans_of(statement)}
    if any((other.kind, other.span) in own_words for other in identity.beside):
        return None
    # A trigger may name several events: one that was added beside the engine's is known by its type too.
    if isinstance(statement, Event) and not identity.from_engine and best[0] % 2:
        return None
    return best


SAME = (-1, 0)
"""The rank of two statements with the same words and the same type or harm."""


def rank(one: Statement, other: Statement) -> tuple[int, int] | None:
    """How like two statements are, the least first; None where they are different ones.

    The same words and kind; shared words; overlapping words; the same values at other words.
    """
    if isinstance(one, Event) != isinstance(other, Event):
        return None
    mine, its = set(spans_of(one)), set(spans_of(other))
    differs = kind_of(one) != kind_of(other)
    if mine == its and not differs:
        return SAME
    if shared := len(mine & its):
        return (differs, -shared)
    if any(a.overlaps(b) for a in mine for b in its):
        return (2 + differs, 0)
    return (4, 0) if _says_alike(one, other) else None


def _says_alike(one: Statement, other: Statement) -> bool:
    if one.place != other.place or one.when != other.when or one.stance != other.stance:
        return False
    if isinstance(one, Figure) and isinstance(other, Figure):
        told = (one.harm, one.low, one.high, one.bound, one.group, one.cumulative)
        firm = one.bound is not Bound.VAGUE and (one.low or one.high or 0) > _TOO_COMMON
        return firm and told == (other.harm, other.low, other.high, other.bound, other.group, other.cumulative)
    if isinstance(one, Event) and isinstance(other, Event):
        told_of = (one.type, one.actors, one.targets)
        return one.place is not None and told_of == (other.type, other.actors, other.targets)
    return False
