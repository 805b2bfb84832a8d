"""Reads and checks reports that a person coded, in the form of the codebook's section 1.

A coded report holds the report's own words and what a coder found in them. Its statements name their
words by sentence: sentence 0 is the title, sentence i is the i-th line of the text. Examples, the gold
reports and training data come in this form.

    for coded in load("examples"):
        print(coded.report.title, len(coded.events), len(coded.figures))

``load`` refuses what breaks the form, with one sentence for every fault. ``doubts`` names what keeps to
the form and is still worth a second look.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from marsad.record import Bound, EventType, Figure, Group, Harm, Report, Source, Span, Stance, When

LONGEST_TRIGGER = 3
"""Words in a trigger, at most (codebook, section 1)."""

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670"
"""Arabic diacritics, which Python does not count as parts of a word."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Model):
    """Words of a report as a coder names them: the sentence, and the words letter by letter."""

    sentence: int = Field(ge=0, strict=True)
    text: str = Field(min_length=1)


class CodedPlace(_Model):
    """Where, as a coder gives it: the report's words, the usual English name, ISO 3166-1 alpha-2."""

    text: str = Field(min_length=1)
    name: str = Field(min_length=1)
    country: str = Field(pattern="^[A-Z]{2}$")


class CodedStatement(_Model):
    """What events and figures share."""

    id: str
    place: CodedPlace | None
    when: When | None
    source: Source | None
    stance: Stance

    def names(self) -> Iterator[tuple[str, str]]:
        """Field and words of every name that the statement takes from the report."""
        if self.place:
            yield "place", self.place.text
        if self.source:
            yield "source", self.source.text
            if self.source.via:
                yield "via", self.source.via


class CodedEvent(CodedStatement):
    """An event as a coder records it; the fields mean what they mean in ``marsad.record.Event``."""

    id: str = Field(pattern=r"^e\d+$")
    type: EventType
    mentions: tuple[Words, ...] = Field(min_length=1)
    actors: tuple[str, ...]
    targets: tuple[str, ...]

    def names(self) -> Iterator[tuple[str, str]]:
        """Field and words of every name that the event takes from the report."""
        yield from super().names()
        yield from (("actors", name) for name in self.actors)
        yield from (("targets", name) for name in self.targets)


class CodedFigure(CodedStatement):
    """A figure as a coder records it; the fields mean what they mean in ``marsad.record.Figure``."""

    id: str = Field(pattern=r"^f\d+$")
    event: str | None
    harm: Harm
    sentence: int = Field(ge=0, strict=True)
    text: str = Field(min_length=1)
    low: int | None = Field(ge=0, strict=True)
    high: int | None = Field(ge=0, strict=True)
    bound: Bound
    group: Group
    part_of: str | None
    cumulative: bool = Field(strict=True)


class Sentence(NamedTuple):
    """A title or a line of a text, and the code point of its field at which it starts."""

    field: Literal["title", "text"]
    start: int
    text: str


