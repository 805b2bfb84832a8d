"""Agreement of two codings of the same reports, by the scorer: A taken as gold, B as found.

    python -m training.coding.agreement A.jsonl B.jsonl

Either file may be a coder's (with words) or stand-off. The scorer's ``--errors`` list follows the table.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from training.coding.corpora import Json, Sentences, reports, shared
from training.coding.standoff import joined, read_lines, write_lines


def is_stand_off(record: Json) -> bool:
    """Whether a record's spans are pointers."""
    return any("hash" in mention for event in record["events"] for mention in event["mentions"]) or any(
        "span" in figure for figure in record["figures"]
    )


def with_words(rows: list[Json]) -> list[Json]:
    """Records in the form of ``gold/dev.jsonl``, whichever form they come in."""
    texts = reports([row["report"]["id"] for row in rows])

    def full(row: Json) -> Json:
        report = texts[row["report"]["id"]]
        return joined(row, report) if is_stand_off(row) else row | {"report": Sentences.of(report).head(report)}

    return [full(row) for row in rows]


def main() -> None:
    """Run the scorer on the reports that both files have."""
    if len(sys.argv) != 3:
        sys.exit("usage: agreement.py A.jsonl B.jsonl")
    first, second = (with_words(list(read_lines(Path(name)))) for name in sys.argv[1:])
    both = {row["report"]["id"] for row in first} & {row["report"]["id"] for row in second}
    if not both:
        sys.exit("the two files have no report in common")
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "a.jsonl", Path(folder) / "b.jsonl"]
        for file, rows in zip(files, (first, second), strict=True):
            write_lines(file, (row for row in rows if row["report"]["id"] in both))
        score = shared() / "score" / "score.py"
        done = subprocess.run([sys.executable, score, *files, "--errors", "--by-report"], check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
