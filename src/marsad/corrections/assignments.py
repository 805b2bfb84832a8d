"""What a person sets, as ``field=value``, turned into values of a statement.

A list (mentions, actors, targets) is set by naming its field once for each value, ``+=`` adds to it and ``-=``
takes from it; ``none`` empties a field. Words are found in the report (``words.find``), so that every value
has the words that it rests on.
"""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from marsad.corrections.correction import CorrectionError
from marsad.corrections.setting import place_of, time_words
from marsad.corrections.words import find
from marsad.record import Bound, EventType, Group, Harm, Record, Span, Stance

_FORM = re.compile(r"\s*([a-z_]+(?:\.[a-z_]+)?)\s*([+-]?=)(.*)", re.DOTALL)
_EMPTY = {"", "none", "null"}
_SHARED = (
    *("place", "place.name", "place.country", "place.latitude", "place.longitude", "place.radius_km"),
    *("place.geonames", "when", "when.words", "source", "via", "stance"),
)
FIELDS = {
    "e": ("type", "mentions", "actors", "targets", *_SHARED),
    "f": ("harm", "words", "low", "high", "bound", "group", "event", "part_of", "cumulative", *_SHARED),
}
"""What can be set of events and figures."""
_LISTS = ("mentions", "actors", "targets")
_CODES: dict[str, type[StrEnum]] = {"type": EventType, "harm": Harm, "bound": Bound, "group": Group, "stance": Stance}


class Assignment(NamedTuple):
    """One ``field=value``."""

    field: str
    operator: str
    value: str

    @property
    def empties(self) -> bool:
        """Whether the field is to have no value."""
        return self.value.casefold() in _EMPTY


def parse(given: Sequence[str], letter: str) -> list[Assignment]:
    """The assignments to an event (letter ``e``) or a figure (``f``); raises CorrectionError."""
    found = [_parse(one, letter) for one in given]
    for field in {one.field for one in found} - set(_LISTS):
        if sum(one.field == field for one in found) > 1:
            raise CorrectionError(f"{field} is set twice")
    return found


def _parse(given: str, letter: str) -> Assignment:
    match = _FORM.fullmatch(given)
    if not match:
        raise CorrectionError(f"{given!r} is not of the form FIELD=VALUE")
    field, operator, value = match[1], match[2], match[3].strip()
    if field not in FIELDS[letter]:
        what = "an event" if letter == "e" else "a figure"
        raise CorrectionError(f"{what} has no {field} to set; it has {', '.join(FIELDS[letter])}")
    if operator != "=" and field not in _LISTS:
        raise CorrectionError(f"{field} holds one value: set it with =")
    return Assignment(field, operator, value)


