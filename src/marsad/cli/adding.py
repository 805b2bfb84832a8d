"""The work of ``marsad add``: files into the archive, with a count of what is kept."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from marsad.archive import Added, Archive, Fate, KeptFailure, add_reports
from marsad.cli.messages import Fault, complain
from marsad.cli.progress import ReportProgress
from marsad.execute import Failure
from marsad.intake import Unreadable, input_name, reports
from marsad.record import Record, Report

_NAMED_FAILURES = 20
_PORTION = 100


@dataclass(frozen=True, slots=True)
class Input:
    """What the user names to be added, and says about it."""

    files: list[str]
    published: date | None = None
    outlet: str | None = None
    title: str | None = None


class Adding:
    """Adds an input to an archive, once, and tells the user about it."""

    def __init__(
        self, archive: Archive, read: Callable[[Report], Record], *, workers: int | None, verbose: bool
    ) -> None:
        """``verbose`` names each report once it is kept, instead of the progress bar."""
        self._archive, self._read, self._workers, self._verbose = archive, read, workers, verbose
        self._counts: Counter[str] = Counter()
        self._to_note: list[KeptFailure] = []
        self._reasons: list[str] = []
        # Of the reports under way: how far in the input each one stood, and the file that it came from.
        self._positions: deque[int] = deque()
        self._origins: dict[str, str] = {}

    def run(self, given: Input) -> None:
        """Add everything; raises Fault at the end where something could not be read."""
        total = None if "-" in given.files else sum(map(_size, given.files))
        try:
            with ReportProgress(total, shown=not self._verbose) as self._progress:
                add_reports(self._archive, self._intake(given), self._read, self._tell, workers=self._workers)
            self._note_failures()
        finally:
            self._summarise()
        if self._counts["failed"]:
            more = self._counts["failed"] - len(self._reasons)
            tail = f"\n… and {more} more: marsad list --failures" if more else ""
            raise Fault(f"{self._counts['failed']} could not be read:\n" + "\n".join(self._reasons) + tail)

    def _intake(self, given: Input) -> Iterator[Report]:
        before = 0
        for file in given.files:
            name = input_name(file)
            self._archive.forget_failures(name)
            taken = [0]
            for item in reports(
                file, published=given.published, outlet=given.outlet, title=given.title, seen=taken.append
            ):
                if isinstance(item, Unreadable):
                    self._fail(KeptFailure(name, item.where, None, item.reason, datetime.now(UTC)))
                    continue
                self._positions.append(before + taken.pop())
                self._origins[item.id] = name
                yield item
            before += _size(file)

    def _tell(self, outcome: Added | Failure) -> None:
        """Count an outcome, which is kept by now."""
        self._progress.report_done(self._positions.popleft())
        if isinstance(outcome, Failure):
            name = outcome.report.id
            file = self._origins.pop(name, "")
            self._fail(KeptFailure(file, f"{file}, report {name}", name, outcome.reason, datetime.now(UTC)))
            return
        self._origins.pop(outcome.asked, None)
        self._counts[outcome.fate] += 1
        self._counts["events"] += outcome.event_count
        self._counts["figures"] += outcome.figure_count
        self._counts["other day"] += outcome.other_day
        if self._verbose:
            print(_line(outcome), flush=True)

    def _fail(self, failure: KeptFailure) -> None:
        self._counts["failed"] += 1
        if len(self._reasons) < _NAMED_FAILURES:
            self._reasons.append(f"{failure.place}: {failure.reason}")
        self._to_note.append(failure)
        if len(self._to_note) == _PORTION:
            self._note_failures()

    def _note_failures(self) -> None:
        self._archive.note_failures(self._to_note)
        self._to_note.clear()

    def _summarise(self) -> None:
        counts = self._counts
        new = counts[Fate.KEPT] + counts[Fate.RENAMED]
        print(
            f"Kept {new} reports with {counts['events']} events and {counts['figures']} figures; "
            f"skipped {counts[Fate.SKIPPED]} that the archive had."
        )
        if counts[Fate.DATED]:
            print(f"{counts[Fate.DATED]} that the archive had without a day of publication have theirs now.")
        if counts[Fate.RENAMED]:
            complain(f"{counts[Fate.RENAMED]} have an id that other words had: their id here is longer.")
        if counts["other day"]:
            complain(f"{counts['other day']} of those skipped have another day of publication than the one kept.")


def _line(outcome: Added) -> str:
    if outcome.id == outcome.asked:
        return f"{outcome.fate} {outcome.id}"
    return f"{outcome.fate} {outcome.asked} as {outcome.id}"


def _size(file: str) -> int:
    """Bytes of a file; 0 where it has none to speak of."""
    try:
        return Path(file).stat().st_size
    except (OSError, ValueError):
        return 0
