"""Joins stand-off annotation to the corpora: coded reports with their words, as in ``gold/dev.jsonl``.

    python -m training.coding.join coded.jsonl [training/coded/1.jsonl …]

Without a file it joins all of ``training/coded``, but for second codings (``N.second.jsonl``).
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from training.coding.corpora import ROOT, Json, reports
from training.coding.standoff import joined, read_lines, write_lines

CODED = ROOT / "training" / "coded"


def coded_files() -> list[Path]:
    """The first codings of all batches, in their order."""
    files = (file for file in CODED.glob("*.jsonl") if file.stem.isdigit())
    return sorted(files, key=lambda file: int(file.stem))


def join(files: Iterable[Path], corpora: Path | None = None) -> list[Json]:
    """The coded reports of stand-off files, with words. Raises ``ValueError`` where a text has changed."""
    rows = [row for file in files for row in read_lines(file)]
    texts = reports([row["report"]["id"] for row in rows], corpora)
    return [joined(row, texts[row["report"]["id"]]) for row in rows]


def main() -> None:
    """Write the joined file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="the file to write: with the publishers' words, not to be committed")
    parser.add_argument("standoff", type=Path, nargs="*")
    given = parser.parse_args()
    rows = join(given.standoff or coded_files())
    write_lines(given.out, rows)
    print(f"{len(rows)} reports in {given.out}")


if __name__ == "__main__":
    main()
