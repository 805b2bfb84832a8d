"""Checks the form of coded reports: words in their sentences, valid codes, numbers as the codebook says.

    python -m training.coding.check /work/coding/work/7.jsonl
    python -m training.coding.check /work/coding/work/7.jsonl --second

An error must be put right; a warning is to be looked at. ``--second`` also lists, for the second read, the
words of violence and harm that no mention and no figure holds.
"""

import re
import sys
import tomllib
from calendar import monthrange
from collections.abc import Collection, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from marsad.arabic.orthography import fold
from marsad.record import Bound, EventType, Group, Harm, Stance, When
from training.coding.choose import matcher
from training.coding.corpora import Json, Sentences, reports
from training.coding.standoff import read_lines

HERE = Path(__file__).parent
EVENT_KEYS = {"id", "type", "mentions", "actors", "targets", "place", "when", "source", "stance"}
FIGURE_KEYS = {"id", "event", "harm", "sentence", "text", "low", "high", "bound", "group", "part_of",
               "cumulative", "place", "when", "source", "stance"}  # fmt: skip
VAGUE = {(2, None), (3, None), (3, 9)} | {(2 * n, 10 * n - 1) for n in (10, 100, 1000, 10**4, 10**5, 10**6)}
LONGEST_MENTION, LONGEST_FIGURE, USUAL_MENTION = 8, 20, 3
NEAR = 30
_when: TypeAdapter[str] = TypeAdapter(When)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((HERE / "check.toml").read_text(encoding="utf-8"))


def _folded(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text).text)


def when_faults(when: str) -> Iterator[str]:
    """What is wrong with a time: not ISO 8601, or not the shortest form."""
    try:
        _when.validate_python(when)
    except ValidationError as error:
        yield str(error.errors()[0]["msg"])
        return
    start, _, end = when.partition("/")
    if start == end:
        yield f"the interval {when} is shorter as {start}"
    if len(start) == len(end) == 10:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        whole_end = last.day == monthrange(last.year, last.month)[1]
        if first.day == 1 and whole_end and first.year == last.year:
            if first.month == last.month:
                yield f"{when} is shorter as {start[:7]}"
            elif (first.month, last.month) == (1, 12):
                yield f"{when} is shorter as {start[:4]}"


def bound_faults(low: int | None, high: int | None, bound: str) -> Iterator[str]:
    """What is wrong with a number's two sides for its bound (codebook, section 4)."""
    both = low is not None and high is not None
    fits = {
        "exact": low is not None and low == high,
        "about": low is not None and low == high,
        "at_least": low is not None and high is None,
        "more_than": low is not None and high is None,
        "at_most": low is None and high is not None,
        "less_than": low is None and high is not None,
        "range": low is not None and high is not None and low < high,
        "vague": (low, high) in VAGUE or (low is not None and high is None),
    }
    if low is not None and high is not None and both and low > high:
        yield f"low {low} is more than high {high}"
    elif not fits.get(bound, True):
        yield f"{low} to {high} does not go with {bound} (codebook, section 4)"


