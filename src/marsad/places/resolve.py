"""Which place on earth a name is: by the whole report, with a probability and what else it could be."""

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from math import exp
from pathlib import Path

from marsad.places import relative
from marsad.places.context import Context
from marsad.places.distance import kilometres
from marsad.places.gazetteer import Entry, Gazetteer, gazetteer
from marsad.places.mention import Mention
from marsad.places.recognise import Recogniser
from marsad.places.result import Alternative, Resolved
from marsad.places.tokens import BREAK, Tokens
from marsad.places.weigh import AREAS, SMALL, belief, score
from marsad.places.words import outlet_country

# Beliefs: from which a mention is kept until the report is read, speaks for its country, and is shown.
_KEPT, _HEARD, _SHOWN = 0.15, 0.4, 0.5
# Score of the reading that the gazetteer lacks the place: quarters, sites and the like it mostly does.
_UNKNOWN_SMALL, _UNKNOWN = 8.5, 5.0
# Score from which a town is likely the one that gave its name to a site.
_NEAR_ITS_NAMESAKE = 5.0
# Kinds that are named after towns far away: "شارع بغداد" is in Damascus.
_ANYWHERE = frozenset(("street", "roundabout", "quarter"))
# Towns from here on are known well enough to place a smaller one.
_KNOWN_TOWN = 4.8
# How sure a place is of which only the surroundings are known.
_FALLBACK = 0.7


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
        scores = [points for points, _ in self.scored]
        if self.unknown is not None:
            scores.append(self.unknown)
        top = max(scores)
        return 1.0 / sum(exp(points - top) for points in scores)


