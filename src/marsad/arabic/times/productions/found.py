"""What a rule found, and the questions that most productions ask of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marsad.arabic.times.lexer import Token

# Years of the Hijri calendar that need no sign: عام 1428 in a Saudi newspaper is 2007.
HIJRI_YEARS = range(1250, 1500)
CLOCK_UNITS = frozenset(("second", "minute", "hour"))
# Units whose names are shares of another: نصف ساعة, ربع قرن.
SHARES = {"halfyear": 0.5, "quarter": 0.25}


def share_of(entry: Any) -> float | None:  # noqa: ANN401
    """Which share of the unit behind it an entry means (نصف, ربع, ثلث), None where it means none."""
    share = entry.get("share") or SHARES.get(entry.get("unit", ""))
    return float(share) if share else None


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens of a match: by name, all of them, and the ones around it."""

    named: dict[str, Token]
    tokens: Sequence[Token]
    previous: Token | None
    following: Token | None

    def data(self, name: str) -> Any:  # noqa: ANN401
        """What the named token says, None where it is not there."""
        token = self.named.get(name)
        return token.data if token else None

    def role(self, name: str) -> str:
        """The role of the named token, empty where it is not there."""
        token = self.named.get(name)
        return token.role if token else ""


def shift_of(found: Found) -> int | None:
    """Last (-1), this (0), next (1) and so on, None where nothing of the kind is said."""
    if "s" in found.named:
        return int(found.data("s")["by"])
    return 0 if any(token.role == "this" for token in found.tokens) else None


def is_told(found: Found) -> bool:
    """Whether "the one before" or "after" is said, which counts from what was told last."""
    return "s" in found.named and bool(found.data("s").get("told"))
