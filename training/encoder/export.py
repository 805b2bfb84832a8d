"""Writes the trained encoder as the file that ``marsad.reader.encoder`` loads."""

import io
import json
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from torch import Tensor, nn

from marsad.reader.encoder.network import packed
from marsad.reader.encoder.reading import WINDOW
from training.encoder.base import Base
from training.encoder.network import Model

Arrays = dict[str, npt.NDArray[np.generic]]


def exported(model: Model, base: Base, kept: Sequence[int], strengths: Mapping[str, float]) -> bytes:
    """The file's content: matrices in whole numbers of one byte, all else in half precision."""
    arrays: Arrays = {}
    body = model.transformer
    _matrix(arrays, "words", body.words.weight)
    _half(arrays, "positions", body.positions[:WINDOW])
    _norm(arrays, "norm", body.norm)
    for n, layer in enumerate(body.layers):
        for name in ("inward", "outward", "up", "down"):
            _dense(arrays, f"layer{n}.{name}", getattr(layer, name))
        for name in ("first", "second"):
            _norm(arrays, f"layer{n}.{name}", getattr(layer, name))
    for name, head in model.heads.items():
        _dense(arrays, f"{name}.inner", head[0])
        _dense(arrays, f"{name}.outer", head[-1])
    for name, pair in model.pairs.items():
        for part in ("own", "other", "out"):
            _dense(arrays, f"{name}.{part}", getattr(pair, part))
        for part in ("own_part", "other_part", "product"):
            _matrix(arrays, f"{name}.{part.replace('_', '-')}", getattr(pair, part).weight)
        _half(arrays, f"{name}.apart", pair.apart.weight)
        _dense(arrays, f"{name}.nothing-inner", pair.nothing[0])
        _dense(arrays, f"{name}.nothing-outer", pair.nothing[-1])
    settings = {
        "layers": len(body.layers),
        "heads": base.heads,
        "classes": model.classes,
        "pairs": list(model.pairs),
        "strengths": dict(strengths),
    }
    arrays["settings"] = _bytes(json.dumps(settings))
    arrays["pieces"] = _bytes("\n".join(base.pieces[n] for n in kept))
    arrays["piece-scores"] = np.array([base.scores[n] for n in kept], np.float16)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def _dense(arrays: Arrays, name: str, layer: nn.Linear) -> None:
    _matrix(arrays, name, layer.weight)
    _half(arrays, f"{name}.bias", layer.bias)


def _norm(arrays: Arrays, name: str, layer: nn.LayerNorm) -> None:
    _half(arrays, f"{name}.weight", layer.weight)
    _half(arrays, f"{name}.bias", layer.bias)


def _matrix(arrays: Arrays, name: str, weight: Tensor) -> None:
    for part, array in packed(weight.detach().float().numpy()).items():
        arrays[f"{name}.{part}"] = array


def _half(arrays: Arrays, name: str, weight: Tensor) -> None:
    arrays[name] = weight.detach().float().numpy().astype(np.float16)


def _bytes(text: str) -> npt.NDArray[np.generic]:
    return np.frombuffer(text.encode(), np.uint8)
