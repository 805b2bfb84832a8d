"""JSON: one report, a list of reports, or one report a line.

A report is an object ``{"id", "outlet", "published", "title", "text", "url"}``; all but ``text`` may be
missing or null, a title may stand alone, other fields are ignored. A record of Marsad's own is taken for
its report. What the file does not say is taken from what the user gave.
"""

import io
import json
from collections.abc import Callable, Iterator
from typing import IO, Any

from marsad.intake.encoding import byte_order_mark, clean, decode, utf16_by_pattern
from marsad.intake.items import MAX_BYTES, Given, NotAReportError, Unreadable, make_report, parse_day, shown
from marsad.record import Report

_KINDS: dict[type, str] = {list: "a list", dict: "an object", str: "text", bool: "a truth value"}


def json_reports(data: bytes, where: str, given: Given) -> Iterator[Report | Unreadable]:
    """The reports of a JSON file: one object, or a list of them."""
    value = _parse(decode(data))
    if not isinstance(value, list):
        yield _report(value, given)
        return
    if not value:
        raise NotAReportError("the list in it is empty.")
    for number, item in enumerate(value, 1):
        try:
            yield _report(item, given)
        except NotAReportError as error:
            yield Unreadable(f"{where}, report {number}", str(error))


def json_lines_reports(stream: IO[bytes], head: bytes, where: str, given: Given) -> Iterator[Report | Unreadable]:
    """The reports of a file with one report a line, as they come: the file is never held as a whole.

    ``head`` is what the stream begins with. Raises NotAReportError where there is no line in it.
    """
    found = False
    for number, line in enumerate(_lines(stream, head), 1):
        if not line.strip(b"\0 \t\r\n"):
            continue
        found = True
        try:
            if len(line) > MAX_BYTES:
                raise NotAReportError(f"the line is longer than {MAX_BYTES // 1_000_000} MB.")
            yield _report(_parse(decode(line).rstrip()), given)
        except NotAReportError as error:
            yield Unreadable(f"{where}, line {number}", str(error))
    if not found:
        raise NotAReportError("there are no words in it.")


def _lines(stream: IO[bytes], head: bytes) -> Iterator[bytes]:
    """Lines as bytes, at most one byte longer than MAX_BYTES; the rest of a longer one is dropped."""
    read_line = _line_reader(stream, head)
    while line := read_line(MAX_BYTES + 1):
        yield line
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = read_line(MAX_BYTES + 1)


def _line_reader(stream: IO[bytes], head: bytes) -> Callable[[int], bytes]:
    """What reads a line of at most so many bytes; UTF-16, whose line ends are two bytes, comes as UTF-8."""
    mark, encoding = byte_order_mark(head)
    encoding = encoding or utf16_by_pattern(head)
    stream.read(len(mark))
    if encoding in (None, "utf-8"):
        return stream.readline
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")
    return lambda most: text.readline(most).encode("utf-8", "replace")


def _parse(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        at = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise NotAReportError(f"the JSON is broken at {at} ({error.msg}).") from error
    except (ValueError, RecursionError) as error:
        raise NotAReportError("the JSON is nested too deep or has a number that is too long.") from error


def _report(value: object, given: Given) -> Report:
    if isinstance(value, dict) and "text" not in value and isinstance(value.get("report"), dict):
        value = value["report"]
    if not isinstance(value, dict):
        raise NotAReportError(f"a report is an object with a text, and this is {_kind(value)}.")
    text = _string(value, "text")
    title = _string(value, "title") or given.title
    if text is None and title is None:
        raise NotAReportError("the report has no text.")
    published = _string(value, "published")
    try:
        day = parse_day(published) if published else given.published
    except ValueError as error:
        raise NotAReportError(str(error)) from error
    return make_report(
        text or "",
        own_id=_id(value),
        outlet=_string(value, "outlet") or given.outlet,
        published=day,
        title=title,
        url=_string(value, "url"),
    )


def _id(value: dict[str, Any]) -> str | None:
    if isinstance(value.get("id"), int) and not isinstance(value["id"], bool):
        return str(value["id"])
    return _string(value, "id")


def _string(value: dict[str, Any], name: str) -> str | None:
    """The field's text, cleaned; None where it is missing, null or empty."""
    found = value.get(name)
    if found is None or found == "":
        return None
    if not isinstance(found, str):
        raise NotAReportError(f"{shown(name)} is {_kind(found)}, not text.")
    return clean(found)


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "null" if value is None else "a number")
