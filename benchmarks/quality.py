"""Score the reader on coded reports, and write docs/quality.md.

    python benchmarks/quality.py [--errors]

The dev reports of ../shared, by the models and by the rules alone (the rules were tuned on them case by case, the
models' settings too); the examples written for this project, by both; and the reports coded for this project, by the
rules alone, since the models learned from them.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training.coding.join import coded_files, join

from benchmarks.ablation import MARK
from benchmarks.shared import DATA, DOCS, ROOT, json_lines, scorer
from marsad.coded import load
from marsad.reader import BuiltIn, shipped_weights
from marsad.record import Report


def dev_reports() -> list[dict[str, Any]]:
    """Gold records of the dev reports."""
    return json_lines(DATA / "gold" / "dev.jsonl")


def own_reports() -> list[dict[str, Any]]:
    """Records of the reports coded for this project, with their words from the corpora."""
    return join(coded_files())


def example_reports() -> list[dict[str, Any]]:
    """Records of the examples, as coded."""
    return [json.loads(coded.model_dump_json()) for coded in load(ROOT / "examples")]


def measure(
    gold: Iterable[dict[str, Any]], errors: list[Any] | None = None, *, rules_only: bool = False
) -> dict[str, Any]:
    """The scorer's summary over coded reports; disagreements are appended to ``errors``."""
    read = BuiltIn(rules_only=rules_only)
    score = scorer()
    tallies = []
    for row in gold:
        record = read(Report.model_validate(row["report"]))
        tallies.append(score.score_report(row, json.loads(record.model_dump_json()), errors))
    summary: dict[str, Any] = score.summary(sum(tallies, Counter()))
    summary["reports"] = len(tallies)
    summary["record_f1_95"] = score.interval(tallies, "record_f1")
    return summary


def page(sections: Iterable[tuple[str, dict[str, Any]]]) -> str:
    """The figures as a page of the docs: pairs of a set's description and its summary."""
    lines = [
        "# Quality of the reader",
        "",
        f"Measured on {date.today():%Y-%m-%d} by `make quality` with `../shared/score/score.py`. Two people who",
        "code the same reports agree at F1 0.96, and at 0.80 with people, place, time, source and stance right too",
        "(*complete*). How the models learn, and what was tried, is told in reader.md.",
    ]
    for title, result in sections:
        lines += ["", f"## {title}", "", *_table(result)]
    return "\n".join([*lines, *_reliability()]) + "\n"


def _reliability() -> Iterator[str]:
    """What a confidence means: the points of the shipped calibration."""
    weights = shipped_weights()
    if weights is None:
        return
    yield from ("", "## How sure a confidence is", "")
    yield "A score of the models is told as the share of statements that were right at that score on the dev reports."
    for kind, points in weights.calibration.items():
        yield from ("", f"| {kind}s: score | " + " | ".join(f"{x:.6f}".rstrip("0") for x, _ in points) + " |")
        yield "| --- |" + " --- |" * len(points)
        yield "| share right | " + " | ".join(f"{y:.2f}" for _, y in points) + " |"


def _table(result: dict[str, Any]) -> Iterator[str]:
    yield f"{result['reports']} reports."
    yield ""
    yield "| | gold | found | right | precision | recall | F1 | complete F1 |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for kind in ("events", "figures"):
        row = result[kind]
        shares = " | ".join(_shown(row[name]) for name in ("precision", "recall", "f1", "complete_f1"))
        yield f"| {kind} | {row['gold']} | {row['found']} | {row['right']} | {shares} |"
    yield ""
    yield "Share right of each field, on what is found:"
    for kind in ("events", "figures"):
        fields = result[kind]["fields"]
        yield ""
        yield f"| {kind} | " + " | ".join(fields) + " |"
        yield "| --- |" + " --- |" * len(fields)
        yield "| | " + " | ".join(_shown(value) for value in fields.values()) + " |"
    low, high = result["record_f1_95"]
    yield ""
    yield (
        f"Record F1 {result['record_f1']:.3f} (95 % interval over reports {low:.3f} to {high:.3f}); "
        f"words not in the report: {result['spans_not_in_report']}."
    )


def _shown(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"


def main() -> None:
    """Measure, print, and write the page."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--errors", action="store_true", help="list every disagreement on the dev reports")
    options = arguments.parse_args()
    if options.errors:
        errors: list[Any] = []
        measure(dev_reports(), errors)
        for row in errors:
            cells = ("" if x is None else x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in row)
            print(*cells, sep="\t")
        return
    sections = [
        ("Dev reports: the models", measure(dev_reports())),
        ("Dev reports: the rules alone, tuned on them case by case", measure(dev_reports(), rules_only=True)),
        ("The examples written for this project: the models", measure(example_reports())),
        ("The examples written for this project: the rules alone", measure(example_reports(), rules_only=True)),
        ("Reports coded for this project: the rules alone", measure(own_reports(), rules_only=True)),
    ]
    text = page(sections)
    print(text)
    path = DOCS / "quality.md"
    _, mark, ablation = path.read_text(encoding="utf-8").partition(MARK)
    path.write_text(f"{text}\n{mark}{ablation}" if mark else text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
