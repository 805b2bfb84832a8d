"""How many of the times of the coded reports are found: the share of each report's distinct ``when``.

``python benchmarks/gold_times.py`` prints the share, and with ``--wrong`` the times that are missed.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.shared import DATA, json_lines
from marsad.arabic import times

GOLD = DATA / "gold" / "dev.jsonl"


@dataclass(frozen=True, slots=True)
class Compared:
    """A coded report: the times of its statements, and those of the expressions in its title and text."""

    report: str
    published: date
    coded: frozenset[str]
    found: frozenset[str]


def compare(records: list[dict[str, Any]]) -> Iterator[Compared]:
    """Every report with a coded time."""
    for record in records:
        report = record["report"]
        coded = frozenset(each["when"] for each in record["events"] + record["figures"] if each["when"])
        if not coded:
            continue
        published = date.fromisoformat(report["published"])
        title, text = report["title"] or "", report["text"]
        day = times.anchor(f"{title}\n\n{text}", published)
        found = frozenset(one.when for part in (title, text) for one in times.find(part, day) if one.when)
        yield Compared(report["id"], published, coded, found)


def share(records: list[dict[str, Any]]) -> float:
    """The share of the coded times that are found in their report."""
    compared = list(compare(records))
    return sum(len(one.coded & one.found) for one in compared) / sum(len(one.coded) for one in compared)


if __name__ == "__main__":
    reports = json_lines(GOLD)
    print(f"{share(reports):.1%} of the coded times are found (at least 85%)")
    if "--wrong" in sys.argv:
        for one in compare(reports):
            if missed := one.coded - one.found:
                print(f"{one.report} ({one.published}): {sorted(missed)} not in {sorted(one.found)}")
