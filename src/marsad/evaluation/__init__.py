"""Comparing what Marsad makes with what people coded: records and incidents."""

from marsad.evaluation.incidents import score_incidents
from marsad.evaluation.records import Errors, interval, score_records, score_report, summary

__all__ = ["Errors", "interval", "score_incidents", "score_records", "score_report", "summary"]
