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
    """Attention and two dense layers, each added to its input and normalised."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.inward, self.outward = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.first, self.second = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """The vectors after this layer, ``(windows, pieces, width)``; ``mask`` is true for pieces."""
        windows, length, width = x.shape
        inward = self.inward(x).view(windows, length, 3, self.heads, width // self.heads)
        query, key, value = inward.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(2, 3) / (width // self.heads) ** 0.5
        # By hand: the fused function takes five times as long backwards on a processor.
        seen = (scores + ~mask[:, None, None, :] * NEVER).softmax(-1).to(value.dtype) @ value
        x = self.first(x + self.drop(self.outward(seen.transpose(1, 2).reshape(windows, length, width))))
        return self.second(x + self.drop(self.down(functional.gelu(self.up(x)))))


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
        _fill(self.norm, array("emb.ln.w"), array("emb.ln.b"))
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList()
        for n in range(base.layers):
            layer = Layer(width, base.heads, len(base.arrays[f"l{n}.fi.b"]))
            _fill(layer.inward, *(torch.cat([array(f"l{n}.{name}.{kind}") for name in "qkv"]) for kind in "wb"))
            parts = ((layer.outward, "ao"), (layer.first, "aln"), (layer.up, "fi"), (layer.down, "fo"))
            for part, name in (*parts, (layer.second, "oln")):
                _fill(part, array(f"l{n}.{name}.w"), array(f"l{n}.{name}.b"))
            self.layers.append(layer)
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


def _fill(part: nn.Module, weight: Tensor, bias: Tensor) -> None:
    part.weight.data, part.bias.data = weight.clone(), bias.clone()
