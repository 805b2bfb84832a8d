"""Prints the ten reports of a batch for a coder: numbered sentences, and a calendar around publication.

python -m training.coding.show 7          # the whole batch
python -m training.coding.show 7 3        # its third report
"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta

from training.coding.choose import batches
from training.coding.corpora import Json, Sentences, reports

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def calendar(published: date) -> Iterator[str]:
    """The two weeks before the day of publication and the three days after, a week (from Saturday) a line."""
    first = published - timedelta(days=14)
    first -= timedelta(days=(first.weekday() + 2) % 7)
    last = published + timedelta(days=3)
    while first <= last:
        week = [first + timedelta(days=number) for number in range(7)]
        yield "  ".join(
            f"{_DAYS[day.weekday()]} {day:%m-%d}" + ("*" if day == published else "") for day in week if day <= last
        )
        first += timedelta(days=7)


def shown(report: Json) -> Iterator[str]:
    """The lines that show a report."""
    published = date.fromisoformat(report["published"])
    yield f"id: {report['id']}   outlet: {report['outlet']}   published: {published} {published:%A}"
    yield from calendar(published)
    sentences = Sentences.of(report)
    for number in range(len(sentences)):
        yield f"[{number}] {sentences[number]}"


def batch(number: int) -> list[Json]:
    """The reports of a batch, with their words; batch 1 is the first."""
    every = batches()
    if not 1 <= number <= len(every):
        raise ValueError(f"there is no batch {number}: they go from 1 to {len(every)}")
    found = reports(every[number - 1])
    return [found[name] for name in every[number - 1]]


def main() -> None:
    """Print a batch, or one report of it."""
    if not sys.argv[1:]:
        sys.exit("usage: show.py BATCH [NUMBER OF THE REPORT IN IT]")
    chosen = batch(int(sys.argv[1]))
    if sys.argv[2:]:
        chosen = [chosen[int(sys.argv[2]) - 1]]
    for number, report in enumerate(chosen, 1):
        print(f"\n===== {number}", *shown(report), sep="\n")


if __name__ == "__main__":
    main()
