"""Which reports share too much of their wording to stand on both sides of a measurement.

News is copied from outlet to outlet. A report must not be learned from where the same story, nearly word
for word, is measured on; so what shares half of its five-word runs with a report that is set aside is left
out, whichever of the two is the longer.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from marsad.arabic.orthography import fold
from training.coding.corpora import Json

RUN = 5
HALF = 0.5
_WORD = re.compile(r"\w+")


def runs(text: str) -> set[int]:
    """The five-word runs of a text as hashes, spelling folded; a shorter text is one run."""
    words = _WORD.findall(fold(text).text)
    return {hash(tuple(words[at : at + RUN])) for at in range(max(1, len(words) - RUN + 1))} if words else set()


class Overlap:
    """Texts to compare with, by name."""

    def __init__(self, texts: Iterable[tuple[str, str]] = ()) -> None:
        """Start with these (name, text) pairs."""
        self._names: dict[int, list[str]] = {}
        self._sizes: dict[str, int] = {}
        for name, text in texts:
            self.add(name, text)

    def add(self, name: str, text: str) -> None:
        """Take in one more text."""
        own = runs(text)
        self._sizes[name] = len(own)
        for run in own:
            self._names.setdefault(run, []).append(name)

    def nearest(self, text: str) -> tuple[str, float] | None:
        """The text that shares most with this one, and how much: of the shorter's runs, 0 to 1."""
        own = runs(text)
        shared = Counter(name for run in own for name in self._names.get(run, ()))
        shares = ((name, count / min(len(own), self._sizes[name])) for name, count in shared.items())
        return max(shares, key=lambda pair: (pair[1], pair[0]), default=None)

    def covers(self, text: str) -> bool:
        """Whether half of the runs of this text, or of one of the texts to compare with, are shared."""
        nearest = self.nearest(text)
        return nearest is not None and nearest[1] >= HALF


def set_aside(gold: Path) -> set[str]:
    """Ids of all reports that nobody may learn from: tuning, incidents and reserved, in ``data/gold``."""
    ids = set((gold / "reserved.txt").read_text(encoding="utf-8").split())
    with (gold / "dev.jsonl").open(encoding="utf-8") as lines:
        ids.update(json.loads(line)["report"]["id"] for line in lines)
    incidents = json.loads((gold / "incidents.json").read_text(encoding="utf-8"))
    ids.update(incidents["window"], incidents["none"])
    ids.update(name for incident in incidents["incidents"] for name in incident["reports"])
    return ids


def leave_out(reports: Iterable[Json], aside: set[str], seed_texts: Iterable[str] = ()) -> list[Json]:
    """The reports that may be learned from: not set aside, and not nearly the same as one that is.

    ``seed_texts`` are texts set aside that are not among the reports.
    """
    reports = list(reports)
    overlap = Overlap((report["id"], report["text"]) for report in reports if report["id"] in aside)
    for number, text in enumerate(seed_texts):
        overlap.add(f"seed/{number}", text)
    return [report for report in reports if report["id"] not in aside and not overlap.covers(report["text"])]
