"""Incidents against gold: which reports share an incident, and whether the ranges of their counts are right."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

Groups = Iterable[Collection[str]]


def score_incidents(gold: Mapping[str, Any], found: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Partner precision, recall and F1, and how many ranges are right of how many.

    Partners share an incident: for each report the shares of found and of gold partners that are right are averaged
    over reports. A range is right where ``claimed_low`` and ``claimed_high`` of the entry for all people in the found
    incident that shares most reports are the least and the greatest number that gold gives. Reports in no scored
    incident and not in ``none`` are left out, and so are pairs that only an unscored incident makes.
    """
    scored = [incident for incident in gold["incidents"] if incident.get("scored", True)]
    unscored = [incident for incident in gold["incidents"] if not incident.get("scored", True)]
    among = {report for incident in scored for report in incident["reports"]} | set(gold.get("none", []))
    right = _partners((incident["reports"] for incident in scored), among)
    loose = _partners((incident["reports"] for incident in unscored), among)
    given = _partners((incident["reports"] for incident in found), among)
    given = {report: {p for p in given[report] if p in right[report] or p not in loose[report]} for report in given}
    # In one order, whatever the process: sums of fractions depend on it in their last digit.
    order = sorted(among)
    precision = _mean([len(right[r] & given[r]) / len(given[r]) for r in order if given[r]])
    recall = _mean([len(right[r] & given[r]) / len(right[r]) for r in order if right[r]])
    ranges = [ok for incident in scored for ok in _ranges_right(incident, found)]
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "ranges_right": sum(ranges),
        "ranges": len(ranges),
    }


def _partners(groups: Groups, among: set[str]) -> dict[str, set[str]]:
    partners: dict[str, set[str]] = {report: set() for report in among}
    for group in groups:
        for a, b in combinations(sorted(set(group) & among), 2):
            partners[a].add(b)
            partners[b].add(a)
    return partners


def _ranges_right(incident: Mapping[str, Any], found: Sequence[Mapping[str, Any]]) -> Iterable[bool]:
    """For each harm with counts, whether the closest found incident gives their least and greatest number."""
    own = set(incident["reports"])
    closest = max(found, key=lambda one: (len(set(one["reports"]) & own), -len(one["reports"])), default=None)
    for harm in ("killed", "wounded"):
        counts = [count[harm] for count in incident["reports"].values() if count and count.get(harm)]
        if not counts:
            continue
        numbers = [number for count in counts for number in count if number is not None]
        yield bool(
            closest
            and set(closest["reports"]) & own
            and any(
                entry["harm"] == harm
                and entry.get("group") is None
                and (entry.get("claimed_low"), entry.get("claimed_high")) == (min(numbers), max(numbers))
                for entry in closest["ledger"]
            )
        )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
