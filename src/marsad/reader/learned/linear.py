"""Linear models over named features: a softmax over classes, and a softmax over the candidates of one question.

A feature is a string; a model knows it by its 32-bit checksum. Features that it never met count nothing. Models are
small arrays in one file, and what speaks for and against a decision can be listed by name.
"""

import io
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Keys: TypeAlias = npt.NDArray[np.uint32]


KEPT = 1 << 16
"""So many features a model remembers the rows of."""


def key(feature: str) -> int:
    """The checksum by which models know a feature."""
    return zlib.crc32(feature.encode())


def softmax(scores: Floats) -> Floats:
    """Probabilities over the last axis."""
    scores = scores - scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    return scores


class _Rows(dict[str, int]):
    """Row of each feature met so far; what the model does not know has the row of zeros behind its own."""

    def __init__(self, keys: Keys) -> None:
        self._known = dict(zip(keys.tolist(), range(len(keys)), strict=True))
        self._unknown = len(keys)

    def __missing__(self, feature: str) -> int:
        if len(self) >= KEPT:
            self.clear()
        row: int = self._known.get(key(feature), self._unknown)
        self[feature] = row
        return row


@dataclass(frozen=True)
class Linear:
    """Weights by feature and class, ``(features, classes)``; a ranker has one class.

    ``classes`` are the names of the columns; ``keys`` the features' checksums in rising order.
    """

    classes: tuple[str, ...]
    keys: Keys
    weights: Floats

    @cached_property
    def _rows(self) -> _Rows:
        return _Rows(self.keys)

    @cached_property
    def _padded(self) -> Floats:
        """The weights, and a row of zeros."""
        return np.concatenate([self.weights, np.zeros((1, len(self.classes)), np.float32)])

    def scores(self, features: Iterable[str]) -> Floats:
        """The sum of the weights of the features, one score a class."""
        total: Floats = self._padded[[*map(self._rows.__getitem__, features)]].sum(axis=0, dtype=np.float32)
        return total

    def probabilities(self, features: Iterable[str]) -> Floats:
        """Probability of each class."""
        return softmax(self.scores(features))

    def ranked(self, candidates: Sequence[Sequence[str]]) -> Floats:
        """Probability of each candidate of one question, by the first class's weights."""
        return softmax(self.ranked_scores(candidates))

    def ranked_scores(self, candidates: Sequence[Sequence[str]]) -> Floats:
        """The sum of the first class's weights for each candidate of one question."""
        rows = [row for features in candidates for row in map(self._rows.__getitem__, features)]
        # Every candidate has a feature, so that no part that is added up is empty.
        starts = np.cumsum([0, *(len(features) for features in candidates[:-1])])
        total: Floats = np.add.reduceat(self._padded[rows, 0], starts)
        return total

    def spoken(self, features: Iterable[str], column: int = 0) -> list[tuple[str, float]]:
        """Features that the model knows with their weight for a class, the strongest first."""
        rows = ((feature, self._rows[feature]) for feature in dict.fromkeys(features))
        said = [(feature, float(self.weights[row, column])) for feature, row in rows if row < len(self.keys)]
        return sorted(said, key=lambda pair: -abs(pair[1]))

    def pruned(self, least: float) -> "Linear":
        """The model without features that weigh less than ``least`` for every class."""
        kept = np.abs(self.weights).max(axis=1) >= least
        return Linear(self.classes, self.keys[kept], self.weights[kept])

    def to_bytes(self) -> bytes:
        """The model as one file's content."""
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer, classes=np.array(self.classes), keys=self.keys, weights=self.weights.astype(np.float16)
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Linear":
        """The model of a file's content."""
        with np.load(io.BytesIO(content)) as arrays:
            return cls(
                tuple(str(name) for name in arrays["classes"]),
                arrays["keys"],
                arrays["weights"].astype(np.float32),
            )
