"""A summary of scores for people, in the project's usual lines."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from marsad.evaluation.range_errors import KINDS, RangeError, tally


def lines(result: Mapping[str, Any]) -> Iterator[str]:
    """Two lines for each kind of statement, and one for the record."""
    for kind in ("events", "figures"):
        row = result[kind]
        counts = " ".join(f"{name} {row[name]:4}" for name in ("gold", "found", "right"))
        shares = (("P", "precision"), ("R", "recall"), ("F1", "f1"), ("complete F1", "complete_f1"))
        yield f"{kind:8} {counts}  " + "  ".join(f"{name} {_shown(row[field])}" for name, field in shares)
        yield "         " + "  ".join(f"{name} {_shown(value)}" for name, value in row["fields"].items())
    yield (
        f"record F1 {_shown(result['record_f1'])} {result['record_f1_95']}   "
        f"complete {_shown(result['record_complete_f1'])} {result['record_complete_f1_95']}   "
        f"words not in the report {result['spans_not_in_report']}"
    )


def range_lines(errors: Sequence[RangeError]) -> Iterator[str]:
    """Tab separated: a line for each cause of each wrong range, then how many ranges have each kind of cause."""
    for error in errors:
        head = f"{error.incident}\t{error.harm.value}\t{_sides(error.wanted)}\t{_sides(error.got)}\t{error.found or ''}"
        for cause in error.causes:
            yield f"{head}\t{cause.kind}\t{cause.number}\t{cause.report}\t{cause.words}"
    for kind, ranges, alone in tally(errors):
        yield f"{kind}\t{ranges} wrong ranges, {alone} by this alone\t{KINDS[kind]}"


def _sides(of: tuple[int | None, int | None]) -> str:
    return "none" if of == (None, None) else f"{of[0]}-{of[1]}"


def _shown(value: float | None) -> str:
    return " none" if value is None else f"{value:.3f}"
