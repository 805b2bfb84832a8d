"""Turns coded reports with words into stand-off annotation, and back.

    python -m training.coding.standoff ../coding/7.jsonl training/coded/7.jsonl

In stand-off form each verbatim word string (mention, figure, actor, target, place, source, via) is a
*pointer* ``{"field", "start", "end", "hash"}``: offsets in code points of the corpus's raw title or text, and
the first eight hex digits of the words' SHA-256, by which a changed text is noticed. Nothing else changes:
English place names, countries, times and codes are the coder's own words and stay.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from marsad.coded import CodedReport, Words
from marsad.record import Report
from training.coding.corpora import Json, Sentences, reports

Change = Callable[[Any], Any]


def read_lines(path: Path) -> Iterator[Json]:
    """The objects of a file of JSON lines; raises ``ValueError`` naming the line that is none."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: not JSON ({error})") from error


def write_lines(path: Path, rows: Iterable[Json]) -> None:
    """Write one object a line, in UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def _change(statement: Json, span: Change, words: Change) -> Json:
    """A statement with ``span`` applied to its mentions and ``words`` to all other words of the report."""
    changed = dict(statement)
    if "mentions" in statement:
        changed["mentions"] = [span(mention) for mention in statement["mentions"]]
        for name in ("actors", "targets"):
            changed[name] = [words(person) for person in statement[name]]
    for name, parts in (("place", ("text",)), ("source", ("text", "via"))):
        if statement[name]:
            changed[name] = {
                key: words(value) if key in parts and value is not None else value
                for key, value in statement[name].items()
            }
    return changed


class _Pointers:
    """Finds words in one report and points at them: whole words before parts of words."""

    def __init__(self, report: Json) -> None:
        self._name = report["id"]
        self._sentences = Sentences.of(report)
        self._coded = CodedReport(report=Report.model_validate(self._sentences.head(report)), events=(), figures=())

    def _point(self, number: int, words: str) -> Json:
        at = self._coded.span(Words(sentence=number, text=words)).start - self._coded.sentences[number].start
        name, start = self._sentences.raw(number, at)
        return {"field": name, "start": start, "end": start + len(words), "hash": _hash(words)}

    def span(self, span: Json) -> Json:
        """Pointer to a mention's or a figure's words in their sentence."""
        try:
            return self._point(span["sentence"], span["text"])
        except ValueError as error:
            raise ValueError(f"{self._name}: {error}") from error

    def words(self, words: str, near: int) -> Json:
        """Pointer to where words stand: in sentence ``near`` if they do, else in the last one before it."""
        found = [number for number in range(len(self._sentences)) if words in self._sentences[number]]
        if not found:
            raise ValueError(f"{self._name}: {words!r} does not stand in any one sentence of the report")
        return self._point(min(found, key=lambda number: (number > near, abs(number - near))), words)


def stand_off(record: Json, report: Json) -> Json:
    """The coded report without the report's words. Raises ``ValueError`` where words are not in it."""
    pointers = _Pointers(report)

    def event(statement: Json) -> Json:
        near = statement["mentions"][0]["sentence"]
        return _change(statement, pointers.span, lambda words: pointers.words(words, near))

    def figure(statement: Json) -> Json:
        near = statement["sentence"]
        changed = _change(statement, pointers.span, lambda words: pointers.words(words, near))
        point = pointers.span({"sentence": near, "text": statement["text"]})
        return {
            ("span" if k == "sentence" else k): (point if k == "sentence" else v)
            for k, v in changed.items()
            if k != "text"
        }

    return {
        "report": {"id": report["id"]},
        "events": [event(statement) for statement in record["events"]],
        "figures": [figure(statement) for statement in record["figures"]],
    }


def joined(record: Json, report: Json) -> Json:
    """A stand-off record with the report's words again, in the form of ``gold/dev.jsonl``.

    Raises ``ValueError`` where the report's words are not those that were coded.
    """
    sentences = Sentences.of(report)

    def words(pointer: Json) -> str:
        found: str = (report[pointer["field"]] or "")[pointer["start"] : pointer["end"]]
        if _hash(found) != pointer["hash"]:
            place = f"{pointer['start']}-{pointer['end']} of the {pointer['field']}"
            raise ValueError(f"{report['id']}: the words at {place} are not those that were coded")
        return found

    def span(pointer: Json) -> Json:
        return {"sentence": sentences.number(pointer["field"], pointer["start"]), "text": words(pointer)}

    def figure(statement: Json) -> Json:
        changed: Json = {}
        for key, value in _change(statement, span, words).items():
            changed.update(span(value) if key == "span" else {key: value})
        return changed

    return {
        "report": sentences.head(report),
        "events": [_change(statement, span, words) for statement in record["events"]],
        "figures": [figure(statement) for statement in record["figures"]],
    }


def main() -> None:
    """Write the stand-off form of a file of coded reports."""
    if len(sys.argv) != 3:
        sys.exit("usage: standoff.py CODED.jsonl STANDOFF.jsonl")
    rows = list(read_lines(Path(sys.argv[1])))
    texts = reports([row["report"]["id"] for row in rows])
    try:
        write_lines(Path(sys.argv[2]), (stand_off(row, texts[row["report"]["id"]]) for row in rows))
    except ValueError as error:
        sys.exit(str(error))
    print(f"{len(rows)} reports in {sys.argv[2]}")


if __name__ == "__main__":
    main()
