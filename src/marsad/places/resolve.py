"""Which place on earth a name is: by the whole report, with a probability and what else it could be."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from marsad.places import relative
from marsad.places.distance import kilometres
from marsad.places.gazetteer import Entry, Gazetteer, gazetteer
from marsad.places.recognise import Mention, Recogniser, Role, Tokens
from marsad.places.words import outlet_country

_AREAS = frozenset(("country", "division", "region", "district"))
_SMALL = frozenset(
    "quarter street roundabout site village camp crossing front mountain valley base airport port dam field settlement".split()
)


class Alternative(NamedTuple):
    """Another place that the words may mean."""

    entry: Entry
    probability: float


@dataclass(frozen=True, slots=True)
class Resolved:
    """A place in a text.

    ``text`` is ``text[start:end]`` of the text read: with kind word and direction, without a preposition before it.
    ``name`` is the usual English name (None where none is known), ``arabic`` the gazetteer's or the text's.
    ``division`` is an ISO 3166-2 code or the GeoNames code of a first-level division. Degrees are WGS 84;
    the true place is within ``radius_km`` of the point. ``role`` is ``place`` for a place where something may
    happen; ``metonym`` where a capital or country stands for its government; ``dateline`` where it says whence the
    report was sent. ``fallback``: the place itself is not in the gazetteer, and what is given is the
    place around it, as the text tells (``within``: its English name). ``probability`` is that of a place being meant, and this one.
    """

    start: int
    end: int
    text: str
    name: str | None
    arabic: str
    kind: str
    country: str | None
    division: str | None
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    geonames: int | None
    probability: float
    role: Role = "place"
    fallback: bool = False
    within: str | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(slots=True)
class _Choice:
    """A mention with its candidates scored; ``best`` is None where the gazetteer has none that fits."""

    mention: Mention
    scored: list[tuple[float, Entry]]
    unknown: float | None
    around: "_Choice | None" = None

    @property
    def best(self) -> Entry | None:
        if not self.scored or (self.unknown is not None and self.unknown > self.scored[0][0]):
            return None
        return self.scored[0][1]

    def share(self) -> float:
        """Probability of the best reading among all."""
        scores = [score for score, _ in self.scored]
        if self.unknown is not None:
            scores.append(self.unknown)
        top = max(scores)
        return 1.0 / sum(exp(score - top) for score in scores)


class Context:
    """What a report tells about where it plays: votes for countries, and the places chosen so far."""

    def __init__(self) -> None:
        self.votes: Counter[str] = Counter()
        self.near: list[tuple[str, Entry]] = []

    def vote(self, country: str, weight: float) -> None:
        """Count ``weight`` for a country."""
        if country:
            self.votes[country] += weight  # type: ignore[assignment]

    def share(self, country: str) -> float:
        """The country's share of all votes."""
        total = sum(self.votes.values())
        return self.votes[country] / total if total else 0.0

    @property
    def main(self) -> str | None:
        """The country with most votes."""
        return max(self.votes, key=lambda country: (self.votes[country], country)) if self.votes else None


def _inside(entry: Entry, outer: Entry) -> bool:
    """Whether a place lies in another, as far as the gazetteer can tell."""
    if entry.country != outer.country:
        return False
    if outer.kind == "country":
        return True
    if outer.kind == "division" and entry.division and entry.division[2] == "-":
        return entry.division == outer.division
    away = kilometres(entry.latitude, entry.longitude, outer.latitude, outer.longitude)
    return away <= max(3 * outer.radius_km, 40) if outer.kind not in _AREAS else away <= 1.5 * outer.radius_km


