"""Make the shipped weights from ``../shared/data``: ``python -m training`` (``make train``).

Each stage leaves a file in ``out/training`` and is skipped where the file is there; delete it to do the stage again.
``SET=open`` learns only from data that allow commercial use, and leaves its pipeline in ``out/training-open``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import spacy

from training import corpus, evaluate, finetune, habits, pretrain, segmenter, silver, vectors
from training.assemble import assemble
from training.data import OUT, PIPELINE


@dataclass(frozen=True)
class Stage:
    """A step of the training with the file it leaves."""

    name: str
    file: Path
    run: Callable[[], None]


def _network(name: str, recipe: finetune.Recipe, with_silver: bool = False) -> Stage:
    def run() -> None:
        labels = silver.Silver.read() if with_silver else None
        finetune.save(*finetune.train(finetune.sources(), recipe, labels), name)

    return Stage(f"{name} network", OUT / f"{name}.pt", run)


def _assemble() -> None:
    network, classes = finetune.saved("last")
    assemble(network, classes, finetune.sources().trees, PIPELINE, finetune.read_habits())


STAGES = (
    Stage("segmenter", segmenter.SEGMENTER, segmenter.main),
    Stage("tokens of the reports", corpus.TOKENS, corpus.write_tokens),
    Stage("vectors", vectors.TABLE, vectors.main),
    Stage("pretraining", pretrain.PRETRAINED, pretrain.main),
    _network("first", finetune.Recipe(with_habits=False, passes=8, word_dropout=0.15)),
    Stage("habits of forms", finetune.HABITS, habits.main),
    _network("second", finetune.Recipe(passes=9, rate=1.5e-3, dropout=0.35, word_dropout=0.4, seed=7)),
    _network("third", finetune.Recipe()),
    Stage("silver labels", silver.SILVER, silver.main),
    _network("last", finetune.Recipe(passes=8), with_silver=True),
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
