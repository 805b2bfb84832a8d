"""Reports into the archive, in small portions: what comes out of here is kept."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from marsad.archive.changes import Change, changes
from marsad.archive.items import Added, Reading
from marsad.archive.store import Archive
from marsad.execute import Failure, read_many, undisturbed
from marsad.record import Record, Report

_PORTION = 100
_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class ReadAndEncode:
    """Reads a report and puts the record into the archive's form, both in the process that reads."""

    read: Callable[[Report], Record]

    def __call__(self, report: Report) -> Reading:
        """The reading of a report."""
        return Reading.of(self.read(report))

    @property
    def in_threads(self) -> bool:
        """Whether the reader waits for others, and is run in threads."""
        return getattr(self.read, "in_threads", False)


def add_reports(
    archive: Archive,
    reports: Iterable[Report],
    read: Callable[[Report], Record],
    tell: Callable[[Added | Failure], None],
    *,
    workers: int | None = None,
) -> None:
    """Read and keep reports, without those that the archive has, and tell what became of each.

    An outcome is told once it is kept, at the latest a second after it was read, so a process killed at any
    moment loses nothing that was told; doing the same again reads what is missing. The order is that of the
    input, but what is skipped is told before what is still being read.
    """

    def unknown() -> Iterator[Report]:
        stream = iter(reports)
        while portion := list(islice(stream, _PORTION)):
            for report, known in zip(portion, archive.skip_known(portion), strict=True):
                if known:
                    tell(known)
                else:
                    yield report

    for portion in _portions(read_many(unknown(), ReadAndEncode(read), workers=workers)):
        with undisturbed():
            kept = iter(archive.add_many([outcome for outcome in portion if isinstance(outcome, Reading)]))
            for outcome in portion:
                tell(next(kept) if isinstance(outcome, Reading) else outcome)


@dataclass(frozen=True, slots=True)
class Reread:
    """A report that was read anew, and how its record changed."""

    id: str
    changes: tuple[Change, ...]


def reread(
    archive: Archive, read: Callable[[Report], Record], *, workers: int | None = None
) -> Iterator[Reread | Failure]:
    """Read all kept reports anew and put the new records in the place of the old, in the order of adding.

    A report that cannot be read any more keeps its old record, and what people corrected stays. What comes out is
    kept.
    """
    before: dict[str, Reading] = {}

    def reports() -> Iterator[Report]:
        for reading in archive.readings():
            before[reading.report.id] = reading
            yield reading.report

    for portion in _portions(read_many(reports(), ReadAndEncode(read), workers=workers)):
        shown = iter(archive.replace_many([outcome for outcome in portion if isinstance(outcome, Reading)]))
        for outcome in portion:
            old = before.pop(outcome.report.id)
            yield outcome if isinstance(outcome, Failure) else Reread(old.report.id, _changes(old, next(shown)))


def _changes(old: Reading, new: Reading) -> tuple[Change, ...]:
    if (old.events, old.figures) == (new.events, new.figures):
        return ()
    return tuple(changes(old.record(), new.record()))


def _portions(outcomes: Iterable[Reading | Failure]) -> Iterator[list[Reading | Failure]]:
    """Outcomes in portions that are kept together: a hundred, or what was read within a second."""
    portion: list[Reading | Failure] = []
    started = time.monotonic()
    for outcome in outcomes:
        portion.append(outcome)
        if len(portion) == _PORTION or time.monotonic() - started > _SECONDS:
            yield portion
            portion, started = [], time.monotonic()
    if portion:
        yield portion
