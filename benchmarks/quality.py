"""Score the reader on the coded reports of ../shared, and write docs/quality.md.

python benchmarks/quality.py [--errors]
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.shared import DATA, DOCS, json_lines, scorer
from marsad.reader import read_report
from marsad.record import Report


def records() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Gold records of the dev reports with what the reader makes of the same reports."""
    rows = []
    for gold in json_lines(DATA / "gold" / "dev.jsonl"):
        report = Report.model_validate(gold["report"])
        rows.append((gold, json.loads(read_report(report).model_dump_json())))
    return rows


def measure(errors: list[Any] | None = None) -> dict[str, Any]:
    """The scorer's summary over the dev reports; disagreements are appended to ``errors``."""
    score = scorer()
    tallies = [score.score_report(gold, record, errors) for gold, record in records()]
    summary: dict[str, Any] = score.summary(sum(tallies, Counter()))
    summary["record_f1_95"] = score.interval(tallies, "record_f1")
    summary["record_complete_f1_95"] = score.interval(tallies, "record_complete_f1")
    return summary


def page(result: Mapping[str, Any]) -> str:
    """The figures as a page of the docs."""
    lines = [
        "# Quality of the reader",
        "",
        f"Measured on {date.today():%Y-%m-%d} by `make quality`: the reader's records of the 91 coded reports in",
        "`../shared/data/gold/dev.jsonl`, scored by `../shared/score/score.py`. The rules were tuned on these reports.",
        "",
        "| | gold | found | right | precision | recall | F1 | complete F1 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kind in ("events", "figures"):
        row = result[kind]
        numbers = (row["precision"], row["recall"], row["f1"], row["complete_f1"])
        lines.append(
            f"| {kind} | {row['gold']} | {row['found']} | {row['right']} | "
            + " | ".join("none" if n is None else f"{n:.3f}" for n in numbers)
            + " |"
        )
    lines += ["", "Share right of each field, on what is found:", ""]
    for kind in ("events", "figures"):
        fields = result[kind]["fields"]
        lines += [
            f"| {kind} | " + " | ".join(fields) + " |",
            "| --- |" + " --- |" * len(fields),
            "| | " + " | ".join("none" if v is None else f"{v:.3f}" for v in fields.values()) + " |",
            "",
        ]
    low, high = result["record_f1_95"]
    lines += [
        f"Record F1 {result['record_f1']:.3f} (95 % interval over reports {low:.3f} to {high:.3f}); "
        f"words not in the report: {result['spans_not_in_report']}.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write the page."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--errors", action="store_true", help="list every disagreement, and write no page")
    options = arguments.parse_args()
    errors: list[Any] | None = [] if options.errors else None
    result = measure(errors)
    for row in errors or []:
        print(
            *("" if x is None else x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in row),
            sep="\t",
        )
    text = page(result)
    print(text)
    if errors is None:
        (DOCS / "quality.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
