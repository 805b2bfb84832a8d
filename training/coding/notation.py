"""A short way to write coded reports: a coder's script in Python, saved as JSON lines.

    from training.coding.notation import Coding, place, source

    coding = Coding()
    report = coding.report("snn/2015-07-21/1")
    strike = report.event("airstrike", [(0, "غارة"), (1, "الغارات")], ["طيران التحالف"], ["المدينة"],
                          place("مدينة تعز", "Taiz", "YE"), "2015-07-20", source("شهود عيان", "رويترز"))
    dead = report.figure(strike, "killed", 1, "12 مدنياً", 12, 12, "exact", "civilians")
    report.figure(strike, "killed", 1, "طفلان", 2, 2, "exact", "children", part_of=dead)
    coding.save("../coding/7.jsonl")

A figure takes place, time, source and stance from its event unless they are given. Every report of a batch
is named, also one without events.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.coding.corpora import Json
from training.coding.standoff import write_lines

SAME: Any = object()
"""Stands for: as the event has it."""


def place(text: str, name: str, country: str) -> Json:
    """A place: the report's words, the English name, the country's code."""
    return {"text": text, "name": name, "country": country}


def source(text: str, via: str | None = None) -> Json:
    """A source: who says it, and who carried it."""
    return {"text": text, "via": via}


class ReportCoding:
    """What one report says."""

    def __init__(self, name: str) -> None:
        """Start with nothing."""
        self.record: Json = {"report": {"id": name}, "events": [], "figures": []}

    def event(
        self,
        type: str,  # noqa: A002
        mentions: Sequence[tuple[int, str]],
        actors: Sequence[str] = (),
        targets: Sequence[str] = (),
        place: Json | None = None,
        when: str | None = None,
        source: Json | None = None,
        stance: str = "reported",
    ) -> Json:
        """Add an event; ``mentions`` are (sentence, words)."""
        event = {
            "id": f"e{len(self.record['events']) + 1}",
            "type": type,
            "mentions": [{"sentence": number, "text": text} for number, text in mentions],
            "actors": list(actors),
            "targets": list(targets),
            "place": place,
            "when": when,
            "source": source,
            "stance": stance,
        }
        self.record["events"].append(event)
        return event

    def figure(
        self,
        event: Json | None,
        harm: str,
        sentence: int,
        text: str,
        low: int | None,
        high: int | None,
        bound: str,
        group: str,
        *,
        part_of: Json | None = None,
        cumulative: bool = False,
        place: Json | None = SAME,
        when: str | None = SAME,
        source: Json | None = SAME,
        stance: str = SAME,
    ) -> Json:
        """Add a figure of an event (or of none: then place, time and source are null unless given)."""
        own = {"place": place, "when": when, "source": source, "stance": stance}
        basis = event or {"place": None, "when": None, "source": None, "stance": "reported"}
        figure = {
            "id": f"f{len(self.record['figures']) + 1}",
            "event": event and event["id"],
            "harm": harm,
            "sentence": sentence,
            "text": text,
            "low": low,
            "high": high,
            "bound": bound,
            "group": group,
            "part_of": part_of and part_of["id"],
            "cumulative": cumulative,
            **{key: basis[key] if value is SAME else value for key, value in own.items()},
        }
        self.record["figures"].append(figure)
        return figure


class Coding:
    """The coded reports of a batch."""

    def __init__(self) -> None:
        """Start with none."""
        self._reports: list[ReportCoding] = []

    def report(self, name: str) -> ReportCoding:
        """Begin the next report."""
        self._reports.append(ReportCoding(name))
        return self._reports[-1]

    def save(self, path: str | Path) -> None:
        """Write them all, one a line."""
        write_lines(Path(path), (report.record for report in self._reports))
