"""A proposed place: what recognition hands to resolution."""

from dataclasses import dataclass
from typing import Literal

from marsad.places.gazetteer import Entry
from marsad.places.words import KindWord

Role = Literal["place", "metonym", "dateline", "name", "adjective"]
"""A ``name`` is part of an organisation's or a person's name, an ``adjective`` no noun: neither is a place."""


@dataclass(slots=True)
class Mention:
    """A proposed place: offsets of the original text, candidates, and what stands around it.

    ``first`` and ``last`` are its words; ``start`` and ``end`` take in the kind word and the direction; ``key`` is the
    name alone. ``locative`` is 2 after a preposition of place, 1 after one that may be of place, else 0.
    ``directions`` are ``north`` and so on; ``away_km`` is the distance that the text gives from the name.
    ``around``: the land around the place ("ريف"); ``several``: more names follow in the same phrase; ``given``: another
    layer says that it is a place; ``home``: the country of which the report speaks ("البلاد"); ``stripped``: letters
    were taken off the written word to find the name. ``container`` is the larger place that the text names.
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    kind: KindWord | None = None
    locative: int = 0
    role: Role = "place"
    directions: tuple[str, ...] = ()
    around: bool = False
    several: bool = False
    away_km: float | None = None
    given: bool = False
    home: bool = False
    stripped: bool = False
    container: "Mention | None" = None
