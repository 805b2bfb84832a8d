"""What comes out of the intake, and what the forms of input share."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from marsad.fingerprint import fingerprint
from marsad.record import Report

MAX_BYTES = 100_000_000
"""The most that one report (or one file of JSON that is not in lines) may have."""


MAX_CHARACTERS = 2_000_000
"""The most that the text of one report may have: longer texts are no report but many in one file."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Input that is no report: ``where`` it stands (file, line) and the ``reason``, one sentence."""

    where: str
    reason: str

    def __str__(self) -> str:
        """Both on one line."""
        return f"{self.where}: {self.reason}"


class NotAReportError(ValueError):
    """Raised inside the intake where input is no report; the message is the reason, one sentence."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the user said about the reports of a file."""

    published: date | None = None
    outlet: str | None = None
    title: str | None = None


def input_name(path: str | Path) -> str:
    """The name of an input as it may be shown and kept: ``-`` is standard input, odd bytes are replaced."""
    return "standard input" if path == "-" else str(path).encode("utf-8", "replace").decode("utf-8")


def parse_day(value: str) -> date:
    """The day of ``2017-10-17`` or of a time stamp that begins with it (``2017-10-17T08:30:00Z``).

    A time stamp's day is taken as it is written, whatever its zone. Raises ValueError with one sentence.
    """
    match = re.match(r"\d{4}-\d{2}-\d{2}(?=$|[T ]\d)", value.strip())
    try:
        if match:
            return date.fromisoformat(match.group())
    except ValueError:
        pass
    raise ValueError(f"the date {shown(value)} is no day in the form 2017-10-17.")


def shown(value: str) -> str:
    """A value from the input as it may stand in a sentence: quoted, short, on one line."""
    return repr(value if len(value) <= 40 else value[:39] + "…")


def make_report(
    text: str,
    *,
    own_id: str | None = None,
    outlet: str | None = None,
    published: date | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Report:
    """A report; without an id of its own it gets one made of its outlet and words. Raises NotAReportError."""
    if not any(map(str.isalnum, text)) and not any(map(str.isalnum, title or "")):
        raise NotAReportError("there are no words in it.")
    if len(text) > MAX_CHARACTERS:
        raise NotAReportError(
            f"it has {len(text):,} characters, and one report at most {MAX_CHARACTERS:,}; "
            "give many reports as JSON lines, one a line."
        )
    report_id = own_id or "r" + fingerprint(outlet, title, text)[:15]
    return Report(id=report_id, outlet=outlet, published=published, title=title, text=text, url=url)
