"""Compile ``src/marsad/incidents/data/words.tsv``: how rare each word is in Arabic news.

python training/word_frequencies.py

Counts in how many reports of ``../shared/data/reports`` (SaudiNewsNet and Jawhara FM; none of those set aside
for measuring) each stem stands. Only words that many reports have are listed: no text can be made out of it.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.shared import DATA, need

from marsad.incidents.words import table_lines

ROOT = Path(__file__).resolve().parent.parent
FEWEST = 25
_HEAD = """\
# How many bits each Arabic stem tells: -log2 of the share of reports that have it; other words tell one bit more.
# Counted by training/word_frequencies.py in SaudiNewsNet (CC BY-NC-SA 4.0) and the ANT Corpus (Apache-2.0).
"""


def texts() -> Iterator[str]:
    """Title and text of every report that is not set aside."""
    reserved = set(need(DATA / "gold" / "reserved.txt").read_text(encoding="utf-8").split())
    for name in ("saudinewsnet", "jawharafm"):
        with gzip.open(need(DATA / "reports" / f"{name}.jsonl.gz"), "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row["id"] not in reserved:
                    yield f"{row['title'] or ''}\n{row['text'] or ''}"


if __name__ == "__main__":
    path = ROOT / "src" / "marsad" / "incidents" / "data" / "words.tsv"
    path.write_text(_HEAD + "\n".join(table_lines(texts(), FEWEST)) + "\n", encoding="utf-8", newline="\n")
