"""The engine in which the codebook proposes and learned models decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from marsad.reader.document import Document, annotate
from marsad.reader.learned import mentions
from marsad.reader.learned.ask import Choice
from marsad.reader.learned.context import Context
from marsad.reader.learned.decide import (
    Decider,
    FoundFigure,
    event_statement,
    figure_statement,
    stance_features,
    total_features,
)
from marsad.reader.learned.options import Option, Spot, Statement, Times
from marsad.reader.learned.same import Happening
from marsad.reader.learned.settings import AGREE, agreed
from marsad.reader.learned.speakers import Speaker, Speakers
from marsad.reader.learned.weights import Weights
from marsad.reader.learned.where import Places
from marsad.reader.learned.words import analyse
from marsad.record import Event, Evidence, Figure, Harm, Place, Source, Span

NAME = "learned"


def prepare(document: Document) -> Context:
    """A document with numbers, times and places found, and the pipeline's analysis of it."""
    annotate(document)
    return Context(document, analyse(document))


def statements(context: Context, weights: Weights) -> tuple[tuple[Event, ...], tuple[Figure, ...]]:
    """Events and figures of a prepared report."""
    decider = Decider(context, weights)
    happenings = decider.events()
    found = decider.figures()
    decider.settle(found, happenings)
    chosen = {id(h): choices(decider, "event", event_statement(h)) for h in happenings}
    names = {id(h): f"e{n}" for n, h in enumerate(happenings, 1)}
    ids = {id(f.candidate.count): f"f{n}" for n, f in enumerate(found, 1)}
    events = tuple(_event(decider, names[id(h)], h, _setting(decider, chosen[id(h)])) for h in happenings)
    figures = []
    for figure in found:
        statement = figure_statement(figure.harm, figure.spot, figure.owner)
        own = choices(decider, "figure", statement, chosen[id(figure.owner)] if figure.owner else None)
        setting = _setting(decider, own)
        event = names[id(figure.owner)] if figure.owner else None
        figures.append(_figure(decider, ids, event, figure, setting.told(context, statement)))
    return events, tuple(figures)


class _Told(NamedTuple):
    """Place, time and source as a record has them, with the words that say them."""

    place: Place | None
    when: str | None
    source: Source | None
    evidence: Evidence
    why: tuple[str, ...]


@dataclass(frozen=True)
class _Setting:
    """The options chosen for a statement's place, time and source."""

    place: Places
    when: Times
    source: Speakers

    def told(self, context: Context, statement: Statement) -> _Told:
        """The values, each with those of its words that stand nearest to the statement."""
        place = when = source = None
        place_span = when_span = source_span = via_span = None
        why: tuple[str, ...] = ()
        if self.place.value is not None:
            found = self.place.value.value
            place_span = _words(context, statement.nearest(self.place).spot)
            place = Place(
                text=place_span.text,
                name=found.name,
                country=found.country,
                geonames=found.geonames,
                latitude=found.latitude,
                longitude=found.longitude,
                radius_km=found.radius_km,
            )
        if self.when.value is not None:
            when = self.when.value.value.when
            when_span = _words(context, statement.nearest(self.when).spot)
        if self.source.value is not None:
            speaker = self.source.value
            source_span, (via_span, why) = speaker.name, speaker.told_by()
            source = Source(text=source_span.text, via=via_span.text if via_span else None)
        return _Told(
            place, when, source, Evidence(place=place_span, when=when_span, source=source_span, via=via_span), why
        )


def choices(
    decider: Decider, kind: str, statement: Statement, event: Mapping[str, Choice] | None = None
) -> dict[str, Choice]:
    """What is chosen for place, time and source of a statement; ``event`` is what was chosen for a figure's event."""
    found = {
        "place": decider.place(kind, statement),
        "when": decider.when(kind, statement),
        "source": decider.source(kind, statement),
    }
    if event:
        found |= {name: agreed(name, found[name], event[name]) for name in AGREE}
    return found


def _setting(decider: Decider, chosen: Mapping[str, Choice]) -> _Setting:
    return _Setting(
        decider.places[chosen["place"].chosen],
        decider.times[chosen["when"].chosen],
        decider.speakers[chosen["source"].chosen],
    )


def _event(decider: Decider, name: str, happening: Happening, setting: _Setting) -> Event:
    statement = event_statement(happening)
    acting, harmed = decider.who(happening, statement)
    best = max(happening.mentions, key=lambda m: m.sure).candidate
    spot = best.spot
    row = stance_features(decider.context, spot, mentions.features(decider.context, best))
    view, view_why = decider.stance("event", spot, row)
    told = setting.told(decider.context, statement)
    actors = tuple(_name(option) for option in acting)
    targets = tuple(_name(option) for option in harmed)
    triggers = (f"{entry.kind}:{entry.id}" for m in happening.mentions for entry in m.candidate.entries[:1])
    return Event(
        id=name,
        type=happening.type,
        mentions=tuple(
            m.candidate.sentence.span(m.candidate.start, m.candidate.end, m.candidate.match.reading.leading)
            for m in happening.mentions
        ),
        actors=tuple(a.text for a in actors),
        targets=tuple(t.text for t in targets),
        place=told.place,
        when=told.when,
        source=told.source,
        stance=view,
        evidence=told.evidence.model_copy(update={"actors": actors, "targets": targets}),
        why=_unique(*triggers, *told.why, *view_why),
        confidence=decider.weights.calibrated("event", happening.sure),
    )


def _figure(decider: Decider, ids: dict[int, str], event: str | None, figure: FoundFigure, told: _Told) -> Figure:
    count = figure.candidate.count
    row = stance_features(decider.context, figure.spot, total_features(decider.context, figure))
    view, view_why = decider.stance("figure", figure.spot, row)
    return Figure(
        id=ids[id(count)],
        event=event,
        harm=figure.harm,
        span=count.sentence.span(count.start, count.end, count.leading),
        low=count.low,
        high=count.high,
        bound=count.bound,
        group=figure.group,
        part_of=_whole(ids, figure),
        cumulative=figure.cumulative,
        place=told.place,
        when=told.when,
        source=told.source,
        stance=view,
        evidence=told.evidence,
        why=_unique(*count.why, *told.why, *view_why),
        confidence=decider.weights.calibrated("figure", figure.sure),
    )


def _whole(ids: dict[int, str], figure: FoundFigure) -> str | None:
    """The figure that this one is a part of: of the same harm, or of killed and wounded together."""
    whole = figure.candidate.count.whole
    if whole is None or whole.harm not in (figure.harm, Harm.CASUALTIES):
        return None
    return ids.get(id(whole))


def _words(context: Context, spot: Spot) -> Span:
    return spot.sentence.span(spot.start, spot.end, context.leading(spot.sentence, spot.start))


def _name(option: Option[Speaker]) -> Span:
    assert option.value is not None
    return option.value.name


def _unique(*why: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(why))
