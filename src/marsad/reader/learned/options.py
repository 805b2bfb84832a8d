"""What a statement's place, time or source may be: everything of that kind that the report names, and nothing.

An option is told at one or more spots of the report. A model weighs the options of a statement by where they stand
around its own words.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from marsad.arabic.times import TimeExpression
from marsad.codebook import Trigger
from marsad.reader.document import Located, Sentence
from marsad.reader.encoder.apart import Place
from marsad.reader.learned.context import Context, bucket

T = TypeVar("T")
FAR = 1000


class Spot(NamedTuple):
    """Tokens ``start`` to ``end`` of a sentence."""

    sentence: Sentence
    start: int
    end: int

    @property
    def place(self) -> Place:
        """The spot with its sentence's number instead of the sentence."""
        return (self.sentence.index, self.start, self.end)


@dataclass(eq=False)
class Option(Generic[T]):
    """One value that a statement may have; ``value`` None is "the report does not say"."""

    value: T | None
    spots: list[Spot] = field(default_factory=list)
    traits: tuple[str, ...] = ()
    _fixed: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def sentences(self) -> frozenset[int]:
        """In which sentences it is told."""
        return frozenset(spot.sentence.index for spot in self.spots)

    @cached_property
    def in_title(self) -> bool:
        """Whether the title tells it."""
        return any(spot.sentence.field == "title" for spot in self.spots)

    @cached_property
    def first(self) -> int:
        """In which sentence it is told first."""
        return min(self.sentences)

    def fixed(self, traits: tuple[str, ...]) -> tuple[str, ...]:
        """Features that do not depend on where a statement of these traits stands."""
        known = self._fixed.get(traits)
        if known is None:
            own = (
                f"told={bucket(len(self.spots), 1, 2, 4)}",
                f"title={self.in_title}",
                f"first={bucket(self.first, 0, 1, 2, 5)}",
            )
            both = (f"{trait} {other}" for trait in self.traits for other in traits)
            known = self._fixed[traits] = (*own, *self.traits, *both)
        return known


class Near(NamedTuple):
    """How near an option stands to a statement: words apart, and the two spots that are nearest."""

    apart: int
    own: Spot
    spot: Spot


class Around(NamedTuple):
    """How near the options stand to a statement, in rising order, and how often the one told most is told."""

    distances: list[int]
    most: int


@dataclass(eq=False)
class Statement:
    """What an option is weighed for: the spots of the statement's words, and features of its own (its type)."""

    spots: Sequence[Spot]
    traits: tuple[str, ...]
    beside: Sequence[Spot] = ()
    """The spots of the event that a figure belongs to."""
    _near: dict[int, Near] = field(default_factory=dict)

    @cached_property
    def in_title(self) -> bool:
        """Whether the title has words of it."""
        return any(spot.sentence.field == "title" for spot in self.spots)

    _around: dict[int, Around] = field(default_factory=dict)

    def around(self, options: Sequence[Option[T]]) -> Around:
        """The options of one question around the statement."""
        known = self._around.get(id(options))
        if known is None:
            distances = sorted(self.nearest(option).apart for option in options if option.spots)
            known = self._around[id(options)] = Around(distances, max(len(option.spots) for option in options))
        return known

    def nearest(self, option: Option[T]) -> Near:
        """Where an option stands nearest; it needs a spot."""
        known = self._near.get(id(option))
        if known is None:
            least, own, spot = min(
                ((distance(a, b), i, j) for i, a in enumerate(self.spots) for j, b in enumerate(option.spots)),
            )
            known = self._near[id(option)] = Near(least, self.spots[own], option.spots[spot])
        return known


Times = Option[Located[TimeExpression]]


def time_options(context: Context) -> list[Times]:
    """The dated times of a report, one option for each date."""
    found: dict[str, Times] = {}
    for sentence in context.document.sentences:
        for at in sentence.times:
            when = at.value.when
            if when is None:
                continue
            if when not in found:
                form = "open" if ".." in when else "span" if "/" in when else f"point{when.count('-')}"
                published = context.document.report.published
                today = "today" if published and when == published.isoformat() else "other"
                found[when] = Option(at, [], (f"form={form}", f"anchored={at.value.anchored}", f"day={today}"))
            found[when].spots.append(Spot(sentence, at.start, at.end))
    return list(found.values())


