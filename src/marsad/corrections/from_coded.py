"""A coded report's statements in the record's form: with the words that each value rests on, found in the report."""

from typing import Any

from marsad.coded import CodedEvent, CodedReport, CodedStatement
from marsad.corrections.correction import Statement, corrected, spans_of
from marsad.corrections.setting import place_of, time_words, words_around_time
from marsad.corrections.words import find
from marsad.record import Event, Figure, Place, Record, Span


def from_coded(coded: CodedReport, record: Record) -> list[Statement]:
    """Events, then figures, with the coder's ids. ``record`` is the present one of the report: it knows places."""
    events: list[Statement] = [
        Event(
            id=event.id,
            type=event.type,
            mentions=tuple(dict.fromkeys(coded.span(mention) for mention in event.mentions)),
            **_setting(event, record, [coded.span(mention) for mention in event.mentions]),
        )
        for event in coded.events
    ]
    figures: list[Statement] = [
        Figure(
            id=figure.id,
            event=figure.event,
            harm=figure.harm,
            span=coded.span(figure),
            low=figure.low,
            high=figure.high,
            bound=figure.bound,
            group=figure.group,
            part_of=figure.part_of,
            cumulative=figure.cumulative,
            **_setting(figure, record, [coded.span(figure)]),
        )
        for figure in coded.figures
    ]
    return [*events, *figures]


def _setting(statement: CodedStatement, record: Record, near: list[Span]) -> dict[str, Any]:
    def span(words: str | None) -> Span | None:
        return find(record.report, words, near) if words else None

    place, source = statement.place, statement.source
    evidence: dict[str, Any] = {
        "place": span(place.text) if place else None,
        "when": words_around_time(record, statement.when, near) if statement.when else None,
        "source": span(source.text) if source else None,
        "via": span(source.via) if source else None,
    }
    values: dict[str, Any] = {
        "place": place_of(record, place.text, place.name, place.country) if place else None,
        "when": statement.when,
        "source": source,
        "stance": statement.stance,
    }
    if isinstance(statement, CodedEvent):
        for field in ("actors", "targets"):
            words = getattr(statement, field)
            values[field], evidence[field] = words, tuple(span(name) for name in words)
    return values | {"evidence": evidence}


def towards(record: Record, old: Statement, new: Statement) -> Statement:
    """A coder's statement with the words and points of the one shown, where the coder says the same as that.

    The coded form names the sentence of words, not their place in it, and has no coordinates and no words of times.
    """
    one, two = old.model_dump(mode="json"), new.model_dump(mode="json")
    kept = ["via"] if old.source == new.source else []
    kept += [field for field in ("source", "actors", "targets") if one.get(field) == two.get(field)]
    values: dict[str, Any] = {}
    if old.place and new.place and _named(old.place) == _named(new.place):
        values["place"] = one["place"]
        kept.append("place")
    if old.when and new.when and (old.when == new.when or not time_words(record, new.when, spans_of(new))):
        kept.append("when")
    if isinstance(old, Figure) and isinstance(new, Figure) and _same_sentence(record, old.span, new.span):
        values["span"] = one["span"]
    if isinstance(old, Event) and isinstance(new, Event):
        mentions = [next((o for o in old.mentions if _same_sentence(record, o, n)), n) for n in new.mentions]
        same = set(mentions) == set(old.mentions)
        values["mentions"] = [m.model_dump() for m in (old.mentions if same else dict.fromkeys(mentions))]
    return corrected(new, values | {"evidence": {field: one["evidence"][field] for field in kept}})


def _named(place: Place) -> tuple[str | None, ...]:
    return (place.text, place.name, place.country)


def _same_sentence(record: Record, one: Span, other: Span) -> bool:
    """Whether two spans are the same words in the same sentence of the coded form."""
    between = record.report.field(one.field)[min(one.start, other.start) : max(one.start, other.start)]
    return one.field == other.field and one.text == other.text and "\n" not in between
