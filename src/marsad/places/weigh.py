"""The weights of resolution: how well a place fits a mention, and whether the words mean a place at all.

All numbers are log-odds, set by hand on the development reports: 1 makes a reading 2.7 times as likely. A place's own
weight is the decimal logarithm of its population or stands on that scale (``gazetteer.Entry.weight``).
"""

from math import exp

from marsad.places.context import Context
from marsad.places.distance import kilometres
from marsad.places.gazetteer import Entry
from marsad.places.mention import Mention
from marsad.places.words import Words

AREAS = frozenset(("country", "division", "region", "district"))
# Kinds of which every town has some of the same name.
_OF_A_TOWN = frozenset(("quarter", "street", "roundabout", "site"))
SMALL = frozenset(
    [
        "quarter",
        "street",
        "roundabout",
        "site",
        "camp",
        "crossing",
        "front",
        "mountain",
        "valley",
        "base",
        "airport",
        "port",
        "dam",
        "field",
        "settlement",
    ]
)


def inside(entry: Entry, outer: Entry) -> bool:
    """Whether a place lies in another, as far as the gazetteer can tell."""
    if entry.country != outer.country:
        return False
    if outer.kind == "country":
        return True
    if outer.kind == "division" and entry.division and entry.division[2] == "-":
        return entry.division == outer.division
    away = kilometres(entry.latitude, entry.longitude, outer.latitude, outer.longitude)
    return away <= max(3 * outer.radius_km, 40) if outer.kind not in AREAS else away <= 1.5 * outer.radius_km


def score(mention: Mention, entry: Entry, context: Context, around: Entry | None) -> float:
    """How well a place fits a mention; ``around`` is the place that the text names around it."""
    score = 1.5 * entry.weight
    kind = mention.kind
    if kind is not None and not mention.around:
        if entry.kind in kind.takes:
            score += 3.5 if entry.kind == kind.takes[0] else 2.0 - 0.2 * kind.takes.index(entry.kind)
        else:
            score -= 2.5
        # A town that gives its name to a street or an airport is not that street, but near.
        if kind.takes[0] in SMALL and entry.kind in ("capital", "city", "division", "country"):
            score -= 0.8 * (entry.weight - 3)
    elif entry.kind == "division" and not mention.around:
        score -= 1.5
    share = context.share(entry.country, mention.key)
    score += 3.0 * share
    if share == 0.0 and not context.silent(mention.key):
        score -= 1.5 if entry.weight < 5.5 else 0.5
    if entry.kind != "country":
        score += _nearness(mention, entry, context)
    if around is not None:
        if entry is around or (inside(around, entry) and entry.kind in AREAS):
            score -= 0.5
        else:
            score += 4.0 if inside(entry, around) else -3.0
    return score


def _nearness(mention: Mention, entry: Entry, context: Context) -> float:
    """How near the other places of the report are; a quarter of another town is hardly meant."""
    best = 0.0
    others = False
    for name, other in context.near:
        if name == mention.key:
            continue
        others = True
        if best < 1.5 and other.country == entry.country:
            away = kilometres(entry.latitude, entry.longitude, other.latitude, other.longitude)
            best = max(best, 1.5 if away < 50 else 0.8 if away < 150 else 0.0)
    far = others and best < 1.5
    if entry.kind in SMALL and mention.kind is None:
        best -= 1.5
    if entry.kind in _OF_A_TOWN and far:
        best -= 4.5
    return best


def belief(mention: Mention, best: Entry | None, context: Context | None, tables: Words) -> float:
    """Probability that the words mean a place at all; without ``context`` from the words around alone."""
    if mention.given:
        return 1.0
    entry = best or (mention.entries[0] if mention.entries else None)
    weight = entry.weight if entry else 3.0
    score = (weight - 3.9) * 1.6
    if mention.kind:
        score += 3.0
        sure = mention.kind.unknown == "yes" or mention.locative == 2 or mention.container
        if not mention.entries and not sure:
            score -= 3.0
    elif mention.key in tables.common:
        score = min(score, 1.0) - 3.5
    if mention.directions:
        score += 1.5
    score += (-0.6, 0.8, 1.6)[mention.locative]
    if " " in mention.key:
        score += 1.5
    elif len(mention.key) <= 3:
        score -= 0.8
    if mention.container is not None:
        score += 1.5
    if entry and context:
        share = context.share(entry.country, mention.key)
        if mention.stripped and weight < 5.5 and share < 0.15:
            score -= 2.5
        score += 1.5 * share if share >= 0.15 or not entry.country else 0.0 if context.silent(mention.key) else -1.0
    return 1.0 / (1.0 + exp(-score))
