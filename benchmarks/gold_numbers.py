"""Whether the numbers of people in the coded reports are read as the coders read them.

Every figure of ``gold/dev.jsonl`` whose words hold a number is compared with the number found there: ``low``,
``high`` and ``bound``. ``python benchmarks/gold_numbers.py`` prints the share that is right, and what is not.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.shared import DATA, json_lines
from marsad.arabic import numbers
from marsad.arabic.numbers import Number

GOLD = DATA / "gold" / "dev.jsonl"


@dataclass(frozen=True, slots=True)
class Compared:
    """A coded figure and the number found in its words (None where there is none)."""

    report: str
    line: str
    figure: dict[str, Any]
    number: Number | None

    @property
    def right(self) -> bool:
        """Whether low, high and bound agree."""
        one, coded = self.number, self.figure
        return one is not None and (one.low, one.high, one.bound) == (coded["low"], coded["high"], coded["bound"])


def compare(records: list[dict[str, Any]]) -> Iterator[Compared]:
    """Every coded figure with the best number in its words: one that is right, else the first."""
    for record in records:
        report = record["report"]
        lines = [report["title"], *report["text"].split("\n")]
        for figure in record["figures"]:
            line = lines[figure["sentence"]]
            start = line.find(figure["text"])
            end = start + len(figure["text"])
            inside = [
                Compared(report["id"], line, figure, number)
                for number in numbers.find(line)
                if number.kind not in ("ordinal", "percent") and number.start < end and start < number.end
            ]
            best = inside[0] if inside else Compared(report["id"], line, figure, None)
            yield next((one for one in inside if one.right), best)


def main() -> None:
    """Print the misses and the share of right numbers."""
    compared = list(compare(json_lines(GOLD)))
    with_number = [one for one in compared if one.number is not None]
    for one in with_number:
        if not one.right:
            print(*(one.figure[name] for name in ("text", "low", "high", "bound")), one.number, one.line)
    right = sum(one.right for one in with_number)
    without = len(compared) - len(with_number)
    print(f"{right} of {len(with_number)} figures with a number are right; {without} have none")


if __name__ == "__main__":
    main()
