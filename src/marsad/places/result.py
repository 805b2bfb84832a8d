"""What a place found in a text is."""

from dataclasses import dataclass
from typing import NamedTuple

from marsad.places.gazetteer import Entry
from marsad.places.mention import Role


class Alternative(NamedTuple):
    """Another place that the words may mean."""

    entry: Entry
    probability: float


@dataclass(frozen=True, slots=True)
class Resolved:
    """A place in a text.

    ``text`` is ``text[start:end]`` of the text read: with kind word and direction, without a preposition before it.
    ``name`` is the usual English name (None where none is known), ``arabic`` the gazetteer's or the text's.
    ``division`` is an ISO 3166-2 code or the GeoNames code of a first-level division. Degrees are WGS 84;
    the true place is within ``radius_km`` of the point. ``role`` is ``place`` for a place where something may
    happen; ``metonym`` where a capital or country stands for its government; ``dateline`` where it says whence the
    report was sent. ``fallback``: the place itself is not in the gazetteer, and what is given is the
    place around it, as the text tells (``within``: its English name). ``probability`` is that of a place being
    meant, and this one.
    """

    start: int
    end: int
    text: str
    name: str | None
    arabic: str
    kind: str
    country: str | None
    division: str | None
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    geonames: int | None
    probability: float
    role: Role = "place"
    fallback: bool = False
    within: str | None = None
    alternatives: tuple[Alternative, ...] = ()
