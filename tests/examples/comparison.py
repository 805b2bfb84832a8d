"""Which coded statements of the examples the reader finds.

``python -m tests.examples.comparison`` writes ``right_today.json`` anew, after a change that finds more. What is
written there may not be lost again.
"""

import json
from pathlib import Path

from marsad.coded import CodedReport, load
from marsad.reader import BuiltIn

ENGINES = {"models": BuiltIn(), "rules": BuiltIn(rules_only=True)}
FOLDER = Path(__file__).parents[2] / "examples"
RIGHT_TODAY = Path(__file__).with_name("right_today.json")


def found(coded: CodedReport, engine: str) -> set[str]:
    """Ids of the coded statements that an engine finds: the words overlap, and type or harm and number agree."""
    record = ENGINES[engine](coded.report)
    right = set()
    for event in coded.events:
        spans = [coded.span(mention) for mention in event.mentions]
        if any(e.type == event.type and any(m.overlaps(s) for m in e.mentions for s in spans) for e in record.events):
            right.add(event.id)
    for figure in coded.figures:
        span, facts = coded.span(figure), (figure.harm, figure.low, figure.high)
        if any((f.harm, f.low, f.high) == facts and f.span.overlaps(span) for f in record.figures):
            right.add(figure.id)
    return right


def empty_stays_empty(coded: CodedReport, engine: str) -> bool:
    """Whether a report without statements is read as one."""
    record = ENGINES[engine](coded.report)
    return bool(coded.events or coded.figures) or not (record.events or record.figures)


if __name__ == "__main__":
    rows = {engine: {coded.report.id: sorted(found(coded, engine)) for coded in load(FOLDER)} for engine in ENGINES}
    RIGHT_TODAY.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8", newline="\n")
