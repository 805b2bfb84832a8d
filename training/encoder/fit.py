"""Training the encoder with all its heads at once."""

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.data import written
from training.encoder.examples import Example
from training.encoder.network import Model
from training.transformer import NEVER

KEPT_EVERY = 50


@dataclass(frozen=True)
class Recipe:
    """How it is trained: AdamW; the rates rise over the first ``warm`` share of the steps, then fall to nothing."""

    passes: int = 5
    batch: int = 8
    rate: float = 2e-4
    head_rate: float = 1e-3
    warm: float = 0.06
    seed: int = 1


WEIGHTS = {"mention": 1.0, "harm": 1.0, "same": 0.3}
"""How much an answer of a decision over one spot, and of a pair of mentions, counts."""
_OTHER = 0.5


def loss(model: Model, examples: Sequence[Example]) -> Tensor:
    """The sum over all decisions of minus the log-probability of the coder's answers, for each report."""
    vectors, begin = model.vectors(examples)
    total = vectors.sum() * 0
    for name, head in model.heads.items():
        known = {label: n for n, label in enumerate(model.classes[name])}
        rows = [
            (row.spot + at, known[row.label])
            for example, at in zip(examples, begin, strict=True)
            for row in example.classes[name]
            if row.label in known
        ]
        if rows:
            spots, labels = torch.tensor(rows).T
            own = functional.cross_entropy(head(vectors[spots]), labels, reduction="sum")
            total = total + own * WEIGHTS.get(name, _OTHER)
    for name in model.pairs:
        asked = [(q, at) for e, at in zip(examples, begin, strict=True) for q in e.questions[name]]
        if asked:
            for (question, _), scores in zip(asked, model.answers(name, asked, vectors), strict=True):
                right = scores[torch.tensor(question.right)]
                if len(right) and len(right) < len(scores) and right.max() > NEVER:
                    total = total + torch.logsumexp(scores, 0) - torch.logsumexp(right, 0)
    pairs = [
        (row.own + at, row.other + at, row.distance, row.same)
        for example, at in zip(examples, begin, strict=True)
        for row in example.same
    ]
    if pairs:
        own, other, distance, same = torch.tensor(pairs).T
        scores = model.pairs["same"](vectors, own, other, distance)
        judged = functional.binary_cross_entropy_with_logits(scores, same.float(), reduction="sum")
        total = total + judged * WEIGHTS["same"]
    return total / len(examples)


def train(model: Model, examples: Sequence[Example], recipe: Recipe, kept: Path, tell: Callable[[str], None]) -> None:
    """Train a model; ``kept`` holds what an interrupted training goes on from."""
    learned = [example for example in examples if example.spots]
    body = list(model.transformer.parameters())
    heads = [*model.heads.parameters(), *model.pairs.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": recipe.rate}, {"params": heads, "lr": recipe.head_rate}], weight_decay=0.01, fused=True
    )
    a_pass = math.ceil(len(learned) / recipe.batch)
    steps, done = recipe.passes * a_pass, 0
    torch.manual_seed(recipe.seed)
    if kept.exists():
        state = torch.load(kept)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        done = state["done"]
        tell(f"goes on after step {done}")
    model.train()
    recent: list[float] = []
    begin = time.monotonic()
    while done < steps:
        number, at = divmod(done, a_pass)
        order = random.Random(recipe.seed + number).sample(learned, len(learned))
        share = min(1.0, (done + 1) / (recipe.warm * steps)) * max(0.02, 1 - done / steps)
        for group, rate in zip(optimizer.param_groups, (recipe.rate, recipe.head_rate), strict=True):
            group["lr"] = rate * share
        value = loss(model, order[at * recipe.batch : (at + 1) * recipe.batch])
        optimizer.zero_grad()
        value.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        done += 1
        recent = [*recent[-KEPT_EVERY:], float(value.detach())]
        if done % KEPT_EVERY == 0:
            seconds = time.monotonic() - begin
            tell(f"step {done} of {steps}: loss {sum(recent) / len(recent):.2f}, {seconds:.0f} s")
            _keep(kept, model, optimizer, done)
    model.eval()


def _keep(path: Path, model: Model, optimizer: torch.optim.Optimizer, done: int) -> None:
    state = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "random": torch.get_rng_state(),
        "done": done,
    }
    with written(path) as part:
        torch.save(state, part)
