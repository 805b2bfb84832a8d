"""The encoder and its heads in torch, as ``marsad.reader.encoder`` computes them in numpy."""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from marsad.reader.encoder.apart import CLASSES as DISTANCES
from training.encoder.base import Base
from training.encoder.examples import PAIRS, Example, Question

LAYERS = 6
"""So many of the base's layers are kept, the lower ones."""
HIDDEN = 128
DROPOUT = 0.1
NEVER = -1e4
"""The score of an option without a spot."""


class Layer(nn.Module):
    """Attention and two dense layers, each added to its input and normalized."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.inward, self.outward = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.first, self.second = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """The vectors after this layer, ``(windows, pieces, width)``; ``mask`` is true for pieces."""
        batch, length, width = x.shape
        size = width // self.heads
        inward = self.inward(x).view(batch, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        query, key, value = (part.reshape(-1, length, size) for part in inward)
        # Torch's own attention takes twice as long on a processor.
        unseen = torch.zeros_like(mask, dtype=query.dtype).masked_fill(~mask, NEVER)
        unseen = unseen[:, None, None].expand(batch, self.heads, 1, length).reshape(-1, 1, length)
        weights = torch.baddbmm(unseen, query * size**-0.5, key.transpose(1, 2)).softmax(-1)
        seen = torch.bmm(weights.to(value.dtype), value).view(batch, self.heads, length, size)
        x = self.first(x + self.drop(self.outward(seen.transpose(1, 2).reshape(batch, length, width))))
        # The exact function: its approximation by tanh, which reads faster, is within a thousandth.
        return self.second(x + self.drop(self.down(functional.gelu(self.up(x)))))


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
        _fill(self.norm, array("emb.ln.w"), array("emb.ln.b"))
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList()
        for n in range(layers):
            layer = Layer(width, base.heads, array(f"l{n}.fi.b").shape[0])
            parts = [torch.cat([array(f"l{n}.{name}.{kind}") for name in "qkv"]) for kind in "wb"]
            _fill(layer.inward, *parts)
            for part, name in (
                (layer.outward, "ao"),
                (layer.first, "aln"),
                (layer.up, "fi"),
                (layer.down, "fo"),
                (layer.second, "oln"),
            ):
                _fill(part, array(f"l{n}.{name}.w"), array(f"l{n}.{name}.b"))
            self.layers.append(layer)

    def forward(self, numbers: Tensor, mask: Tensor) -> Tensor:
        """The vectors of pieces, ``(windows, pieces, width)``."""
        x = self.drop(self.norm(self.words(numbers) + self.positions[: numbers.shape[1]]))
        for layer in self.layers:
            x = layer(x, mask)
        return x


def _fill(part: nn.Module, weight: Tensor, bias: Tensor) -> None:
    part.weight.data, part.bias.data = weight.clone(), bias.clone()


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
