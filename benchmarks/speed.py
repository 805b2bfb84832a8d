"""Measure how fast reports are read and how much memory that takes, and write docs/speed.md.

python benchmarks/speed.py [--all] [--sample 1000]
"""

import argparse
import gzip
import json
import os
import platform
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.shared import DATA, DOCS, need
from marsad.execute import Failure, available_cores, read_many
from marsad.reader import read_report
from marsad.record import Report

SEED = 20171017


def corpus(sample: int | None) -> list[Report]:
    """Reports of the two corpora: all of them, or a random sample that is the same every time."""
    rows = [row for name in ("saudinewsnet", "jawharafm") for row in _rows(need(DATA / "reports" / f"{name}.jsonl.gz"))]
    if sample is not None and sample < len(rows):
        rows = random.Random(SEED).sample(rows, sample)
    return [Report.model_validate(json.loads(row)) for row in rows]


def _rows(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from lines


def measure(reports: list[Report], workers: int) -> dict[str, float]:
    """Reports and words a second, and how many statements were found."""
    started = time.perf_counter()
    statements = failures = 0
    for outcome in read_many(reports, partial(read_report, codebook=None), workers=workers):
        if isinstance(outcome, Failure):
            failures += 1
        else:
            statements += len(outcome.events) + len(outcome.figures)
    seconds = time.perf_counter() - started
    words = sum(len(report.text.split()) for report in reports)
    return {
        "seconds": seconds,
        "reports": len(reports) / seconds,
        "words": words / seconds,
        "statements": statements,
        "failures": failures,
    }


def peak_memory(reports: list[Report]) -> float | None:
    """Peak resident memory in MB of a process that reads the reports; None where the system does not tell."""
    if os.name != "posix":
        return None
    code = (
        "import sys, json, resource\n"
        "from marsad.reader import read_report\n"
        "from marsad.record import Report\n"
        "for line in sys.stdin: read_report(Report.model_validate_json(line))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    lines = "\n".join(report.model_dump_json() for report in reports)
    run = subprocess.run([sys.executable, "-c", code], input=lines, capture_output=True, text=True, check=True)
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return int(run.stdout) / unit


def cold_start(report: Report) -> float:
    """Seconds from starting ``marsad read`` on one report to its end."""
    started = time.perf_counter()
    command = [sys.executable, "-c", "from marsad.cli import main; main()", "read", "-", "--format", "jsonl"]
    subprocess.run(command, input=report.model_dump_json(), capture_output=True, text=True, check=True)
    return time.perf_counter() - started


def main() -> None:
    """Measure, print, and write the page."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--all", action="store_true", help="read every report")
    arguments.add_argument("--sample", type=int, default=1000, help="how many reports, without --all")
    options = arguments.parse_args()
    reports = corpus(None if options.all else options.sample)
    cores = available_cores()
    lines = [
        "# Speed of the reader",
        "",
        f"Measured on {date.today():%Y-%m-%d} by `make bench{' ALL=1' if options.all else ''}`: {len(reports)}",
        f"reports of `../shared/data/reports`, on {cores} cores ({platform.machine()}), Python "
        f"{platform.python_version()}.",
        "",
        "| processes | seconds | reports a second | words a second | statements | failures |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for workers in sorted({1, cores}):
        row = measure(reports, workers)
        lines.append(
            f"| {workers} | {row['seconds']:.1f} | {row['reports']:.0f} | {row['words']:.0f} "
            f"| {row['statements']:.0f} | {row['failures']:.0f} |"
        )
        print(lines[-1], flush=True)
    memory = peak_memory(reports[:1000])
    lines += [
        "",
        f"`marsad read` on one report, from a cold start to its end: {cold_start(reports[0]):.2f} s.",
        f"Peak memory of one process: {'unknown on this system' if memory is None else f'{memory:.0f} MB'}.",
        "",
    ]
    text = "\n".join(lines)
    print(text)
    (DOCS / "speed.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
