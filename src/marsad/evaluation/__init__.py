"""Comparing what Marsad makes with what people coded: records and incidents."""

from marsad.evaluation.incidents import score_incidents
from marsad.evaluation.range_errors import RangeError, range_errors, tally
from marsad.evaluation.records import Errors, interval, score_records, score_report, summary

__all__ = [
    "Errors",
    "RangeError",
    "interval",
    "range_errors",
    "score_incidents",
    "score_records",
    "score_report",
    "summary",
    "tally",
]