class Checker:
    """Checks one record against its report; the faults gather in ``errors`` and ``warnings``."""

    def __init__(self, record: Json, report: Json) -> None:
        """Check at once."""
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.sentences = Sentences.of(report)
        self.record = record
        self._at = report["id"]
        self._events = self._ids("events", "e")
        self._figures = self._ids("figures", "f")
        for event in record.get("events", []):
            self._event(event)
        for figure in record.get("figures", []):
            self._figure(figure)

    def _error(self, what: str) -> None:
        self.errors.append(f"{self._at}: {what}")

    def _warn(self, what: str) -> None:
        self.warnings.append(f"{self._at}: {what}")

    def _ids(self, name: str, letter: str) -> list[str]:
        if not isinstance(self.record.get(name), list):
            self._error(f"{name} is missing (an empty list where there are none)")
            return []
        ids = [str(statement.get("id")) for statement in self.record[name]]
        wanted = [f"{letter}{number}" for number in range(1, len(ids) + 1)]
        if ids != wanted:
            self._error(f"the ids of {name} are {ids}, not {wanted}")
        return ids

    def _keys(self, statement: Json, keys: Collection[str]) -> bool:
        missing, strange = set(keys) - statement.keys(), statement.keys() - set(keys)
        if missing:
            self._error(f"lacks {', '.join(sorted(missing))}")
        if strange:
            self._error(f"has {', '.join(sorted(strange))}, which the codebook does not know")
        return not missing

    def _one_of(self, name: str, value: object, codes: type) -> None:
        known = {str(code) for code in codes}  # type: ignore[attr-defined]
        if value not in known:
            self._error(f"{name} {value!r} is none of {', '.join(sorted(known))}")

    def _span(self, span: Json, longest: int) -> None:
        number, text = span.get("sentence"), span.get("text")
        if not isinstance(number, int) or not 0 <= number < len(self.sentences):
            self._error(f"there is no sentence {number!r} (they go from 0 to {len(self.sentences) - 1})")
        elif not isinstance(text, str) or not text.strip() or text != text.strip():
            self._error(f"{text!r} is empty or has blanks at its ends")
        elif text not in self.sentences[number]:
            found = [n for n, _ in self.sentences.find(text)]
            hint = f"; it stands in sentence {found[0]}" if found else ""
            self._error(f"{text!r} does not stand in sentence {number} letter by letter{hint}")
        elif len(text.split()) > longest:
            self._error(f"{text!r} is longer than {longest} words")

    def _in_report(self, name: str, text: object) -> None:
        if not isinstance(text, str) or not text.strip() or not self.sentences.find(text):
            self._error(f"{name} {text!r} does not stand in one sentence of the report letter by letter")

    def _shared(self, statement: Json) -> None:
        """What events and figures have in common."""
        self._one_of("stance", statement["stance"], Stance)
        place, source, when = statement["place"], statement["source"], statement["when"]
        if place is not None:
            if not isinstance(place, dict) or set(place) != {"text", "name", "country"}:
                self._error("place must be null or have text, name and country")
            else:
                self._in_report("place", place["text"])
                if not re.fullmatch("[A-Z]{2}", str(place["country"])) or place["country"] == "UK":
                    self._error(f"country {place['country']!r} is no ISO 3166-1 alpha-2 code")
                if (
                    not place["name"]
                    or not str(place["name"]).isprintable()
                    or re.search("[ء-ي]", place["name"])
                ):
                    self._error(f"place name {place['name']!r} is not an English name")
        if source is not None:
            if not isinstance(source, dict) or set(source) != {"text", "via"}:
                self._error("source must be null or have text and via")
            else:
                self._in_report("source", source["text"])
                if source["via"] is not None:
                    self._in_report("via", source["via"])
        if when is not None:
            for fault in when_faults(when):
                self._error(fault)

    def _event(self, event: Json) -> None:
        self._at = f"{self._at.split(' ')[0]} {event.get('id')}"
        if not self._keys(event, EVENT_KEYS):
            return
        self._one_of("type", event["type"], EventType)
        self._shared(event)
        for name in ("actors", "targets"):
            for person in event[name]:
                self._in_report(name[:-1], person)
        mentions = event["mentions"]
        if not mentions:
            self._error("has no mentions: an event needs its trigger")
        for mention in mentions:
            self._span(mention, LONGEST_MENTION)
            if mentions.count(mention) > 1:
                self._error(
                    f"{mention['text']!r} is listed twice: lengthen the second by a word that tells it apart"
                )
            if len(str(mention.get("text")).split()) > USUAL_MENTION:
                self._warn(f"the mention {mention['text']!r} is over {USUAL_MENTION} words")

    def _figure(self, figure: Json) -> None:
        self._at = f"{self._at.split(' ')[0]} {figure.get('id')}"
        if not self._keys(figure, FIGURE_KEYS):
            return
        self._one_of("harm", figure["harm"], Harm)
        self._one_of("group", figure["group"], Group)
        self._one_of("bound", figure["bound"], Bound)
        self._shared(figure)
        self._span(figure, LONGEST_FIGURE)
        low, high = figure["low"], figure["high"]
        if not all(n is None or (isinstance(n, int) and n > 0) for n in (low, high)) or low is high is None:
            self._error(f"low {low!r} and high {high!r} must be whole numbers above 0, or one of them null")
        else:
            for fault in bound_faults(low, high, figure["bound"]):
                self._error(fault)
            self._number(figure)
        if not isinstance(figure["cumulative"], bool):
            self._error("cumulative must be true or false")
        if figure["event"] is not None and figure["event"] not in self._events:
            self._error(f"belongs to {figure['event']!r}, which is no event")
        self._parent(figure)

    def _parent(self, figure: Json) -> None:
        parent = figure["part_of"]
        if parent is None:
            return
        if parent not in self._figures or parent == figure["id"]:
            self._error(f"is part of {parent!r}, which is no other figure")
        number = figure["sentence"]
        if isinstance(number, int) and 0 <= number < len(self.sentences):
            marks = set(_words()["part"])
            if not any(re.sub("^[وف]", "", word) in marks for word in _folded(self.sentences[number])):
                self._warn(f"is part of {parent}, but no word of sentence {number} marks a part")

    def _number(self, figure: Json) -> None:
        """Warn where digits or a plain number word in the text are neither low nor high."""
        words = _folded(str(figure["text"]))
        table = _words()["numbers"]
        values = {int(word) for word in words if word.isdecimal()}
        values |= {table[word] for word in (re.sub("^[وبل]", "", w) for w in words) if word in table}
        plain = not any(re.sub("^[وبل]", "", w) in _words()["larger"]["words"] for w in words)
        if len(values) == 1 and plain and not values & {figure["low"], figure["high"]}:
            self._warn(f"{figure['text']!r} is coded as {figure['low']} to {figure['high']}")

    def unheld(self) -> Iterator[str]:
        """Triggers that no mention or figure holds, and words of harm far from any, with their sentence."""
        held = [(m["sentence"], m["text"]) for event in self.record["events"] for m in event["mentions"]]
        held += [(figure["sentence"], figure["text"]) for figure in self.record["figures"]]
        triggers, harms = _trouble()
        for number in range(len(self.sentences)):
            sentence = self.sentences[number]
            spans = [(at, at + len(t)) for n, t in held if n == number and (at := sentence.find(t)) >= 0]
            folded = fold(sentence)
            for pattern, near in ((triggers, 0), (harms, NEAR)):
                for match in pattern.finditer(folded.text):
                    start, end = folded.span(*match.span())
                    if not any(start - near < b and a < end + near for a, b in spans):
                        around = sentence[max(0, start - NEAR) : end + NEAR]
                        yield f"[{number}] {sentence[start:end]}  in  …{around}…"


