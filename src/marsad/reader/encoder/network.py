"""A small transformer in numpy: vectors of the pieces of a text, each read in the light of all others around it.

The architecture is BERT's (Devlin et al. 2019) with the sizes of MiniLM (Wang et al. 2020).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]

_TINY = 1e-12


@dataclass(frozen=True)
class Dense:
    """``x @ weight + bias``; ``weight`` is ``(in, out)``."""

    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        """The layer's output for rows of inputs."""
        out: Floats = x @ self.weight
        out += self.bias
        return out


@dataclass(frozen=True)
class Norm:
    """Each row brought to mean 0 and variance 1, then scaled."""

    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        """The rows in that scale."""
        x = np.subtract(x, x.mean(axis=-1, keepdims=True), dtype=np.float32)
        square = np.einsum("ij,ij->i", x, x)[:, None]
        x *= 1 / np.sqrt(square / np.float32(x.shape[-1]) + np.float32(_TINY))
        x *= self.weight
        x += self.bias
        return x


@dataclass(frozen=True)
class Layer:
    """Attention of ``heads`` heads and two dense layers, each added to its input."""

    heads: int
    inward: Dense
    """Queries, keys and values, one after the other."""
    outward: Dense
    first: Norm
    up: Dense
    down: Dense
    second: Norm

    def __call__(self, x: Floats) -> Floats:
        """The vectors after this layer; ``x`` is ``(pieces, width)``."""
        length, width = x.shape
        size = width // self.heads
        inward = self.inward(x).reshape(length, 3, self.heads, size)
        query, key, value = (np.ascontiguousarray(inward[:, n].swapaxes(0, 1)) for n in range(3))
        weights = query @ key.swapaxes(1, 2)
        weights *= np.float32(size**-0.5)
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        seen: Floats = np.matmul(weights, value, dtype=np.float32).swapaxes(0, 1).reshape(length, width)
        x = self.first(x + self.outward(seen))
        return self.second(x + self.down(gelu(self.up(x))))


@dataclass(frozen=True)
class Transformer:
    """Vectors for pieces by their numbers, ``(pieces, width)``, and layers over them."""

    pieces: Floats
    positions: Floats
    norm: Norm
    layers: Sequence[Layer]

    @property
    def longest(self) -> int:
        """So many pieces may be read at once."""
        return len(self.positions)

    def __call__(self, numbers: Sequence[int]) -> Floats:
        """The vectors of a text's pieces, ``(pieces, width)``."""
        x = self.norm(self.pieces[np.asarray(numbers, np.intp)] + self.positions[: len(numbers)])
        for layer in self.layers:
            x = layer(x)
        return x


def gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit in the approximation by tanh (Hendrycks and Gimpel 2016)."""
    inner = x * x
    inner *= np.float32(0.044715)
    inner += 1
    inner *= x
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner


def packed(matrix: Floats) -> dict[str, npt.NDArray[np.generic]]:
    """A matrix as whole numbers of one byte with a scale for each row."""
    scale = np.maximum(np.abs(matrix).max(axis=1), 1e-8) / 127
    return {"bytes": np.rint(matrix / scale[:, None]).astype(np.int8), "scale": scale.astype(np.float32)}


def unpacked(arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> Floats:
    """The matrix of that name."""
    return np.asarray(arrays[f"{name}.bytes"], np.float32) * np.asarray(arrays[f"{name}.scale"], np.float32)[:, None]
