"""What an engine is: something that makes the record of a report."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Protocol

from marsad.codebook import Codebook, load
from marsad.reader.learned import Weights, read_weights
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
    """The engine that is part of Marsad.

    ``codebook`` is a codebook, or the folder of one (loaded where reports are read), by default the shipped one;
    ``weights`` the folder of one's own models, by default the shipped ones. ``rules_only`` reads by the codebook's
    rules, without models. Statements with a confidence under ``least`` are left out.
    """

    codebook: Codebook | Path | None = None
    rules_only: bool = False
    weights: Path | None = None
    least: float = 0.0
    in_threads: ClassVar[bool] = False

    def __call__(self, report: Report) -> Record:
        """The record of a report."""
        from marsad.reader import confident, read_report, shipped_weights

        codebook = _loaded(self.codebook) if isinstance(self.codebook, Path) else self.codebook
        weights = None if self.rules_only else _weights(self.weights) if self.weights else shipped_weights()
        record = read_report(report, codebook, weights)
        return confident(record, self.least) if self.least else record


@cache
def _loaded(folder: Path) -> Codebook:
    return load(folder)


@cache
def _weights(folder: Path) -> Weights:
    return read_weights(folder)