@cache
def _trouble() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The triggers of all event types, and words of harm to people."""
    kinds = tomllib.loads((HERE / "choose.toml").read_text(encoding="utf-8"))["kinds"].values()
    return matcher(word for kind in kinds for word in kind["words"]), matcher(_words()["harm"]["words"])


def main() -> None:
    """Check a file; the exit status is 1 where there is an error."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--second"]
    if len(arguments) != 1:
        sys.exit("usage: check.py CODED.jsonl [--second]")
    rows = list(read_lines(Path(arguments[0])))
    texts = reports([row["report"]["id"] for row in rows])
    failed = 0
    for row in rows:
        checker = Checker(row, texts[row["report"]["id"]])
        failed += len(checker.errors)
        print(*(f"error: {fault}" for fault in checker.errors), sep="\n", end="\n" if checker.errors else "")
        print(
            *(f"warning: {fault}" for fault in checker.warnings),
            sep="\n",
            end="\n" if checker.warnings else "",
        )
        if "--second" in sys.argv and not checker.errors:
            print(f"----- {row['report']['id']}", *checker.unheld(), sep="\n")
    events, figures = (sum(len(row[name]) for row in rows) for name in ("events", "figures"))
    print(f"{len(rows)} reports, {events} events, {figures} figures: {failed} errors")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
