"""Figures of one telling that add up: where a report counts people by sides or kinds and names no total."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from marsad.incidents.cluster import components
from marsad.incidents.incident import Member
from marsad.incidents.words import words
from marsad.record import Bound, Event, Figure, Group, Report

_FIGHTING = frozenset({Group.COMBATANTS})
_NOT_FIGHTING = frozenset(
    {Group.CIVILIANS, Group.CHILDREN, Group.WOMEN, Group.MEDICS, Group.JOURNALISTS, Group.AID_WORKERS}
)
_AND = frozenset({"و", "،", "،و", "، و", "ثم"})
_FOLLOWING_WORDS = 4
"""So many words after a number may name the side that the people were of."""


def addends(member: Member, figures: Sequence[Figure]) -> list[tuple[Figure, ...]]:
    """Sets of figures of one harm that are of different people, in the order of the report.

    They are told in one breath (six children and three adults), are of fighters and of others by the same source, or
    are of two sides of the event, each by its name. A set is left out where the report gives a number as great.
    """
    firm = [figure for figure in figures if figure.bound is not Bound.VAGUE and figure.low is not None]
    found = []
    for harm in sorted({figure.harm for figure in firm}):
        own = {figure.id: figure for figure in firm if figure.harm is harm}
        pairs = ((a, b) for a, b in combinations(sorted(own), 2) if _apart(member, own[a], own[b]))
        for some in components(own, pairs):
            chosen = tuple(sorted((own[name] for name in some), key=lambda f: (f.span.field, f.span.start)))
            total = sum(figure.low or 0 for figure in chosen)
            others = (f for f in figures if f.harm is harm and f.id not in some)
            every = all(_apart(member, a, b) for a, b in combinations(chosen, 2))
            if len(chosen) > 1 and every and all((f.low or f.high or 0) < total for f in others):
                found.append(chosen)
    return found


def added(figures: Sequence[Figure]) -> Figure:
    """The sum as a figure: the first one with the numbers of all."""
    lows, highs = [f.low for f in figures], [f.high for f in figures]
    low = sum(number for number in lows if number is not None)
    high = None if None in highs else sum(number for number in highs if number is not None)
    exact = all(figure.bound is Bound.EXACT for figure in figures)
    bound = Bound.EXACT if exact else Bound.AT_LEAST if high is None else Bound.ABOUT if low == high else Bound.RANGE
    return figures[0].model_copy(update={"low": low, "high": high, "bound": bound, "group": Group.PEOPLE})


def _apart(member: Member, one: Figure, other: Figure) -> bool:
    """Whether two figures surely count different people."""
    if _in_one_breath(member.record.report, one, other):
        return True
    same_source = (one.source and one.source.text) == (other.source and other.source.text)
    if same_source and any(one.group in a and other.group in b for a, b in _FIGHTERS_AND_OTHERS):
        return True
    sides = [set(_sides(member.record.report, member.event, figure)) for figure in (one, other)]
    return all(len(side) == 1 for side in sides) and not sides[0] & sides[1]


_FIGHTERS_AND_OTHERS = ((_FIGHTING, _NOT_FIGHTING), (_NOT_FIGHTING, _FIGHTING))


def _in_one_breath(report: Report, one: Figure, other: Figure) -> bool:
    a, b = sorted((one.span, other.span), key=lambda span: (span.field, span.start))
    return a.field == b.field and report.field(a.field)[a.end : b.start].strip() in _AND


def _sides(report: Report, event: Event, figure: Figure) -> Iterator[str]:
    """The actors and targets of whom a word stands in the figure's words or just after."""
    span = figure.span
    after = report.field(span.field)[span.end :].split()[:_FOLLOWING_WORDS]
    told = set(words(span.text)) | set(words(" ".join(after)))
    return (name for name in dict.fromkeys((*event.actors, *event.targets)) if told.intersection(words(name)))