class Resolver:
    """Finds and resolves the places of a text with one gazetteer."""

    def __init__(self, places: Gazetteer) -> None:
        self.gazetteer = places
        self.recogniser = Recogniser(places)

    def find(
        self,
        text: str,
        *,
        outlet: str | None = None,
        country: str | None = None,
        names: Iterable[tuple[int, int]] | None = None,
    ) -> list[Resolved]:
        """See ``marsad.places.find``."""
        tokens = Tokens(text)
        mentions, adjectives = self.recogniser.find(tokens)
        given = list(names or ())
        if given:
            mentions = self._with_given(tokens, mentions, given)
        context = self._context(mentions, adjectives, outlet, country)
        choices = self._choose(mentions, context)
        found = []
        for choice in choices:
            if choice.mention.role in ("name", "adjective") and not choice.mention.given:
                continue
            probability = 1.0 if choice.mention.given else self._belief(choice, context)
            if probability >= 0.5:
                found.append(self._resolved(text, choice, probability, context))
        return found

    def _with_given(
        self, tokens: Tokens, mentions: list[Mention], spans: Sequence[tuple[int, int]]
    ) -> list[Mention]:
        """Mentions for spans that the caller knows to be places: found ones stretched, others added."""
        kept = list(mentions)
        for start, end in spans:
            inside = [mention for mention in kept if mention.start < end and start < mention.end]
            at = [i for i, s in enumerate(tokens.starts) if start <= tokens.span(i, i)[0] < end]
            if inside:
                head = inside[0]
                for other in inside[1:]:
                    if head.container is None:
                        head.container = other
                    kept.remove(other)
            elif at:
                first, last = at[0], at[-1]
                head = Mention(first, last, start, end, " ".join(tokens.words[first : last + 1]), ())
                kept.append(head)
            else:
                continue
            # A site or a phrase is more than the name in it: the name is then what lies around.
            if at and inside and head.kind is None and not head.directions and head.first > at[0]:
                outer = replace(head, given=False)
                head.entries, head.container = (), outer
                head.key = " ".join(tokens.words[at[0] : at[-1] + 1])
            head.start, head.end, head.given, head.role = start, end, True, "place"
        kept.sort(key=lambda mention: mention.start)
        return kept

    def _context(
        self, mentions: list[Mention], adjectives: list[str], outlet: str | None, country: str | None
    ) -> Context:
        context = Context()
        for code in adjectives:
            context.vote(code, 0.7)
        if home := outlet_country(outlet):
            context.vote(home, 1.0)
        if country:
            context.vote(country.upper(), 4.0)
        for mention in mentions:
            entries = mention.entries
            if not entries or mention.key in self.recogniser.words.ambiguous:
                continue
            top = entries[0].weight
            shares = [(entry, 10 ** (entry.weight - top)) for entry in entries[:6]]
            total = sum(share for _, share in shares)
            weight = 1.0 if top >= 4.4 or mention.kind else 0.3
            if mention.role == "name":
                weight *= 0.5
            for entry, share in shares:
                context.vote(entry.country, weight * share / total)
        return context

    def _choose(self, mentions: list[Mention], context: Context) -> list[_Choice]:
        choices: dict[int, _Choice] = {}
        for _ in range(2):
            choices = {}
            # Containers stand after what they hold, so that choosing from the end sees them first.
            for mention in reversed(mentions):
                choices[id(mention)] = self._choice(mention, context, choices)
            context.near = [
                (choice.mention.key, entry)
                for choice in choices.values()
                if (entry := choice.best) and entry.kind != "country" and entry.weight >= 3.2
            ]
        ordered = [choices[id(mention)] for mention in mentions]
        self._fall_back(ordered)
        return ordered

    def _choice(self, mention: Mention, context: Context, known: dict[int, _Choice]) -> _Choice:
        outer = known.get(id(mention.container)) if mention.container else None
        if mention.container is not None and outer is None:
            outer = self._choice(mention.container, context, known)
        scored = [(self._score(mention, entry, context, outer), entry) for entry in mention.entries]
        scored.sort(key=lambda pair: (-pair[0], -pair[1].weight, pair[1].geonames or 0))
        unknown = None
        if not scored or (mention.kind and mention.kind.unknown != "no"):
            small = mention.kind is not None and mention.kind.takes[0] in _SMALL
            unknown = 7.5 if small else 5.0
        return _Choice(mention, scored, unknown, outer)

    def _score(self, mention: Mention, entry: Entry, context: Context, outer: _Choice | None) -> float:
        score = 1.5 * entry.weight
        kind = mention.kind
        if kind is not None and not mention.around:
            if entry.kind in kind.takes:
                score += 2.5 - 0.4 * kind.takes.index(entry.kind)
            else:
                score -= 2.5
            # A town that gives its name to a street or an airport is not that street, but near.
            if kind.takes[0] in _SMALL and entry.kind in ("capital", "city", "division", "country"):
                score -= 0.8 * (entry.weight - 3)
        elif entry.kind == "division" and not mention.around:
            score -= 1.5
        share = context.share(entry.country)
        score += 3.0 * share
        if share == 0.0 and context.votes:
            score -= 1.5 if entry.weight < 5.5 else 0.5
        if entry.kind != "country":
            score += self._nearness(mention, entry, context)
        if outer is not None and (around := outer.best):
            if entry is around or _inside(around, entry) and entry.kind in _AREAS:
                score -= 0.5
            else:
                score += 4.0 if _inside(entry, around) else -3.0
        return score

    def _nearness(self, mention: Mention, entry: Entry, context: Context) -> float:
        """How near the other places of the report are."""
        best = 0.0
        for name, other in context.near:
            if name == mention.key or other.country != entry.country:
                continue
            away = kilometres(entry.latitude, entry.longitude, other.latitude, other.longitude)
            best = max(best, 1.5 if away < 50 else 0.8 if away < 150 else 0.0)
        return best

    def _fall_back(self, choices: list[_Choice]) -> None:
        """Give each place that the gazetteer lacks the place around it: named with it, before it, or after it."""
        before: _Choice | None = None
        for choice in choices:
            if choice.best is None and choice.around is None:
                choice.around = before
            if self._can_hold(choice):
                before = choice
        after: _Choice | None = None
        for choice in reversed(choices):
            if choice.best is None and choice.around is None:
                choice.around = after
            if self._can_hold(choice):
                after = choice

    def _can_hold(self, choice: _Choice) -> bool:
        entry = choice.best
        return entry is not None and choice.mention.role in ("place", "dateline") and entry.kind not in _SMALL

    def _belief(self, choice: _Choice, context: Context) -> float:
        """Probability that the words mean a place at all."""
        mention = choice.mention
        entry = choice.best or (mention.entries[0] if mention.entries else None)
        weight = entry.weight if entry else 3.0
        if mention.key in self.recogniser.words.ambiguous and mention.kind is None:
            return 0.0
        score = (weight - 3.9) * 1.6
        if mention.kind:
            score += 3.0
        if mention.directions:
            score += 1.5
        score += (-0.6, 0.8, 1.6)[mention.locative]
        if " " in mention.key:
            score += 1.5
        elif len(mention.key) <= 3:
            score -= 0.8
        if mention.container is not None:
            score += 1.5
        if entry:
            share = context.share(entry.country)
            score += 1.5 * share if share >= 0.15 else -1.0
        return 1.0 / (1.0 + exp(-score))

    def _resolved(self, text: str, choice: _Choice, belief: float, context: Context) -> Resolved:
        mention = choice.mention
        entry = choice.best
        span = (mention.start, mention.end, text[mention.start : mention.end])
        others = tuple(
            Alternative(other, round(choice.share() * exp(score - choice.scored[0][0]), 3))
            for score, other in choice.scored[:4]
            if other is not entry
        )
        if entry is not None:
            latitude, longitude, radius = relative.point(mention, entry)
            return Resolved(
                *span,
                name=self._english(mention, entry),
                arabic=entry.arabic,
                kind="region" if mention.around or mention.directions and entry.kind in _AREAS else entry.kind,
                country=entry.country,
                division=entry.division or None,
                latitude=round(latitude, 5),
                longitude=round(longitude, 5),
                radius_km=round(radius, 1),
                geonames=None if mention.around or mention.directions else entry.geonames,
                probability=round(belief * choice.share(), 3),
                role=mention.role,
                alternatives=others,
            )
        outer = choice.around.best if choice.around else None
        point: tuple[float, float, float] | tuple[None, None, None] = (None, None, None)
        if outer is not None and choice.around is not None:
            point = relative.point(choice.around.mention, outer)
        return Resolved(
            *span,
            name=None,
            arabic=mention.key,
            kind=mention.kind.takes[0] if mention.kind else "site",
            country=outer.country if outer else context.main,
            division=(outer.division or None) if outer else None,
            latitude=point[0],
            longitude=point[1],
            radius_km=max(point[2], 5.0) if point[2] is not None else None,
            geonames=None,
            probability=round(belief * 0.7, 3),
            role=mention.role,
            fallback=True,
            within=outer.name if outer else None,
            alternatives=others,
        )

    def _english(self, mention: Mention, entry: Entry) -> str:
        name = entry.name
        kind = mention.kind
        if kind is not None and not mention.around and entry.kind in ("division", "district"):
            name = kind.english(name, entry.country)
        if mention.around:
            name = f"{name} countryside"
        return relative.english(mention.directions, name)


