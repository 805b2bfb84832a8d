"""Places told from other places: "شمال العراق", "ريف حلب الشمالي", "على بعد 20 كيلومتراً من دمشق"."""

from marsad.places.distance import bearing_of, moved
from marsad.places.gazetteer import Entry
from marsad.places.mention import Mention
from marsad.places.words import words

_AREAS = frozenset(("country", "division", "region", "district", "island", "sea", "plain"))
_ENGLISH = {
    ("north",): "northern",
    ("south",): "southern",
    ("east",): "eastern",
    ("west",): "western",
    ("middle",): "central",
}


def english(directions: tuple[str, ...], name: str) -> str:
    """The English name of a part: ``southeastern Turkey``, ``central Raqqa``."""
    if not directions:
        return name
    if directions in _ENGLISH:
        return f"{_ENGLISH[directions]} {name}"
    first, second = sorted(directions, key=lambda part: part in ("east", "west", "middle"))
    return f"{first}{_ENGLISH.get((second,), second)} {name}"


def point(mention: Mention, entry: Entry) -> tuple[float, float, float]:
    """Latitude, longitude and radius in km of what the mention says, seen from the place that it names."""
    lat, lon, radius = entry.latitude, entry.longitude, entry.radius_km
    bearing = None
    if any(part != "middle" for part in mention.directions):
        bearing = bearing_of(*(part for part in mention.directions if part != "middle"))
    if mention.away_km is not None:
        if bearing is None:
            return lat, lon, mention.away_km + radius
        return *moved(lat, lon, bearing, mention.away_km), max(3.0, 0.25 * mention.away_km)
    if mention.around:
        around = words().around_km
        radius = max(radius, around.get(entry.kind, around["town"]))
    if bearing is not None:
        if mention.around or entry.kind in _AREAS:
            return *moved(lat, lon, bearing, 0.5 * radius), 0.6 * radius
        # "جنوب غرب دمشق" may be a part of the town or the land beyond it.
        return *moved(lat, lon, bearing, radius), 1.5 * radius
    if mention.directions and entry.kind in _AREAS:
        radius *= 0.6
    return lat, lon, radius
