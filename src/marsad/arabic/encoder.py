"""The small network's reading of tokens: a vector for each form, then its context by convolutions.

A form is seen by its hashed self, itself without the article, its first and last letters, its shape, and its
floret vector. What a form alone gives is computed once and kept: news repeats itself. Then four
residual layers of maxout over three tokens at growing distance mix in the sentence. Arrays are
``(tokens, width)``; everything is numpy, so that no framework is needed to run it.
"""

import io
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from spacy.attrs import ORTH, SENT_START
from spacy.tokens import Doc

from marsad.arabic.forms import form
from marsad.arabic.orthography import MARKS
from marsad.arabic.segmenter import one_alef
from marsad.arabic.tokenizer import glued

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int64]

WORD_ROWS, PIECE_ROWS = 1 << 15, 1 << 13
DISTANCES = (1, 2, 4, 1)
PAD = max(DISTANCES)
_TINY = 1e-5
_CACHE_LIMIT = 100_000


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
    larger: Floats = np.maximum(both[:, :half], both[:, half:])
    return larger


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


class Habits:
    """What an earlier network made of each form on average over many reports: probabilities of tags and names."""

    def __init__(self, forms: Sequence[str], values: npt.NDArray[np.uint8]) -> None:
        """``values`` are ``(forms, width)`` in steps of 1/255."""
        self.forms, self.values = list(forms), values
        self._index = {form: i for i, form in enumerate(self.forms)}

    def of(self, forms: Sequence[str]) -> Floats:
        """The habits of look-up forms, ``(forms, width)``; zeros for those not met."""
        found = np.zeros((len(forms), self.values.shape[1]), np.float32)
        rows = [(i, row) for i, form in enumerate(forms) if (row := self._index.get(form)) is not None]
        if rows:
            places, own = np.array(rows).T
            found[places] = self.values[own] / np.float32(255)
        return found

    def arrays(self) -> dict[str, npt.NDArray[np.uint8]]:
        """The table as arrays to save."""
        return {
            "habits.forms": np.frombuffer("\n".join(self.forms).encode(), np.uint8),
            "habits.values": self.values,
        }

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, npt.NDArray[np.uint8]]) -> "Habits":
        """Read what ``arrays`` gave."""
        return cls(arrays["habits.forms"].tobytes().decode().split("\n"), arrays["habits.values"])


class Convolutions:
    """The trained network up to the vectors of tokens in context."""

    def __init__(
        self, weights: Mapping[str, npt.NDArray[np.generic]] | None = None, habits: "Habits | None" = None
    ) -> None:
        """Take the arrays under the names that training gives them; without any it cannot be called."""
        self.weights: dict[str, Floats] = {k: np.asarray(v, np.float32) for k, v in (weights or {}).items()}
        self.habits = habits
        self._index: dict[int, int] = {}
        self._forms = np.zeros((0, self.width), np.float32)

    @property
    def width(self) -> int:
        """Length of a token's vector; 0 before there are weights."""
        return int(self.weights["form.gain"].shape[0]) if self.weights else 0

    def __call__(self, doc: Doc) -> Floats:
        """Vectors of a document's tokens in their sentences, ``(tokens, width)``."""
        if not len(doc):
            return np.zeros((0, self.width), np.float32)
        starts = doc.to_array([SENT_START]) == 1
        forms = self._forms_of(doc)
        return self.contexts(forms, glued(doc), Layout.of(starts))

    def _forms_of(self, doc: Doc) -> Floats:
        """Vectors of the tokens by themselves; those of forms met before are kept."""
        keys, where = np.unique(doc.to_array([ORTH]), return_inverse=True)
        if len(self._index) > _CACHE_LIMIT:
            self._index.clear()
        new = [key for key in keys.tolist() if key not in self._index]
        if new:
            words = [doc.vocab.strings[key] for key in new]
            keyed = [form(word) for word in words]
            vectors = np.asarray(doc.vocab.vectors.get_batch(keyed), np.float32)
            if self.habits:
                vectors = np.concatenate([vectors, self.habits.of(keyed)], axis=1)
            made = self.forms(words, vectors)
            first = len(self._index)
            if first + len(new) > len(self._forms):
                room = np.zeros((2 * (first + len(new)), self.width), np.float32)
                room[:first] = self._forms[:first]
                self._forms = room
            self._forms[first : first + len(new)] = made
            self._index.update(zip(new, range(first, first + len(new)), strict=True))
        rows = np.array([self._index[key] for key in keys.tolist()])
        vectors_by_token: Floats = self._forms[rows[where]]
        return vectors_by_token

    def forms(self, words: Sequence[str], vectors: Floats) -> Floats:
        """Vectors of forms by themselves, ``(words, width)``, from their floret vectors and habits."""
        w = self.weights
        rows = np.array([form_rows(word) for word in words], np.int64)
        words_part = w["word"][rows[:, :WORD_FEATURES]].reshape(len(words), -1)
        pieces_part = w["piece"][rows[:, WORD_FEATURES:]].reshape(len(words), -1)
        x = np.concatenate([words_part, pieces_part, vectors], axis=1)
        return normalised(maxout(x, w["form.weight"], w["form.bias"]), w["form.gain"], w["form.shift"])

    def contexts(self, forms: Floats, glue: npt.NDArray[np.bool_], layout: Layout) -> Floats:
        """Vectors of tokens in their sentences, ``(tokens, width)``.

        ``forms`` are the tokens' vectors by themselves, ``glue`` says which token is written together with
        the one before it.
        """
        w = self.weights
        width = self.width
        x = np.zeros((layout.rows, width), np.float32)
        after = np.append(glue[1:], False)
        x[layout.places] = forms + w["glue.before"][glue.astype(int)] + w["glue.after"][after.astype(int)]
        for i, distance in enumerate(DISTANCES):
            window = np.zeros((len(x), 3 * width), np.float32)
            window[distance:, :width] = x[:-distance]
            window[:, width : 2 * width] = x
            window[:-distance, 2 * width :] = x[distance:]
            x = x + maxout(window, w[f"layer{i}.weight"], w[f"layer{i}.bias"])
            x = normalised(x, w[f"layer{i}.gain"], w[f"layer{i}.shift"])
            x *= layout.mask
        tokens: Floats = x[layout.places]
        return tokens

    def to_bytes(self) -> bytes:
        """The arrays, in half precision, compressed."""
        file = io.BytesIO()
        arrays = {name: array.astype(np.float16) for name, array in self.weights.items()}
        habits = self.habits.arrays() if self.habits else {}
        np.savez_compressed(file, **(arrays | habits))  # type: ignore[arg-type]
        return file.getvalue()

    def read_bytes(self, data: bytes) -> "Convolutions":
        """A network with the arrays that ``to_bytes`` wrote."""
        with np.load(io.BytesIO(data)) as file:
            arrays = {name: file[name] for name in file.files}
        habits = Habits.of_arrays(arrays) if "habits.forms" in arrays else None
        return Convolutions({k: v for k, v in arrays.items() if not k.startswith("habits.")}, habits)
