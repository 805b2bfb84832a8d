"""The pretrained network of ``training.encoder.base`` in torch, all of its layers, with heads that label words.

Its vectors of pieces and places stay as they are, so that the pieces that training never meets keep their meaning.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from marsad.reader.encoder.pieces import Pieces
from training.encoder.base import UNKNOWN, Base

BEGIN, PADDING, END = 0, 1, 2
LONGEST = 126
"""Pieces in a window, besides its begin and end."""
DROPOUT = 0.1
ALIKE = 16
"""Windows are filled up to a multiple of this: each new shape costs the processor's library a second."""
NEVER = -1e4
"""The score of what cannot be."""


class Words:
    """Splits words into the pieces of the base's vocabulary, by their numbers there."""

    def __init__(self, base: Base) -> None:
        self._pieces = Pieces.of(base.pieces[UNKNOWN:], base.scores[UNKNOWN:])

    def pieces(self, word: str) -> list[int]:
        """The pieces of a word, at least one; only the first ones of a word that is longer than a window."""
        found = self._pieces.split(unicodedata.normalize("NFKC", word))
        return [piece.number + UNKNOWN for piece in found][:LONGEST] or [UNKNOWN]


@dataclass(frozen=True)
class Window:
    """Words that are read together, as pieces; ``owners`` says to which word each piece belongs."""

    pieces: list[int]
    owners: list[int]
    words: int

    @classmethod
    def of(cls, words: Sequence[list[int]]) -> "Window":
        """The window of words given by their pieces."""
        inner = [piece for word in words for piece in word]
        owners = [n for n, word in enumerate(words) for _ in word]
        return cls([BEGIN, *inner, END], owners, len(words))


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


def layer_of(base: Base, number: int) -> Layer:
    """A layer of the base."""

    def array(name: str) -> Tensor:
        return torch.tensor(base.arrays[f"l{number}.{name}"].copy())

    made = Layer(len(base.arrays["emb.ln.b"]), base.heads, len(base.arrays[f"l{number}.fi.b"]))
    fill(made.inward, *(torch.cat([array(f"{name}.{kind}") for name in "qkv"]) for kind in "wb"))
    parts = ((made.outward, "ao"), (made.first, "aln"), (made.up, "fi"), (made.down, "fo"), (made.second, "oln"))
    for part, name in parts:
        fill(part, array(f"{name}.w"), array(f"{name}.b"))
    return made


def fill(part: nn.Module, weight: Tensor, bias: Tensor) -> None:
    """Give a part the base's weights."""
    part.weight.data, part.bias.data = weight.clone(), bias.clone()


class Labeller(nn.Module):
    """The base with linear heads, one for each fashion of labelling."""

    places: Tensor

    def __init__(self, base: Base, fashions: int, labels: int) -> None:
        super().__init__()

        def array(name: str) -> Tensor:
            return torch.tensor(base.arrays[name].copy())

        self.words = nn.Embedding.from_pretrained(array("emb.word"))
        self.register_buffer("places", array("emb.pos") + array("emb.type")[:1])
        width = self.words.embedding_dim
        self.norm = nn.LayerNorm(width, eps=1e-12)
        fill(self.norm, array("emb.ln.w"), array("emb.ln.b"))
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList([layer_of(base, n) for n in range(base.layers)])
        self.heads = nn.ModuleList([nn.Linear(width, labels) for _ in range(fashions)])

    def forward(self, windows: Sequence[Window], fashion: int) -> Tensor:
        """The scores of labels for the words of all windows, one after the other."""
        longest = max(len(window.pieces) for window in windows)
        longest += -longest % ALIKE
        rows = [window.pieces + [PADDING] * (longest - len(window.pieces)) for window in windows]
        numbers = torch.tensor(rows)
        mask = numbers != PADDING
        with torch.autocast("cpu", torch.bfloat16):
            x = self.drop(self.norm(self.words(numbers) + self.places[:longest]))
            for layer in self.layers:
                x = layer(x, mask)
        return self.heads[fashion](self.drop(_means(x.float(), windows)))


def _means(x: Tensor, windows: Sequence[Window]) -> Tensor:
    """Each word's vector: the mean of its pieces'."""
    places, owners, before = list[int](), list[int](), 0
    for n, window in enumerate(windows):
        places += [n * x.shape[1] + 1 + i for i in range(len(window.owners))]
        owners += [before + owner for owner in window.owners]
        before += window.words
    owner = torch.tensor(owners)
    counts = torch.bincount(owner, minlength=before).unsqueeze(1)
    sums = torch.zeros(before, x.shape[2]).index_add(0, owner, x.flatten(0, 1)[torch.tensor(places)])
    return sums / counts
