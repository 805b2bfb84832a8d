"""What the models learn from: the questions that arise in a coded report, with the coder's answers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from marsad.coded import CodedEvent, CodedFigure, CodedReport
from marsad.evaluation.alike import alike, same_place, same_when
from marsad.learning.fit import Question, keys_of
from marsad.reader.document import Sentence
from marsad.reader.learned import counts, mentions, sides
from marsad.reader.learned.context import Context
from marsad.reader.learned.decide import (
    Decider,
    FoundFigure,
    event_statement,
    figure_statement,
    owner_options,
    owner_rows,
    stance_features,
    total_features,
)
from marsad.reader.learned.linear import Keys, Linear
from marsad.reader.learned.options import Option, Statement
from marsad.reader.learned.same import MANY, Happening, Mention, pair_features, pairs
from marsad.reader.learned.weights import Weights
from marsad.record import EventType, Span

Rows = list[tuple[Keys, str]]
SKIP = object()


@dataclass
class Examples:
    """Rows of features with their class by the name of a classifier, questions by the name of a ranker."""

    rows: dict[str, Rows] = field(default_factory=lambda: defaultdict(list))
    questions: dict[str, list[Question]] = field(default_factory=lambda: defaultdict(list))

    def add(self, other: "Examples") -> None:
        """Take over the examples of another report."""
        for name, rows in other.rows.items():
            self.rows[name] += rows
        for name, questions in other.questions.items():
            self.questions[name] += questions


def overlaps(span: Span, sentence: Sentence, start: int, end: int) -> bool:
    """Whether tokens of a sentence and a span share letters."""
    own = sentence.span(start, end)
    return own.field == span.field and own.start < span.end and span.start < own.end


def mention_rows(coded: CodedReport, context: Context) -> list[tuple[mentions.Candidate, CodedEvent | None]]:
    """Every candidate for a mention with the coder's event that it names."""
    told = [(coded.span(words), event) for event in coded.events for words in event.mentions]
    found = []
    for c in mentions.candidates(context):
        named = [event for span, event in told if overlaps(span, c.sentence, c.start, c.end)]
        found.append((c, named[0] if named else None))
    return found


def mention_examples(coded: CodedReport, context: Context) -> Rows:
    """Candidates for mentions with their type."""
    return [
        (keys_of(mentions.features(context, c)), str(event.type) if event else mentions.NONE)
        for c, event in mention_rows(coded, context)
    ]


@dataclass
class Told:
    """A coded report on the way: what its events taught, and what is needed to ask after its figures."""

    coded: CodedReport
    context: Context
    decider: Decider
    happenings: list[tuple[CodedEvent, Happening]]
    examples: Examples


def event_examples(coded: CodedReport, context: Context, mention: Linear) -> Told:
    """The examples that events give; ``mention`` is a model that has not learned from the report."""
    made = Examples()
    rows = [(c, e) for c, e in mention_rows(coded, context) if e is not None]
    happenings = _happenings(context, rows, mention, coded)
    _pairs(made, context, happenings)
    decider = Decider(context, Weights({}, {}, {}))
    for event, happening in happenings:
        _event(made, decider, event, happening)
    return Told(coded, context, decider, happenings, made)


def figure_examples(told: Told) -> Examples:
    """The examples that figures give."""
    made, decider, context = Examples(), told.decider, told.context
    by_id = {event.id: happening for event, happening in told.happenings}
    every = [happening for _, happening in told.happenings]
    for candidate, figure in figure_rows(told.coded, context):
        if figure is SKIP:
            continue
        row = keys_of(counts.features(context, candidate))
        if not isinstance(figure, CodedFigure):
            made.rows["harm"].append((row, counts.NONE))
            continue
        made.rows["harm"].append((row, str(figure.harm)))
        made.rows["group"].append((row, str(figure.group)))
        owner = by_id.get(figure.event) if figure.event else None
        found = FoundFigure(candidate, figure.harm, figure.group, 1.0, owner)
        if figure.event is None or owner is not None:
            right = [h is owner for h in every] + [owner is None]
            asked = owner_rows(context, *owner_options(figure.harm, found.spot, every))
            made.questions["owner"].append(Question(_keys(asked), right))
        total = total_features(context, found)
        made.rows["cumulative"].append((keys_of(total), "yes" if figure.cumulative else "no"))
        made.rows["figure-stance"].append((keys_of(stance_features(context, found.spot, total)), str(figure.stance)))
        statement = figure_statement(figure.harm, found.spot)
        _settings(made, "figure", decider, figure, statement)
    return made


def _happenings(
    context: Context, rows: Sequence[tuple[mentions.Candidate, CodedEvent | None]], mention: Linear, coded: CodedReport
) -> list[tuple[CodedEvent, Happening]]:
    none = mention.classes.index(mentions.NONE)
    by_event: dict[str, list[Mention]] = defaultdict(list)
    for candidate, event in rows:
        assert event is not None
        chances = mention.probabilities(mentions.features(context, candidate))
        sure = 1 - float(chances[none])
        chances[none] = 0
        chances /= max(float(chances.sum()), 1e-9)
        likely = EventType(mention.classes[int(np.argmax(chances))])
        by_event[event.id].append(Mention(candidate, likely, chances, sure))
    return [(e, Happening(e.type, by_event[e.id])) for e in coded.events if by_event[e.id]]


