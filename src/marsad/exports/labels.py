"""Arabic names for the codes of the record, and the words of the page, from ``labels.toml``."""

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from marsad.record import Bound, EventType, Group, Harm, Stance

_TABLE: dict[type[StrEnum], str] = {
    EventType: "type",
    Harm: "harm",
    Group: "group",
    Bound: "bound",
    Stance: "stance",
}


@cache
def _labels() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("labels.toml").read_text(encoding="utf-8"))


def in_arabic(code: StrEnum) -> str:
    """The Arabic name of a code of the record."""
    return str(_labels()[_TABLE[type(code)]][code]["ar"])


def family(code: EventType | Harm) -> str:
    """The family that an event type or harm belongs to: codes of one family look alike on a page."""
    return str(_labels()[_TABLE[type(code)]][code]["family"])


def bound_form(bound: Bound, *, two_numbers: bool) -> str:
    """The Arabic wording of a bound, with ``{low}`` and ``{high}`` where the numbers go."""
    return str(_labels()["bound"][bound]["two" if two_numbers else "one"])


def page_words() -> dict[str, str]:
    """The page's own words by their key."""
    return {key: str(value) for key, value in _labels()["page"].items()}


def families() -> dict[str, str]:
    """The Arabic name of each family, in the order of the legend."""
    return {key: str(value) for key, value in _labels()["family"].items()}
