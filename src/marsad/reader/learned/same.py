"""Which mentions name one event: pairs are judged by a model, then brought together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from marsad.codebook import Actor, Trigger
from marsad.reader.learned.context import Context, bucket
from marsad.reader.learned.mentions import Candidate
from marsad.record import EventType

MANY = 150
"""Mentions of a report that are compared with each other, at most."""
UNLIKE = 0.02
APART = -4.0
"""The log-odds of two mentions that have less than ``UNLIKE`` of their types in common: they are not compared."""


@dataclass(eq=False)
class Mention:
    """A candidate that is taken for a mention: its likeliest type, and the probability of each type."""

    candidate: Candidate
    type: EventType
    types: npt.NDArray[np.float32]
    sure: float
    """Probability that it names an event at all."""

    def unlike(self, other: "Mention") -> bool:
        """Whether the two have hardly a type in common, so that they cannot be one event."""
        return float(np.minimum(self.types, other.types).sum()) < UNLIKE


@dataclass(eq=False)
class Happening:
    """An event of the report: its mentions in order."""

    type: EventType
    mentions: list[Mention] = field(default_factory=list)

    @property
    def sure(self) -> float:
        """How sure it is that the report names such an event: one good mention is enough."""
        doubt = 1.0
        for mention in self.mentions:
            doubt *= 1 - mention.sure
        return 1 - doubt


def pairs(mentions: Sequence[Mention]) -> Iterator[tuple[int, int, int]]:
    """Every pair of mentions, the earlier one first, by their numbers; and how many of the later's type lie between."""
    for j, later in enumerate(mentions):
        between = 0
        for i in range(j - 1, -1, -1):
            yield i, j, between
            between += mentions[i].type == later.type


def pair_features(context: Context, a: Mention, b: Mention, between: int) -> list[str]:
    """What a model sees of two mentions, the earlier one first; ``between`` are those of the later one's type."""
    return [*dict.fromkeys(_pair(context, a, b, between))]


def _pair(context: Context, a: Mention, b: Mention, between: int) -> Iterator[str]:
    ca, cb = a.candidate, b.candidate
    sa, sb = ca.sentence, cb.sentence
    apart = sb.index - sa.index
    distance = "same" if apart == 0 else str(bucket(apart, 1, 2, 4, 8))
    if sa.field == "title":
        distance = f"title{bucket(sb.index, 0, 1, 2, 4, 8)}"
    same_type = a.type == b.type
    wa, wb = context.word(sa, ca.start), context.word(sb, cb.start)
    same_lemma = wa.lemma == wb.lemma
    alike = bucket(int(100 * float(np.minimum(a.types, b.types).sum())), 5, 20, 40, 60, 80)
    returns = any(isinstance(e, Trigger) and e.returns for e in cb.entries)
    shape = "verb" if cb.match.verbal else "the" if cb.match.reading.article or cb.match.reading.pronoun else "bare"
    first = "verb" if ca.match.verbal else "the" if ca.match.reading.article else "bare"
    places = _relation(_places(ca), _places(cb))
    days = _relation(sa.days, sb.days)
    actors = _relation(frozenset(m.key for m in sa.matches(Actor)), frozenset(m.key for m in sb.matches(Actor)))
    numbers = _relation(_numbers(ca), _numbers(cb))
    yield "bias"
    yield f"distance={distance}"
    yield f"same-type={same_type}"
    yield f"types={a.type} {b.type}"
    yield f"type={a.type} distance={distance} same={same_type}"
    yield f"alike={alike}"
    yield f"alike={alike} distance={distance}"
    yield f"same-lemma={same_lemma} same-type={same_type}"
    yield f"same-lemma={same_lemma} distance={distance}"
    if same_lemma:
        yield f"lemma={wa.lemma}"
        yield f"lemma={wa.lemma} shape={shape}"
    yield f"lemmas={wa.lemma} {wb.lemma}"
    yield f"b={wb.lemma}"
    yield f"shape={first} {shape}"
    yield f"shape={shape} distance={distance} same={same_type}"
    yield f"returns={returns} distance={distance}"
    ruled, its = context.ruled(sa, ca.start, ca.end), context.ruled(sb, cb.start, cb.end)
    place, day = _relation(_told(ruled.where), _told(its.where)), _relation(_told(ruled.when), _told(its.when))
    near = bucket(between, 0, 1, 3)
    yield f"closer={near} same={same_type}"
    yield f"closer={near} same={same_type} shape={shape}"
    yield f"closer={near} same={same_type} lemma={same_lemma}"
    yield f"closer={near} same={same_type} place={place} day={day}"
    yield f"place={place} day={day} same={same_type} lemma={same_lemma}"
    for name, relation in (
        ("places", places),
        ("days", days),
        ("actors", actors),
        ("numbers", numbers),
        ("place", place),
        ("day", day),
    ):
        yield f"{name}={relation}"
        yield f"{name}={relation} same={same_type}"
        yield f"{name}={relation} distance={distance}"
    yield f"places={places} days={days} same={same_type} lemma={same_lemma}"
    if apart == 0:
        gap = cb.start - ca.end
        yield f"gap={bucket(gap, 0, 2, 5, 10, 20)} same={same_type}"
        for word in context.analyses[sa.index].words[ca.end : cb.start][:6]:
            yield f"between={word.lemma} same={same_type}"
        if wb.before:
            yield f"joined={wb.before} gap={bucket(gap, 0, 2, 5)}"
    else:
        yield f"opens={context.word(sb, 0).lemma}"
        yield f"opens={context.word(sb, 0).lemma} {context.word(sb, 1).lemma}"
    shared = _overlap(context, ca, cb)
    yield f"shared={bucket(int(100 * shared), 5, 10, 20, 35, 50)}"
    yield f"shared={bucket(int(100 * shared), 5, 10, 20, 35, 50)} same={same_type}"


