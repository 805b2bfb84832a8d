"""From a path to its reports: opening, unpacking, and seeing what form the content has."""

import gzip
import io
import json
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from enum import Enum, auto
from pathlib import Path, PurePath
from typing import IO, Any, cast

from marsad.intake.encoding import decode
from marsad.intake.items import MAX_BYTES, Given, NotAReportError, Unreadable, input_name
from marsad.intake.json_reports import json_lines_reports, json_reports
from marsad.intake.page import is_page, page_report
from marsad.intake.plain import plain_report
from marsad.record import Report

_HEAD = 65_536


class _Form(Enum):
    TEXT = auto()
    PAGE = auto()
    JSON = auto()
    JSON_LINES = auto()


_SUFFIXES = {
    ".html": _Form.PAGE,
    ".htm": _Form.PAGE,
    ".xhtml": _Form.PAGE,
    ".json": _Form.JSON,
    ".jsonl": _Form.JSON_LINES,
    ".ndjson": _Form.JSON_LINES,
}


def reports(
    path: str | Path,
    *,
    published: date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    seen: Callable[[int], None] | None = None,
) -> Iterator[Report | Unreadable]:
    """The reports of a file, in its order; ``-`` is standard input. Nothing is raised for wrong input.

    The form (text, saved web page, JSON, JSON lines; any of them gzipped) is seen from the content, and from
    the name where the content leaves it open. What cannot be read comes as ``Unreadable`` in its place.
    ``published``, ``outlet`` and ``title`` go before what a web page says of itself, and fill in what JSON
    leaves out. A text has no title unless it is given. Before each report of a file ``seen`` is called with
    the number of its bytes that were taken so far (packed bytes of a gzip file).
    """
    where = input_name(path)
    try:
        with _open(path) as source:
            for report in _reports(source, where, Given(published, outlet, title)):
                if seen and path != "-":
                    seen(source.tell())
                yield report
    except NotAReportError as error:
        yield Unreadable(where, str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Unreadable(where, "the gzip file is damaged or was cut off.")
    except OSError as error:
        yield Unreadable(where, _why_not_opened(path, error))


def _open(path: str | Path) -> AbstractContextManager[IO[bytes]]:
    if path == "-":
        return nullcontext(sys.stdin.buffer)
    if "\0" in str(path):  # the only name for which open() raises no OSError
        raise NotAReportError("there is no such file.")
    return Path(path).open("rb")


def _why_not_opened(path: str | Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file."
    # Windows has no error of its own for a folder.
    if isinstance(error, IsADirectoryError) or (isinstance(error, PermissionError) and Path(path).is_dir()):
        return "this is a folder; name the files in it."
    if isinstance(error, PermissionError):
        return "you have no permission to read it."
    return f"it cannot be read ({error.strerror or error})."


def _reports(source: IO[bytes], where: str, given: Given) -> Iterator[Report | Unreadable]:
    head, stream = _with_head(source)
    if head.startswith(b"\x1f\x8b"):
        head, stream = _with_head(cast(IO[bytes], gzip.GzipFile(fileobj=stream)))
    if not head:
        raise NotAReportError("the file is empty.")
    form = _form(head, where)
    if form is _Form.JSON_LINES:
        yield from json_lines_reports(stream, head, where, given)
        return
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise NotAReportError(f"it is larger than {MAX_BYTES // 1_000_000} MB; only JSON lines may be.")
    if form is _Form.JSON:
        yield from json_reports(data, where, given)
    else:
        yield page_report(data, given) if form is _Form.PAGE else plain_report(data, given)


class _Replay(io.RawIOBase):
    """A stream again from its beginning: the head that was read, then the rest."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 (typeshed's Buffer cannot be assigned to)
        """Fill the buffer from the head as long as there is some, then from the rest."""
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _with_head(source: IO[bytes]) -> tuple[bytes, IO[bytes]]:
    """The first bytes of a stream, and the stream with them still to come; it need not be a file."""
    head = source.read(_HEAD)
    return head, cast(IO[bytes], io.BufferedReader(_Replay(head, source), _HEAD))


def _form(head: bytes, where: str) -> _Form:
    name = PurePath(where.lower().removesuffix(".gz"))
    by_name = _SUFFIXES.get(name.suffix)
    try:
        start = decode(head).lstrip()
    except NotAReportError:
        return by_name if by_name is _Form.JSON_LINES else _Form.TEXT
    if by_name is _Form.JSON_LINES:
        return by_name
    if is_page(start):
        return _Form.PAGE
    return _json_form(start) or by_name or _Form.TEXT


def _json_form(start: str) -> _Form | None:
    """JSON, JSON lines or neither; a text may well begin with a bracket, so the next character counts too."""
    after = start[1:].lstrip()[:1]
    if start.startswith("[") and after in ("{", "]"):
        return _Form.JSON
    if not (start.startswith("{") and after in ('"', "}")):
        return None
    first, line_end, rest = start.partition("\n")
    if not line_end or rest.lstrip().startswith("{"):
        return _Form.JSON_LINES
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return _Form.JSON
    return _Form.JSON_LINES
