"""Why the learned engine says what it says: the features that spoke for and against, and what else it could be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marsad.codebook import Codebook, shipped
from marsad.reader.document import split
from marsad.reader.learned import counts, mentions
from marsad.reader.learned.ask import Choice
from marsad.reader.learned.decide import Decider, FoundFigure, event_statement, figure_statement
from marsad.reader.learned.engine import choices, prepare
from marsad.reader.learned.linear import Floats
from marsad.reader.learned.options import Option, Spot
from marsad.reader.learned.same import Happening
from marsad.reader.learned.sides import ACTOR, TARGET
from marsad.reader.learned.weights import Weights
from marsad.record import Report

STRONGEST = 6
"""So many features are told for each decision."""
READ = "the words in their context"
"""What the encoder says, which has no features with names."""
EVENT = "what its event has"
"""What is chosen for a figure's event."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: what was asked, what was chosen and how sure, the alternatives, and the strongest features."""

    question: str
    chosen: str
    sure: float
    alternatives: tuple[tuple[str, float], ...]
    spoke: tuple[tuple[str, float], ...]


def explain(report: Report, statement: str, weights: Weights, codebook: Codebook | None = None) -> list[Decision]:
    """The decisions behind a statement of the record of a report. Raises KeyError where it has no such statement."""
    decider = Decider(prepare(split(report, codebook or shipped())), weights)
    happenings = decider.events()
    found = decider.figures()
    decider.settle(found, happenings)
    number = int(statement[1:]) - 1 if statement[1:].isdigit() else -1
    if statement[:1] == "e" and 0 <= number < len(happenings):
        return _of_event(decider, happenings[number])
    if statement[:1] == "f" and 0 <= number < len(found):
        return _of_figure(decider, found[number])
    raise KeyError(statement)


def _of_event(decider: Decider, happening: Happening) -> list[Decision]:
    decisions = []
    for mention in happening.mentions:
        c = mention.candidate
        row = mentions.features(decider.context, c)
        words = c.sentence.span(c.start, c.end).text
        decisions.append(_classified(f"is «{words}» an event?", decider, "mention", c.spot, row))
    statement = event_statement(happening)
    decisions += _settings(decider, "event", choices(decider, "event", statement))
    roles = decider.roles(happening, statement)
    for question, role in (("who did it?", ACTOR), ("to whom?", TARGET)):
        decisions.append(_chosen(question, decider, role, *roles[role]))
    return decisions


def _of_figure(decider: Decider, figure: FoundFigure) -> list[Decision]:
    count = figure.candidate.count
    row = counts.features(decider.context, figure.candidate)
    words = count.sentence.span(count.start, count.end, count.leading).text
    decisions = [
        _classified(f"what happened to «{words}»?", decider, "harm", figure.spot, row),
        _classified(f"who are «{words}»?", decider, "group", figure.spot, row),
    ]
    event = choices(decider, "event", event_statement(figure.owner)) if figure.owner else None
    statement = figure_statement(figure.harm, figure.spot, figure.owner)
    return decisions + _settings(decider, "figure", choices(decider, "figure", statement, event))


def _settings(decider: Decider, kind: str, chosen: Mapping[str, Choice]) -> list[Decision]:
    asked: tuple[tuple[str, str, Sequence[Option[Any]]], ...] = (
        ("where?", "place", decider.places),
        ("when?", "when", decider.times),
        ("who says so?", "source", decider.speakers),
    )
    return [_chosen(question, decider, f"{kind}-{name}", every, chosen[name]) for question, name, every in asked]


def _chosen(question: str, decider: Decider, name: str, options: Sequence[Option[Any]], choice: Choice) -> Decision:
    chances, best = choice.chances, choice.chosen
    assert chances is not None
    order = (int(i) for i in chances.argsort()[::-1])
    others = tuple((_named(options[i]), float(chances[i])) for i in order if i != best and chances[i] >= 0.01)
    beside = {READ: choice.read, EVENT: choice.event}
    spoken = _strongest(decider.weights[name].spoken(choice.rows[best]), beside, best)
    return Decision(question, _named(options[best]), choice.sure, others[:3], spoken)


def _classified(question: str, decider: Decider, name: str, spot: Spot, row: Sequence[str]) -> Decision:
    model = decider.weights[name]
    chances, read = decider.classified(name, spot, row)
    order = [int(i) for i in chances.argsort()[::-1]]
    best = order[0]
    others = tuple((model.classes[i], float(chances[i])) for i in order[1:4] if chances[i] >= 0.01)
    spoken = _strongest(model.spoken(row, best), {READ: read}, best)
    return Decision(question, model.classes[best], float(chances[best]), others, spoken)


def _strongest(
    spoken: Sequence[tuple[str, float]], beside: Mapping[str, Floats | None], best: int
) -> tuple[tuple[str, float], ...]:
    """The strongest features; beside them what else adds to the score of the chosen answer, against its mean."""
    others = [(name, float(added[best] - added.mean())) for name, added in beside.items() if added is not None]
    return tuple(sorted([*spoken, *others], key=lambda row: -abs(row[1]))[:STRONGEST])


def _named(option: Option[Any]) -> str:
    value = option.value
    if value is None:
        return "not said"
    if hasattr(value, "name"):
        return str(value.name.text)
    return str(getattr(value.value, "when", None) or value.value.text)
