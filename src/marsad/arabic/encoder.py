"""The small network's reading of tokens: a vector for each form, then its context through convolutions.

A form is seen by its hashed self, itself without the article, its first and last letters, its shape, and its
floret vector. What a form alone gives is computed once and kept: news repeats itself. Then four
residual layers of maxout over three tokens at growing distance mix in the sentence. Arrays are
``(tokens, width)``; everything is numpy, so that no framework is needed to run it.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from marsad.arabic.orthography import MARKS
from marsad.arabic.segmenter import one_alef

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int64]

WORD_ROWS, PIECE_ROWS = 1 << 15, 1 << 13
DISTANCES = (1, 2, 4, 1)
PAD = max(DISTANCES)
_TINY = 1e-5


def shape_of(word: str) -> str:
    """A word's kind of letters and its length: ``ع3``, ``0``, ``a5``, or the mark itself."""
    first = word[:1]
    if "\u0620" <= first <= "\u06ff" and first.isalpha():
        return f"ع{min(len(word), 9)}"
    if first.isdigit():
        return f"0{min(len(word), 5)}{'.' if not word.isdigit() else ''}"
    if first.isalpha():
        return f"{'A' if first.isupper() else 'a'}{min(len(word), 9)}"
    return word[:3] if not word.isspace() else " "


def _row(key: str, rows: int) -> int:
    return zlib.crc32(key.encode()) & (rows - 1)


def form_rows(text: str) -> list[int]:
    """Rows of a form in the hashed tables: two in the table of words, the rest in the table of pieces."""
    word = MARKS.sub("", text) or text
    plain = one_alef(word)
    base = plain[2:] if plain.startswith("ال") and len(plain) > 4 else plain
    pieces = [f"p{plain[:n]}" for n in (1, 2, 3)] + [f"s{plain[-n:]}" for n in (1, 2, 3, 4)]
    pieces += [f"#{shape_of(word)}", f"b{base[:1]}{base[-2:]}"]
    return [
        _row(f"w{word}", WORD_ROWS),
        _row(f"b{base}", WORD_ROWS),
        *(_row(piece, PIECE_ROWS) for piece in pieces),
    ]


WORD_FEATURES, PIECE_FEATURES = 2, 9


def normalised(x: Floats, gain: Floats, bias: Floats) -> Floats:
    """Layer normalisation over the last axis."""
    x = x - x.mean(axis=-1, keepdims=True)
    x *= gain / np.sqrt((x * x).mean(axis=-1, keepdims=True) + _TINY)
    x += bias
    return x


def maxout(x: Floats, weight: Floats, bias: Floats) -> Floats:
    """The larger of two linear maps; ``weight`` is ``(in, 2 * out)``."""
    both = x @ weight
    both += bias
    half = both.shape[-1] // 2
    return np.maximum(both[:, :half], both[:, half:])


@dataclass(frozen=True)
class Layout:
    """Where the tokens of a document lie among rows of padding between its sentences."""

    places: Ints
    rows: int
    mask: Floats

    @classmethod
    def of(cls, sentence_starts: Sequence[bool] | npt.NDArray[np.bool_]) -> "Layout":
        """Padding before each sentence, and after the last."""
        starts = np.asarray(sentence_starts, dtype=np.int64).copy()
        if len(starts):
            starts[0] = 1
        places = np.arange(len(starts)) + PAD * np.cumsum(starts)
        rows = int(places[-1]) + 1 + PAD if len(starts) else PAD
        mask = np.zeros((rows, 1), np.float32)
        mask[places] = 1
        return cls(places, rows, mask)


class Encoder:
    """The trained network up to the vectors of tokens in context."""

    def __init__(self, weights: Mapping[str, npt.NDArray[np.generic]]) -> None:
        """Take the arrays under the names that training gives them."""
        self.weights: dict[str, Floats] = {k: np.asarray(v, np.float32) for k, v in weights.items()}

    @property
    def width(self) -> int:
        """Length of a token's vector."""
        return int(self.weights["form.gain"].shape[0])

    def forms(self, words: Sequence[str], vectors: Floats) -> Floats:
        """Vectors of forms by themselves, ``(words, width)``; ``vectors`` are their floret vectors."""
        w = self.weights
        rows = np.array([form_rows(word) for word in words], np.int64)
        words_part = w["word"][rows[:, :WORD_FEATURES]].reshape(len(words), -1)
        pieces_part = w["piece"][rows[:, WORD_FEATURES:]].reshape(len(words), -1)
        x = np.concatenate([words_part, pieces_part, vectors], axis=1)
        return normalised(maxout(x, w["form.weight"], w["form.bias"]), w["form.gain"], w["form.shift"])

    def contexts(self, forms: Floats, glued: npt.NDArray[np.bool_], layout: Layout) -> Floats:
        """Vectors of tokens in their sentences, ``(tokens, width)``.

        ``forms`` are the tokens' vectors by themselves, ``glued`` says which token is written together with
        the one before it.
        """
        w = self.weights
        x = np.zeros((layout.rows, self.width), np.float32)
        after = np.append(glued[1:], False)
        x[layout.places] = forms + w["glue.before"][glued.astype(int)] + w["glue.after"][after.astype(int)]
        for i, distance in enumerate(DISTANCES):
            window = np.zeros((len(x), 3 * x.shape[1]), np.float32)
            width = x.shape[1]
            window[distance:, :width] = x[:-distance]
            window[:, width : 2 * width] = x
            window[:-distance, 2 * width :] = x[distance:]
            x = x + maxout(window, w[f"layer{i}.weight"], w[f"layer{i}.bias"])
            x = normalised(x, w[f"layer{i}.gain"], w[f"layer{i}.shift"])
            x *= layout.mask
        return x[layout.places]
