"""Linear models over named features: a softmax over classes, and a softmax over the candidates of one question.

A feature is a string; a model knows it by its 32-bit checksum. Features that it never met count nothing. Models are
small arrays in one file, and what speaks for and against a decision can be listed by name.
"""

import io
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Keys: TypeAlias = npt.NDArray[np.uint32]


@lru_cache(maxsize=1 << 18)
def key(feature: str) -> int:
    """The checksum by which models know a feature."""
    return zlib.crc32(feature.encode())


def softmax(scores: Floats) -> Floats:
    """Probabilities over the last axis."""
    scores = scores - scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    return scores


@dataclass(frozen=True)
class Linear:
    """Weights by feature and class, ``(features, classes)``; a ranker has one class.

    ``classes`` are the names of the columns; ``keys`` the features' checksums in rising order.
    """

    classes: tuple[str, ...]
    keys: Keys
    weights: Floats

    def __post_init__(self) -> None:
        """Index the features."""
        rows = dict(zip(self.keys.tolist(), range(len(self.keys)), strict=True))
        object.__setattr__(self, "_rows", rows)

    def rows(self, features: Iterable[str]) -> list[int]:
        """Rows of the features that the model knows."""
        known: Mapping[int, int] = self._rows  # type: ignore[attr-defined]
        found = (known.get(key(feature)) for feature in features)
        return [row for row in found if row is not None]

    def scores(self, features: Iterable[str]) -> Floats:
        """The sum of the weights of the features, one score a class."""
        total: Floats = self.weights[self.rows(features)].sum(axis=0, dtype=np.float32)
        return total

    def probabilities(self, features: Iterable[str]) -> Floats:
        """Probability of each class."""
        return softmax(self.scores(features))

    def ranked(self, candidates: Sequence[Iterable[str]]) -> Floats:
        """Probability of each candidate of one question, by the first class's weights."""
        return softmax(np.array([self.scores(features)[0] for features in candidates], np.float32))

    def spoken(self, features: Iterable[str], column: int = 0) -> list[tuple[str, float]]:
        """Features that the model knows with their weight for a class, the strongest first."""
        known: Mapping[int, int] = self._rows  # type: ignore[attr-defined]
        rows = ((feature, known.get(key(feature))) for feature in dict.fromkeys(features))
        said = [(feature, float(self.weights[row, column])) for feature, row in rows if row is not None]
        return sorted(said, key=lambda pair: -abs(pair[1]))

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
