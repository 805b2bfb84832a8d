"""Makes the reader's models from the coded reports, and writes them into the package.

    python -m training.reader [--out FOLDER] [--reports N]

It needs ../shared: the coded reports' words, and reports without statements for the triage. Coded reports of the dev
set are not learned from; how sure a score is (calibration) is read off them, with the encoder that the package has
(``training.encoder``).
"""

import argparse
import random
import sys
import time
from dataclasses import replace
from pathlib import Path

from marsad.codebook import shipped
from marsad.coded import CodedReport
from marsad.learning import calibrated, prepared, train
from marsad.reader.document import split
from marsad.reader.encoder import shipped_encoder
from marsad.reader.learned.linear import Linear
from marsad.reader.relevance import is_conflict_news
from marsad.record import Report
from training.coding.corpora import ROOT, corpora, shared
from training.coding.join import coded_files, join
from training.coding.overlap import set_aside

SILENT = 3_500
"""So many reports are looked at for some without statements."""


LEAST = 0.04
"""Features that weigh less are left out: most of all, and together hardly a thing (the weights stay under 20 MB)."""
LEAST_OF = {"triage": 0.01}
"""The triage has many weak features, and decides by small chances."""


def pruned(name: str, model: Linear) -> Linear:
    """A model without its weakest features."""
    return model.pruned(LEAST_OF.get(name, LEAST))


def silent_reports(known: set[str]) -> list[Report]:
    """Reports in which the rules see no conflict news: the triage learns from them what other news is like."""
    aside = set_aside(shared() / "data" / "gold") | known
    pool = sorted((row for row in corpora() if row["id"] not in aside), key=lambda row: str(row["id"]))
    drawn = random.Random(1).sample(pool, SILENT)
    reports = (Report.model_validate({k: row.get(k) for k in Report.model_fields}) for row in drawn)
    return [report for report in reports if not is_conflict_news(split(report, shipped()))]


def main() -> None:
    """Learn, calibrate and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "marsad" / "reader" / "weights")
    parser.add_argument("--reports", type=int, help="learn from so many coded reports only (for the learning curve)")
    given = parser.parse_args()
    started = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {what}", file=sys.stderr, flush=True)

    coded = [CodedReport.model_validate(row) for row in join(coded_files())][: given.reports]
    tell(f"{len(coded)} coded reports")
    weights = train(prepared(coded), silent_reports({c.report.id for c in coded}), tell)
    models = {name: pruned(name, model) for name, model in weights.models.items()}
    weights = replace(weights, models=models, encoder=shipped_encoder())
    dev = (shared() / "data" / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    tell("calibration")
    points = calibrated(weights, prepared(CodedReport.model_validate_json(line) for line in dev))
    replace(weights, calibration=points).save(given.out)
    tell(f"written to {given.out}")


if __name__ == "__main__":
    main()
