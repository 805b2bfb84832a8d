"""What models find in coded reports, in the scorer's terms."""

import json
from collections.abc import Sequence

from marsad.codebook import Codebook
from marsad.coded import CodedReport
from marsad.evaluation import score_records
from marsad.evaluation.wording import lines
from marsad.reader import Weights, read_report


def measured(weights: Weights, reports: Sequence[CodedReport], codebook: Codebook | None = None) -> list[str]:
    """Lines that tell precision, recall and F1, and the share of each field right."""
    gold = [json.loads(coded.model_dump_json()) for coded in reports]
    records = (read_report(coded.report, codebook, weights) for coded in reports)
    return list(lines(score_records(gold, {r.report.id: json.loads(r.model_dump_json()) for r in records})))