class Assigning:
    """Puts assignments into a statement's data (the record's JSON form), in the setting of its record."""

    def __init__(self, record: Record, data: dict[str, Any]) -> None:
        """``data`` is changed in place; for a new statement it has an id, and evidence without words."""
        self._record, self.data = record, data
        self._given: dict[str, Assignment] = {}

    def put(self, assignments: Sequence[Assignment]) -> None:
        """Put all of them in. Raises CorrectionError."""
        self._given = {one.field: one for one in assignments}
        # The statement's own words first: the other words are looked for near them.
        for one in sorted(assignments, key=lambda one: one.field not in ("words", "mentions")):
            if one.field in ("words", *_LISTS):
                self._put_words(one, first=one is next(a for a in assignments if a.field == one.field))
            elif one.field in _CODES:
                self.data[one.field] = _code(one)
            elif one.field in ("low", "high"):
                self.data[one.field] = None if one.empties else _count(one)
            elif one.field in ("event", "part_of"):
                self.data[one.field] = None if one.empties else one.value
            elif one.field == "cumulative":
                self.data[one.field] = _truth(one)
        self._put_place()
        self._put_source()
        self._put_time()

    def _near(self) -> list[Span]:
        spans = self.data.get("mentions") or [self.data.get("span")]
        return [Span.model_validate(span) for span in spans if span]

    def _find(self, words: str) -> Span:
        return find(self._record.report, words, self._near())

    def _put_words(self, one: Assignment, *, first: bool) -> None:
        if one.field == "words":
            self.data["span"] = find(self._record.report, one.value).model_dump()
            return
        kept = self.data.setdefault("mentions", []) if one.field == "mentions" else self._evidence(one.field)
        if one.operator == "=" and first:
            kept.clear()
        if one.operator == "-=":
            gone = [span for span in kept if span["text"] == one.value.strip()] or [self._find(one.value).model_dump()]
            if gone[0] not in kept:
                raise CorrectionError(f"«{one.value}» is not among the {one.field}")
            kept.remove(gone[0])
        elif not one.empties:
            own = one.field == "mentions"
            span = (find(self._record.report, one.value) if own else self._find(one.value)).model_dump()
            if span not in kept:
                kept.append(span)
        if one.field != "mentions":
            self.data[one.field] = [span["text"] for span in kept]

    def _evidence(self, field: str) -> list[dict[str, Any]]:
        spans: list[dict[str, Any]] = self.data["evidence"].setdefault(field, [])
        return spans

    def _put_place(self) -> None:
        given = {field: one for field, one in self._given.items() if field.partition(".")[0] == "place"}
        if not given:
            return
        words = given.pop("place", None)
        if words and words.empties:
            self.data["place"] = self.data["evidence"]["place"] = None
            return
        if words:
            self.data["evidence"]["place"] = self._find(words.value).model_dump()
        elif not self.data.get("place"):
            raise CorrectionError("there is no place: set its words with place=WORDS")
        text = self.data["evidence"]["place"]["text"]
        told = {field.removeprefix("place."): None if one.empties else one for field, one in given.items()}
        codes = {field: one.value if one else None for field, one in told.items() if field in ("name", "country")}
        numbers = {field: _number(one) if one else None for field, one in told.items() if field not in codes}
        place = self.data.get("place") or {}
        if words or codes:
            # Other words, or another country, may mean another place: nothing of the old one is carried over.
            known = {} if words or "name" not in codes else {"country": place.get("country")}
            found = place_of(self._record, text, **(known | codes)).model_dump()
            place = found if words else found | {f: found[f] or place.get(f) for f in ("name", "country")}
        self.data["place"] = place | numbers | codes

    def _put_source(self) -> None:
        source, via = self._given.get("source"), self._given.get("via")
        evidence = self.data["evidence"]
        if source:
            if source.empties:
                evidence["source"] = evidence["via"] = None
            else:
                evidence["source"] = self._find(source.value).model_dump()
        if via:
            if not evidence.get("source"):
                raise CorrectionError("via needs a source: whoever announces is the source, whoever carries it is via")
            evidence["via"] = None if via.empties else self._find(via.value).model_dump()
        if source or via:
            said, carried = evidence.get("source"), evidence.get("via")
            self.data["source"] = {"text": said["text"], "via": carried["text"] if carried else None} if said else None

    def _put_time(self) -> None:
        when, words = self._given.get("when"), self._given.get("when.words")
        if when is None and words is None:
            return
        evidence = self.data["evidence"]
        if when:
            self.data["when"] = None if when.empties else when.value
        if not self.data.get("when"):
            if words:
                raise CorrectionError("the words of a time need a time: set when too")
            evidence["when"] = None
        elif words:
            evidence["when"] = self._find(words.value).model_dump()
        else:
            found = time_words(self._record, self.data["when"], self._near())
            if found:
                evidence["when"] = found.model_dump()
            elif not evidence.get("when"):
                raise CorrectionError(
                    f"no words of the report are known to say {self.data['when']}: "
                    "name those that it rests on with when.words=WORDS"
                )


def _code(one: Assignment) -> str:
    codes = [code.value for code in _CODES[one.field]]
    if one.value not in codes:
        raise CorrectionError(f"{one.field} {one.value!r} is none of {', '.join(codes)}")
    return one.value


def _count(one: Assignment) -> int:
    return int(_read(one, int, "a whole number"))


def _number(one: Assignment) -> float:
    return _read(one, int if one.field == "place.geonames" else float, "a number")


def _read(one: Assignment, kind: Callable[[str], float], what: str) -> float:
    try:
        return kind(one.value)
    except ValueError:
        raise CorrectionError(f"{one.field} {one.value!r} is not {what}") from None


def _truth(one: Assignment) -> bool:
    if one.value not in ("true", "false"):
        raise CorrectionError(f"{one.field} is true or false")
    return one.value == "true"
