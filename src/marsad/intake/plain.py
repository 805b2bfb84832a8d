"""Plain text: one file, one report."""

from marsad.intake.encoding import decode
from marsad.intake.items import Given, make_report
from marsad.record import Report


def plain_report(data: bytes, given: Given) -> Report:
    """The report of a text file. It has no title unless one is given. Raises NotAReportError."""
    return make_report(decode(data), outlet=given.outlet, published=given.published, title=given.title)
