"""Where reports come from: files of text, saved web pages, JSON and JSON lines, standard input."""

from marsad.intake.files import reports
from marsad.intake.items import NotAReportError, Unreadable, input_name, make_report, parse_day

__all__ = ["NotAReportError", "Unreadable", "input_name", "make_report", "parse_day", "reports"]
