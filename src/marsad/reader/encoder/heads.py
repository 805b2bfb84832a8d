"""What is decided over vectors of spots: classes of one spot, and how well two spots go together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marsad.reader.encoder.network import Dense, Floats, gelu

Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True)
class ClassHead:
    """Scores of classes for a spot: two dense layers."""

    classes: tuple[str, ...]
    inner: Dense
    outer: Dense

    def __call__(self, spots: Floats) -> Floats:
        """Log-probabilities ``(spots, classes)``."""
        scores = self.outer(gelu(self.inner(spots)))
        scores -= scores.max(axis=-1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=-1, keepdims=True))
        return scores


@dataclass(frozen=True)
class PairHead:
    """How well spots go together: of a statement and of what may be its place, time, source or side.

    ``own`` and ``other`` see each spot alone, ``product`` both at once, ``apart`` has a row for each class of distance.
    """

    own: Dense
    other: Dense
    own_part: Floats
    other_part: Floats
    product: Floats
    apart: Floats
    out: Dense
    nothing_inner: Dense
    nothing_outer: Dense

    def __call__(self, own: Floats, other: Floats, distances: Numbers) -> Floats:
        """Scores ``(own spots, other spots)``; ``distances`` has the class of distance of each pair."""
        inner = (own @ self.own_part)[:, None] * (other @ self.other_part)[None]
        hidden = inner.reshape(-1, inner.shape[-1]) @ self.product
        hidden += np.repeat(self.own(own), len(other), axis=0)
        hidden += np.tile(self.other(other), (len(own), 1))
        hidden += self.apart[distances.ravel()]
        return self.out(gelu(hidden)).reshape(len(own), len(other))

    def nothing(self, own: Floats) -> float:
        """The score of "none of them" for a statement, by its first spot."""
        return float(self.nothing_outer(gelu(self.nothing_inner(own[:1])))[0, 0])


def together(scores: Floats, owners: Sequence[int], count: int) -> Floats:
    """One score an option, from those of its spots ``(own spots, other spots)``: the sum of their odds.

    ``owners`` says of each other spot to which option it belongs; an option without a spot is left at minus infinity.
    """
    top = scores.max() if scores.size else 0.0
    odds = np.zeros(count)
    np.add.at(odds, np.asarray(owners, np.intp), np.exp(scores - top).sum(axis=0))
    with np.errstate(divide="ignore"):
        return (np.log(odds) + top).astype(np.float32)
