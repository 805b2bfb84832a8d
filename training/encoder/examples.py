"""What the encoder learns from: spots of coded reports, and the decisions over them with the coder's answers.

For the reports that measure it, every decision also has the scores of linear models that have not learned from them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from marsad.coded import CodedEvent, CodedFigure
from marsad.learning.examples import (
    Told,
    event_examples,
    figure_rows,
    mention_rows,
    right_settings,
    right_sides,
)
from marsad.learning.train import Prepared
from marsad.reader.encoder.apart import Place, apart
from marsad.reader.encoder.pieces import Pieces
from marsad.reader.encoder.reading import MOST, Layout, nearest
from marsad.reader.learned import Weights, counts, mentions
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
from marsad.reader.learned.options import Option, Spot, Statement
from marsad.reader.learned.same import MANY, Happening, pair_features, pairs

SETTINGS = ("place", "when", "source")
PAIRS = (
    "actor",
    "target",
    "owner",
    *(f"{kind}-{name}" for kind in ("event", "figure") for name in SETTINGS),
    "same",
)
CLASSES = ("mention", "harm", "group", "cumulative", "event-stance", "figure-stance")

Scores = list[float]
MISTAKEN = 4
"""One figure in so many is shown beside the words of another event than its own."""


@dataclass(frozen=True)
class ClassRow:
    """A spot (by its number) with its class, and the linear model's scores."""

    spot: int
    label: str
    linear: Scores | None


@dataclass(frozen=True)
class Question:
    """Which options belong to a statement: pairs of spots with their distance, and the option of each pair."""

    first: int
    own: list[int]
    other: list[int]
    distances: list[int]
    options: list[int]
    right: list[bool]
    nothing: list[int]
    """The options that stand for "none of them"."""
    linear: Scores | None


@dataclass(frozen=True)
class PairRow:
    """Two mentions, whether they name one event, and the linear model's log-odds."""

    own: int
    other: int
    distance: int
    same: bool
    linear: float | None


@dataclass
class Example:
    """A coded report: its pieces in windows; its spots as window, first piece, piece behind the last; decisions."""

    windows: list[list[int]]
    spots: list[tuple[int, int, int]] = field(default_factory=list)
    classes: dict[str, list[ClassRow]] = field(default_factory=lambda: {name: [] for name in CLASSES})
    questions: dict[str, list[Question]] = field(default_factory=lambda: {name: [] for name in PAIRS})
    same: list[PairRow] = field(default_factory=list)