@cache
def _resolver(places: Gazetteer) -> Resolver:
    return Resolver(places)


def resolver(folder: Path | None = None) -> Resolver:
    """The resolver with the gazetteer of ``folder``, made once."""
    return _resolver(gazetteer(folder))


def find(
    text: str,
    *,
    published: date | None = None,
    outlet: str | None = None,
    country: str | None = None,
    names: Iterable[tuple[int, int]] | None = None,
) -> list[Resolved]:
    """The places of a text, in its order.

    ``country`` (ISO 3166-1 alpha-2) is where the report is supposed to play if nothing speaks against it; ``outlet``
    is who published it, whose own country counts a little. ``published`` is taken for the sake of one
    signature with other readers; names of places are not dated yet. ``names``: offsets of words that another layer
    has recognised as places; each gives one result with just that span.
    """
    return resolver().find(text, outlet=outlet, country=country, names=names)


def resolve(
    name: str, *, country: str | None = None, near: tuple[float, float] | None = None
) -> list[Resolved]:
    """The places that a name or place phrase may mean, best first.

    ``country`` (ISO 3166-1 alpha-2) and ``near`` (latitude, longitude) make places there likelier.
    """
    text = name.strip()
    if not text:
        return []
    found = resolver().find(name, country=country, names=[(name.index(text), name.index(text) + len(text))])
    if not found:
        return []
    first = found[0]
    results = [first]
    for other in first.alternatives:
        entry = other.entry
        results.append(
            replace(
                first,
                name=entry.name,
                arabic=entry.arabic,
                kind=entry.kind,
                country=entry.country,
                division=entry.division or None,
                latitude=entry.latitude,
                longitude=entry.longitude,
                radius_km=entry.radius_km,
                geonames=entry.geonames,
                probability=other.probability,
                fallback=False,
                within=None,
                alternatives=(),
            )
        )
    if near is not None:

        def likely(result: Resolved) -> float:
            if result.latitude is None or result.longitude is None:
                return 0.0
            away = kilometres(*near, result.latitude, result.longitude)
            return (result.probability + 0.02) * exp(-away / 200)

        results.sort(key=likely, reverse=True)
    return results


