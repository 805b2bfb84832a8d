"""Make the shipped weights from ``../shared/data``: ``python -m training`` (``make train``).

Each stage leaves a file in ``out/training`` and is skipped where the file is there; delete it to do the stage again.
``SET=open`` learns only from data that allow commercial use, and leaves its pipeline in ``out/training-open``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import spacy

from training import corpus, evaluate, finetune, habits, pretrain, segmenter, vectors
from training.assemble import assemble
from training.data import OUT, PIPELINE


@dataclass(frozen=True)
class Stage:
    """A step of the training with the file it leaves."""

    name: str
    file: Path
    run: Callable[[], None]


def _network(name: str, recipe: finetune.Recipe) -> Callable[[], None]:
    def run() -> None:
        finetune.save(*finetune.train(finetune.sources(), recipe), name)

    return run


def _assemble() -> None:
    network, classes = finetune.saved("network")
    assemble(network, classes, finetune.sources().trees, PIPELINE, finetune.read_habits())


STAGES = (
    Stage("segmenter", segmenter.SEGMENTER, segmenter.main),
    Stage("tokens of the reports", corpus.TOKENS, corpus.write_tokens),
    Stage("vectors", vectors.TABLE, vectors.main),
    Stage("pretraining", pretrain.PRETRAINED, pretrain.main),
    Stage("first network", OUT / "first.pt", _network("first", finetune.FIRST)),
    Stage("habits of forms", finetune.HABITS, habits.main),
    Stage("network", OUT / "network.pt", _network("network", finetune.Recipe())),
    Stage("pipeline", OUT / "pipeline.done", _assemble),
)


def main() -> None:
    """Run the stages that are not done yet, then measure."""
    OUT.mkdir(parents=True, exist_ok=True)
    for stage in STAGES:
        if stage.file.exists():
            print(f"{stage.name}: done before ({stage.file})", flush=True)
            continue
        print(f"{stage.name} …", flush=True)
        stage.run()
        stage.file.touch()
    figures = evaluate.report(spacy.load(PIPELINE))
    (OUT / "figures.md").write_text(figures + "\n", encoding="utf-8")
    print(figures)


if __name__ == "__main__":
    main()