class Resolver:
    """Finds and resolves the places of a text with one gazetteer."""

    def __init__(self, places: Gazetteer) -> None:
        self.gazetteer = places
        self.recogniser = Recogniser(places)
        self.tables = self.recogniser.tables
        self.capitals = places.capitals()

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
        beliefs = [(mention, self._belief(mention)) for mention in mentions]
        mentions = [mention for mention, value in beliefs if value >= _KEPT]
        believed = [mention for mention, value in beliefs if value >= _HEARD]
        context = self._context(believed, adjectives, outlet, country)
        for mention in mentions:
            if mention.home:
                mention.entries = self._home(mention, context)
                mention.role = "place" if mention.entries and mention.locative == 2 else "name"
        if names is not None:
            mentions = self._with_given(tokens, mentions, names, context)
        found = []
        for choice in self._choose(mentions, context, text):
            mention = choice.mention
            if mention.role in ("name", "adjective"):
                continue
            value = self._belief(mention, choice.best, context)
            if value >= _SHOWN:
                found.append(self._resolved(text, choice, value))
        return found

    def _with_given(
        self, tokens: Tokens, mentions: list[Mention], spans: Iterable[tuple[int, int]], context: Context
    ) -> list[Mention]:
        """Mentions with those for spans that the caller knows to be places.

        A mention that begins the span takes its whole; where none does, the span is an unknown name, and the last
        place in it ("مسجد ... بأبها") lies around it.
        """
        kept = list(mentions)
        for start, end in spans:
            part = Tokens(tokens.original[start:end])
            if not len(part):
                continue
            inside, _ = self.recogniser.find(part)
            around = [mention for mention in kept if mention.start < end and start < mention.end]
            kept = [mention for mention in kept if mention not in around]
            inside = [mention for mention in inside if self._belief(mention) >= _HEARD or len(inside) == 1]
            if inside and inside[0].first == 0 and self._heads(part, inside[0]):
                head = inside.pop(0)
            else:
                head = Mention(0, len(part) - 1, 0, 0, " ".join(part.words), ())
            beyond = [mention.container for mention in around if mention.container not in around]
            head.container = head.container or (inside[-1] if inside else None) or (beyond[-1] if beyond else None)
            if head.home:
                head.entries = self._home(head, context)
            head.start, head.end, head.given, head.role = start, end, True, "place"
            kept.append(head)
        return sorted(kept, key=lambda mention: mention.start)

    def _home(self, mention: Mention, context: Context) -> tuple[Entry, ...]:
        """The countries that "البلاد" may mean in this report."""
        form = next((form for form in self.tables.home if mention.key.endswith(form)), "")
        codes = self.tables.home.get(form) or context.leading(4)
        if mention.key.endswith(self.tables.capital):
            return tuple(self.capitals[code] for code in codes if code in self.capitals)
        return tuple(entry for code in codes if (entry := self.recogniser.lexicon.country(code)))

    def _heads(self, part: Tokens, mention: Mention) -> bool:
        """Whether what follows a mention in a phrase adds to it, and does not make it a part of a longer name."""
        if mention.last + 1 == len(part) or not part.joined(mention.last + 1):
            return True
        following = part.words[mention.last + 1]
        tables = self.tables
        bare = following.removeprefix("و")
        return (
            following[0] in "وب"
            or bare in tables.strong | tables.weak | tables.container
            or following in tables.adjectives
            or following in tables.directions
            or mention.several
        )

    def _context(
        self, mentions: list[Mention], adjectives: list[str], outlet: str | None, country: str | None
    ) -> Context:
        context = Context()
        for code in adjectives:
            context.vote("adjective", code, 1.0)
        if home := outlet_country(outlet):
            context.vote("outlet", home, 1.0)
        if country:
            context.vote("user", country.upper(), 4.0)
        for mention in mentions:
            if not mention.entries:
                continue
            top = mention.entries[0].weight
            shares = [(entry, 10 ** (entry.weight - top)) for entry in mention.entries[:6]]
            total = sum(share for _, share in shares)
            weight = 0.5 if mention.role in ("name", "metonym") else 1.5 if mention.locative == 2 else 1.0
            for entry, share in shares:
                context.vote(mention.key, entry.country, weight * share / total)
        return context

    def _choose(self, mentions: list[Mention], context: Context, text: str) -> list[_Choice]:
        choices: dict[int, _Choice] = {}
        for _ in range(2):
            choices = {}
            # Containers stand after what they hold, so that choosing from the end sees them first.
            for mention in reversed(mentions):
                choices[id(mention)] = self._choice(mention, context, choices)
            # A dict for its order and for saying each place once: the same input gives the same output.
            context.near = {
                (choice.mention.key, entry): None
                for choice in choices.values()
                if (entry := choice.best)
                and entry.kind != "country"
                and choice.mention.role != "adjective"
                and self._belief(choice.mention, entry, context) >= _SHOWN
            }
        ordered = [choices[id(mention)] for mention in mentions]
        self._fall_back(ordered, context, text)
        return ordered

    def _choice(self, mention: Mention, context: Context, known: dict[int, _Choice]) -> _Choice:
        outer = known.get(id(mention.container)) if mention.container else None
        if mention.container is not None and outer is None:
            outer = self._choice(mention.container, context, known)
        around = outer.best if outer else None
        scored = [(score(mention, entry, context, around), entry) for entry in mention.entries]
        scored.sort(key=lambda pair: (-pair[0], -pair[1].weight, pair[1].geonames or 0))
        unknown = None
        if not scored or (mention.kind and mention.kind.unknown != "no"):
            small = mention.kind is not None and mention.kind.takes[0] in SMALL
            unknown = _UNKNOWN_SMALL if small else _UNKNOWN
        return _Choice(mention, scored, unknown, outer)

    def _fall_back(self, choices: list[_Choice], context: Context, text: str) -> None:
        """Give each place that the gazetteer lacks the place around it: named with it, before it, or after it."""
        holding = [choice for choice in choices if self._can_hold(choice, context)]
        breaks = [match.start() for match in BREAK.finditer(text)]
        main = context.main
        for choice in choices:
            if choice.best is not None or (choice.around and choice.around.best):
                continue
            kind = choice.mention.kind
            if choice.scored and choice.scored[0][0] > _NEAR_ITS_NAMESAKE and kind and kind.takes[0] not in _ANYWHERE:
                # "مستشفى الطوال", "جبال اللاذقية": in or near the town whose name they bear.
                choice.around = _Choice(choice.mention, choice.scored, None)
                continue
            # A town of the same sentence is likelier than one of another, the country of the report than other
            # countries, a known town than a village, and what is before than what comes after.
            start = choice.mention.start
            sentence = bisect(breaks, start)
            order = sorted(
                holding,
                key=lambda other: (
                    bisect(breaks, other.mention.start) != sentence or (other.best and other.best.kind == "country"),
                    other.best is not None and other.best.country != main,
                    other.best is not None and (other.best.weight < _KNOWN_TOWN or other.best.kind == "country"),
                    other.mention.start > start,
                    abs(other.mention.start - start),
                ),
            )
            choice.around = order[0] if order else None

    def _belief(self, mention: Mention, best: Entry | None = None, context: Context | None = None) -> float:
        return belief(mention, best, context, self.tables)

    def _can_hold(self, choice: _Choice, context: Context) -> bool:
        entry, mention = choice.best, choice.mention
        return (
            entry is not None
            and entry.kind not in SMALL
            and mention.role in ("place", "dateline")
            and self._belief(mention, entry, context) >= _SHOWN
        )

    def _resolved(self, text: str, choice: _Choice, value: float) -> Resolved:
        mention = choice.mention
        entry = choice.best
        span = (mention.start, mention.end, text[mention.start : mention.end])
        others = tuple(
            Alternative(other, round(choice.share() * exp(points - choice.scored[0][0]), 3))
            for points, other in choice.scored[:4]
            if other is not entry
        )
        if entry is not None:
            latitude, longitude, radius = relative.point(mention, entry)
            return Resolved(
                *span,
                name=self._english(mention, entry),
                arabic=entry.arabic,
                kind="region" if mention.around or (mention.directions and entry.kind in AREAS) else entry.kind,
                country=entry.country or None,
                division=entry.division or None,
                latitude=round(latitude, 5),
                longitude=round(longitude, 5),
                radius_km=round(radius, 1),
                geonames=None if mention.around or mention.directions else entry.geonames,
                probability=round(value * choice.share(), 3),
                role=mention.role,
                alternatives=others,
            )
        return self._fallback(text, choice, value, others)

    def _fallback(self, text: str, choice: _Choice, value: float, others: tuple[Alternative, ...]) -> Resolved:
        """A place that the gazetteer lacks, at the place around it."""
        mention = choice.mention
        outer = choice.around.best if choice.around else None
        point: tuple[float, float, float] | tuple[None, None, None] = (None, None, None)
        if outer is not None and choice.around is not None:
            point = relative.point(choice.around.mention, outer)
        return Resolved(
            mention.start,
            mention.end,
            text[mention.start : mention.end],
            name=None,
            arabic=mention.key,
            kind=mention.kind.takes[0] if mention.kind else "site",
            country=(outer.country or None) if outer else None,
            division=(outer.division or None) if outer else None,
            latitude=point[0],
            longitude=point[1],
            radius_km=max(point[2], 5.0) if point[2] is not None else None,
            geonames=None,
            probability=round(value * _FALLBACK, 3),
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


def resolve(name: str, *, country: str | None = None, near: tuple[float, float] | None = None) -> list[Resolved]:
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
