"""The network of ``marsad.arabic.encoder`` in torch, for training; ``exported`` gives the arrays for numpy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from marsad.arabic.encoder import (
    DISTANCES,
    PIECE_FEATURES,
    PIECE_ROWS,
    WORD_FEATURES,
    WORD_ROWS,
    form_rows,
)

WORD_WIDTH, PIECE_WIDTH, WIDTH = 64, 32, 128
INPUT_WIDTH = WORD_FEATURES * WORD_WIDTH + PIECE_FEATURES * PIECE_WIDTH
"""What the hashed tables give of a form."""


@dataclass
class Forms:
    """All forms of a data set: their rows in the hashed tables and their floret vectors."""

    index: dict[str, int]
    rows: Tensor
    vectors: Tensor

    @classmethod
    def of(cls, words: Sequence[str], vectors: npt.NDArray[np.float32]) -> "Forms":
        """Forms in the order of ``words``, which are all different."""
        rows = torch.tensor([form_rows(word) for word in words], dtype=torch.long)
        return cls({word: i for i, word in enumerate(words)}, rows, torch.tensor(vectors))


class Maxout(nn.Module):
    """The larger of two linear maps, normalised with the input added where they are of one width."""

    def __init__(self, width_in: int, width_out: int) -> None:
        """``width_in`` numbers in, ``width_out`` out."""
        super().__init__()
        self.linear = nn.Linear(width_in, 2 * width_out)
        self.norm = nn.LayerNorm(width_out)

    def forward(self, x: Tensor, residual: Tensor | None = None) -> Tensor:
        """Map the last axis."""
        a, b = self.linear(x).chunk(2, dim=-1)
        y = torch.maximum(a, b)
        return self.norm(y if residual is None else y + residual)


class Network(nn.Module):
    """Forms, context, and one linear head for each task."""

    def __init__(self, vector_width: int, heads: Mapping[str, int]) -> None:
        """``heads`` gives the number of classes of each task."""
        super().__init__()
        self.word = nn.Embedding(WORD_ROWS, WORD_WIDTH, sparse=True)
        self.piece = nn.Embedding(PIECE_ROWS, PIECE_WIDTH, sparse=True)
        nn.init.normal_(self.word.weight, std=0.1)
        nn.init.normal_(self.piece.weight, std=0.1)
        self.form = Maxout(INPUT_WIDTH + vector_width, WIDTH)
        self.glue_before = nn.Embedding(2, WIDTH)
        self.glue_after = nn.Embedding(2, WIDTH)
        nn.init.normal_(self.glue_before.weight, std=0.1)
        nn.init.normal_(self.glue_after.weight, std=0.1)
        self.masked = nn.Parameter(torch.zeros(WIDTH))
        self.layers = nn.ModuleList([Maxout(3 * WIDTH, WIDTH) for _ in DISTANCES])
        self.steps = nn.Parameter(torch.zeros(heads.get("name", 0), heads.get("name", 0)))
        self.heads = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in heads.items()})
        self.dropout = 0.0
        self.word_dropout = 0.0

    def encode_forms(self, forms: Forms, ids: Tensor) -> Tensor:
        """Vectors of forms by themselves."""
        rows = forms.rows[ids]
        words = self.word(rows[:, :WORD_FEATURES])
        if self.training and self.word_dropout:
            keep = torch.rand(words.shape[:2]) >= self.word_dropout
            words = words * keep.unsqueeze(-1)
        pieces = self.piece(rows[:, WORD_FEATURES:])
        x = torch.cat([words.flatten(1), pieces.flatten(1), forms.vectors[ids]], dim=1)
        if self.training and self.dropout:
            x = x * (torch.rand(x.shape[1]) >= self.dropout).to(x.dtype) / (1 - self.dropout)
        return self.form(x)

    def forward(self, forms: Forms, ids: Tensor, glued: Tensor, mask: Tensor, hidden: Tensor | None = None) -> Tensor:
        """Vectors of tokens in context, ``(sentences, tokens, width)``; ``hidden`` tokens are masked."""
        unique, where = torch.unique(ids, return_inverse=True)
        x = self.encode_forms(forms, unique)[where]
        if hidden is not None:
            x = torch.where(hidden.unsqueeze(-1), self.masked, x)
        after = functional.pad(glued[:, 1:], (0, 1))
        x = x + self.glue_before(glued) + self.glue_after(after)
        keep = mask.unsqueeze(-1).to(x.dtype)
        x = self._dropped(x) * keep
        for distance, layer in zip(DISTANCES, self.layers, strict=True):
            before = functional.pad(x, (0, 0, distance, 0))[:, : x.shape[1]]
            behind = functional.pad(x, (0, 0, 0, distance))[:, distance:]
            window = torch.cat([before, x, behind], dim=-1)
            x = layer(self._dropped(window), x) * keep
        return x

    def _dropped(self, x: Tensor) -> Tensor:
        """Dropout of whole columns in each sentence: one draw a sentence is as good and far cheaper."""
        if not self.training or not self.dropout:
            return x
        keep = (torch.rand(x.shape[0], 1, x.shape[2]) >= self.dropout).to(x.dtype)
        return x * keep / (1 - self.dropout)

    def optimizers(self, rate: float) -> list[torch.optim.Optimizer]:
        """One for the hashed tables, of which a batch touches few rows, and one for all else."""
        tables = [self.word.weight, self.piece.weight]
        others = [p for p in self.parameters() if all(p is not table for table in tables)]
        return [
            torch.optim.SparseAdam(tables, lr=rate),
            torch.optim.AdamW(others, lr=rate, weight_decay=0.01),
        ]


def sequence_loss(scores: Tensor, steps: Tensor, gold: Tensor, possible: Tensor, mask: Tensor) -> Tensor:
    """Cross-entropy of label sequences, a mean over tokens, as in a linear-chain CRF.

    ``scores`` are ``(sentences, tokens, labels)``, ``steps`` ``(labels, labels)``; ``gold`` has the probability of each
    label, 1 for the right one where it is known; ``possible`` says which label may follow which; the mask is true up to
    each sentence's end.
    """
    at = (scores * gold).sum(2) * mask
    pairs = gold[:, :-1, :, None] * gold[:, 1:, None, :] * possible
    between = (pairs * steps).sum((2, 3)) / pairs.sum((2, 3)).clamp(min=1e-6) * mask[:, 1:]
    total = scores[:, 0]
    for i in range(1, scores.shape[1]):
        following = torch.logsumexp(total.unsqueeze(2) + steps, dim=1) + scores[:, i]
        total = torch.where(mask[:, i].unsqueeze(1), following, total)
    likelihood = at.sum(1) + between.sum(1) - torch.logsumexp(total, dim=1)
    return -likelihood.sum() / mask.sum()


def exported(network: Network) -> dict[str, npt.NDArray[np.float32]]:
    """The arrays of the encoder and of the heads (``head.<task>.weight``) under the names that numpy reads."""

    def array(tensor: Tensor) -> npt.NDArray[np.float32]:
        return tensor.detach().cpu().numpy().astype(np.float32)

    arrays = {
        "word": array(network.word.weight),
        "piece": array(network.piece.weight),
        "glue.before": array(network.glue_before.weight),
        "glue.after": array(network.glue_after.weight),
        "steps": array(network.steps),
    }
    parts = {"form": network.form} | {f"layer{i}": layer for i, layer in enumerate(network.layers)}
    for name, part in parts.items():
        arrays[f"{name}.weight"] = array(part.linear.weight.T)
        arrays[f"{name}.bias"] = array(part.linear.bias)
        arrays[f"{name}.gain"] = array(part.norm.weight)
        arrays[f"{name}.shift"] = array(part.norm.bias)
    for name, head in network.heads.items():
        arrays[f"head.{name}.weight"] = array(head.weight.T)
        arrays[f"head.{name}.bias"] = array(head.bias)
    return arrays
