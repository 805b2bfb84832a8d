"""Records against gold records of the same reports: which statements are found, and which fields are right.

A gold statement is found at most once, in the best pairing of the whole report. An event is found where type and
words of one mention agree; a figure where harm, low and high agree and the words overlap or stand in one line. Then
each other field is compared (``alike``). A span that is not in the report, or is too long, matches nothing.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from marsad.evaluation.alike import alike, same_people, same_place, same_source, same_when
from marsad.evaluation.assignment import best_pairs

Statement = Mapping[str, Any]
Slice = tuple[int, int]
Errors = list[tuple[str, str, Any, Any]]
"""Disagreements: report, what, gold's value, the record's."""

_LONGEST = {"mention": 8, "figure": 20}
_FIELDS = {
    "event": ("actors", "targets", "place", "when", "source", "stance", "complete"),
    "figure": ("group", "bound", "place", "when", "source", "stance", "cumulative", "part_of", "event", "complete"),
}
_EVENT_COMPLETE = ("actors", "place", "when", "source", "stance")
_FIGURE_COMPLETE = ("group", "place", "when", "source", "stance")


class Words:
    """Where the spans of a record stand in a report: its title, a line feed, its text."""

    def __init__(self, report: Mapping[str, Any]) -> None:
        self._fields = {"title": report.get("title") or "", "text": report.get("text") or ""}
        self.whole = f"{self._fields['title']}\n{self._fields['text']}"
        self._base = len(self._fields["title"]) + 1
        self._lines, at = [0], self._base
        for line in self._fields["text"].split("\n"):
            self._lines.append(at)
            at += len(line) + 1

    def find(self, span: Mapping[str, Any] | None, kind: str) -> Slice | None:
        """The slice of the whole report; None where the span is bad. ``kind``: ``mention`` or ``figure``."""
        if span is None:
            return None
        try:
            if "start" in span:
                field, start, end = self._fields[span["field"]], span["start"], span["end"]
                if not 0 <= start < end <= len(field) or field[start:end] != span.get("text", field[start:end]):
                    return None
                at, size = (0 if span["field"] == "title" else self._base) + start, end - start
            else:
                at, size = self.whole.find(span["text"], self._lines[span["sentence"]]), len(span["text"])
                if at < 0 or not size:
                    return None
        except (KeyError, IndexError, TypeError):
            return None
        return (at, at + size) if len(self.whole[at : at + size].split()) <= _LONGEST[kind] else None

    def line(self, position: int) -> int:
        """The number of the line in which a position stands."""
        return sum(start <= position for start in self._lines)

    def strays(self, statement: Statement) -> int:
        """How many of the words that a statement gives are not in the report."""
        source, place = statement.get("source") or {}, statement.get("place") or {}
        given = [place.get("text"), source.get("text"), source.get("via")]
        given += [*(statement.get("actors") or []), *(statement.get("targets") or [])]
        return sum(1 for text in given if text and text not in self.whole)


def score_report(gold: Mapping[str, Any], record: Mapping[str, Any], errors: Errors | None = None) -> Counter[str]:
    """The counts for one report; disagreements are appended to ``errors``."""
    return _Comparison(gold, record, errors).tally()


class _Comparison:
    """One report's gold record and the record to be scored."""

    def __init__(self, gold: Mapping[str, Any], record: Mapping[str, Any], errors: Errors | None) -> None:
        self._where = Words(gold["report"])
        self._name, self._errors = gold["report"]["id"], errors
        self._gold = {"event": gold["events"], "figure": gold["figures"]}
        self._found = {"event": record.get("events") or [], "figure": record.get("figures") or []}
        self._spans: dict[int, list[Slice | None]] = {}
        for side in (self._gold, self._found):
            for event in side["event"]:
                mentions = event.get("mentions") or [None]
                self._spans[id(event)] = [self._where.find(mention, "mention") for mention in mentions]
            for figure in side["figure"]:
                self._spans[id(figure)] = [self._where.find(_own_span(figure), "figure")]

    def tally(self) -> Counter[str]:
        """All counts."""
        tally: Counter[str] = Counter()
        found = [*self._found["event"], *self._found["figure"]]
        tally["spans.bad"] = sum(span is None for x in found for span in self._spans[id(x)])
        tally["spans.bad"] += sum(self._where.strays(x) for x in found)
        events = self._pairs("event", self._same_event)
        known_events = self._known("event", events)
        self._compare(tally, "event", events, self._event_fields, _EVENT_COMPLETE)
        tally["event.anytype"] = len(self._pairs("event", lambda g, f: 10 * self._touch(g, f)))
        figures = self._pairs("figure", self._same_figure)
        known_figures = self._known("figure", figures)

        def figure_fields(g: Statement, f: Statement) -> dict[str, bool]:
            return self._figure_fields(g, f, known_figures, known_events)

        self._compare(tally, "figure", figures, figure_fields, _FIGURE_COMPLETE)
        self._note_unpaired("event", events)
        self._note_unpaired("figure", figures)
        return tally

    def _pairs(self, kind: str, weight: Callable[[Statement, Statement], float]) -> list[tuple[int, int]]:
        gold, found = self._gold[kind], self._found[kind]
        return best_pairs([[weight(g, f) for f in found] for g in gold]) if gold and found else []

    def _known(self, kind: str, pairs: list[tuple[int, int]]) -> dict[Any, Any]:
        """The id of what was found for each gold id."""
        return {self._gold[kind][i]["id"]: self._found[kind][j].get("id") for i, j in pairs}

    def _touch(self, g: Statement, f: Statement) -> bool:
        return any(_overlap(a, b) for a in self._spans[id(g)] for b in self._spans[id(f)])

    def _same_event(self, g: Statement, f: Statement) -> float:
        return 10 + _ties(g, f) if g["type"] == f.get("type") and self._touch(g, f) else 0

    def _same_figure(self, g: Statement, f: Statement) -> float:
        a, b = self._spans[id(g)][0], self._spans[id(f)][0]
        if (g["harm"], g["low"], g["high"]) != (f.get("harm"), f.get("low"), f.get("high")) or a is None or b is None:
            return 0
        overlap = _overlap(a, b)
        if not overlap and self._where.line(a[0]) != self._where.line(b[0]) and not self._restated(a, b):
            return 0
        return 10 + _ties(g, f) + 0.3 * overlap + 0.2 * bool(g["group"] == f.get("group"))

    def _restated(self, a: Slice, b: Slice) -> bool:
        """The same number of the same people may stand in the headline and again below."""
        one, other = (self._where.whole[start:end] for start, end in (a, b))
        digits = re.findall(r"\d+", one)
        return alike(one, other) or bool(digits and digits == re.findall(r"\d+", other))

    def _event_fields(self, g: Statement, f: Statement) -> dict[str, bool]:
        return {
            "actors": same_people(g["actors"], f.get("actors")),
            "targets": same_people(g["targets"], f.get("targets")),
            "place": same_place(g["place"], f.get("place")),
            "when": same_when(g["when"], f.get("when")),
            "source": same_source(g["source"], f.get("source")),
            "stance": g["stance"] == f.get("stance"),
        }

    def _figure_fields(
        self, g: Statement, f: Statement, figures: Mapping[Any, Any], events: Mapping[Any, Any]
    ) -> dict[str, bool]:
        return {
            "place": same_place(g["place"], f.get("place")),
            "when": same_when(g["when"], f.get("when")),
            "source": same_source(g["source"], f.get("source")),
            "part_of": _parent_right(g["part_of"], f.get("part_of"), figures),
            "event": _parent_right(g["event"], f.get("event"), events),
            **{name: g[name] == f.get(name) for name in ("group", "bound", "stance", "cumulative")},
        }

    def _compare(
        self,
        tally: Counter[str],
        kind: str,
        pairs: list[tuple[int, int]],
        fields: Callable[[Statement, Statement], dict[str, bool]],
        complete: Iterable[str],
    ) -> None:
        for i, j in pairs:
            g, f = self._gold[kind][i], self._found[kind][j]
            right = fields(g, f)
            for name, ok in right.items():
                tally[f"{kind}.{name}"] += ok
                if not ok:
                    numbers = f" {g['low']}-{g['high']}" if kind == "figure" else ""
                    what = g["type"] if kind == "event" else g["harm"]
                    self._note(f"{kind} {g['id']} {what}{numbers} {name}", g[name], f.get(name))
            tally[f"{kind}.complete"] += all(right[name] for name in complete)
        tally[f"{kind}.right"] = len(pairs)
        tally[f"{kind}.gold"], tally[f"{kind}.found"] = len(self._gold[kind]), len(self._found[kind])

    def _note(self, what: str, right: object, wrong: object) -> None:
        if self._errors is not None:
            self._errors.append((self._name, what, right, wrong))

    def _note_unpaired(self, kind: str, pairs: list[tuple[int, int]]) -> None:
        gold, found = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, g in enumerate(self._gold[kind]):
            if i not in gold:
                self._note(f"{kind} missed", _shown(kind, g), None)
        for j, f in enumerate(self._found[kind]):
            if j not in found:
                self._note(f"{kind} not in gold", None, _shown(kind, f))


