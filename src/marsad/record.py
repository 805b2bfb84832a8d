"""The domain: a report, and the record of what it says. Form and meaning follow the codebook's section 1.

All models are immutable and cannot be built wrong: a span's text is its slice of the report, references
point at something, ``low <= high``, times are ISO 8601. A record written to JSON and read back is equal.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


class EventType(StrEnum):
    """What kind of thing happened (codebook, section 2)."""

    CLASH = "clash"
    AIRSTRIKE = "airstrike"
    SHELLING = "shelling"
    BOMBING = "bombing"
    ATTACK = "attack"
    ABDUCTION = "abduction"
    ARREST = "arrest"
    CONTROL = "control"
    SIEGE = "siege"
    PROTEST = "protest"
    RIOT = "riot"
    AGREEMENT = "agreement"
    MOVEMENT = "movement"
    DESTRUCTION = "destruction"
    INTERDICTION = "interdiction"
    DEPLOYMENT = "deployment"
    AID = "aid"


class Harm(StrEnum):
    """What happened to the people of a figure (codebook, section 3)."""

    KILLED = "killed"
    WOUNDED = "wounded"
    CASUALTIES = "casualties"
    MISSING = "missing"
    ABDUCTED = "abducted"
    DETAINED = "detained"
    DISPLACED = "displaced"
    EVACUATED = "evacuated"
    RETURNED = "returned"
    FREED = "freed"
    BESIEGED = "besieged"


class Group(StrEnum):
    """Who the people of a figure are (codebook, section 3)."""

    CIVILIANS = "civilians"
    CHILDREN = "children"
    WOMEN = "women"
    COMBATANTS = "combatants"
    MEDICS = "medics"
    JOURNALISTS = "journalists"
    AID_WORKERS = "aid_workers"
    OFFICIALS = "officials"
    PEOPLE = "people"


class Bound(StrEnum):
    """How a number is bounded (codebook, section 4)."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    RANGE = "range"
    VAGUE = "vague"


class Stance(StrEnum):
    """As what the report presents a statement (codebook, section 8)."""

    REPORTED = "reported"
    DENIED = "denied"
    DISPUTED = "disputed"
    UNCONFIRMED = "unconfirmed"
    EXPECTED = "expected"


_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _first_day(point: str) -> date:
    """First day of a day, month or year in ISO 8601."""
    match = _POINT.fullmatch(point)
    if not match:
        raise ValueError(f"{point!r} is not a day, month or year in ISO 8601")
    year, month, day = match.groups()
    return date(int(year), int(month or 1), int(day or 1))


def _check_when(value: str) -> str:
    start, slash, end = value.partition("/")
    if not slash:
        _first_day(value)
        return value
    points = [point for point in (start, end) if point != ".."]
    if not points:
        raise ValueError("an interval needs at least one side that is not open")
    days = [_first_day(point) for point in points]
    # The sides may differ in precision (2017-10-17/2017-10): compare what both of them give.
    if len(days) == 2 and start[: len(end)] > end[: len(start)]:
        raise ValueError(f"the interval {value!r} ends before it starts")
    return value


When = Annotated[str, AfterValidator(_check_when)]
"""A day, month or year in ISO 8601, or an interval of them with ``..`` for an open side (codebook, 6)."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Report(_Model):
    """One news item, as it was read.

    ``text`` is decoded, without a byte order mark, with line ends as ``\\n``, and otherwise unchanged;
    all offsets refer to it (or to ``title``), in code points.
    """

    id: str = Field(min_length=1)
    outlet: str | None = None
    published: date | None = None
    title: str | None = None
    text: str
    url: str | None = None

    def field(self, name: str) -> str:
        """Text of the field that a span names: ``title`` (empty where there is none) or ``text``."""
        return self.text if name == "text" else self.title or ""

    def span(self, field: Literal["title", "text"], start: int, end: int) -> "Span":
        """The span of the given slice of ``title`` or ``text``."""
        return Span(field=field, start=start, end=end, text=self.field(field)[start:end])


class Span(_Model):
    """Words of a report: ``text`` is ``report.field(field)[start:end]``; offsets in code points."""

    field: Literal["title", "text"]
    start: int = Field(ge=0)
    end: int
    text: str = Field(min_length=1)

    @model_validator(mode="after")
    def _has_its_length(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"a span of {self.end - self.start} characters cannot hold {self.text!r}")
        return self

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.field == other.field and self.start < other.end and other.start < self.end


class Place(_Model):
    """Where: the report's words, the usual English name, the country, and the point on the map if known.

    ``country`` is ISO 3166-1 alpha-2, ``geonames`` a GeoNames id; ``latitude`` and ``longitude`` are WGS 84
    degrees; the true place is within ``radius_km`` of the point.
    """

    text: str = Field(min_length=1)
    name: str | None = None
    country: str | None = Field(default=None, pattern="^[A-Z]{2}$")
    geonames: int | None = Field(default=None, gt=0)
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    radius_km: float | None = Field(default=None, ge=0)


class Source(_Model):
    """Who says it (``text``) and who carried it to the outlet (``via``), in the report's words."""

    text: str = Field(min_length=1)
    via: str | None = Field(default=None, min_length=1)


