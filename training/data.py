"""Where the training material lies, and how it is read.

The material is described in ``../shared/data/README.md``. Reports set aside for measuring
(``gold/reserved.txt``) are never read here.
"""

import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marsad.arabic.orthography import MARKS
from training.lengths import LENGTH

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("MARSAD_DATA", ROOT.parent / "shared" / "data"))
SET = os.environ.get("SET", "full")
if SET not in ("full", "open"):
    raise SystemExit(f"SET={SET}: there are full and open.")
OPEN_SET = SET == "open"
"""Whether to learn only from data that allow commercial use (``make train SET=open``)."""
SHIPPED = SET == LENGTH == "full"
"""Whether this run makes the weights of the package."""
OUT = ROOT / "out" / "-".join(["training", *(part for part in (SET, LENGTH) if part != "full")])
PIPELINE = ROOT / "src" / "marsad" / "arabic" / "weights" / "ar_marsad" if SHIPPED else OUT / "ar_marsad"
"""Where the trained pipeline goes."""
REPORTS = ("jawharafm",) if OPEN_SET else ("saudinewsnet", "jawharafm")
TREEBANKS = ("pud",) if OPEN_SET else ("padt-dev", "pud")

ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u064a\u0671]+")
_WORD = re.compile("[\u0621-\u065f\u0670\u0671\u0640]+")


@dataclass(frozen=True)
class Word:
    """A written word of a treebank with its segments and their tags and lemmas."""

    text: str
    segments: tuple[str, ...]
    upos: tuple[str, ...]
    lemmas: tuple[str, ...]
    analysed: bool


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of ``path`` once all is written.

    What an interrupted stage leaves is therefore never taken for its result.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    yield part
    part.replace(path)


def treebank(name: str) -> list[list[Word]]:
    """The sentences of ``treebank/<name>.words.jsonl``."""
    sentences = []
    with (DATA / "treebank" / f"{name}.words.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            words = json.loads(line)["words"]
            sentences.append(
                [
                    Word(w["text"], tuple(w["segments"]), tuple(w["upos"]), tuple(w["lemmas"]), w["analysed"])
                    for w in words
                ]
            )
    return sentences


@cache
def reserved() -> frozenset[str]:
    """Ids of the reports set aside for measuring."""
    return frozenset((DATA / "gold" / "reserved.txt").read_text(encoding="utf-8").split())


def _every_report() -> Iterator[dict[str, str]]:
    for name in REPORTS:
        with gzip.open(DATA / "reports" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def reports() -> Iterator[dict[str, str]]:
    """All reports except the reserved ones."""
    return (report for report in _every_report() if report["id"] not in reserved())


def reserved_texts() -> Iterator[tuple[str, str]]:
    """Id and text of the reserved reports, only to leave out what was printed elsewhere too."""
    return ((report["id"], report_text(report)) for report in _every_report() if report["id"] in reserved())


def report_text(report: dict[str, str]) -> str:
    """Title and text of a report, a line apart."""
    return f"{report['title']}\n{report['text']}"


def count_words() -> Counter[str]:
    """How often each Arabic word, without diacritics, stands in the reports. Kept in ``OUT`` once counted."""
    file = OUT / "counts.tsv"
    if not file.exists():
        counts: Counter[str] = Counter()
        for report in reports():
            counts.update(_WORD.findall(report_text(report)))
        bare: Counter[str] = Counter()
        for word, n in counts.items():
            if ARABIC_WORD.fullmatch(form := MARKS.sub("", word)):
                bare[form] += n
        with written(file) as part:
            part.write_text("".join(f"{w}\t{n}\n" for w, n in bare.most_common()), encoding="utf-8")
    pairs = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return Counter({word: int(n) for word, n in pairs})