def _shown(kind: str, statement: Statement) -> str:
    if kind == "event":
        return f"{statement.get('type')} {[mention.get('text') for mention in statement.get('mentions') or []]}"
    harm, low, high = statement.get("harm"), statement.get("low"), statement.get("high")
    return f"{harm} {low}-{high} {_own_span(statement).get('text')}"


def _own_span(figure: Statement) -> dict[str, Any]:
    return figure.get("span") or {name: figure[name] for name in ("sentence", "text") if name in figure}


def _overlap(a: Slice | None, b: Slice | None) -> bool:
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def _ties(g: Statement, f: Statement) -> float:
    """Settles ties between statements that share their words: under 0.5 in all."""
    return (
        0.2 * same_place(g["place"], f.get("place"))
        + 0.15 * same_when(g["when"], f.get("when"))
        + 0.1 * same_source(g["source"], f.get("source"))
    )


def _parent_right(gold_parent: object, found_parent: object, known: Mapping[Any, Any]) -> bool:
    """Whether the found parent is the one that was paired with the gold parent; none where gold has none."""
    if gold_parent is None:
        return not found_parent
    return gold_parent in known and bool(known[gold_parent] == found_parent)


def summary(tally: Mapping[str, int]) -> dict[str, Any]:
    """Precision, recall and F1 of both kinds, the share of each field right on what is found, and the record's F1."""
    out: dict[str, Any] = {}
    counts = Counter(tally)
    for kind, fields in _FIELDS.items():
        right, gold, found = (counts[f"{kind}.{name}"] for name in ("right", "gold", "found"))
        row: dict[str, Any] = {
            "gold": gold,
            "found": found,
            "right": right,
            "precision": _ratio(right, found),
            "recall": _ratio(right, gold),
            "f1": _ratio(2 * right, gold + found),
            "complete_f1": _ratio(2 * counts[f"{kind}.complete"], gold + found),
        }
        if kind == "event":
            row["f1_any_type"] = _ratio(2 * counts["event.anytype"], gold + found)
        row["fields"] = {name: _ratio(counts[f"{kind}.{name}"], right) for name in fields}
        out[f"{kind}s"] = row
    for name, field in (("record_f1", "f1"), ("record_complete_f1", "complete_f1")):
        values = [out[kind][field] for kind in ("events", "figures") if out[kind][field] is not None]
        out[name] = _ratio(sum(values), len(values))
    out["spans_not_in_report"] = counts["spans.bad"]
    return out


def _ratio(a: float, b: float) -> float | None:
    return a / b if b else None


def interval(tallies: Sequence[Counter[str]], field: str, rounds: int = 1000, seed: int = 1) -> list[float] | None:
    """The 95 % bootstrap interval of a field of the summary, over reports."""
    rng = random.Random(seed)
    values = []
    for _ in range(rounds):
        total: Counter[str] = Counter()
        for _ in tallies:
            total.update(tallies[rng.randrange(len(tallies))])
        value = summary(total)[field]
        if value is not None:
            values.append(value)
    values.sort()
    if not values:
        return None
    return [round(values[int(0.025 * len(values))], 3), round(values[int(0.975 * len(values)) - 1], 3)]


def score_records(
    gold: Sequence[Mapping[str, Any]], records: Mapping[str, Mapping[str, Any]], errors: Errors | None = None
) -> dict[str, Any]:
    """The summary over all gold records, with intervals; ``records`` by the report's id. KeyError where one lacks."""
    tallies = [score_report(row, records[row["report"]["id"]], errors) for row in gold]
    result = summary(sum(tallies, Counter[str]()))
    for name in ("record_f1", "record_complete_f1"):
        result[f"{name}_95"] = interval(tallies, name)
    return result
