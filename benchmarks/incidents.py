"""Measure incidents on the public data of ../shared, and write the figures into docs/incidents.md.

python benchmarks/incidents.py [--errors] [--scale ARCHIVE]

``--errors`` lists why ranges are wrong, and writes nothing.

``--scale`` also matches an archive of all SaudiNewsNet reports (made with ``marsad add``), half of its days and half
of its reports, and adds single reports. The archive itself is left as it is.
"""

import argparse
import gzip
import json
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.shared import DATA, DOCS, need, scorer
from marsad.archive import Archive, Incidents, Reading
from marsad.evaluation import range_errors
from marsad.evaluation.wording import range_lines
from marsad.exports.incident_json import incident_object
from marsad.reader import read_report
from marsad.record import Report

_MARKS = ("<!-- figures -->", "<!-- end of figures -->")


def found_incidents(folder: Path, gold: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """What Marsad finds in the reports of the gold's window, as ``marsad incidents --format json`` writes it.

    Beside it the lines that say why ranges are wrong.
    """
    window = set(gold["window"])
    with Archive.open(folder / "window.db") as archive:
        with gzip.open(need(DATA / "reports" / "saudinewsnet.jsonl.gz"), "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row["id"] in window:
                    archive.add(read_report(Report.model_validate(row)))
        incidents = Incidents(archive)
        incidents.update()
        listed = list(incidents.find())
        errors = list(range_lines(range_errors(gold, listed, archive.get)))
        return [incident_object(incident) for incident in listed], errors


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


def scale(readings: Iterable[Reading], folder: Path) -> tuple[str, Archive]:
    """A new archive of readings with its incidents, and a row of reports, events and seconds for matching them."""
    archive = Archive.open(Path(tempfile.mkdtemp(dir=folder)) / "part.db")
    given = list(readings)
    archive.add_many(given)
    started = (time.process_time(), time.perf_counter())
    Incidents(archive).update()
    used = (time.process_time() - started[0], time.perf_counter() - started[1])
    return f"{len(given)} | {sum(r.event_count for r in given)} | {used[0]:.0f} | {used[1]:.0f} |", archive


def adding(archive: Archive, new: Iterable[Reading]) -> str:
    """Processor seconds for adding one report and bringing the incidents up to date: usual and most."""
    seconds = []
    for reading in new:
        started = time.process_time()
        archive.add_many([reading])
        Incidents(archive).update()
        seconds.append(time.process_time() - started)
    return f"{statistics.median(seconds):.2f} s as a rule, {max(seconds):.2f} s at most ({len(seconds)} reports)"


def scale_lines(path: Path, folder: Path) -> list[str]:
    """The table of scale, and what adding one report takes."""
    with Archive.open(path, create=False) as kept:
        every = list(kept.readings())
    held_out = {reading.report.id for reading in [r for r in every if r.event_count][:: len(every) // 300]}
    days = sorted(str(reading.report.published) for reading in every)
    middle = days[len(days) // 2]
    lines = ["", "| | reports | events | processor seconds, one core | seconds |", "| --- | --- | --- | --- | --- |"]
    first = [reading for reading in every if str(reading.report.published) < middle]
    for name, some in (("days before " + middle, first), ("every second report", every[::2])):
        row, archive = scale(some, folder)
        archive.close()
        lines.append(f"| {name} | {row}")
        print(lines[-1], flush=True)
    row, archive = scale((reading for reading in every if reading.report.id not in held_out), folder)
    lines.append(f"| all | {row}")
    print(lines[-1], flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    one = adding(archive, [reading for reading in every if reading.report.id in held_out])
    archive.close()
    return [*lines, "", f"Peak memory {peak:.0f} MB. Adding one report to all: {one}."]


def main() -> None:
    """Measure, print, and write the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--scale", type=Path, help="an archive of all SaudiNewsNet reports")
    arguments.add_argument("--errors", action="store_true", help="list why ranges are wrong, and write nothing")
    options = arguments.parse_args()
    gold = json.loads(need(DATA / "gold" / "incidents.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        found, errors = found_incidents(Path(folder), gold)
        if options.errors:
            print("\n".join(errors))
            return
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
            lines += scale_lines(Path(shutil.copy(options.scale, folder)), Path(folder))
    print("\n".join(lines))
    page = DOCS / "incidents.md"
    before, rest = page.read_text(encoding="utf-8").split(_MARKS[0])
    after = rest.split(_MARKS[1])[1]
    text = "\n".join([_MARKS[0], *lines, _MARKS[1]])
    page.write_text(before + text + after, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