class CodedReport(_Model):
    """One report and the record that a coder made of it."""

    report: Report
    events: tuple[CodedEvent, ...]
    figures: tuple[CodedFigure, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The title (empty where there is none), then the lines of the text."""
        out, start = [Sentence("title", 0, self.report.title or "")], 0
        for line in self.report.text.split("\n"):
            out.append(Sentence("text", start, line))
            start += len(line) + 1
        return tuple(out)

    @property
    def statements(self) -> tuple[CodedEvent | CodedFigure, ...]:
        """Events, then figures."""
        return (*self.events, *self.figures)

    def span(self, words: Words | CodedFigure) -> Span:
        """Where the words stand in the report.

        Of several places in the sentence it is the first where they are whole words, else the first where
        a word ends with them (``تفجير`` in ``التفجير``), else the first. Raises ValueError where the sentence
        does not hold them.
        """
        if words.sentence < len(self.sentences):
            sentence = self.sentences[words.sentence]
            at = _find(words.text, sentence.text)
            if at >= 0:
                start = sentence.start + at
                return self.report.span(sentence.field, start, start + len(words.text))
        raise ValueError(f"{words.text!r} does not stand in sentence {words.sentence}")


class CodedFormError(ValueError):
    """A file of coded reports breaks the form; ``faults`` holds one sentence for each fault."""

    def __init__(self, faults: list[str]) -> None:
        """Make the error of at least one fault."""
        self.faults = faults
        super().__init__("\n".join(faults))


def load(path: str | Path) -> list[CodedReport]:
    """Coded reports of a file, or of all files of a folder in the order of their names.

    ``.jsonl`` files hold one report a line; ``.json`` files one report or a list of them. All are UTF-8.
    Raises CodedFormError with every fault of every report, each with its file and place; OSError where a
    file cannot be read.
    """
    path = Path(path)
    files = sorted(f for f in path.iterdir() if f.suffix in {".json", ".jsonl"}) if path.is_dir() else [path]
    reports: list[CodedReport] = []
    wrong: list[str] = []
    seen: dict[str, str] = {}
    for file in files:
        for place, data in documents(file, wrong):
            found = check(data)
            wrong += [f"{place}: {fault}" for fault in found]
            if found:
                continue
            coded = CodedReport.model_validate(data)
            name = coded.report.id
            if name in seen:
                wrong.append(f"{place}: the report {name!r} is already in {seen[name]}")
            seen.setdefault(name, place)
            reports.append(coded)
    if wrong:
        raise CodedFormError(wrong)
    return reports


def check(data: object) -> list[str]:
    """Every fault of one coded report, as it comes from JSON; an empty list where it keeps to the form."""
    try:
        coded = CodedReport.model_validate(data)
    except ValidationError as error:
        return [f"{_name(fault['loc'], data)}: {fault['msg']}" for fault in error.errors()]
    return [
        *_faulty_ids(coded),
        *_faulty_words(coded),
        *(f"{figure.id}: {fault}" for figure in coded.figures for fault in faulty_numbers(figure)),
        *_faulty_references(coded),
    ]


def doubts(coded: CodedReport) -> list[str]:
    """What keeps to the form and is still worth a second look.

    Names that begin a longer name of the same record (the codebook wants the fullest), and words that
    stand more than once in their sentence, so that a reader who takes the first takes the wrong ones.
    """
    out = []
    for fields in ({"actors", "targets"}, {"source"}):
        names = {name for s in coded.statements for field, name in s.names() if field in fields}
        out += [
            f"{name!r} is not the fullest name: the record has {longer!r} too"
            for name in sorted(names)
            for longer in sorted(names)
            if longer.startswith(name + " ")
        ]
    for owner, words in _all_words(coded):
        sentence = coded.sentences[words.sentence]
        if sentence.start + sentence.text.find(words.text) != coded.span(words).start:
            out.append(f"{owner}: {words.text!r} stands earlier in sentence {words.sentence}, in another word")
    return out


def documents(file: Path, wrong: list[str]) -> Iterator[tuple[str, object]]:
    """Place and data of each report of a file, JSON or JSON lines; what is neither goes to ``wrong``."""
    try:
        content = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        wrong.append(f"{file}: this is not UTF-8")
        return
    if file.suffix == ".jsonl":
        pieces = [(f"{file}, line {n}", line) for n, line in enumerate(content.split("\n"), 1) if line.strip()]
    else:
        pieces = [(str(file), content)]
    for place, piece in pieces:
        try:
            data = json.loads(piece)
        except ValueError as error:
            wrong.append(f"{place}: this is not JSON ({error})")
            continue
        if isinstance(data, list):
            yield from ((f"{place}, report {n}", item) for n, item in enumerate(data, 1))
        else:
            yield place, data


def _name(location: tuple[int | str, ...], data: object) -> str:
    """A pydantic location in words, with the statement's own id where it has one: ``e3, stance``."""
    match location:
        case ("events" | "figures" as kind, int(at), *rest) if isinstance(data, dict):
            statement = data[kind][at]
            own = statement.get("id") if isinstance(statement, dict) else None
            parts = [own if isinstance(own, str) and own else f"{kind} {at + 1}", *rest]
        case _:
            parts = list(location)
    return ", ".join(str(part) for part in parts) or "the report"


def _faulty_ids(coded: CodedReport) -> Iterator[str]:
    for name, count in Counter(s.id for s in coded.statements).items():
        if count > 1:
            yield f"{name}: {count} statements are called so"


def _faulty_words(coded: CodedReport) -> Iterator[str]:
    for owner, words in _all_words(coded):
        if words.sentence >= len(coded.sentences):
            yield f"{owner}: there is no sentence {words.sentence}, the last is {len(coded.sentences) - 1}"
        elif words.text not in coded.sentences[words.sentence].text:
            yield f"{owner}: {words.text!r} does not stand in sentence {words.sentence}"
    for event in coded.events:
        for mention in event.mentions:
            if len(mention.text.split()) > LONGEST_TRIGGER:
                yield f"{event.id}: the trigger {mention.text!r} has more than {LONGEST_TRIGGER} words"
        if len(set(event.mentions)) < len(event.mentions):
            yield f"{event.id}: a mention is given twice"
    for statement in coded.statements:
        for field, name in statement.names():
            if not any(name in sentence.text for sentence in coded.sentences):
                yield f"{statement.id}, {field}: {name!r} does not stand in the report"


def faulty_numbers(figure: CodedFigure | Figure) -> Iterator[str]:
    """What is wrong with ``low`` and ``high`` after the table of the codebook's section 4."""
    low, high, bound = figure.low, figure.high, figure.bound
    if low is None and high is None:
        yield "a figure needs a low or a high"
    elif low is not None and high is not None and low > high:
        yield f"low {low} is more than high {high}"
    elif bound in {Bound.EXACT, Bound.ABOUT} and low != high:
        yield f"with the bound {bound}, low and high are the same number"
    elif bound in {Bound.AT_LEAST, Bound.MORE_THAN} and high is not None:
        yield f"with the bound {bound}, high is null"
    elif bound in {Bound.AT_MOST, Bound.LESS_THAN} and low is not None:
        yield f"with the bound {bound}, low is null"
    elif bound is Bound.RANGE and (low is None or high is None):
        yield "a range needs a low and a high"


def _faulty_references(coded: CodedReport) -> Iterator[str]:
    events = {event.id for event in coded.events}
    parents = {figure.id: figure.part_of for figure in coded.figures}
    for figure in coded.figures:
        if figure.event is not None and figure.event not in events:
            yield f"{figure.id}: it belongs to {figure.event}, which is no event of the record"
        if figure.part_of is not None and figure.part_of not in parents:
            yield f"{figure.id}: it is part of {figure.part_of}, which is no figure of the record"
        above, seen = figure.part_of, {figure.id}
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == figure.id:
            yield f"{figure.id}: it is part of itself"


def _all_words(coded: CodedReport) -> Iterator[tuple[str, Words | CodedFigure]]:
    """Owner's id and words of every mention and figure."""
    for event in coded.events:
        yield from ((event.id, mention) for mention in event.mentions)
    yield from ((figure.id, figure) for figure in coded.figures)


def _find(words: str, sentence: str) -> int:
    """Where words stand in a sentence, whole words before parts of words; -1 where they do not."""
    exact = re.escape(words)
    for pattern in (rf"(?<![\w{_MARKS}]){exact}(?![\w{_MARKS}])", rf"{exact}(?![\w{_MARKS}])"):
        if match := re.search(pattern, sentence):
            return match.start()
    return sentence.find(words)
