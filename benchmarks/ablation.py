"""What each model and each kind of feature of the reader is worth, and what its errors are, into docs/quality.md.

    python benchmarks/ablation.py [--reports N]

Measured on the dev reports of ../shared. Models: one after the other takes over from the rules, with the shipped
weights. Kinds of features: the linear models are learned anew from N coded reports without them (two to four minutes
for each kind), compared with models learned from the same reports with all; all of them without the encoder. Errors:
twenty of each kind, by the report's id and the offset of the words, drawn at random.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training.coding.join import coded_files, join

from benchmarks.shared import DATA, DOCS, json_lines, scorer
from marsad.coded import CodedReport
from marsad.evaluation.alike import alike
from marsad.learning import examples as learning_examples
from marsad.learning import prepared, train
from marsad.learning.fit import keys_of
from marsad.learning.train import Prepared
from marsad.reader import shipped_weights
from marsad.reader import stance as rules_stance
from marsad.reader.learned import engine
from marsad.reader.learned.ask import Choice
from marsad.reader.learned.decide import Decider, FoundFigure
from marsad.reader.learned.linear import Keys
from marsad.reader.learned.options import Option, Spot, Statement
from marsad.reader.learned.same import Happening
from marsad.reader.learned.sides import by_rules
from marsad.reader.learned.speakers import Speaker
from marsad.reader.learned.weights import Weights
from marsad.record import Group, Stance

MARK = "<!-- ablation: made by benchmarks/ablation.py -->"
SHOWN = 20

MODELS = ("group", "owner", "place", "when", "source", "sides", "stance")
"""In the order in which they take over; what is found at all, and which mentions are one event, is learned always."""

FEATURES = {
    "words around (forms, lemmas, parts of speech)": (
        r"(w[-+]|p[-+]|n[-+]|near=|form=|lemma=|phrase=|last=|pos=|lead|next=|anchor-next|path|verb=|beside|head=|opens\d)"
    ),
    "entries of the codebook": r"(entry=|type=|people=|act[<>]|trigger|means|other=|harm=|says=|actor|report=|beside=)",
    "the report as a whole": r"(report|title|told=|share=|most=|first=|held=)",
    "what the rules say": r"(rule|nothing rule|covers|covered|nothing covered)",
    "order and distance": r"(far=|rank=|between|gap=|distance=|closer=|place-|account-|nothing account|apart|address)",
}


class Ruled(Decider):
    """Decides by the rules what no model in ``learned`` is asked for."""

    learned: frozenset[str] = frozenset(MODELS)

    def figures(self) -> list[FoundFigure]:
        """The figures, with the group that their words give."""
        found = super().figures()
        if "group" not in self.learned:
            for figure in found:
                figure.group = figure.candidate.count.group or Group.PEOPLE
        return found

    def owner(self, figure: FoundFigure, events: Sequence[Happening]) -> Choice:
        """The event told nearest before the figure."""
        choice = super().owner(figure, events)
        if "owner" in self.learned or not events:
            return choice
        spot = figure.spot

        def apart(happening: Happening) -> tuple[int, int]:
            spots = [(m.candidate.sentence.index, m.candidate.start) for m in happening.mentions]
            return min((abs(at - spot.sentence.index), abs(word - spot.start)) for at, word in spots)

        return Choice(min(range(len(events)), key=lambda n: apart(events[n])), 1.0, choice.rows)

    def place(self, kind: str, statement: Statement) -> Choice:
        """The place that the rules give the first of the statement's words."""
        choice = super().place(kind, statement)
        ruled = self._ruled(statement)[0].where
        values = [o.value and (o.value.value.name or o.value.value.text) for o in self.places]
        return choice if "place" in self.learned else _ruled_choice(values, ruled, choice)

    def when(self, kind: str, statement: Statement) -> Choice:
        """The time that the rules give."""
        choice = super().when(kind, statement)
        values = [o.value and o.value.value.when for o in self.times]
        return choice if "when" in self.learned else _ruled_choice(values, self._ruled(statement)[0].when, choice)

    def source(self, kind: str, statement: Statement) -> Choice:
        """The source that the rules give."""
        choice = super().source(kind, statement)
        if "source" in self.learned:
            return choice
        ruled = self._ruled(statement)[0].source
        at = (n for n, o in enumerate(self.speakers) if ruled and o.value and alike(ruled.text, o.value.name.text, 8))
        return Choice(next(at, len(self.speakers) - 1), 1.0, choice.rows)

    def who(self, happening: Happening, statement: Statement) -> tuple[list[Option[Speaker]], list[Option[Speaker]]]:
        """The sides that the rules see at one of the mentions."""
        if "sides" in self.learned:
            return super().who(happening, statement)
        for told in by_rules(happening.mentions):
            found = tuple(
                [o for o in self.sides if o.value and any(alike(span.text, o.value.name.text) for span in spans)]
                for spans in (told.actors, told.targets)
            )
            if any(found):
                return found[0], found[1]
        return [], []

    def stance(self, kind: str, spot: Spot, row: Sequence[str]) -> tuple[Stance, tuple[str, ...]]:
        """The stance that the rules see."""
        if "stance" in self.learned:
            return super().stance(kind, spot, row)
        return rules_stance.of(spot.sentence, spot.start, spot.end)


