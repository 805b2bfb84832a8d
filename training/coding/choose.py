"""Chooses the reports that are to be coded, for variety, and writes ``batches.json`` (ids only).

    python -m training.coding.choose

A seeded draw: the next report is from the outlet that lags most behind its share, and of a random handful of
its reports the one that fills most of what is still missing by day, topic, kind of event and length
(``choose.toml``). So every beginning of the list is balanced
too, and coding can stop at any batch. One in eight is drawn to have no event. What may not be learned from
(``overlap``) and near-copies of what is chosen already are left out.
"""

import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.arabic.orthography import fold
from training.coding.corpora import Json, corpora, shared
from training.coding.overlap import Overlap, leave_out, set_aside

HERE = Path(__file__).parent
BATCHES = HERE / "batches.json"
HANDFUL = 60
DENSITY = 0.02
_CLITICS = r"(?:[وف]?(?:[بلكس]|ال|بال|كال|لل)?)"


def matcher(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these words in folded text, with clitics in front; a star is any ending."""
    forms = (re.escape(fold(word).text).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"\b{_CLITICS}(?:{'|'.join(forms)})\b")


@dataclass(frozen=True)
class Candidate:
    """A report that may be chosen, and what it is counted as: values by dimension."""

    report: Json
    features: Mapping[str, tuple[str, ...]]
    triggers: int
    """How many trigger words it has; those of the title count double."""


class Plan:
    """The shares of ``choose.toml``, by dimension and value."""

    def __init__(self, settings: dict[str, Any]) -> None:
        """Compile the words of topics, kinds and near misses."""
        self.settings = settings
        self.patterns = {
            group: {name: matcher(entry["words"]) for name, entry in settings[group].items()}
            for group in ("topics", "kinds", "near_misses")
        }
        self.shares: dict[str, dict[str, float]] = {
            group: {name: entry["share"] for name, entry in settings[group].items()} for group in self.patterns
        }
        self.shares["lengths"] = settings["lengths"]
        self.shares["sections"] = settings["sections"]

    def spread(self, dimension: str, values: set[str], fixed: Mapping[str, float]) -> None:
        """Give the values of a dimension equal shares, but for the fixed ones."""
        rest = (1 - sum(fixed.values())) / max(1, len(values - fixed.keys()))
        self.shares[dimension] = {value: fixed.get(value, rest) for value in sorted(values)}

    def candidate(self, report: Json) -> Candidate:
        """What a report is counted as."""
        title, text = fold(report["title"] or "").text, fold(report["text"]).text
        found = {
            group: tuple(name for name, pattern in patterns.items() if pattern.search(f"{title}\n{text}"))
            for group, patterns in self.patterns.items()
        }
        length = len(report["text"].split())
        section = re.search(r"JA-(\w+?)-", report["id"])
        features = {
            **found,
            "days": (report["published"][: 7 if section else 10],),
            "lengths": (next((top for top in self.shares["lengths"] if length <= int(top)), "long"),),
            "sections": (section.group(1),) if section else (),
        }
        kinds = self.patterns["kinds"].values()
        triggers = sum(len(p.findall(text)) + 2 * len(p.findall(title)) for p in kinds)
        return Candidate(report, features, triggers)


def likely_event(candidate: Candidate) -> bool:
    """Whether a report has a place of conflict and many triggers for its length, and is no sports page."""
    return bool(
        candidate.triggers >= 3
        and candidate.triggers >= len(candidate.report["text"].split()) * DENSITY
        and candidate.features["topics"]
        and "sports" not in candidate.features["near_misses"]
    )


def likely_none(candidate: Candidate) -> bool:
    """Whether a report hardly speaks of conflict."""
    return candidate.triggers <= 1


class Draw:
    """Draws from a pool; keeps count of what has been drawn, by dimension and value."""

    def __init__(self, pool: list[Candidate], plan: Plan, dimensions: tuple[str, ...], seed: int) -> None:
        """Draw by these dimensions of the plan."""
        self._rng = random.Random(seed)
        self._left: dict[str, list[Candidate]] = {}
        for candidate in sorted(pool, key=lambda candidate: str(candidate.report["id"])):
            self._left.setdefault(candidate.report["outlet"], []).append(candidate)
        self._plan, self._dimensions = plan, dimensions
        self._outlets = Counter[str]()
        self._counts = {dimension: Counter[str]() for dimension in dimensions}
        self._drawn = 0

    def _missing(self, candidate: Candidate) -> float:
        """How much of what is missing a candidate fills; the rarest of its values speaks for a dimension."""
        total = 0.0
        for dimension in self._dimensions:
            shares, counts = self._plan.shares[dimension], self._counts[dimension]
            wanted = ((name, shares.get(name, 0) * (self._drawn + 1)) for name in candidate.features[dimension])
            gaps = [(goal - counts[name]) / max(goal, 1) for name, goal in wanted if goal]
            total += max(-1.0, max(gaps)) if gaps else 0.0
        return total

    def take(self, chosen: Overlap) -> Json | None:
        """The next report; it is added to the texts that later ones may not repeat. None where none is left."""
        while outlets := [name for name, left in self._left.items() if left]:
            shares = self._plan.shares["outlets"]
            outlet = max(outlets, key=lambda name: shares[name] * (self._drawn + 1) - self._outlets[name])
            left = self._left[outlet]
            handful = self._rng.sample(range(len(left)), min(HANDFUL, len(left)))
            best = max(handful, key=lambda at: self._missing(left[at]))
            left[best], left[-1] = left[-1], left[best]
            candidate = left.pop()
            if chosen.covers(candidate.report["text"]):
                continue
            chosen.add(candidate.report["id"], candidate.report["text"])
            self._drawn += 1
            self._outlets[outlet] += 1
            for dimension in self._dimensions:
                self._counts[dimension].update(candidate.features[dimension])
            return candidate.report
        return None


def choose(reports: Iterable[Json], settings: dict[str, Any]) -> Iterator[Json]:
    """The chosen reports in order, until there is none left with an event.

    ``reports`` are those that may be learned from.
    """
    size = settings["size"]
    low, high = size["words"]
    plan = Plan(settings)
    candidates = [plan.candidate(r) for r in reports if low <= len(r["text"].split()) <= high]
    plan.spread("outlets", {c.report["outlet"] for c in candidates}, settings["outlets"])
    plan.spread("days", {day for c in candidates for day in c.features["days"]}, {})
    common = ("days", "lengths", "sections")
    events = Draw([c for c in candidates if likely_event(c)], plan, (*common, "topics", "kinds"), size["seed"])
    none = [c for c in candidates if likely_none(c)]
    near = Draw([c for c in none if c.features["near_misses"]], plan, (*common, "near_misses"), size["seed"])
    plain = Draw([c for c in none if not c.features["near_misses"]], plan, common, size["seed"])
    chosen, every = Overlap(), size["without_event"]
    for number in range(size["reports"]):
        turn, rest = divmod(number, every)
        draw = events if rest != every // 2 else (near, plain)[turn % 2]
        report = draw.take(chosen)
        if report is not None:
            yield report
        elif draw is events:
            return


def batches() -> list[list[str]]:
    """The batches of ``batches.json``: lists of report ids. Batch 1 is the first."""
    loaded: list[list[str]] = json.loads(BATCHES.read_text(encoding="utf-8"))
    return loaded


def main() -> None:
    """Write ``batches.json``."""
    settings = tomllib.loads((HERE / "choose.toml").read_text(encoding="utf-8"))
    gold = shared() / "data" / "gold"
    lines = (gold / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    dev_texts = [json.loads(line)["report"]["text"] for line in lines]
    reports = leave_out(corpora(), set_aside(gold), dev_texts)
    ids = [report["id"] for report in choose(reports, settings)]
    size = settings["size"]["batch"]
    made = [ids[at : at + size] for at in range(0, len(ids), size)]
    BATCHES.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(f"{len(ids)} reports in {len(made)} batches, from {len(reports)} that may be learned from")


if __name__ == "__main__":
    main()
