"""What an engine is: something that makes the record of a report."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from marsad.codebook import Codebook
from marsad.record import Record, Report


class Reader(Protocol):
    """Makes the record of a report; what it is (its name, its versions) stands in the record's ``made_by``.

    ``in_threads`` says how many reports are read at once: false for an engine that computes, which is sent to
    other processes and must be picklable; true for one that waits for others, which is shared by threads.
    """

    @property
    def in_threads(self) -> bool:
        """Whether many reports are read in threads rather than in processes."""
        ...

    def __call__(self, report: Report) -> Record:
        """The record of a report; raises an exception with one sentence where there can be none."""
        ...


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """The engine that is part of Marsad; ``codebook`` is the shipped one by default."""

    codebook: Codebook | None = None
    in_threads: ClassVar[bool] = False

    def __call__(self, report: Report) -> Record:
        """The record of a report."""
        from marsad.reader import read_report

        return read_report(report, self.codebook)
