"""Soft labels for paragraphs of the reports: ``python -m training.silver``.

Several networks read the paragraphs, and the mean of their probabilities is what the shipped network learns besides the
hand-made labels: it sees thousands of names and words that no treebank has (self-training with an ensemble).
"""

import random
from dataclasses import dataclass

import torch
from torch.nn import functional

from training.corpus import TOKENS
from training.data import OUT
from training.examples import Sentence, Token
from training.finetune import Batch, Classes, forms_of, grouped, make_batch, saved
from training.network import Forms

SILVER = OUT / "silver.pt"
TEACHERS = {"first": False, "second": True, "third": True}
"""The networks that are asked, and whether each sees the habits of forms."""
PARAGRAPHS, SHORTEST, LONGEST, SEED = 9_000, 8, 70, 3
TASKS = ("tag", "proper", "name")


@dataclass
class Silver:
    """Paragraphs with the teachers' mean probabilities, ``(tokens, classes)`` for each task."""

    sentences: list[Sentence]
    soft: list[dict[str, torch.Tensor]]

    def batches(self, forms: Forms, classes: Classes) -> list[Batch]:
        """The paragraphs as batches with soft targets."""
        answers = {id(s): soft for s, soft in zip(self.sentences, self.soft, strict=True)}
        batches = []
        for group in grouped(self.sentences):
            batch = make_batch(group, forms, classes, ())
            for task in TASKS:
                soft = torch.zeros(*batch.ids.shape, len(classes.of[task]))
                for i, sentence in enumerate(group):
                    soft[i, : len(sentence.tokens)] = answers[id(sentence)][task]
                batch.soft[task] = soft
            batches.append(batch)
        return batches

    @classmethod
    def read(cls) -> "Silver":
        """What ``main`` wrote."""
        silver: Silver = torch.load(SILVER, weights_only=False)
        return silver


def paragraphs() -> list[Sentence]:
    """Random paragraphs of the reports, without labels."""
    chooser, chosen = random.Random(SEED), list[Sentence]()
    with TOKENS.open(encoding="utf-8") as lines:
        for line in lines:
            if chooser.random() > 0.12:
                continue
            tokens = [
                Token(segment, i > 0)
                for word in line.rstrip("\n").split("\t")
                for i, segment in enumerate(word.split())
            ]
            if SHORTEST <= len(tokens) <= LONGEST:
                chosen.append(Sentence(tokens, list(range(len(tokens)))))
    chooser.shuffle(chosen)
    return chosen[:PARAGRAPHS]


@torch.no_grad()
def main() -> None:
    """Ask the teachers and write their answers."""
    sentences = paragraphs()
    soft: list[dict[str, torch.Tensor]] = [{} for _ in sentences]
    for name, with_habits in TEACHERS.items():
        network, classes = saved(name)
        forms = forms_of(sentences, with_habits=with_habits)
        for sentence, answers in zip(sentences, soft, strict=True):
            batch = make_batch([sentence], forms, classes, ())
            x = network(forms, batch.ids, batch.glued, batch.mask)[0]
            for task in TASKS:
                part = functional.softmax(network.heads[task](x), -1) / len(TEACHERS)
                answers[task] = answers[task] + part if task in answers else part
        print(name, flush=True)
    torch.save(Silver(sentences, soft), SILVER)


if __name__ == "__main__":
    main()
