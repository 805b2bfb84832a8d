"""Learning all models of the reader from coded reports."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from marsad.codebook import Codebook, shipped
from marsad.coded import CodedReport
from marsad.learning.examples import Examples, Told, event_examples, figure_examples, mention_examples
from marsad.learning.fit import Penalty, Question, classifier, ranker
from marsad.reader.document import split
from marsad.reader.learned.context import Context
from marsad.reader.learned.engine import prepare
from marsad.reader.learned.linear import Linear
from marsad.reader.learned.triage import NO, YES, features
from marsad.reader.learned.weights import Weights
from marsad.record import Report

FOLDS = 5

PENALTIES = {
    "mention": Penalty(l2=2, steps=80),
    "same": Penalty(l2=2, steps=80),
    "side": Penalty(l2=1, least=3, steps=80),
    "triage": Penalty(l2=3, least=3, steps=80),
}

LIMITS = {"triage": 0.03, "mention": 0.4, "same": 1.0, "event": 0.5, "figure": 0.4, "actor": 0.35, "target": 0.35}
"""From which probability on something is kept; for ``same`` what is added to the log-odds that two mentions are one."""


@dataclass
class Prepared:
    """A coded report with what the models see of it."""

    coded: CodedReport
    context: Context


def prepared(reports: Iterable[CodedReport], codebook: Codebook | None = None) -> list[Prepared]:
    """Coded reports read up to the point where models decide."""
    codebook = codebook or shipped()
    return [Prepared(coded, prepare(split(coded.report, codebook))) for coded in reports]


def triage(speaking: Sequence[Report], silent: Sequence[Report]) -> Linear:
    """A model that tells reports with statements from reports without."""
    rows = [(features(report), YES) for report in speaking] + [(features(report), NO) for report in silent]
    return _classifier("triage", rows)


def train(
    reports: Sequence[Prepared], silent: Sequence[Report] = (), tell: Callable[[str], None] = lambda _: None
) -> Weights:
    """Models learned from coded reports, and from others that have no statement; ``tell`` hears what is being done."""
    tell("mentions")
    rows = [mention_examples(p.coded, p.context) for p in reports]
    mention = _classifier("mention", [row for own in rows for row in own])
    told: list[Told] = []
    for fold in range(FOLDS):
        tell(f"events, part {fold + 1} of {FOLDS}")
        others = [row for n, own in enumerate(rows) if n % FOLDS != fold for row in own]
        apart = _classifier("mention", others)
        told += [event_examples(p.coded, p.context, apart) for p in reports[fold::FOLDS]]
    gathered = Examples()
    for fold in range(2):
        tell(f"figures, part {fold + 1} of 2")
        others_told = Examples()
        for t in told[1 - fold :: 2]:
            others_told.add(t.examples)
        rankers = {name: _ranker(name, questions) for name, questions in others_told.questions.items()}
        for t in told[fold::2]:
            gathered.add(figure_examples(t, rankers))
    for t in told:
        gathered.add(t.examples)
    without = [p.coded.report for p in reports if not p.coded.statements]
    speaking = [p.coded.report for p in reports if p.coded.statements]
    models = {"mention": mention, "triage": triage(speaking, [*without, *silent])}
    for name, found in gathered.rows.items():
        tell(name)
        models[name] = _classifier(name, found)
    for name, asked in gathered.questions.items():
        tell(name)
        models[name] = _ranker(name, asked)
    return Weights(models, LIMITS, {})


def _classifier(name: str, rows: Sequence[tuple[list[str], str]]) -> Linear:
    own, labels = zip(*rows, strict=True)
    return classifier(own, labels, PENALTIES.get(name, Penalty()))


def _ranker(name: str, questions: Sequence[Question]) -> Linear:
    return ranker(questions, PENALTIES.get(name, Penalty()))
