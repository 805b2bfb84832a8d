"""Pretrain the network on the reports: ``python -m training.pretrain``.

One token in five is hidden, and the network says which of the 8,192 most frequent forms it was, as in BERT. One
pass over the reports, or as much of it as ``MINUTES`` allow; writes ``pretrained.pt``.
"""

import time
from collections import Counter

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from marsad.arabic.forms import form
from training.corpus import TOKENS
from training.data import OUT
from training.network import WIDTH, Forms, Network
from training.vectors import form_vectors

PRETRAINED = OUT / "pretrained.pt"
MINUTES = 21.0
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


def main() -> None:
    """Pretrain and write the network's state."""
    torch.manual_seed(SEED)
    words, ids, glue = read_tokens()
    print(f"{len(words)} forms, {(ids >= 0).sum()} tokens", flush=True)
    vectors = form_vectors([form(word) for word in words])
    forms = Forms.of(words, vectors)
    network = Network(vectors.shape[1], {})
    guess = nn.Linear(WIDTH, VOCABULARY)
    optimizers = [*network.optimizers(RATE), torch.optim.Adam(guess.parameters(), lr=RATE)]
    order = np.random.default_rng(SEED).permutation(len(ids))
    begin, losses = time.time(), []
    for step, start in enumerate(range(0, len(order), BATCH)):
        done = max((time.time() - begin) / (MINUTES * 60), start / len(order))
        if done >= 1:
            break
        for group in (group for optimizer in optimizers for group in optimizer.param_groups):
            group["lr"] = RATE * min(1.0, (step + 1) / 200) * (1.02 - done)
        batch = order[start : start + BATCH]
        rows = torch.tensor(ids[batch], dtype=torch.long)
        mask = rows >= 0
        hidden = (torch.rand(rows.shape) < HIDDEN) & mask
        seen = rows.clamp(min=0)
        out = network(forms, seen, torch.tensor(glue[batch], dtype=torch.long), mask, hidden)
        asked = hidden & (rows < VOCABULARY)
        loss = functional.cross_entropy(guess(out[asked]), rows[asked])
        for optimizer in optimizers:
            optimizer.zero_grad()
        loss.backward()
        for optimizer in optimizers:
            optimizer.step()
        losses.append(loss.item())
        if step % 100 == 0:
            print(f"{done:.1%} loss {np.mean(losses[-100:]):.3f} {time.time() - begin:.0f} s", flush=True)
    torch.save(network.state_dict(), PRETRAINED)


if __name__ == "__main__":
    main()
