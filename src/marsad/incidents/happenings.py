"""The happenings of a report: its events, but one that brings several together is taken apart by its figures' places.

A reader often takes a bulletin of explosions for one event, with the counts of all; each count still says where its
people were harmed. So an event whose firm figures lie at places that are surely apart is as many happenings, and
one whose figures lie at one place of the same country is there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from marsad.arabic import sentences
from marsad.incidents.cluster import components
from marsad.incidents.words import number, rarity, words
from marsad.places import kilometres
from marsad.record import Bound, Event, Evidence, Figure, Place, Record, Report, Span

TOWN_KM = 25.0
"""A place with a doubt of at most this is a town or a part of one."""

NAME = 5
"""Rarity (bits) from which on a word is a place's name, not the word for a town or a quarter."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, or one of several that it brings together: with its own mentions, place, time and figures."""

    id: str
    event: Event
    figures: tuple[Figure, ...]


def happenings(record: Record) -> list[Happening]:
    """The happenings of a record in the order of its events."""
    return [Happening(happening_id(record.report, e), e, f) for e, f in _all(record)]


def happening_id(report: Report, event: Event) -> str:
    """12 hexadecimal digits from the report, the type and the first words."""
    first = event.mentions[0]
    return f"{number(f'{report.id} {event.type} {first.field} {first.start} {first.end}'):015x}"[:12]


def _all(record: Record) -> Iterator[tuple[Event, tuple[Figure, ...]]]:
    figures: dict[str | None, list[Figure]] = {}
    for figure in record.figures:
        figures.setdefault(figure.event, []).append(figure)
    for event in record.events:
        own = tuple(figures.get(event.id, ()))
        sites = _sites(own)
        if len(sites) > 1:
            yield from _taken_apart(record.report, event, own, sites)
        elif sites and _is_there(event, sites[0]):
            yield _at(event, sites[0][0], event.mentions), own
        else:
            yield event, own


def _sites(figures: Sequence[Figure]) -> list[list[Figure]]:
    """The firm figures of each town, in order; no figure where none has a town."""
    firm = {
        f.id: f
        for f in figures
        if f.place and not f.part_of and not f.cumulative and f.bound is not Bound.VAGUE and _is_town(f.place)
    }
    alike = [(a, b) for a, b in combinations(sorted(firm), 2) if not surely_apart(firm[a].place, firm[b].place)]
    order = {name: at for at, name in enumerate(firm)}
    groups = sorted(
        (sorted(some, key=order.__getitem__) for some in components(firm, alike)), key=lambda s: order[s[0]]
    )
    return [[firm[name] for name in some] for some in groups]


def _is_there(event: Event, site: Sequence[Figure]) -> bool:
    """Whether the event is rather at the place of its only site: its own place is none, wide or another town."""
    here, there = event.place, site[0].place
    if here is None or there is None:
        return here is None
    if here.country and there.country and here.country != there.country:
        return False
    return not _is_town(here) or surely_apart(here, there)


def _taken_apart(
    report: Report, event: Event, figures: Sequence[Figure], sites: Sequence[Sequence[Figure]]
) -> Iterator[tuple[Event, tuple[Figure, ...]]]:
    """One event for each site; what is of none (totals, figures of a region) is one of its own, if it has figures."""
    site_of = {figure.id: at for at, site in enumerate(sites) for figure in site}
    for figure in figures:
        if figure.part_of in site_of:
            site_of[figure.id] = site_of[figure.part_of]
    located = [figure for figure in figures if figure.id in site_of]
    rest = tuple(figure for figure in figures if figure.id not in site_of)
    mentions: dict[int | None, list[Span]] = {}
    bounds = {name: sentences.split(report.field(name)) for name in ("title", "text")}
    for mention in event.mentions:
        near = _nearest(mention, located, bounds[mention.field])
        mentions.setdefault(site_of[near.id] if near else None, []).append(mention)
    for at, site in enumerate(sites):
        own = tuple(figure for figure in located if site_of[figure.id] == at)
        yield _at(event, site[0], tuple(mentions.get(at, ())) or (site[0].span,)), own
    if rest:
        alone = tuple(mentions.get(None, ())) or (rest[0].span,)
        wide = next((f for f in rest if f.place and not _is_town(f.place)), None)
        nowhere = {"mentions": alone, "place": None, "evidence": event.evidence.model_copy(update={"place": None})}
        yield _at(event, wide, alone) if wide else event.model_copy(update=nowhere), rest


def _nearest(mention: Span, figures: Sequence[Figure], bounds: Sequence[tuple[int, int]]) -> Figure | None:
    """The figure of the mention's sentence that stands next to it."""
    inside = next(((a, b) for a, b in bounds if a <= mention.start < b), None)
    beside = [f for f in figures if inside and f.span.field == mention.field and inside[0] <= f.span.start < inside[1]]
    return min(beside, key=lambda f: (abs(f.span.start - mention.start), f.span.start), default=None)


def _at(event: Event, figure: Figure, mentions: tuple[Span, ...]) -> Event:
    """The event at the place of a figure, and at its time if it has one."""
    evidence: dict[str, Span | None] = {"place": figure.evidence.place}
    update: dict[str, object] = {"mentions": mentions, "place": figure.place}
    if figure.when:
        update["when"], evidence["when"] = figure.when, figure.evidence.when
    own: Evidence = event.evidence.model_copy(update=evidence)
    return event.model_copy(update=update | {"evidence": own})


def _is_town(place: Place) -> bool:
    return place.radius_km is not None and place.radius_km <= TOWN_KM


def _names(place: Place) -> set[str]:
    return {word for word in words(place.text) if rarity(word) >= NAME}


def surely_apart(one: Place | None, other: Place | None) -> bool:
    """Whether two towns are surely apart: points further from each other than both doubts, and no name in common."""
    if one is None or other is None or _names(one) & _names(other):
        return False
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    if not (_is_town(one) and _is_town(other)):
        return False
    apart = kilometres(one.latitude, one.longitude, other.latitude, other.longitude)
    return apart > (one.radius_km or 0.0) + (other.radius_km or 0.0)