def _places(c: Candidate) -> frozenset[str]:
    return c.sentence.place_names


def _numbers(c: Candidate) -> frozenset[str]:
    values = (n.value for n in c.sentence.numbers)
    return frozenset(str(v.value) for v in values if v.kind == "cardinal" and v.value is not None)


def _told(value: str | None) -> frozenset[str]:
    return frozenset([value]) if value else frozenset()


def _relation(here: frozenset[str], there: frozenset[str]) -> str:
    if not here or not there:
        return "-" if not here and not there else "half"
    return "equal" if here == there else "shared" if here & there else "other"


def _overlap(context: Context, a: Candidate, b: Candidate) -> float:
    """The share of content words that the two sentences have in common."""
    if a.sentence is b.sentence:
        return 0.0
    one, two = context.content(a.sentence), context.content(b.sentence)
    return len(one & two) / max(1, min(len(one), len(two)))


Judge = Callable[[Mention, Mention, int], float]
"""The log-odds that two mentions name one event, given how many of the later one's type lie between them."""


def bring_together(mentions: Sequence[Mention], judge: Judge) -> list[list[Mention]]:
    """Groups of mentions of one event each: the two groups that fit best on average are joined, while any fit."""
    groups = [[m] for m in mentions[:MANY]]
    count = len(groups)
    total = np.full((count, count), -np.inf, np.float64)
    for i, j, between in pairs(mentions[:MANY]):
        total[i, j] = total[j, i] = judge(mentions[i], mentions[j], between)
    sizes = np.ones(count)
    while count > 1:
        mean = total / np.outer(sizes, sizes)
        i, j = sorted(divmod(int(mean.argmax()), count))
        if mean[i, j] <= 0:
            break
        groups[i] += groups[j]
        groups[j] = []
        total[i] += total[j]
        total[:, i] = total[i]
        total[j], total[:, j] = -np.inf, -np.inf
        total[i, i] = -np.inf
        sizes[i] += sizes[j]
    order = {id(m): n for n, m in enumerate(mentions)}
    made = [sorted(group, key=lambda m: order[id(m)]) for group in groups if group]
    return made + [[m] for m in mentions[MANY:]]
