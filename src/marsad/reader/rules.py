"""The engine that reads by rules over the codebook, without weights."""

from marsad.codebook import Cumulation
from marsad.reader import actors, events, figures, sources, stance
from marsad.reader.document import Document, annotate
from marsad.reader.events import Happening
from marsad.reader.figures import Count
from marsad.reader.relevance import is_conflict_news
from marsad.reader.setting import Setting, setting
from marsad.reader.sources import Attribution
from marsad.record import Event, EventType, Evidence, Figure, Harm, Stance

NAME = "rules"


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
    owners = {count: _owner(count, happenings) for count in counts}
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
    place = when = source = None
    for mention in sorted(happening.mentions, key=lambda m: m.sentence.field == "title"):
        here = setting(document, attributions, mention.sentence, mention.start, mention.end)
        place = place or (here if here.place else None)
        when = when or (here if here.when else None)
        source = source or (here if here.source else None)
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
    if event is not None:
        # The event's place and time are told in full somewhere; the figure shares them.
        if event.place is not None:
            place, place_span = event.place, event.evidence.place
        if when is None:
            when, when_span = event.when, event.evidence.when
    totals = count.sentence.matches(Cumulation)
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


def _owner(count: Count, happenings: list[Happening]) -> Happening | None:
    """The event that a figure belongs to: of a type its harm comes from, in its sentence or the last before it."""
    assert count.harm is not None
    fitting = _FITTING[count.harm]
    best, nearest = None, (3, 0)
    for happening in happenings:
        if happening.type not in fitting:
            continue
        for mention in happening.mentions:
            apart = count.sentence.index - mention.sentence.index
            if 0 <= apart < 3:
                distance = (apart, abs(mention.start - count.start) if apart == 0 else -mention.start)
                if distance < nearest:
                    best, nearest = happening, distance
    return best


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


__all__ = ["NAME", "Stance", "statements"]
