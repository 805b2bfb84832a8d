"""Trains the reader's encoder on the coded reports: ``python -m training.encoder [--out FILE]`` (needs torch).

One coded report in seven is kept apart: on them the strengths of the encoder beside the linear models are chosen.
Stages leave files in ``out/training-encoder`` and are skipped where the file is there.
"""

import argparse
import pickle
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch

from marsad.coded import CodedReport
from marsad.learning import prepared, train
from marsad.reader.encoder.model import FILE
from marsad.reader.learned import read_weights
from training.coding.corpora import ROOT
from training.coding.join import coded_files, join
from training.data import written
from training.encoder import base, export, fit, strengths, vocabulary
from training.encoder.examples import CLASSES, Example, examples
from training.encoder.network import Model

OUT = ROOT / "out" / "training-encoder"
APART = 7
"""One report in so many is kept apart."""


def main() -> None:
    """Train, choose the strengths and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "marsad" / "reader" / "weights" / FILE)
    given = parser.parse_args()
    started = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {what}", file=sys.stderr, flush=True)

    torch.set_num_threads(1)
    begin = base.read(base.file())
    kept, classes, learned, apart = _material(begin, tell)
    torch.manual_seed(fit.Recipe().seed)
    model = Model(begin, kept, classes)
    trained = OUT / "trained.pt"
    if trained.exists():
        model.load_state_dict(torch.load(trained))
        tell(f"trained before ({trained})")
    else:
        fit.train(model, learned, fit.Recipe(), OUT / "under-way.pt", tell)
        with written(trained) as part:
            torch.save(model.state_dict(), part)
        (OUT / "under-way.pt").unlink(missing_ok=True)
    strong = strengths.chosen(strengths.judged(model, apart), classes, tell)
    given.out.write_bytes(export.exported(model, begin, kept, strong))
    tell(f"written to {given.out}")


Material = tuple[list[int], dict[str, tuple[str, ...]], list[Example], list[Example]]


def _material(begin: base.Base, tell: Callable[[str], None]) -> Material:
    """The pieces kept, the classes of each decision, what is learned from and what is kept apart."""
    file = OUT / "material.pickle"
    if file.exists():
        tell(f"material made before ({file})")
        with file.open("rb") as content:
            found: Material = pickle.load(content)
        return found
    kept = vocabulary.chosen(begin, vocabulary.texts())
    tell(f"{len(kept)} pieces")
    reports = prepared(CodedReport.model_validate(row) for row in join(coded_files()))
    learned = [report for n, report in enumerate(reports) if n % APART]
    measured = reports[::APART]
    linear = OUT / "linear"
    train(learned, tell=tell).save(linear)
    weights = read_weights(linear)
    pieces = vocabulary.pieces(begin, kept)
    classes = {name: weights[name].classes for name in CLASSES}
    made = (
        kept,
        classes,
        list(examples(learned, pieces, weights, measured=False)),
        list(examples(measured, pieces, weights, measured=True)),
    )
    tell(f"{len(made[2])} reports to learn from, {len(made[3])} kept apart")
    with written(file) as part:
        part.write_bytes(pickle.dumps(made))
    return made


if __name__ == "__main__":
    main()