def _pairs(made: Examples, context: Context, happenings: Sequence[tuple[CodedEvent, Happening]]) -> None:
    told = [(m, event.id) for event, happening in happenings for m in happening.mentions]
    told.sort(key=lambda row: (row[0].candidate.sentence.index, row[0].candidate.start))
    for i, j, between in pairs([mention for mention, _ in told[:MANY]]):
        (a, one), (b, other) = told[i], told[j]
        if a.unlike(b):
            continue
        row = keys_of(pair_features(context, a, b, between))
        made.rows["same"].append((row, "same" if one == other else "apart"))


def _event(made: Examples, decider: Decider, event: CodedEvent, happening: Happening) -> None:
    statement = event_statement(happening)
    asked = decider.asked_sides(statement)
    coded_rows = _keys(decider.side_rows(happening, statement, asked))
    for role, (at, right) in right_sides(event, asked).items():
        made.questions[role].append(Question([coded_rows[n] for n in at], right))
    spot = statement.spots[0]
    own = mentions.features(decider.context, happening.mentions[0].candidate)
    made.rows["event-stance"].append((keys_of(stance_features(decider.context, spot, own)), str(event.stance)))
    _settings(made, "event", decider, event, statement)


def right_sides(event: CodedEvent, asked: Sequence[Option[Any]]) -> dict[str, tuple[list[int], list[bool]]]:
    """Which of the sides asked after (by number), the last one "nobody", may be actor and target, and which of these
    the coder names.
    """
    found: dict[str, tuple[list[int], list[bool]]] = {}
    for role, names in ((sides.ACTOR, event.actors), (sides.TARGET, event.targets)):
        at = sides.that_may_be(role, asked)
        values = [asked[n].value for n in at]
        right = [side is not None and any(alike(name, side.name.text) for name in names) for side in values]
        right[-1] = not names
        found[role] = at, right
    return found


def right_settings(decider: Decider, coded: CodedEvent | CodedFigure) -> dict[str, list[bool]]:
    """Which of the report's places, times and sources are the coder's answers for a statement."""
    return {
        "place": [_right_place(coded, o) for o in decider.places],
        "when": [_right_time(coded, o) for o in decider.times],
        "source": [_right_source(coded, o) for o in decider.speakers],
    }


def _settings(
    made: Examples, kind: str, decider: Decider, coded: CodedEvent | CodedFigure, statement: Statement
) -> None:
    """Questions after place, time and source of a statement, with the coder's answers."""
    rows = {"place": decider.place_rows, "when": decider.time_rows, "source": decider.source_rows}
    for name, right in right_settings(decider, coded).items():
        made.questions[f"{kind}-{name}"].append(Question(_keys(rows[name](statement)), right))


def _keys(rows: Iterable[list[str]]) -> list[Keys]:
    return [keys_of(row) for row in rows]


def _right_place(statement: CodedEvent | CodedFigure, option: Option[Any]) -> bool:
    if option.value is None or statement.place is None:
        return option.value is None and statement.place is None
    found = option.value.value
    given = {"text": found.text, "name": found.name, "country": found.country}
    return same_place(statement.place.model_dump(), given)


def _right_time(statement: CodedEvent | CodedFigure, option: Option[Any]) -> bool:
    if option.value is None or statement.when is None:
        return option.value is None and statement.when is None
    return same_when(statement.when, option.value.value.when)


def _right_source(statement: CodedEvent | CodedFigure, option: Option[Any]) -> bool:
    if option.value is None or statement.source is None:
        return option.value is None and statement.source is None
    return alike(statement.source.text, option.value.name.text, 8)


def figure_rows(coded: CodedReport, context: Context) -> list[tuple[counts.Candidate, "CodedFigure | object | None"]]:
    """Every candidate for a figure with the coder's figure, None where it is none, SKIP where that is not known.

    A coder records a figure once: whether its number, told again elsewhere, is a figure is not known.
    """
    found = counts.candidates(context)
    answer: list[CodedFigure | object | None] = [None] * len(found)
    told = [(coded.span(figure), figure) for figure in coded.figures]
    for span, figure in told:
        fitting = [
            (abs(c.count.sentence.span(c.count.start, c.count.end).start - span.start), i)
            for i, c in enumerate(found)
            if answer[i] is None
            and (c.count.low, c.count.high) == (figure.low, figure.high)
            and overlaps(span, c.count.sentence, c.count.start, c.count.end)
        ]
        if fitting:
            answer[min(fitting)[1]] = figure
    for i, c in enumerate(found):
        if answer[i] is not None:
            continue
        count = c.count
        again = c.kind == "number" and any(
            (f.low, f.high) == (count.low, count.high) or ((count.low or 0) > 2 and f.low == count.low)
            for f in coded.figures
        )
        headline = count.sentence.field == "title" and c.ruled is not None
        inside = any(overlaps(span, count.sentence, count.start, count.end) for span, _ in told)
        if again or headline or inside:
            answer[i] = SKIP
    return list(zip(found, answer, strict=True))


__all__ = ["Examples", "Told", "event_examples", "figure_examples", "mention_examples"]
