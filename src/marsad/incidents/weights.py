"""The table of comparisons and their weights, from ``data/weights.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from marsad.record import EventType

COMPARISONS = ("type", "place", "time", "words", "text", "numbers", "people")
"""What is compared, in the order in which it is told."""


@dataclass(frozen=True)
class Weights:
    """Weights in bits: of each comparison's outcomes, and the constants around them."""

    bits: dict[str, dict[str, float]]
    kin: frozenset[frozenset[EventType]]
    prior: float
    link: float
    missing: float
    same_report: float


@cache
def weights() -> Weights:
    """The shipped table."""
    table = tomllib.loads(files(__package__).joinpath("data", "weights.toml").read_text(encoding="utf-8"))
    return Weights(
        bits={name: table[name] for name in COMPARISONS},
        kin=frozenset(
            frozenset((EventType(one), EventType(other)))
            for types in table["kin"]["types"]
            for one in types
            for other in types
        ),
        prior=table["prior"],
        link=table["link"],
        missing=table["missing"],
        same_report=table["same_report"],
    )
