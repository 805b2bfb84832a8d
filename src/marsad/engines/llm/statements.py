"""From the model's answer to statements: each value is kept only as far as the report's words bear it out."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from marsad.arabic.orthography import fold
from marsad.engines.llm import values
from marsad.engines.llm.grammars import Count, Grammars
from marsad.engines.llm.tally import Notes
from marsad.engines.llm.words import Words
from marsad.record import Bound, Event, EventType, Evidence, Figure, Group, Harm, Place, Source, Span, Stance, When

CONFIDENCE = 0.7
"""What a statement has that the model gives and the words bear out: models say nothing reliable of their own."""
CONFIDENCE_REPAIRED = 0.5
"""What it has where words that it stands on had to be repaired."""

_when: TypeAdapter[str] = TypeAdapter(When)


@dataclass(frozen=True, slots=True)
class _Setting:
    place: Place | None
    when: str | None
    source: Source | None
    stance: Stance
    evidence: Evidence
    why: tuple[str, ...]


class Statements:
    """Makes the statements of one answer, and notes what is done to it."""

    def __init__(self, words: Words, grammars: Grammars, notes: Notes) -> None:
        self._words, self._grammars, self._notes = words, grammars, notes
        self._repaired = False

    def of(self, answer: dict[str, Any]) -> tuple[tuple[Event, ...], tuple[Figure, ...]]:
        """The events and figures that an answer gives."""
        events: list[Event] = []
        event_names: dict[str, str] = {}
        for row in self._rows(answer.get("events"), "events"):
            event = self._event(row, f"e{len(events) + 1}")
            if event is None:
                self._notes.dropped["events"] += 1
                continue
            # The same event given twice is one event, for the figures that refer to either.
            twin = next((known for known in events if _same(known, event)), None)
            if twin is None:
                events.append(event)
            event_names.setdefault(values.name(row.get("id")) or event.id, (twin or event).id)
        return tuple(events), self._figures(answer, event_names)

    def _figures(self, answer: dict[str, Any], event_names: dict[str, str]) -> tuple[Figure, ...]:
        figures: list[Figure] = []
        names: dict[str, str] = {}
        parts: dict[str, str] = {}
        for row in self._rows(answer.get("figures"), "figures"):
            figure = self._figure(row, f"f{len(figures) + 1}", event_names)
            if figure is None:
                self._notes.dropped["figures"] += 1
                continue
            own = values.name(row.get("id")) or figure.id
            twin = next((known for known in figures if _same(known, figure)), None)
            names.setdefault(own, (twin or figure).id)
            if twin is None:
                figures.append(figure)
                if row.get("part_of") is not None:
                    parts[figure.id] = values.name(row["part_of"]) or ""
        wholes = self._wholes(parts, names)
        return tuple(figure.model_copy(update={"part_of": wholes.get(figure.id)}) for figure in figures)

    def _wholes(self, parts: dict[str, str], names: dict[str, str]) -> dict[str, str]:
        """Of each part its whole, without parts of themselves."""
        wholes: dict[str, str] = {}
        for part, said in parts.items():
            whole = above = names.get(said)
            while above is not None and above != part:
                above = wholes.get(above)
            if whole is None or above == part:
                self._notes.dropped["references"] += 1
            else:
                wholes[part] = whole
        return wholes

    def _event(self, row: dict[str, Any], own: str) -> Event | None:
        self._repaired = False
        kind = values.one_of(EventType, row.get("type"))
        if kind is None:
            return None
        mentions = [span for item in values.items(row.get("mentions")) if (span := self._quoted(item, "mentions"))]
        if not mentions:
            return None
        mentions = sorted(set(mentions), key=lambda span: (span.field == "text", span.start, span.end))
        setting = self._setting(row, _told_best(mentions))
        actors, targets = (self._people(row.get(name), name, mentions[0]) for name in ("actors", "targets"))
        return Event(
            id=own,
            type=kind,
            mentions=tuple(mentions),
            actors=tuple(span.text for span in actors),
            targets=tuple(span.text for span in targets),
            place=setting.place,
            when=setting.when,
            source=setting.source,
            stance=setting.stance,
            evidence=setting.evidence.model_copy(update={"actors": actors, "targets": targets}),
            why=(f"event_type:{kind}", *setting.why),
            confidence=self._confidence(),
        )

    def _figure(self, row: dict[str, Any], own: str, event_names: dict[str, str]) -> Figure | None:
        self._repaired = False
        harm = values.one_of(Harm, row.get("harm"))
        span = self._quoted(row) if harm else None
        count = self._count(row, span) if span else None
        if harm is None or count is None:
            return None
        setting = self._setting(row, count.span)
        event = None
        if row.get("event") is not None:
            event = event_names.get(values.name(row["event"]) or "")
            if event is None:
                self._notes.dropped["references"] += 1
        group = values.one_of(Group, row.get("group"))
        return Figure(
            id=own,
            event=event,
            harm=harm,
            span=count.span,
            low=count.low,
            high=count.high,
            bound=count.bound,
            group=group or count.group or Group.PEOPLE,
            cumulative=row.get("cumulative") is True,
            place=setting.place,
            when=setting.when,
            source=setting.source,
            stance=setting.stance,
            evidence=setting.evidence,
            why=(f"harm:{harm}", count.why, *setting.why),
            confidence=self._confidence(),
        )

    def _count(self, row: dict[str, Any], span: Span) -> Count | None:
        """How many people: by the grammar of numbers, else what the model says, if words without a number can."""
        low, high = (values.whole(row.get(name)) for name in ("low", "high"))
        bound = values.one_of(Bound, row.get("bound"))
        count = self._grammars.count(span, (low, high))
        if count is not None:
            said = low is not None or high is not None
            self._notes.corrected += said and (count.low, count.high, count.bound) != (low, high, bound or count.bound)
            return count
        if self._grammars.has_number(span):
            return None
        if low is not None and low == high and (low == 1 or self._grammars.may_name(span, low)):
            return Count(span, low, high, Bound.EXACT, why="number:model")
        return Count(span, 2, None, Bound.VAGUE, why="number:model") if bound is Bound.VAGUE else None

    def _setting(self, row: dict[str, Any], near: Span) -> _Setting:
        place_span = self._find(row.get("place"), "places", near)
        place, place_span = self._grammars.place(place_span) if place_span else (None, None)
        when, when_span, why = self._time(row.get("when"), near)
        source, source_span, via_span = self._source(row.get("source"), near)
        stance = values.one_of(Stance, row.get("stance"))
        if stance is None and row.get("stance") is not None:
            self._notes.dropped["stances"] += 1
        evidence = Evidence(place=place_span, when=when_span, source=source_span, via=via_span)
        return _Setting(place, when, source, stance or Stance.REPORTED, evidence, why)

    def _time(self, given: object, near: Span) -> tuple[str | None, Span | None, tuple[str, ...]]:
        """The time: by the grammar of times where it reads the words, else the model's own reckoning."""
        span = self._find(given, "times", near)
        if span is None:
            return None, None, ()
        said = given.get("value") if isinstance(given, dict) else None
        known = self._grammars.time(span)
        if known is not None and known.when is not None:
            self._notes.corrected += said is not None and said != known.when
            words = self._words.report.span(span.field, known.start, known.end)
            return known.when, words, ("time:grammar",)
        try:
            when = _when.validate_python(said)
        except ValidationError:
            when = None
        if when is None or not self._borne_out(when, span):
            self._notes.dropped["times"] += 1
            return None, None, ()
        return when, span, ("time:model",)

    def _borne_out(self, when: str, span: Span) -> bool:
        """Whether a time that only the model reckons can be known: relative words need a day to count from."""
        if self._words.report.published is not None:
            return True
        years = (part[:4] for part in when.split("/") if part != "..")
        return all(year in fold(span.text).text for year in years)

    def _source(self, given: object, near: Span) -> tuple[Source | None, Span | None, Span | None]:
        text = self._find(given, "sources", near)
        via = self._find(given.get("via"), "carriers", text or near) if isinstance(given, dict) else None
        if text is None:
            text, via = via, None
        if text is None:
            return None, None, None
        return Source(text=text.text, via=via.text if via else None), text, via

    def _people(self, given: object, kind: str, near: Span) -> tuple[Span, ...]:
        found = (self._find(item, kind, near) for item in values.items(given))
        return tuple(dict.fromkeys(span for span in found if span))

    def _quoted(self, given: object, kind: str | None = None) -> Span | None:
        """The words of a quotation, in the sentence that it names."""
        sentence = values.whole(given.get("sentence")) if isinstance(given, dict) else None
        return self._find(given, kind, None, sentence)

    def _find(self, given: object, kind: str | None, near: Span | None, sentence: int | None = None) -> Span | None:
        """Where words stand in the report; what stands nowhere is dropped, and counted as one of a ``kind``."""
        if given is None or (isinstance(given, dict) and given.get("text", given) is None):
            return None
        wanted = values.words(given)
        found = self._words.find(wanted, sentence=sentence, near=near) if wanted else None
        if found is None:
            if kind:
                self._notes.dropped[kind] += 1
            return None
        self._notes.repaired += found.repaired
        self._repaired |= found.repaired
        return found.span

    def _rows(self, given: object, kind: str) -> list[dict[str, Any]]:
        rows = values.rows(given)
        if isinstance(given, list) and len(given) > len(rows):
            self._notes.dropped[kind] += len(given) - len(rows)
        return rows

    def _confidence(self) -> float:
        return CONFIDENCE_REPAIRED if self._repaired else CONFIDENCE


def _told_best(mentions: list[Span]) -> Span:
    """The mention to look round: the first of the text, as a headline leaves most things out."""
    return next((span for span in mentions if span.field == "text"), mentions[0])


def _same(one: Event | Figure, other: Event | Figure) -> bool:
    """Whether two statements say the same in the same words."""
    varying = {"id": other.id, "confidence": other.confidence}
    return type(one) is type(other) and one.model_copy(update=varying) == other
