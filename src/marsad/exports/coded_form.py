"""Records in the form of the codebook's section 1, in which people code reports: to learn from, to compare with."""

from typing import Any

from marsad.record import Event, Figure, Record, Span


def to_coded(record: Record) -> dict[str, Any]:
    """The record as a coded report, which ``marsad.coded`` loads; ``marsad.coded.check`` says what it cannot hold.

    Words are named by their sentence: 0 is the title, i the i-th line of the text. Coordinates, the words of times,
    ``why`` and confidence are not part of the form.
    """
    return {
        "report": record.report.model_dump(mode="json"),
        "events": [_event(record, event) for event in record.events],
        "figures": [_figure(record, figure) for figure in record.figures],
    }


def _event(record: Record, event: Event) -> dict[str, Any]:
    mentions = [_words(record, mention) for mention in event.mentions]
    return {
        "id": event.id,
        "type": event.type.value,
        "mentions": [words for at, words in enumerate(mentions) if words not in mentions[:at]],
        "actors": list(event.actors),
        "targets": list(event.targets),
        **_setting(event),
    }


def _figure(record: Record, figure: Figure) -> dict[str, Any]:
    return {
        "id": figure.id,
        "event": figure.event,
        "harm": figure.harm.value,
        **_words(record, figure.span),
        "low": figure.low,
        "high": figure.high,
        "bound": figure.bound.value,
        "group": figure.group.value,
        "part_of": figure.part_of,
        "cumulative": figure.cumulative,
        **_setting(figure),
    }


def _setting(statement: Event | Figure) -> dict[str, Any]:
    place = statement.place
    return {
        "place": {"text": place.text, "name": place.name, "country": place.country} if place else None,
        "when": statement.when,
        "source": statement.source.model_dump() if statement.source else None,
        "stance": statement.stance.value,
    }


def _words(record: Record, span: Span) -> dict[str, Any]:
    sentence = 0 if span.field == "title" else record.report.text.count("\n", 0, span.start) + 1
    return {"sentence": sentence, "text": span.text}
