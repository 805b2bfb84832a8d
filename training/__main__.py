"""Make the shipped weights from ``../shared/data``: ``python -m training`` (``make train``).

Each stage leaves a file in ``out/training`` and is skipped where the file is there: the command goes on where it was
interrupted. Delete a file to do its stage again. ``SET=open`` learns only from data that allow commercial use, and
leaves its pipeline in ``out/training-open``; ``LENGTH=short`` leaves one in ``out/training-short``.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
import torch

from training import corpus, evaluate, finetune, habits, pretrain, segmenter, silver, teacher, vectors
from training.assemble import assemble
from training.data import OUT, PIPELINE, written


@dataclass(frozen=True)
class Stage:
    """A step of the training with the file it leaves."""

    name: str
    file: Path
    run: Callable[[], None]


def _network(name: str, recipe: finetune.Recipe) -> Callable[[], None]:
    def run() -> None:
        data = finetune.sources()
        data.silver = silver.read_silver()
        finetune.save(*finetune.train(data, recipe), name)

    return run


def _assemble() -> None:
    network, classes = finetune.saved("network")
    assemble(network, classes, finetune.sources().trees, PIPELINE, finetune.read_habits())
    DONE.touch()


def _figures() -> None:
    text = evaluate.report(spacy.load(PIPELINE))
    with written(FIGURES) as part:
        part.write_text(text + "\n", encoding="utf-8")


DONE, FIGURES = OUT / "pipeline.done", OUT / "figures.md"

STAGES = (
    Stage("segmenter", segmenter.SEGMENTER, segmenter.main),
    Stage("tokens of the reports", corpus.TOKENS, corpus.write_tokens),
    Stage("vectors", vectors.TABLE, vectors.main),
    Stage("pretraining", pretrain.PRETRAINED, pretrain.main),
    Stage("teacher", teacher.TEACHER, teacher.main),
    Stage("names of the teacher", silver.SILVER, silver.main),
    Stage("first network", OUT / "first.pt", _network("first", finetune.FIRST)),
    Stage("habits of forms", finetune.HABITS, habits.main),
    Stage("network", OUT / "network.pt", _network("network", finetune.Recipe())),
    Stage("pipeline", DONE, _assemble),
    Stage("figures", FIGURES, _figures),
)


def run(stages: Sequence[Stage]) -> None:
    """Run the stages that are not done yet, in order."""
    for stage in stages:
        if stage.file.exists():
            print(f"{stage.name}: done before ({stage.file})", flush=True)
            continue
        begin = time.time()
        print(f"{stage.name} …", flush=True)
        stage.run()
        if not stage.file.exists():
            raise RuntimeError(f"The stage {stage.name!r} has not left {stage.file}.")
        print(f"{stage.name}: {time.time() - begin:.0f} s", flush=True)


def main() -> None:
    """Make the weights and print their figures."""
    # One core: the order of additions, and with it the figures, do not depend on the machine's number of cores.
    torch.set_num_threads(1)
    run(STAGES)
    print(FIGURES.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
