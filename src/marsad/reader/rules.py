"""The engine that reads by rules over the codebook, without weights."""

from collections import Counter, defaultdict

from marsad.codebook import Cumulation
from marsad.places import kilometres
from marsad.reader import actors, events, figures, sources, stance
from marsad.reader.document import Document, annotate
from marsad.reader.events import Happening, Mention
from marsad.reader.people import Count
from marsad.reader.relevance import is_conflict_news
from marsad.reader.setting import Setting, setting
from marsad.reader.sources import Attribution
from marsad.record import Event, EventType, Evidence, Figure, Harm, Place

NAME = "rules"
_WIDE = 100.0


def statements(document: Document) -> tuple[tuple[Event, ...], tuple[Figure, ...]]:
    """Events and figures of a report; none where it is no conflict news."""
    if not is_conflict_news(document):
        return (), ()
    annotate(document)
    counts = figures.find(document)
    happenings = events.find(document)
    attributions = sources.attribute(document)
    made = [_event(document, attributions, f"e{n}", h) for n, h in enumerate(happenings, 1)]
    names = {count: f"f{n}" for n, count in enumerate(counts, 1)}
    named = _by_sentence(happenings)
    owners = {count: _owner(count, named) for count in counts}
    ids = {id(h): event.id for h, event in zip(happenings, made, strict=True)}
    by_id = {event.id: event for event in made}
    rows = []
    for count, name in names.items():
        owner = owners[count]
        event = by_id[ids[id(owner)]] if owner else None
        whole = names.get(count.whole) if count.whole else None
        rows.append(_figure(document, attributions, count, name, whole, event))
    return tuple(made), tuple(rows)


def _event(document: Document, attributions: dict[int, list[Attribution]], name: str, happening: Happening) -> Event:
    first = happening.mentions[0]
    told = sorted(happening.mentions, key=lambda m: m.sentence.field == "title")
    settings = [setting(document, attributions, m.sentence, m.start, m.end) for m in told]
    place = _best_place(settings)
    when = next((here for here in settings if here.when), None)
    source = next((here for here in settings if here.source), None)
    who = [actors.sides(m) for m in happening.mentions]
    acting = max(who, key=lambda s: (bool(s.actors), sum(len(a.text) for a in s.actors)))
    harmed = max(who, key=lambda s: (bool(s.targets), sum(len(a.text) for a in s.targets)))
    view, view_why = stance.of(first.sentence, first.start, first.end)
    whole = _joined(place, when, source)
    return Event(
        id=name,
        type=happening.type,
        mentions=tuple(m.sentence.span(m.start, m.end, m.match.reading.leading) for m in happening.mentions),
        actors=tuple(a.text for a in acting.actors),
        targets=tuple(t.text for t in harmed.targets),
        place=whole.place,
        when=whole.when,
        source=whole.source,
        stance=view,
        evidence=_evidence(whole).model_copy(update={"actors": acting.actors, "targets": harmed.targets}),
        why=_unique(
            *(f"trigger:{m.trigger.id}" for m in happening.mentions),
            *acting.why,
            *harmed.why,
            *(whole.attribution.why if whole.attribution else ()),
            *view_why,
        ),
        confidence=round(happening.strength, 2),
    )


def _best_place(settings: list[Setting]) -> Setting | None:
    """The narrowest of the places that an event's mentions have in their sentences, round the one told most often."""
    near = [here for here in settings if here.place_is_near] or [here for here in settings if here.place][:1]
    if not near:
        return None
    names = Counter(here.place.name or here.place.text for here in near if here.place)
    (most, _), *_ = names.most_common(1)
    middle = next(here.place for here in near if here.place and most in (here.place.name, here.place.text))
    around = [here for here in near if here.place and _is_round(middle, here.place)]
    return min(around, key=lambda here: here.place.radius_km or _WIDE if here.place else _WIDE)


def _is_round(middle: Place, place: Place) -> bool:
    """Whether a place is another name for the middle, or lies within its reach."""
    if None in (middle.latitude, middle.longitude, place.latitude, place.longitude):
        return middle.country == place.country
    apart = kilometres(middle.latitude, middle.longitude, place.latitude, place.longitude)  # type: ignore[arg-type]
    return apart <= 3 * (middle.radius_km or 0) + 30