def _ruled_choice(values: Sequence[object], ruled: object, choice: Choice) -> Choice:
    at = values.index(ruled) if ruled and ruled in values else len(values) - 1
    return Choice(at, 1.0, choice.rows)


def read(weights: Weights, report: Prepared) -> dict[str, Any]:
    """Events and figures of a coded report as an engine with these weights reads it."""
    events, figures = engine.statements(report.context, weights)
    return {
        "events": [json.loads(event.model_dump_json()) for event in events],
        "figures": [json.loads(figure.model_dump_json()) for figure in figures],
    }


def measured(weights: Weights, reports: Iterable[Prepared]) -> dict[str, Any]:
    """The scorer's summary of what an engine with these weights reads in coded reports."""
    score = scorer()
    tallies = [score.score_report(json.loads(r.coded.model_dump_json()), read(weights, r)) for r in reports]
    summary: dict[str, Any] = score.summary(sum(tallies, Counter()))
    return summary


def by_model(weights: Weights, dev: Sequence[Prepared]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The figures with ever more models."""
    for number in range(len(MODELS) + 1):
        chosen = type("Ruled", (Ruled,), {"learned": frozenset(MODELS[:number])})
        with mock.patch.object(engine, "Decider", chosen):
            yield (
                ("+ " + MODELS[number - 1] if number else "what is found, and which mentions are one"),
                measured(weights, dev),
            )
    yield "all, but without the encoder", measured(replace(weights, encoder=None), dev)


def by_feature(coded: Sequence[Prepared], dev: Sequence[Prepared]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The figures of models learned without a kind of features."""
    kinds: dict[str, str | None] = {"all features": None, **FEATURES}
    for name, pattern in kinds.items():
        with mock.patch.object(learning_examples, "keys_of", _without(pattern)):
            weights = train(coded)
        yield (name if pattern is None else f"without: {name}"), measured(weights, dev)


def _without(pattern: str | None) -> Callable[[Iterable[str]], Keys]:
    if pattern is None:
        return keys_of
    unwanted = re.compile(pattern)
    return lambda features: keys_of(["bias", *(f for f in features if not unwanted.match(f))])


def error_lines(weights: Weights, dev: Sequence[Prepared]) -> Iterator[str]:
    """Twenty errors of each kind: the report, where the statement's first words stand, what was coded and read.

    No words of the reports: only numbers, dates and codes are told, and of names whether there is any.
    """
    score = scorer()
    kinds: dict[str, list[str]] = defaultdict(list)
    for report in dev:
        record = read(weights, report)
        errors: list[Any] = []
        score.score_report(json.loads(report.coded.model_dump_json()), record, errors)
        spots = _spots(report.coded, record)
        for name, what, coded, found in errors:
            kind, _, rest = what.partition(" ")
            missing = rest in ("missed", "not in gold")
            where = spots.get(str(coded or found) if missing else rest.split()[0], "")
            field = rest if missing else rest.split()[-1]
            told = _told(coded or found) if missing else f"coded {_told(coded)}, read {_told(found)}"
            kinds[f"{kind}: {field}"].append(f"- `{name}` {where}: {told}")
    rng = random.Random(1)
    for name, rows in sorted(kinds.items()):
        yield from ("", f"### {name} ({len(rows)})", "")
        yield from sorted(rng.sample(rows, min(SHOWN, len(rows))))


def _spots(coded: CodedReport, record: dict[str, Any]) -> dict[str, str]:
    """Field and offset of coded statements by their ids, and of all by the scorer's way to show them."""
    spots: dict[str, str] = {}
    for event in record["events"]:
        shown = f"{event['type']} {[m['text'] for m in event['mentions']]}"
        spots[shown] = f"{event['mentions'][0]['field']} {event['mentions'][0]['start']}"
    for figure in record["figures"]:
        span = figure["span"]
        spots[f"{figure['harm']} {figure['low']}-{figure['high']} {span['text']}"] = f"{span['field']} {span['start']}"
    for statement in coded.events:
        span_ = coded.span(statement.mentions[0])
        where = f"{span_.field} {span_.start}"
        spots[statement.id] = spots[f"{statement.type} {[m.text for m in statement.mentions]}"] = where
    for count in coded.figures:
        span_ = coded.span(count)
        where = f"{span_.field} {span_.start}"
        spots[count.id] = spots[f"{count.harm} {count.low}-{count.high} {count.text}"] = where
    return spots


def _told(value: object) -> str:
    if isinstance(value, dict):
        return "a name" if value.get("text") else "none"
    if isinstance(value, (list, tuple)):
        return f"{len(value)} names" if value else "nobody"
    latin = [word for word in str(value).split() if word.isascii() and not word.startswith(("[", "'"))]
    return " ".join(latin[:2]) or "a name"


def table(rows: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    """A table of the figures of several engines."""
    heads = ("F1", "complete", "place", "when", "source")
    yield "| | " + " | ".join(f"{kind} {head}" for kind in ("events", "figures") for head in heads) + " | actors |"
    yield "| --- |" + " --- |" * (2 * len(heads) + 1)
    for name, result in rows:
        cells = []
        for kind in ("events", "figures"):
            row = result[kind]
            cells += [row["f1"], row["complete_f1"], *(row["fields"][head] for head in heads[2:])]
        cells.append(result["events"]["fields"]["actors"])
        line = f"| {name} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |"
        print(line, flush=True)
        yield line


def main() -> None:
    """Measure, and write the sections behind the mark."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--reports", type=int, default=600, help="coded reports to learn from without a kind")
    given = arguments.parse_args()
    weights = shipped_weights()
    assert weights is not None
    dev = prepared(CodedReport.model_validate(row) for row in json_lines(DATA / "gold" / "dev.jsonl"))
    lines = [MARK, "", "## What each model is worth", ""]
    lines += ["Dev reports; the rules' answer is taken where a model has not yet taken over.", ""]
    lines += table(by_model(weights, dev))
    errors = list(error_lines(weights, dev))
    coded = prepared([CodedReport.model_validate(row) for row in join(coded_files())][: given.reports])
    lines += ["", "## What each kind of feature is worth", ""]
    lines += [f"Dev reports; linear models learned from {given.reports} coded reports, without the encoder.", ""]
    lines += table(by_feature(coded, dev))
    lines += ["", "## Errors on the dev reports", ""]
    lines += [
        "Drawn at random, at most twenty of a kind (in brackets how many there are): the report, field and offset"
    ]
    lines += [
        "of the statement's first words, and what was coded and read. The reports' own words are not repeated here."
    ]
    lines += errors
    path = DOCS / "quality.md"
    kept = path.read_text(encoding="utf-8").partition(MARK)[0].rstrip()
    path.write_text("\n".join([kept, "", *lines]) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
