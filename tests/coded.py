"""Coded reports (codebook, section 1: sentence and text) made into records, for tests only.

A coded report names the words of its values but not where they stand. The occurrence nearest to the
statement is taken; for a time, which has no words in a coded report, the nearest word of time.
"""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from marsad.record import (
    Event,
    Evidence,
    Figure,
    MadeBy,
    Place,
    Record,
    Report,
    Source,
    Span,
)

SHARED = Path(__file__).parents[1].parent / "shared"
DEV = SHARED / "data" / "gold" / "dev.jsonl"

_MADE_BY = MadeBy(marsad="0", codebook="coded", engine="hand")
_TIME = re.compile(
    r"(?:السبت|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|أمس|اليوم|الماضية?|منذ"
    r"|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|\b(?:19|20)\d\d\b)"
)
_Coded = dict[str, Any]


def dev_reports() -> list[_Coded]:
    """The coded reports of ``gold/dev.jsonl``; the file must be there."""
    with DEV.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def record_of(coded: _Coded) -> Record:
    """The record of a coded report. Raises ValueError where its words are not in the report."""
    report = Report(**coded["report"])
    words = _Words(report)
    return Record(
        report=report,
        events=tuple(_event(words, event) for event in coded["events"]),
        figures=tuple(_figure(words, figure) for figure in coded["figures"]),
        made_by=_MADE_BY,
    )


class _Words:
    """Finds words in a report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._taken: Counter[tuple[str, int, str]] = Counter()

    def in_sentence(self, statement: str, sentence: int, text: str) -> Span:
        """The span of words in a sentence; words that a statement names again are the next ones."""
        self._taken[statement, sentence, text] += 1
        nth = self._taken[statement, sentence, text] - 1
        if sentence == 0:
            start, line = 0, self.report.title or ""
        else:
            lines = self.report.text.split("\n")
            start, line = sum(len(line) + 1 for line in lines[: sentence - 1]), lines[sentence - 1]
        places = [match.start() for match in re.finditer(re.escape(text), line)]
        if not places:
            raise ValueError(f"{text!r} is not in sentence {sentence} of {self.report.id}")
        start += places[min(nth, len(places) - 1)]
        return self.report.span("text" if sentence else "title", start, start + len(text))

    def near(self, anchor: Span, pattern: str | re.Pattern[str]) -> Span | None:
        """The match of a pattern nearest to the anchor, or None."""
        offset = len(self.report.title or "") + 1
        position = anchor.start + (offset if anchor.field == "text" else 0)
        found: list[tuple[int, Span]] = []
        for field, ahead in (("title", 0), ("text", offset)):
            for match in re.finditer(pattern, self.report.field(field)):
                span = self.report.span(field, match.start(), match.end())  # type: ignore[arg-type]
                found.append((abs(span.start + ahead - position), span))
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def of(self, anchor: Span, text: str) -> Span:
        """The nearest place where these words stand."""
        span = self.near(anchor, re.escape(text))
        if span is None:
            raise ValueError(f"{text!r} is not in {self.report.id}")
        return span


def _shared(words: _Words, coded: _Coded, anchor: Span) -> dict[str, Any]:
    """What events and figures have in common, with its evidence."""
    place, source = coded["place"], coded["source"]
    evidence = {
        "place": words.of(anchor, place["text"]) if place else None,
        "when": words.near(anchor, _TIME) or anchor if coded["when"] else None,
        "source": words.of(anchor, source["text"]) if source else None,
        "via": words.of(anchor, source["via"]) if source and source.get("via") else None,
        "actors": tuple(words.of(anchor, text) for text in coded.get("actors", ())),
        "targets": tuple(words.of(anchor, text) for text in coded.get("targets", ())),
    }
    return {
        "id": coded["id"],
        "place": Place(**place) if place else None,
        "when": coded["when"],
        "source": Source(**source) if source else None,
        "stance": coded["stance"],
        "evidence": Evidence(**evidence),
        "why": ("hand",),
    }


def _event(words: _Words, coded: _Coded) -> Event:
    mentions = tuple(
        words.in_sentence(coded["id"], mention["sentence"], mention["text"]) for mention in coded["mentions"]
    )
    return Event(
        type=coded["type"],
        mentions=mentions,
        actors=coded["actors"],
        targets=coded["targets"],
        **_shared(words, coded, mentions[0]),
    )


def _figure(words: _Words, coded: _Coded) -> Figure:
    span = words.in_sentence(coded["id"], coded["sentence"], coded["text"])
    own = ("event", "harm", "low", "high", "bound", "group", "part_of", "cumulative")
    return Figure(span=span, **{name: coded[name] for name in own}, **_shared(words, coded, span))
