"""Compare with Microsoft Recognizers-Text and Facebook Duckling on their own Arabic cases, and write docs/peers.md.

python benchmarks/peers.py [--wrong]          the table, and the cases that are wrong
python benchmarks/peers.py --speed            only how many words a second numbers and times are found in
"""

import argparse
import gzip
import json
import sys
import time
import tomllib
from datetime import date
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import peers_numbers, peers_times
from benchmarks.shared import DATA, DOCS, need
from marsad.arabic import numbers, times

_SET_ASIDE = Path(__file__).with_name("peers_set_aside.toml")


def page() -> str:
    """The table of docs/peers.md."""
    lines = [
        "# Numbers and times on the peers' own cases",
        "",
        "Made by `make peers`. The cases are half of the Arabic tests of Microsoft Recognizers-Text and Facebook",
        "Duckling (`../shared/data/peers`), those that Microsoft marks as failed by its own engine included. Duckling",
        "passes its own tests. A few cases are wrong in themselves; they are set aside, with the reason below.",
        "",
        "## Numbers",
        "",
        "Right is the value, one's text within the other's, and nothing found that the suite does not expect. Relative",
        "ordinals (`current-1`) are not counted.",
        "",
        "| suite | right | with those set aside | its own engine | floor |",
        "| --- | --- | --- | --- | --- |",
    ]
    for row in peers_numbers.rows():
        lines.append(
            f"| {row.name} | {row.right} of {row.cases} ({row.share:.1%}) | {row.all_right} of {row.all_cases} "
            f"| {row.own} of {row.all_cases} ({row.own / row.all_cases:.1%}) | {row.floor:.0%} |"
        )
    lines += [
        "",
        "## Times",
        "",
        "Right is the first day, the last day or the day before it, and the same span; durations by their length.",
        "",
        "| suites | right | floor |",
        "| --- | --- | --- |",
    ]
    for pool in peers_times.rows():
        lines.append(f"| {pool.name} | {pool.right} of {pool.cases} ({pool.share:.1%}) | {pool.floor:.0%} |")
    lines += ["", "## Set aside", ""]
    for cases in tomllib.loads(_SET_ASIDE.read_text("utf-8")).values():
        lines += [f"- {case['suite']}: `{case['input'].strip()}` {case['reason']}" for case in cases]
    return "\n".join([*lines, ""])


def speed(reports: int = 3000) -> dict[str, float]:
    """Words a second on one core: numbers alone, times alone, and both, over the first reports of the corpus."""
    path = need(DATA / "reports" / "saudinewsnet.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, reports)]
    words = sum(len(text.split()) for text in texts)
    published = date(2015, 7, 22)
    numbers.find("1")
    times.find("1", published)
    started = time.process_time()
    for text in texts:
        numbers.find(text)
    between = time.process_time()
    for text in texts:
        times.find(text, published)
    ended = time.process_time()
    return {
        "numbers": words / (between - started),
        "times": words / (ended - between),
        "numbers and times": words / (ended - started),
    }


def main() -> None:
    """Measure, print, and write the page."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--wrong", action="store_true", help="print the cases that are wrong")
    arguments.add_argument("--speed", action="store_true", help="only measure the speed")
    options = arguments.parse_args()
    if options.speed:
        for name, rate in speed().items():
            print(f"{name}: {rate:,.0f} words a second")
        return
    need(peers_numbers.CASES)
    text = page()
    print(text)
    if options.wrong:
        for row in (*peers_numbers.rows(), *peers_times.rows()):
            print(*row.wrong, sep="\n")
    DOCS.mkdir(exist_ok=True)
    (DOCS / "peers.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