def _joined(place: Setting | None, when: Setting | None, source: Setting | None) -> Setting:
    """One setting of the best that the mentions of an event give."""
    return Setting(
        place.place if place else None,
        place.place_span if place else None,
        when.when if when else None,
        when.when_span if when else None,
        source.source if source else None,
        source.source_span if source else None,
        source.via_span if source else None,
        source.attribution if source else None,
    )


def _evidence(here: Setting) -> Evidence:
    return Evidence(place=here.place_span, when=here.when_span, source=here.source_span, via=here.via_span)


def _figure(
    document: Document,
    attributions: dict[int, list[Attribution]],
    count: Count,
    name: str,
    whole: str | None,
    event: Event | None,
) -> Figure:
    assert count.harm is not None
    here = setting(document, attributions, count.sentence, count.start, count.end)
    view, view_why = stance.of(count.sentence, count.start, count.end)
    place, place_span = here.place, here.place_span
    when, when_span = here.when, here.when_span
    totals = count.sentence.matches(Cumulation)
    if event is not None:
        # The event's place and time are told in full somewhere; the figure shares them.
        if event.place is not None:
            place, place_span = event.place, event.evidence.place
        if event.when is not None and not totals:
            when, when_span = event.when, event.evidence.when
    return Figure(
        id=name,
        event=event.id if event else None,
        harm=count.harm,
        span=count.sentence.span(count.start, count.end, count.leading),
        low=count.low,
        high=count.high,
        bound=count.bound,
        group=count.group,
        part_of=whole,
        cumulative=bool(totals),
        place=place,
        when=when,
        source=here.source,
        stance=view,
        evidence=Evidence(place=place_span, when=when_span, source=here.source_span, via=here.via_span),
        why=_unique(
            *count.why,
            *(f"cumulation:{m.key}" for m in totals),
            *(here.attribution.why if here.attribution else ()),
            *view_why,
        ),
        confidence=round(count.confidence, 2),
    )


_Named = dict[int, list[tuple[Happening, Mention]]]


def _by_sentence(happenings: list[Happening]) -> _Named:
    """The mentions of events by the index of their sentence."""
    named: _Named = defaultdict(list)
    for happening in happenings:
        for mention in happening.mentions:
            named[mention.sentence.index].append((happening, mention))
    return named


def _owner(count: Count, named: _Named) -> Happening | None:
    """The event that a figure belongs to: of a type its harm comes from, in its sentence or the last before it."""
    assert count.harm is not None
    for apart in range(3):
        fitting = [
            (happening, mention)
            for happening, mention in named.get(count.sentence.index - apart, ())
            if happening.type in _FITTING[count.harm]
        ]
        if fitting:
            nearest = min(fitting, key=lambda row: abs(row[1].start - count.start) if apart == 0 else -row[1].start)
            return nearest[0]
    return None


_VIOLENT = frozenset(events.VIOLENT | {EventType.RIOT, EventType.PROTEST, EventType.ARREST, EventType.CONTROL})
_FITTING: dict[Harm, frozenset[EventType]] = {
    Harm.KILLED: _VIOLENT,
    Harm.WOUNDED: _VIOLENT,
    Harm.CASUALTIES: _VIOLENT,
    Harm.MISSING: _VIOLENT | {EventType.ABDUCTION},
    Harm.ABDUCTED: frozenset({EventType.ABDUCTION}),
    Harm.DETAINED: frozenset({EventType.ARREST, EventType.CLASH, EventType.CONTROL}),
    Harm.DISPLACED: frozenset({EventType.MOVEMENT, *_VIOLENT}),
    Harm.EVACUATED: frozenset({EventType.MOVEMENT, EventType.AGREEMENT}),
    Harm.RETURNED: frozenset({EventType.MOVEMENT}),
    Harm.FREED: frozenset({EventType.MOVEMENT, EventType.AGREEMENT, EventType.CONTROL}),
    Harm.BESIEGED: frozenset({EventType.SIEGE}),
}


def _unique(*why: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(why))
