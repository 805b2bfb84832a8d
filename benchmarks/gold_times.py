"""How many of the coded reports' times ``marsad.arabic.times`` finds: the share of each report's distinct ``when``."""

import json
import sys
from pathlib import Path
from typing import Any

from marsad.arabic import times
from marsad.arabic.times import calendar  # noqa: F401

DATA = Path(__file__).parents[2] / "shared" / "data" / "gold" / "dev.jsonl"


def share(path: Path = DATA) -> tuple[int, int, list[tuple[str, str, set[str], set[str]]]]:
    """Times found, times coded, and the reports with times that were missed: id, day, missed, found."""
    right = total = 0
    missed = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            coded = json.loads(line)
            report = coded["report"]
            wanted = {statement["when"] for statement in coded["events"] + coded["figures"]} - {None}
            found = found_in(report)
            right += len(wanted & found)
            total += len(wanted)
            if wanted - found:
                missed.append((report["id"], report["published"], wanted - found, found))
    return right, total, missed


def found_in(report: dict[str, Any]) -> set[str]:
    """The ``when`` of every expression in a report's title and text."""
    from datetime import date

    published = date.fromisoformat(report["published"])
    title, text = report["title"] or "", report["text"]
    day = times.anchor(title + "\n\n" + text, published)
    return {one.when for part in (title, text) for one in times.find(part, day) if one.when}


if __name__ == "__main__":
    right, total, missed = share()
    print(f"{right} of {total} times, {right / total:.1%} (at least 85%)")
    if "--wrong" in sys.argv:
        for name, published, wanted, found in missed:
            print(f"{name} ({published}): {sorted(wanted)} not in {sorted(found)}")