def distance(a: Spot, b: Spot) -> int:
    """Words between two spots; sentences count a thousand each."""
    apart = abs(a.sentence.index - b.sentence.index)
    if apart:
        return FAR * apart
    return b.start - a.end if b.start >= a.end else a.start - b.end if a.start >= b.end else 0


def features(
    context: Context, statement: Statement, option: Option[T], options: Sequence[Option[T]], extra: Iterable[str] = ()
) -> list[str]:
    """What a model sees of one option of a statement."""
    made = (
        _nothing(context, statement, options)
        if option.value is None
        else _something(context, statement, option, options)
    )
    return [*dict.fromkeys([*made, *extra])]


def _nothing(context: Context, statement: Statement, options: Sequence[Option[T]]) -> Iterator[str]:
    yield "nothing"
    nearest = min((statement.nearest(o).apart for o in options if o.spots), default=FAR * 99)
    yield f"nothing nearest={_far(nearest)}"
    yield f"nothing options={bucket(len(options) - 1, 0, 1, 2, 4, 8)}"
    for trait in statement.traits:
        yield f"nothing {trait}"
        yield f"nothing {trait} nearest={_far(nearest)}"
    spot = statement.spots[-1]
    for name in context.sentence_features(spot.sentence):
        yield f"nothing {name}"
    for at in (0, 1):
        yield f"nothing opens{at}={context.word(spot.sentence, at).lemma}"


def _something(context: Context, statement: Statement, option: Option[T], options: Sequence[Option[T]]) -> list[str]:
    near, anchor, spot = statement.nearest(option)
    far = _far(near)
    same = near < FAR
    side = "behind" if (spot.sentence.index, spot.start) >= (anchor.sentence.index, anchor.start) else "before"
    around = statement.around(options)
    rank = bucket(bisect_left(around.distances, near), 0, 1, 2, 4)
    lead, leads, clitic, following = context.beside(*spot)
    where = option.sentences
    held = sum(a.sentence.index in where for a in statement.spots)
    title, first = option.in_title, option.first
    share = bucket(100 * len(option.spots) // around.most, 20, 40, 60, 99)
    most = len(option.spots) == around.most
    found = [
        f"far={far} side={side}",
        f"rank={rank} same={same}",
        f"rank={rank} far={far}",
        f"lead={lead} same={same}",
        f"lead={lead} side={side} far={far}",
        f"clitic={clitic} same={same}",
        f"lead2={leads}",
        f"next={following}",
        f"anchor-next={context.word(anchor.sentence, anchor.end).lemma} {side} far={far}",
        f"held={bucket(100 * held // len(statement.spots), 0, 30, 60, 99)} many={len(statement.spots) > 1}",
        f"title={title} anchor-title={statement.in_title}",
        f"opens={spot.start <= 3} same={same}",
        f"share={share} options={bucket(len(options), 2, 4, 8)}",
        f"share={share} far={far}",
        f"most={most} title={title} first={first <= 1} far={far}",
        *option.fixed(statement.traits),
    ]
    if same:
        found += _between(context, anchor, spot, far, side)
    for trait in option.traits:
        found += (f"{trait} far={far}", f"{trait} rank={rank}")
    for own in statement.traits:
        found += (f"{own} far={far} side={side}", f"{own} lead={lead}")
    return found


def _between(context: Context, anchor: Spot, spot: Spot, far: str, side: str) -> Iterator[str]:
    """What stands between two spots of a sentence."""
    low, high = sorted(((anchor.start, anchor.end), (spot.start, spot.end)))
    between = range(low[1], high[0])
    marks = sum(anchor.sentence.is_mark(at) for at in between)
    verbs = sum(context.word(anchor.sentence, at).pos == "VERB" for at in between)
    triggers = min(sum(m.start in between for m in anchor.sentence.matches(Trigger)), 2)
    yield f"between marks={min(marks, 3)} {side}"
    yield f"between verbs={min(verbs, 2)} {side}"
    yield f"between triggers={triggers} {side}"
    yield f"between triggers={triggers} far={far} {side}"


def _far(near: int) -> str:
    if near < FAR:
        return f"w{bucket(near, 0, 1, 3, 6, 10, 16, 25)}"
    return f"s{bucket(near // FAR, 1, 2, 3, 5, 8)}"
