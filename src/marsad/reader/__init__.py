"""From a report to its record."""

from typing import Literal

from marsad import __version__
from marsad.codebook import Codebook, shipped
from marsad.reader import learned, rules
from marsad.reader.confidence import confident
from marsad.reader.document import split
from marsad.reader.learned import Weights, read_weights, shipped_weights
from marsad.reader.learned.own import tells_own
from marsad.reader.learned.triage import may_speak_of_conflict
from marsad.reader.protocol import BuiltIn, Reader
from marsad.record import MadeBy, Record, Report


def read_report(
    report: Report, codebook: Codebook | None = None, weights: Weights | Literal["shipped"] | None = "shipped"
) -> Record:
    """Read one report by a codebook (the shipped one by default).

    The codebook proposes and the models in ``weights`` decide; without weights (None) its rules decide alone.
    """
    codebook = codebook or shipped()
    if weights == "shipped":
        weights = shipped_weights()
    if weights is None:
        events, figures = rules.statements(split(report, codebook))
        made_by = MadeBy(marsad=__version__, codebook=codebook.hash, engine=rules.NAME)
        return Record(report=report, events=events, figures=figures, made_by=made_by)
    made_by = MadeBy(marsad=__version__, codebook=codebook.hash, weights=weights.hash, engine=learned.NAME)
    if not may_speak_of_conflict(report, weights, codebook) and not tells_own(report, codebook):
        return Record(report=report, made_by=made_by)
    events, figures = learned.statements(learned.prepare(split(report, codebook)), weights)
    return Record(report=report, events=events, figures=figures, made_by=made_by)


__all__ = ["BuiltIn", "Reader", "Weights", "confident", "read_report", "read_weights", "shipped_weights"]
