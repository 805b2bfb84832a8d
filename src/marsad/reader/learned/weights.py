"""The models of the learned engine, and the limits by which it keeps or drops: one folder, loaded once.

The linear models of a folder count together with the package's encoder.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np

from marsad.reader.encoder import Encoder, shipped_encoder
from marsad.reader.learned.linear import Linear

NAMES = (
    "triage",
    "mention",
    "same",
    "harm",
    "group",
    "cumulative",
    "owner",
    "actor",
    "target",
    "event-place",
    "event-when",
    "event-source",
    "event-stance",
    "figure-place",
    "figure-when",
    "figure-source",
    "figure-stance",
)
_SETTINGS = "settings.json"
SUREST = 1e-9
"""Scores closer to 0 or 1 are not told apart."""


@dataclass(frozen=True)
class Weights:
    """Models by name; limits by name; for events and figures how sure a score really is."""

    models: Mapping[str, Linear]
    limits: Mapping[str, float]
    calibration: Mapping[str, tuple[tuple[float, float], ...]]
    hash: str = "unsaved"
    encoder: Encoder | None = None
    """The encoder whose scores count beside the models'; the package's, since it learns from no user's reports."""

    def __getitem__(self, name: str) -> Linear:
        """The model of one decision."""
        return self.models[name]

    def limit(self, name: str) -> float:
        """The limit of one decision."""
        return self.limits[name]

    def calibrated(self, kind: str, score: float) -> float:
        """The share of statements of a kind (``event``, ``figure``) that are right at a score, in hundredths.

        Without a calibration it is the score itself.
        """
        points = self.calibration.get(kind)
        if not points:
            return score
        xs, ys = zip(*points, strict=True)
        return round(float(np.interp(log_odds(score), [log_odds(x) for x in xs], ys)), 2)

    def save(self, folder: Path) -> None:
        """Write the models into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, model in self.models.items():
            (folder / f"{name}.npz").write_bytes(model.to_bytes())
        settings = {"limits": dict(self.limits), "calibration": {k: list(v) for k, v in self.calibration.items()}}
        (folder / _SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def log_odds(score: float) -> float:
    """Scores close to 1 differ in their log-odds more than in themselves."""
    score = min(max(score, SUREST), 1 - SUREST)
    return math.log(score / (1 - score))


def read_weights(folder: Path | Traversable) -> Weights:
    """The models of a folder. Raises FileNotFoundError where one is missing."""
    contents = {name: (folder / f"{name}.npz").read_bytes() for name in NAMES}
    text = (folder / _SETTINGS).read_bytes()
    settings = json.loads(text)
    mark = hashlib.sha256(text)
    for content in contents.values():
        mark.update(content)
    calibration = {kind: tuple((x, y) for x, y in points) for kind, points in settings["calibration"].items()}
    models = {name: Linear.from_bytes(content) for name, content in contents.items()}
    encoder = shipped_encoder()
    if encoder is not None:
        mark.update(encoder.hash.encode())
    return Weights(models, settings["limits"], calibration, "sha256:" + mark.hexdigest()[:16], encoder)


@cache
def shipped_weights() -> Weights | None:
    """The models of the package; None where it was installed without them."""
    folder = resources.files("marsad.reader") / "weights"
    return read_weights(folder) if (folder / _SETTINGS).is_file() else None