class Maker:
    """Makes the example of one coded report."""

    def __init__(self, report: Prepared, vocabulary: Pieces, weights: Weights, measured: bool) -> None:
        """Take a report; ``weights`` are models that have not learned from it where it is ``measured``."""
        self._coded, self._context, self._weights, self._measured = report.coded, report.context, weights, measured
        sentences = report.context.document.sentences
        self._layout = Layout(sentences, vocabulary)
        self._titles = frozenset(s.index for s in sentences if s.field == "title")
        self._numbers: dict[Place, int | None] = {}
        self.example = Example(self._layout.windows)

    def make(self) -> Example:
        """The example."""
        for candidate, event in mention_rows(self._coded, self._context):
            spot = candidate.spot
            row = mentions.features(self._context, candidate)
            self._classified("mention", spot, str(event.type) if event else mentions.NONE, row)
        told = event_examples(self._coded, self._context, self._weights["mention"])
        for event, happening in told.happenings:
            self._event(told, event, happening)
        self._same(told)
        self._figures(told)
        return self.example

    def _event(self, told: Told, event: CodedEvent, happening: Happening) -> None:
        """An event's questions."""
        decider = told.decider
        statement = event_statement(happening)
        asked = decider.asked_sides(statement)
        rows = list(decider.side_rows(happening, statement, asked))
        for role, (at, right) in right_sides(event, asked).items():
            self._asked(role, statement.spots, [_spots(asked[n]) for n in at], right, [rows[n] for n in at])
        spot = statement.spots[0]
        own = mentions.features(self._context, happening.mentions[0].candidate)
        self._classified("event-stance", spot, str(event.stance), stance_features(self._context, spot, own))
        self._settings(decider, "event", event, statement)

    def _settings(self, decider: Decider, kind: str, coded: CodedEvent | CodedFigure, statement: Statement) -> None:
        every: dict[str, Sequence[Option[Any]]] = {
            "place": decider.places,
            "when": decider.times,
            "source": decider.speakers,
        }
        features = {"place": decider.place_rows, "when": decider.time_rows, "source": decider.source_rows}
        for name, right in right_settings(decider, coded).items():
            rows = list(features[name](statement))
            self._asked(
                f"{kind}-{name}", [*statement.spots, *statement.beside], [_spots(o) for o in every[name]], right, rows
            )

    def _same(self, told: Told) -> None:
        found = [(m, event.id) for event, happening in told.happenings for m in happening.mentions]
        found.sort(key=lambda row: (row[0].candidate.sentence.index, row[0].candidate.start))
        model = self._weights["same"]
        same = model.classes.index("same")
        for i, j, between in pairs([m for m, _ in found[:MANY]]):
            (a, one), (b, other) = found[i], found[j]
            if a.unlike(b):
                continue
            own, behind = ((c.sentence.index, c.start, c.end) for c in (a.candidate, b.candidate))
            numbers = self._number(own), self._number(behind)
            if numbers[0] is None or numbers[1] is None:
                continue
            linear = None
            if self._measured:
                scores = model.scores(pair_features(self._context, a, b, between))
                linear = float(scores[same] - scores[1 - same])
            distance = apart(own, behind, self._titles)
            self.example.same.append(PairRow(numbers[0], numbers[1], distance, one == other, linear))

    def _figures(self, told: Told) -> None:
        context = self._context
        by_id = {event.id: happening for event, happening in told.happenings}
        every = [happening for _, happening in told.happenings]
        for candidate, figure in figure_rows(self._coded, context):
            spot = candidate.spot
            if figure is not None and not isinstance(figure, CodedFigure):
                continue  # Whether it is a figure is not known.
            row = counts.features(context, candidate)
            self._classified("harm", spot, str(figure.harm) if figure else counts.NONE, row)
            if figure is None:
                continue
            self._classified("group", spot, str(figure.group), row)
            owner = by_id.get(figure.event) if figure.event else None
            found = FoundFigure(candidate, figure.harm, figure.group, 1.0, owner)
            if figure.event is None or owner is not None:
                statement, asked = owner_options(figure.harm, spot, every)
                right = [option.value is owner for option in asked]
                rows = list(owner_rows(context, statement, asked))
                self._asked("owner", statement.spots, [_spots(option) for option in asked], right, rows)
            total = total_features(context, found)
            self._classified("cumulative", spot, "yes" if figure.cumulative else "no", total)
            self._classified("figure-stance", spot, str(figure.stance), stance_features(context, spot, total))
            taken = _taken_for_owner(figure, found, told) or ""
            statement = figure_statement(figure.harm, spot, by_id.get(taken))
            self._settings(told.decider, "figure", figure, statement)

    def _classified(self, name: str, spot: Spot, label: str, features: list[str]) -> None:
        number = self._number(spot.place)
        if number is not None:
            linear = self._weights[name].scores(features).tolist() if self._measured else None
            self.example.classes[name].append(ClassRow(number, label, linear))

    def _asked(
        self,
        name: str,
        own: Sequence[Spot],
        options: Sequence[Sequence[Place] | None],
        right: list[bool],
        rows: Sequence[Sequence[str]],
    ) -> None:
        told = [place for spot in own if self._number(place := spot.place) is not None][:MOST]
        if not told:
            return
        pairs_of = [
            (self._number(a), number, apart(a, b, self._titles), n)
            for n, option in enumerate(options)
            for b in nearest(told, option or ())
            if (number := self._number(b)) is not None
            for a in told
        ]
        numbers = [[row[n] for row in pairs_of] for n in range(4)]
        linear = self._weights[name].ranked_scores(rows).tolist() if self._measured else None
        nothing = [n for n, option in enumerate(options) if option is None]
        first = self._number(told[0])
        assert first is not None
        self.example.questions[name].append(
            Question(first, numbers[0], numbers[1], numbers[2], numbers[3], right, nothing, linear)
        )

    def _number(self, place: Place) -> int | None:
        if place not in self._numbers:
            at = self._layout.at(place)
            self._numbers[place] = None if at is None else len(self.example.spots)
            if at is not None:
                self.example.spots.append(at)
        return self._numbers[place]


def _taken_for_owner(figure: CodedFigure, found: FoundFigure, told: Told) -> str | None:
    """The id of a figure's event, for one figure in ``MISTAKEN`` of the nearest other one.

    When reading, figures are tied to wrong events about so often: the words beside it must not be taken for certain.
    """
    if crc32(f"{told.coded.report.id} {figure.id}".encode()) % MISTAKEN:
        return figure.event
    statement = figure_statement(figure.harm, found.spot)
    others = [
        (statement.nearest(Option(happening, list(event_statement(happening).spots))).apart, event.id)
        for event, happening in told.happenings
        if event.id != figure.event
    ]
    return min(others)[1] if others else figure.event


def _spots(option: Option[Any]) -> list[Place] | None:
    return None if option.value is None else [spot.place for spot in option.spots]


def examples(reports: Sequence[Prepared], vocabulary: Pieces, weights: Weights, measured: bool) -> Iterator[Example]:
    """The examples of coded reports."""
    for report in reports:
        yield Maker(report, vocabulary, weights, measured).make()
