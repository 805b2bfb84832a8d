"""Coded reports made into records, for tests that need records of real reports.

A coded report names the words of its values but not where they stand. The occurrence nearest to the statement
is taken; for a time, which has no words in a coded report, the nearest word of time, else the statement's own.
"""

import re
from pathlib import Path
from typing import Any

from marsad.coded import CodedEvent, CodedFigure, CodedReport, load
from marsad.record import Event, Evidence, Figure, MadeBy, Place, Record, Report, Span

DEV = Path(__file__).parents[2] / "shared" / "data" / "gold" / "dev.jsonl"

_MADE_BY = MadeBy(marsad="0", codebook="coded", engine="hand")
_TIME = (
    r"السبت|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|أمس|اليوم|الماضية?|منذ"
    r"|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|\b(?:19|20)\d\d\b"
)


def dev_records() -> list[Record]:
    """The records of ``gold/dev.jsonl``; the file must be there."""
    return [record_of(coded) for coded in load(DEV)]


def record_of(coded: CodedReport) -> Record:
    """The record of a coded report. Raises ValueError where its words are not in the report."""
    return Record(
        report=coded.report,
        events=tuple(_event(coded, event) for event in coded.events),
        figures=tuple(_figure(coded, figure) for figure in coded.figures),
        made_by=_MADE_BY,
    )


def _event(coded: CodedReport, event: CodedEvent) -> Event:
    mentions = tuple(coded.span(mention) for mention in event.mentions)
    people = {
        name: tuple(_near(coded.report, mentions[0], words) for words in getattr(event, name))
        for name in ("actors", "targets")
    }
    shared = _shared(coded.report, event, mentions[0], **people)
    return Event(type=event.type, mentions=mentions, actors=event.actors, targets=event.targets, **shared)


def _figure(coded: CodedReport, figure: CodedFigure) -> Figure:
    span = coded.span(figure)
    own = ("event", "harm", "low", "high", "bound", "group", "part_of", "cumulative")
    values = {name: getattr(figure, name) for name in own}
    return Figure(span=span, **values, **_shared(coded.report, figure, span))


def _shared(
    report: Report, coded: CodedEvent | CodedFigure, anchor: Span, **people: tuple[Span, ...]
) -> dict[str, Any]:
    """What events and figures have in common, with its evidence."""
    names = {field: words for field, words in coded.names() if field not in people}
    evidence = {field: _near(report, anchor, words) for field, words in names.items()}
    if coded.when:
        evidence["when"] = _nearest(report, anchor, _TIME) or anchor
    return {
        "id": coded.id,
        "place": Place(**coded.place.model_dump()) if coded.place else None,
        "when": coded.when,
        "source": coded.source,
        "stance": coded.stance,
        "evidence": Evidence(**evidence, **people),
        "why": ("hand",),
    }


def _near(report: Report, anchor: Span, words: str) -> Span:
    span = _nearest(report, anchor, re.escape(words))
    if span is None:
        raise ValueError(f"{words!r} is not in {report.id}")
    return span


def _nearest(report: Report, anchor: Span, pattern: str) -> Span | None:
    """The match of a pattern nearest to the anchor, the text being read on from the title."""
    ahead = {"title": 0, "text": len(report.title or "") + 1}
    spans = [
        Span(field=field, start=match.start(), end=match.end(), text=match[0])
        for field in ("title", "text")
        for match in re.finditer(pattern, report.field(field))
    ]
    position = ahead[anchor.field] + anchor.start
    return min(spans, key=lambda span: abs(ahead[span.field] + span.start - position), default=None)
