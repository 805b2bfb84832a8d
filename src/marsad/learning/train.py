"""Learning all models of the reader from coded reports."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from marsad.codebook import Codebook, shipped
from marsad.coded import CodedReport
from marsad.learning.examples import Examples, Rows, Told, event_examples, figure_examples, mention_examples
from marsad.learning.fit import Penalty, Question, classifier, keys_of, ranker
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
    "triage": Penalty(l2=3, least=3, steps=80),
}

RANKERS = Penalty(l2=3)

LIMITS = {
    "triage": 0.005,
    "doubt": 0.05,
    "mention": 0.4,
    "same": 0.5,
    "event": 0.6,
    "figure": 0.4,
    "actor": 0.2,
    "target": 0.2,
}
"""From which probability on something is kept (a report below ``doubt`` only where the rules see conflict news); for
``same`` what is added to the log-odds that two mentions are one.
"""


@dataclass
class Prepared:
    """A coded report with what the models see of it."""

    coded: CodedReport
    context: Context


def prepared(reports: Iterable[CodedReport], codebook: Codebook | None = None) -> list[Prepared]:
    """Coded reports read up to the point where models decide."""
    codebook = codebook or shipped()
    return [Prepared(coded, prepare(split(coded.report, codebook))) for coded in reports]


def triage(speaking: Sequence[Report], silent: Sequence[Report], prior: Weights | None = None) -> Linear:
    """A model that tells reports with statements from reports without."""
    rows = [(keys_of(features(report)), YES) for report in speaking]
    rows += [(keys_of(features(report)), NO) for report in silent]
    return _classifier("triage", rows, prior)


def train(
    reports: Sequence[Prepared],
    silent: Sequence[Report] = (),
    tell: Callable[[str], None] = lambda _: None,
    prior: Weights | None = None,
) -> Weights:
    """Models learned from coded reports, and from others that have no statement; ``tell`` hears what is being done.

    With a ``prior``, these weights are adapted: what the reports do not speak of stays as it was.
    """
    tell("mentions")
    rows = [mention_examples(p.coded, p.context) for p in reports]
    mention = _classifier("mention", [row for own in rows for row in own], prior)
    told = _adapted(reports, prior) if prior else _folded(reports, rows, tell)
    gathered = Examples()
    for t in told:
        gathered.add(figure_examples(t))
        gathered.add(t.examples)
    without = [p.coded.report for p in reports if not p.coded.statements]
    speaking = [p.coded.report for p in reports if p.coded.statements]
    models = {"mention": mention, "triage": triage(speaking, [*without, *silent], prior)}
    for name, found in gathered.rows.items():
        tell(name)
        models[name] = _classifier(name, found, prior)
    for name, asked in gathered.questions.items():
        tell(name)
        models[name] = _ranker(name, asked, prior)
    if prior is not None:
        return replace(prior, models={**prior.models, **models}, hash="unsaved")
    return Weights(models, LIMITS, {})


def _adapted(reports: Sequence[Prepared], prior: Weights) -> list[Told]:
    """What events teach, by a model that has not learned from these reports: the prior's own."""
    return [event_examples(p.coded, p.context, prior["mention"]) for p in reports]


def _folded(reports: Sequence[Prepared], rows: Sequence[Rows], tell: Callable[[str], None]) -> list[Told]:
    """What events teach, each part of the reports by models that have learned from the other parts."""
    told: list[Told] = []
    for fold in range(FOLDS):
        tell(f"events, part {fold + 1} of {FOLDS}")
        others = [row for n, own in enumerate(rows) if n % FOLDS != fold for row in own]
        apart = _classifier("mention", others)
        told += [event_examples(p.coded, p.context, apart) for p in reports[fold::FOLDS]]
    return told


def _classifier(name: str, rows: Rows, prior: Weights | None = None) -> Linear:
    if not rows and prior:
        return prior[name]
    own, labels = zip(*rows, strict=True)
    return classifier(own, labels, PENALTIES.get(name, Penalty()), prior[name] if prior else None)


def _ranker(name: str, questions: Sequence[Question], prior: Weights | None = None) -> Linear:
    return ranker(questions, RANKERS, prior[name] if prior else None)
