"""From a report to its record."""

from marsad import __version__
from marsad.codebook import Codebook, shipped
from marsad.reader import rules
from marsad.reader.document import split
from marsad.reader.protocol import BuiltIn, Reader
from marsad.record import MadeBy, Record, Report


def read_report(report: Report, codebook: Codebook | None = None) -> Record:
    """Read one report by the rules of a codebook (the shipped one by default)."""
    codebook = codebook or shipped()
    events, figures = rules.statements(split(report, codebook))
    made_by = MadeBy(marsad=__version__, codebook=codebook.hash, engine=rules.NAME)
    return Record(report=report, events=events, figures=figures, made_by=made_by)


__all__ = ["BuiltIn", "Reader", "read_report"]
