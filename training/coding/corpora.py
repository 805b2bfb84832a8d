"""The corpora that coded reports come from, and a report cut into numbered sentences.

A coder, the gold files and the scorer count sentences: 0 is the title, ``i`` the i-th line of the text.
A line is what stands between line breaks or after a full stop, an exclamation or a question mark. Each
line is a slice of the report's raw text, so a place in a line is a place in the raw text too.
"""

import gzip
import json
import os
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]

ROOT = Path(__file__).resolve().parents[2]
_LINE = re.compile(r"(?=\S)(?:[^\n]*?[.!?؟](?=\s)|[^\n]*\S)")


def shared() -> Path:
    """Folder of the shared material: ``$MARSAD_SHARED``, else ``../shared`` beside the repository."""
    return Path(os.environ.get("MARSAD_SHARED", ROOT.parent / "shared"))


def corpora(folder: Path | None = None) -> Iterator[Json]:
    """All reports of the corpora as ``{"id", "outlet", "published", "title", "text", "url"}``.

    Raises ``FileNotFoundError`` where there are no corpora.
    """
    folder = folder or shared() / "data" / "reports"
    files = sorted(folder.glob("*.jsonl.gz"))
    if not files:
        raise FileNotFoundError(f"there are no corpora (*.jsonl.gz) in {folder}")
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def reports(ids: Collection[str], folder: Path | None = None) -> dict[str, Json]:
    """The reports with these ids; raises ``KeyError`` naming the first id that the corpora lack."""
    wanted = set(ids)
    found = {report["id"]: report for report in corpora(folder) if report["id"] in wanted}
    missing = sorted(wanted - found.keys())
    if missing:
        raise KeyError(f"the corpora have no report {missing[0]}")
    return found


@dataclass
class Sentences:
    """A report's numbered sentences; ``starts[i]`` is where line ``i + 1`` begins in the raw text."""

    title: str
    text: str
    lines: list[str] = field(init=False)
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Cut the text."""
        found = list(_LINE.finditer(self.text))
        self.lines = [match.group() for match in found]
        self.starts = [match.start() for match in found]

    @classmethod
    def of(cls, report: Json) -> "Sentences":
        """The sentences of a report of the corpora."""
        return cls(report.get("title") or "", report["text"])

    def __len__(self) -> int:
        """How many sentences there are, with the title."""
        return 1 + len(self.lines)

    def __getitem__(self, number: int) -> str:
        """The words of a sentence."""
        return self.title if number == 0 else self.lines[number - 1]

    def raw(self, number: int, at: int) -> tuple[str, int]:
        """Field of the raw report (``title`` or ``text``) and offset there of a place in a sentence."""
        return ("title", at) if number == 0 else ("text", self.starts[number - 1] + at)

    def number(self, name: str, start: int) -> int:
        """Number of the sentence that an offset in the raw title or text falls into."""
        return 0 if name == "title" else bisect_right(self.starts, start)

    def head(self, report: Json) -> Json:
        """The report as coded files give it: with one sentence a line."""
        return {key: report[key] for key in ("id", "outlet", "published", "title")} | {"text": "\n".join(self.lines)}