class Evidence(_Model):
    """The words behind each value; ``actors`` and ``targets`` in the order of the values."""

    place: Span | None = None
    when: Span | None = None
    source: Span | None = None
    via: Span | None = None
    actors: tuple[Span, ...] = ()
    targets: tuple[Span, ...] = ()


class _Statement(_Model):
    """What events and figures share."""

    id: str
    place: Place | None = None
    when: When | None = None
    source: Source | None = None
    stance: Stance = Stance.REPORTED
    evidence: Evidence = Evidence()
    why: tuple[str, ...] = ()
    confidence: float = Field(default=1.0, ge=0, le=1)

    @model_validator(mode="after")
    def _has_evidence(self) -> Self:
        given: dict[str, str | None] = {
            "place": self.place.text if self.place else None,
            "source": self.source.text if self.source else None,
            "via": self.source.via if self.source else None,
        }
        for name, text in given.items():
            span: Span | None = getattr(self.evidence, name)
            if (span.text if span else None) != text:
                raise ValueError(f"{self.id}: the evidence for {name} is not its words")
        if (self.when is None) != (self.evidence.when is None):
            raise ValueError(f"{self.id}: a time needs the words that it rests on, and the other way round")
        return self


class Event(_Statement):
    """Something that people did in organised violence or unrest (codebook, section 1)."""

    id: str = Field(pattern=r"^e\d+$")
    type: EventType
    mentions: tuple[Span, ...] = Field(min_length=1)
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_people_in_evidence(self) -> Self:
        for name, texts in (("actors", self.actors), ("targets", self.targets)):
            spans: tuple[Span, ...] = getattr(self.evidence, name)
            if tuple(span.text for span in spans) != texts:
                raise ValueError(f"{self.id}: the evidence for {name} is not their words, one for one")
        return self


class Figure(_Statement):
    """A number of people and what happened to them (codebook, section 3).

    ``low`` and ``high`` count people; None is an open side.
    """

    id: str = Field(pattern=r"^f\d+$")
    event: str | None = None
    harm: Harm
    span: Span
    low: int | None = Field(ge=0)
    high: int | None = Field(ge=0)
    bound: Bound
    group: Group = Group.PEOPLE
    part_of: str | None = None
    cumulative: bool = False

    @model_validator(mode="after")
    def _counts_something(self) -> Self:
        if self.low is None and self.high is None:
            raise ValueError(f"{self.id}: a figure needs a low or a high")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"{self.id}: low {self.low} is more than high {self.high}")
        if self.bound is Bound.EXACT and self.low != self.high:
            raise ValueError(f"{self.id}: an exact figure has low equal to high")
        if self.evidence.actors or self.evidence.targets:
            raise ValueError(f"{self.id}: a figure has no actors or targets")
        return self


class MadeBy(_Model):
    """What made a record: versions, content hashes of codebook and weights, and the engine's name."""

    marsad: str
    codebook: str
    weights: str | None = None
    engine: str


class Record(_Model):
    """What one report says."""

    report: Report
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    made_by: MadeBy

    def spans(self) -> Iterator[Span]:
        """All spans of the record, in the order of its statements."""
        for event in self.events:
            yield from event.mentions
        for figure in self.figures:
            yield figure.span
        for statement in (*self.events, *self.figures):
            evidence = statement.evidence
            for span in (evidence.place, evidence.when, evidence.source, evidence.via):
                if span:
                    yield span
            yield from evidence.actors
            yield from evidence.targets

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for span in self.spans():
            if self.report.field(span.field)[span.start : span.end] != span.text:
                raise ValueError(f"{span.text!r} does not stand at {span.start}-{span.end} of the {span.field}")
        ids = Counter(statement.id for statement in (*self.events, *self.figures))
        repeated = [name for name, count in ids.items() if count > 1]
        if repeated:
            raise ValueError(f"more than one statement is called {repeated[0]}")
        events = {event.id for event in self.events}
        parents = {figure.id: figure.part_of for figure in self.figures}
        for figure in self.figures:
            if figure.event is not None and figure.event not in events:
                raise ValueError(f"{figure.id} belongs to {figure.event}, which is no event of the record")
            if figure.part_of is not None and figure.part_of not in parents:
                raise ValueError(f"{figure.id} is part of {figure.part_of}, which is no figure of the record")
            above, seen = figure.part_of, {figure.id}
            while above is not None:
                if above in seen:
                    raise ValueError(f"{figure.id} is part of itself")
                seen.add(above)
                above = parents[above]
        return self
