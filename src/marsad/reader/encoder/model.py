"""The encoder with its heads as one file, loaded once."""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from marsad.reader.encoder.heads import ClassHead, PairHead
from marsad.reader.encoder.network import Dense, Floats, Layer, Norm, Transformer, unpacked
from marsad.reader.encoder.pieces import Pieces

FILE = "encoder.npz"
Arrays = Mapping[str, npt.NDArray[np.generic]]


@dataclass(frozen=True)
class Encoder:
    """Reads words in their context and scores decisions over them.

    ``classes`` are heads for one spot, ``pairs`` for a statement and what may belong to it, by the decision's name;
    ``strengths`` say how much a decision's score counts beside that of the linear model.
    """

    pieces: Pieces
    transformer: Transformer
    classes: Mapping[str, ClassHead]
    pairs: Mapping[str, PairHead]
    strengths: Mapping[str, float]
    hash: str

    def strength(self, name: str) -> float:
        """How much the score of a decision counts; 0 where the encoder has no say."""
        return self.strengths.get(name, 0.0)


@cache
def shipped_encoder() -> Encoder | None:
    """The encoder of the package; None where it was installed without one."""
    file = resources.files("marsad.reader") / "weights" / FILE
    return from_bytes(file.read_bytes()) if file.is_file() else None


def from_bytes(content: bytes) -> Encoder:
    """The encoder of a file's content: arrays by name, as ``training.encoder.export`` writes them."""
    with np.load(io.BytesIO(content)) as file:
        arrays = {name: file[name] for name in file.files}
    told = json.loads(bytes(arrays["settings"]).decode())
    return Encoder(
        Pieces.of(bytes(arrays["pieces"]).decode().split("\n"), arrays["piece-scores"].astype(np.float32).tolist()),
        _transformer(arrays, told["layers"], told["heads"]),
        {name: _class_head(arrays, name, tuple(classes)) for name, classes in told["classes"].items()},
        {name: _pair_head(arrays, name) for name in told["pairs"]},
        told["strengths"],
        hashlib.sha256(content).hexdigest()[:12],
    )


def _transformer(arrays: Arrays, layers: int, heads: int) -> Transformer:
    made = [
        Layer(
            heads,
            _dense(arrays, f"layer{n}.inward"),
            _dense(arrays, f"layer{n}.outward"),
            _norm(arrays, f"layer{n}.first"),
            _dense(arrays, f"layer{n}.up"),
            _dense(arrays, f"layer{n}.down"),
            _norm(arrays, f"layer{n}.second"),
        )
        for n in range(layers)
    ]
    return Transformer(unpacked(arrays, "words"), _floats(arrays, "positions"), _norm(arrays, "norm"), made)


def _class_head(arrays: Arrays, name: str, classes: tuple[str, ...]) -> ClassHead:
    return ClassHead(classes, _dense(arrays, f"{name}.inner"), _dense(arrays, f"{name}.outer"))


def _pair_head(arrays: Arrays, name: str) -> PairHead:
    return PairHead(
        own=_dense(arrays, f"{name}.own"),
        other=_dense(arrays, f"{name}.other"),
        own_part=_matrix(arrays, f"{name}.own-part"),
        other_part=_matrix(arrays, f"{name}.other-part"),
        product=_matrix(arrays, f"{name}.product"),
        apart=_floats(arrays, f"{name}.apart"),
        out=_dense(arrays, f"{name}.out"),
        nothing_inner=_dense(arrays, f"{name}.nothing-inner"),
        nothing_outer=_dense(arrays, f"{name}.nothing-outer"),
    )


def _dense(arrays: Arrays, name: str) -> Dense:
    return Dense(_matrix(arrays, name), _floats(arrays, f"{name}.bias"))


def _norm(arrays: Arrays, name: str) -> Norm:
    return Norm(_floats(arrays, f"{name}.weight"), _floats(arrays, f"{name}.bias"))


def _matrix(arrays: Arrays, name: str) -> Floats:
    """A dense layer's weights ``(in, out)``; the file has a scale for each output."""
    return np.ascontiguousarray(unpacked(arrays, name).T)


def _floats(arrays: Arrays, name: str) -> Floats:
    return np.asarray(arrays[name], np.float32)
