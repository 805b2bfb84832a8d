"""The encoder and its heads in torch, as ``marsad.reader.encoder`` computes them in numpy."""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from marsad.reader.encoder.apart import CLASSES as DISTANCES
from training.encoder.base import Base
from training.encoder.examples import PAIRS, Example, Question
from training.transformer import DROPOUT, NEVER, fill, layer_of

LAYERS = 6
"""So many of the base's layers are kept, the lower ones."""
HIDDEN = 128


class Transformer(nn.Module):
    """The base's lower layers over the pieces kept."""

    def __init__(self, base: Base, kept: Sequence[int], layers: int = LAYERS) -> None:
        super().__init__()

        def array(name: str) -> Tensor:
            return torch.tensor(base.arrays[name].copy())

        words, positions = array("emb.word")[list(kept)], array("emb.pos") + array("emb.type")[:1]
        self.words, self.positions = nn.Embedding.from_pretrained(words, False), nn.Parameter(positions)
        width = words.shape[1]
        self.norm = nn.LayerNorm(width, eps=1e-12)
        fill(self.norm, array("emb.ln.w"), array("emb.ln.b"))
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList([layer_of(base, n) for n in range(layers)])

    def forward(self, numbers: Tensor, mask: Tensor) -> Tensor:
        """The vectors of pieces, ``(windows, pieces, width)``."""
        x = self.drop(self.norm(self.words(numbers) + self.positions[: numbers.shape[1]]))
        for layer in self.layers:
            x = layer(x, mask)
        return x


class PairHead(nn.Module):
    """How well two spots go together."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.own, self.other = nn.Linear(width, HIDDEN), nn.Linear(width, HIDDEN)
        self.own_part = nn.Linear(width, HIDDEN, bias=False)
        self.other_part = nn.Linear(width, HIDDEN, bias=False)
        self.product = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.apart = nn.Embedding(DISTANCES, HIDDEN)
        nn.init.normal_(self.apart.weight, std=0.02)
        self.out = nn.Linear(HIDDEN, 1)
        self.nothing = nn.Sequential(nn.Linear(width, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, 1))
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, vectors: Tensor, own: Tensor, other: Tensor, distances: Tensor) -> Tensor:
        """A score for each pair of spots, given by the numbers of their vectors."""
        hidden = self.own(vectors)[own] + self.other(vectors)[other] + self.apart(distances)
        hidden = hidden + self.product(self.own_part(vectors)[own] * self.other_part(vectors)[other])
        return self.out(self.drop(functional.gelu(hidden)))[:, 0]


class Model(nn.Module):
    """The transformer with a head for each decision."""

    def __init__(
        self, base: Base, kept: Sequence[int], classes: Mapping[str, Sequence[str]], layers: int = LAYERS
    ) -> None:
        super().__init__()
        self.classes = {name: list(names) for name, names in classes.items()}
        self.transformer = Transformer(base, kept, layers)
        width = self.transformer.words.embedding_dim
        self.heads = nn.ModuleDict(
            {
                name: nn.Sequential(
                    nn.Linear(width, HIDDEN), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(HIDDEN, len(names))
                )
                for name, names in classes.items()
            }
        )
        self.pairs = nn.ModuleDict({name: PairHead(width) for name in PAIRS})

    def vectors(self, examples: Sequence[Example]) -> tuple[Tensor, list[int]]:
        """The vectors of all spots, and the number of each example's first one."""
        windows = [window for example in examples for window in example.windows]
        longest = max(map(len, windows))
        numbers = torch.zeros(len(windows), longest, dtype=torch.long)
        mask = torch.zeros(len(windows), longest, dtype=torch.bool)
        for n, window in enumerate(windows):
            numbers[n, : len(window)] = torch.tensor(window)
            mask[n, : max(1, len(window))] = True
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            out = self.transformer(numbers, mask)
        sums = functional.pad(out.float().cumsum(1), (0, 0, 1, 0))
        rows: list[tuple[int, int, int]] = []
        begin: list[int] = []
        before = 0
        for example in examples:
            begin.append(len(rows))
            rows += [(before + window, first, last) for window, first, last in example.spots]
            before += len(example.windows)
        window, first, last = torch.tensor(rows).T
        return (sums[window, last] - sums[window, first]) / (last - first)[:, None], begin

    def answers(self, name: str, asked: Sequence[tuple[Question, int]], vectors: Tensor) -> Sequence[Tensor]:
        """The scores of the options of questions; each comes with the number of its example's first spot."""
        head = self.pairs[name]
        own = [x + at for q, at in asked for x in q.own]
        sizes = [len(q.right) for q, _ in asked]
        begins = [sum(sizes[:n]) for n in range(len(sizes))]
        scores = torch.full((sum(sizes),), NEVER)
        if own:
            other = [x + at for q, at in asked for x in q.other]
            distances = [d for q, _ in asked for d in q.distances]
            pairs = head(vectors, torch.tensor(own), torch.tensor(other), torch.tensor(distances))
            owner = torch.tensor([n + begin for (q, _), begin in zip(asked, begins, strict=True) for n in q.options])
            top = torch.full_like(scores, NEVER).scatter_reduce(0, owner, pairs.detach(), "amax")
            odds = torch.zeros_like(scores).index_add(0, owner, torch.exp(pairs - top[owner]))
            scores = torch.where(odds > 0, top + torch.log(odds + 1e-20), scores)
        none = head.nothing(vectors[torch.tensor([q.first + at for q, at in asked])])[:, 0]
        every = enumerate(zip(asked, begins, strict=True))
        nothing = [(n + begin, row) for row, ((q, _), begin) in every for n in q.nothing]
        if nothing:
            where, rows = torch.tensor(nothing).T
            scores = scores.index_put((where,), none[rows])
        return scores.split(sizes)
