"""Checks coded reports: their form (``marsad.coded``), and what a coder easily gets wrong.

    python -m training.coding.check ../coding/7.jsonl
    python -m training.coding.check ../coding/7.jsonl --second

An error must be put right; a warning is to be looked at. ``--second`` also lists, for the second read, the
words of violence and harm that no mention and no figure holds.
"""

import re
import sys
import tomllib
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from marsad.arabic.orthography import fold
from marsad.coded import CodedFigure, CodedReport, CodedStatement, check, doubts
from marsad.record import Bound
from training.coding.choose import matcher
from training.coding.corpora import Json, Sentences, reports
from training.coding.standoff import read_lines

HERE = Path(__file__).parent
LONGEST_FIGURE = 20
VAGUE_HIGHS = {3: 9} | {2 * n: 10 * n - 1 for n in (10, 100, 1000, 10**4, 10**5, 10**6)}
"""``high`` of the vague numbers by their ``low`` (codebook, section 4)."""
NEAR = 30
"""A word of harm within so many characters of a mention or figure is taken to be coded."""


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((HERE / "check.toml").read_text(encoding="utf-8"))


@cache
def _trouble() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The triggers of all event types, and words of harm to people."""
    kinds = tomllib.loads((HERE / "choose.toml").read_text(encoding="utf-8"))["kinds"].values()
    return matcher(word for kind in kinds for word in kind["words"]), matcher(_words()["harm"]["words"])


def _bare_words(text: str) -> set[str]:
    """Words of a text in folded spelling, as they stand and without a one-letter particle in front."""
    words = re.findall(r"\w+", fold(text).text)
    return {*words, *(re.sub("^[وبفل](?=..)", "", word) for word in words)}


def shorter(when: str) -> str | None:
    """The shorter form of a valid time that is not in its shortest form."""
    start, _, end = when.partition("/")
    if start == end:
        return start
    if len(start) != 10 or len(end) != 10:
        return None
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if not whole_months or first.year != last.year:
        return None
    if first.month == last.month:
        return start[:7]
    return start[:4] if (first.month, last.month) == (1, 12) else None


def _statement_errors(statement: CodedStatement) -> Iterator[str]:
    if statement.place and not re.search("[A-Za-z]", statement.place.name):
        yield f"the place name {statement.place.name!r} is not English"
    if statement.place and statement.place.country == "UK":
        yield "the country code of the United Kingdom is GB"
    if statement.when and (better := shorter(statement.when)):
        yield f"the time {statement.when} is shorter as {better}"


def _figure_errors(figure: CodedFigure) -> Iterator[str]:
    low, high, bound = figure.low, figure.high, figure.bound
    if 0 in (low, high):
        yield "zero people are no figure"
    if len(figure.text.split()) > LONGEST_FIGURE:
        yield f"its words are more than {LONGEST_FIGURE}"
    if bound is Bound.RANGE and low == high:
        yield "a range has a low under its high"
    if bound is Bound.AT_LEAST or bound is Bound.MORE_THAN:
        fits = low is not None
    elif bound is Bound.AT_MOST or bound is Bound.LESS_THAN:
        fits = high is not None
    else:
        fits = bound is not Bound.VAGUE or (low is not None and high in (None, VAGUE_HIGHS.get(low)))
    if not fits:
        yield f"{low} to {high} does not go with {bound} (codebook, section 4)"


def _figure_warnings(figure: CodedFigure, sentence: str) -> Iterator[str]:
    """A number in the words that is neither low nor high; a part whose sentence has no word that says so."""
    words, table = _bare_words(figure.text), _words()["numbers"]
    values = {int(word) for word in words if word.isdecimal()}
    values |= {table[word] for word in words if word in table}
    plain = not words & set(_words()["larger"]["words"])
    if len(values) == 1 and plain and not values & {figure.low, figure.high}:
        yield f"{figure.text!r} is coded as {figure.low} to {figure.high}"
    if figure.part_of and not _bare_words(sentence) & set(_words()["part"]):
        yield f"is part of {figure.part_of}, but no word of sentence {figure.sentence} marks a part"


def faults(record: Json, report: Json) -> tuple[list[str], list[str]]:
    """Errors and warnings of a coder's record (with words) of a report of the corpora."""
    data = {**record, "report": Sentences.of(report).head(report)}
    errors = check(data)
    if errors:
        return errors, []
    coded = CodedReport.model_validate(data)
    warnings = doubts(coded)
    for statements, letter in ((coded.events, "e"), (coded.figures, "f")):
        ids = [statement.id for statement in statements]
        if ids != [f"{letter}{number}" for number in range(1, len(ids) + 1)]:
            errors.append(f"the ids {', '.join(ids)} do not count from {letter}1")
    for statement in coded.statements:
        errors += [f"{statement.id}: {fault}" for fault in _statement_errors(statement)]
    for figure in coded.figures:
        errors += [f"{figure.id}: {fault}" for fault in _figure_errors(figure)]
        sentence = coded.sentences[figure.sentence].text
        warnings += [f"{figure.id}: {fault}" for fault in _figure_warnings(figure, sentence)]
    return errors, warnings


def unheld(record: Json, report: Json) -> Iterator[str]:
    """Triggers that no mention or figure holds, and words of harm far from any, each with its sentence."""
    sentences = Sentences.of(report)
    held = [(mention["sentence"], mention["text"]) for event in record["events"] for mention in event["mentions"]]
    held += [(figure["sentence"], figure["text"]) for figure in record["figures"]]
    triggers, harms = _trouble()
    for number in range(len(sentences)):
        sentence = sentences[number]
        spans = [(at, at + len(t)) for n, t in held if n == number and (at := sentence.find(t)) >= 0]
        folded = fold(sentence)
        for pattern, near in ((triggers, 0), (harms, NEAR)):
            for match in pattern.finditer(folded.text):
                start, end = folded.span(*match.span())
                if not any(start - near < b and a < end + near for a, b in spans):
                    around = sentence[max(0, start - NEAR) : end + NEAR]
                    yield f"[{number}] {sentence[start:end]}  in  …{around}…"


def main() -> None:
    """Check a file; the exit status is 1 where there is an error."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--second"]
    if len(arguments) != 1:
        sys.exit("usage: check.py CODED.jsonl [--second]")
    rows = list(read_lines(Path(arguments[0])))
    texts = reports([row["report"]["id"] for row in rows])
    failed = 0
    for row in rows:
        name = row["report"]["id"]
        errors, warnings = faults(row, texts[name])
        failed += len(errors)
        lines = [f"error: {name} {fault}" for fault in errors] + [f"warning: {name} {w}" for w in warnings]
        if "--second" in sys.argv and not errors:
            lines += [f"----- {name}", *unheld(row, texts[name])]
        for line in lines:
            print(line)
    events, figures = (sum(len(row[name]) for row in rows) for name in ("events", "figures"))
    print(f"{len(rows)} reports, {events} events, {figures} figures: {failed} errors")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
