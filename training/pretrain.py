"""Pretrain the network on the reports: ``python -m training.pretrain``.

One token in five is hidden, and the network says which of the 8,192 most frequent forms it was, as in BERT. One
pass over the reports, or as much of it as ``training.lengths`` says; writes ``pretrained.pt``.
"""

import math
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from marsad.arabic.forms import form
from training.corpus import TOKENS
from training.data import OUT, written
from training.lengths import CHOSEN
from training.network import WIDTH, Forms, Network
from training.vectors import form_vectors

PRETRAINED = OUT / "pretrained.pt"
UNDER_WAY = OUT / "pretraining.pt"
KEPT_EVERY = 50
VOCABULARY, LENGTH, BATCH, RATE, HIDDEN, SEED = 8192, 48, 64, 2e-3, 0.2, 1


def read_tokens() -> tuple[list[str], npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """All different tokens, most frequent first; the reports as their numbers; which ones are glued.

    Paragraphs are cut into pieces of ``LENGTH`` tokens, the last one filled up with -1.
    """
    counts: Counter[str] = Counter()
    with TOKENS.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(line.split())
    words = [word for word, n in counts.most_common() if n > 1]
    index = {word: i for i, word in enumerate(words)}
    rare = index.setdefault("\ufffd", len(words))
    words.append("\ufffd")
    ids: list[int] = []
    glue: list[bool] = []
    with TOKENS.open(encoding="utf-8") as lines:
        for line in lines:
            row = []
            for word in line.rstrip("\n").split("\t"):
                row += [(index.get(segment, rare), i > 0) for i, segment in enumerate(word.split())]
            for start in range(0, len(row), LENGTH):
                piece = row[start : start + LENGTH]
                if len(piece) >= 6:
                    fill = LENGTH - len(piece)
                    ids += [i for i, _ in piece] + [-1] * fill
                    glue += [g for _, g in piece] + [False] * fill
    return words, np.array(ids, np.int32).reshape(-1, LENGTH), np.array(glue, bool).reshape(-1, LENGTH)


@dataclass
class Run:
    """Pretraining under way: all that the next batch depends on."""

    network: Network
    guess: nn.Linear
    optimizers: list[torch.optim.Optimizer]
    done: int = 0

    @classmethod
    def begin(cls, vector_width: int) -> "Run":
        """A run before its first batch."""
        torch.manual_seed(SEED)
        network, guess = Network(vector_width, {}), nn.Linear(WIDTH, VOCABULARY)
        return cls(network, guess, [*network.optimizers(RATE), torch.optim.Adam(guess.parameters(), lr=RATE)])

    def save(self, path: Path) -> None:
        """Keep the run, so that it can go on after an interruption as if there had been none."""
        state = {
            "network": self.network.state_dict(),
            "guess": self.guess.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "done": self.done,
            "random": torch.get_rng_state(),
        }
        with written(path) as part:
            torch.save(state, part)

    def resume(self, path: Path) -> None:
        """Go on where a kept run stopped."""
        state = torch.load(path)
        self.network.load_state_dict(state["network"])
        self.guess.load_state_dict(state["guess"])
        for optimizer, kept in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(kept)
        self.done = state["done"]
        torch.set_rng_state(state["random"])

    def step(self, forms: Forms, rows: Tensor, glue: Tensor, rate: float) -> float:
        """Learn from one batch; the loss."""
        for group in (group for optimizer in self.optimizers for group in optimizer.param_groups):
            group["lr"] = rate
        mask = rows >= 0
        hidden = (torch.rand(rows.shape) < HIDDEN) & mask
        out = self.network(forms, rows.clamp(min=0), glue, mask, hidden)
        asked = hidden & (rows < VOCABULARY)
        loss = functional.cross_entropy(self.guess(out[asked]), rows[asked])
        for optimizer in self.optimizers:
            optimizer.zero_grad()
        loss.backward()
        for optimizer in self.optimizers:
            optimizer.step()
        self.done += 1
        return float(loss.item())


def main() -> None:
    """Pretrain and write the network's state."""
    words, ids, glue = read_tokens()
    vectors = form_vectors([form(word) for word in words])
    forms = Forms.of(words, vectors)
    total = min(CHOSEN.pretraining, math.ceil(len(ids) / BATCH))
    print(f"{len(words)} forms, {(ids >= 0).sum()} tokens, {total / len(ids) * BATCH:.0%} of them to read", flush=True)
    run = Run.begin(vectors.shape[1])
    if UNDER_WAY.exists():
        run.resume(UNDER_WAY)
        print(f"goes on after batch {run.done}", flush=True)
    order = np.random.default_rng(SEED).permutation(len(ids))
    begin, losses = time.time(), list[float]()
    while run.done < total:
        batch = order[run.done * BATCH : (run.done + 1) * BATCH]
        rate = RATE * min(1.0, (run.done + 1) / 200) * (1.02 - run.done / total)
        rows = torch.tensor(ids[batch], dtype=torch.long)
        losses.append(run.step(forms, rows, torch.tensor(glue[batch], dtype=torch.long), rate))
        if run.done % KEPT_EVERY == 0:
            print(f"{run.done} of {total}: loss {np.mean(losses[-100:]):.3f}, {time.time() - begin:.0f} s", flush=True)
            run.save(UNDER_WAY)
    with written(PRETRAINED) as part:
        torch.save(run.network.state_dict(), part)
    UNDER_WAY.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
