"""Measure incidents on the public data of ../shared, and write the figures into docs/incidents.md.

python benchmarks/incidents.py [--scale ARCHIVE]

``--scale`` also matches a copy of an archive of all SaudiNewsNet reports (made with ``marsad add``), and half of it.
"""

import argparse
import gzip
import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.shared import DATA, DOCS, need, scorer
from marsad.archive import Archive, Incidents
from marsad.exports.incident_json import incident_object
from marsad.incidents import find_links, regroup, tellings_of
from marsad.reader import read_report
from marsad.record import Report

_MARKS = ("<!-- figures -->", "<!-- end of figures -->")


def found_incidents(folder: Path, window: set[str]) -> list[dict[str, Any]]:
    """What Marsad finds in the reports of the gold's window, as ``marsad incidents --format json`` writes it."""
    with Archive.open(folder / "window.db") as archive:
        with gzip.open(need(DATA / "reports" / "saudinewsnet.jsonl.gz"), "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row["id"] in window:
                    archive.add(read_report(Report.model_validate(row)))
        incidents = Incidents(archive)
        incidents.update()
        return [incident_object(incident) for incident in incidents.find()]


def with_gold_counts(gold: Mapping[str, Any], found: list[dict[str, Any]]) -> tuple[int, int]:
    """Ranges right if the reader had read all counts as gold has them: what the matching alone allows."""
    right = total = 0
    for incident in gold["incidents"]:
        own = set(incident["reports"])
        if not incident.get("scored", True):
            continue
        closest = max(found, key=lambda one: (len(set(one["reports"]) & own), -len(one["reports"])))
        for harm in ("killed", "wounded"):
            numbers = {
                r: [n for n in (count or {}).get(harm) or [] if n is not None]
                for r, count in incident["reports"].items()
            }
            every = [n for some in numbers.values() for n in some]
            got = [n for r, some in numbers.items() for n in some if r in closest["reports"]]
            if every:
                total += 1
                right += bool(got) and (min(got), max(got)) == (min(every), max(every))
    return right, total


def scale(archive: Path, wanted: Callable[[int], bool]) -> tuple[int, int, float]:
    """Reports, tellings and seconds for matching the reports of an archive whose position is wanted."""
    started, tellings, reports = time.process_time(), [], 0
    with Archive.open(archive, create=False) as kept:
        for number, reading in enumerate(kept.readings()):
            if wanted(number):
                reports += 1
                if reading.event_count:
                    tellings += tellings_of(reading.record())
    tellings.sort(key=lambda telling: telling.id)
    regroup([telling.id for telling in tellings], dict(find_links(tellings)))
    return reports, len(tellings), time.process_time() - started


def main() -> None:
    """Measure, print, and write the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--scale", type=Path, help="an archive of all SaudiNewsNet reports")
    options = arguments.parse_args()
    gold = json.loads(need(DATA / "gold" / "incidents.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        found = found_incidents(Path(folder), set(gold["window"]))
        result = scorer("incidents").score(gold, found)
        right, total = with_gold_counts(gold, found)
        lines = [
            f"Measured on {date.today():%Y-%m-%d} by `python benchmarks/incidents.py`.",
            "",
            "| partner precision | recall | F1 | ranges right | ranges right with gold's own counts |",
            "| --- | --- | --- | --- | --- |",
            f"| {result['precision']:.3f} | {result['recall']:.3f} | {result['f1']:.3f} "
            f"| {result['ranges_right']} of {result['ranges']} | {right} of {total} |",
        ]
        if options.scale:
            copy = Path(shutil.copy(options.scale, folder))
            with Archive.open(copy) as archive:
                half = archive.count() // 2
            lines += ["", "| | reports | tellings | processor seconds, one core |", "| --- | --- | --- | --- |"]
            for name, wanted in (
                ("the first half of the days", lambda number: number < half),
                ("every second report", lambda number: number % 2 == 0),
                ("all", lambda number: True),
            ):
                reports, tellings, seconds = scale(copy, wanted)
                lines.append(f"| {name} | {reports} | {tellings} | {seconds:.0f} |")
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
            lines += ["", f"Peak memory {peak:.0f} MB."]
    print("\n".join(lines))
    page = DOCS / "incidents.md"
    before, rest = page.read_text(encoding="utf-8").split(_MARKS[0])
    after = rest.split(_MARKS[1])[1]
    text = "\n".join([_MARKS[0], *lines, _MARKS[1]])
    page.write_text(before + text + after, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
