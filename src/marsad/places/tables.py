"""The hand-made tables of places: what the news names and GeoNames' towns lack.

``data/tables/XX.toml`` holds a country's divisions and places. A place needs ``en``, ``ar`` (one name or more) and, unless a GeoNames
town of the country bears that name, ``at`` (latitude, longitude in degrees). ``kind`` is ``town`` where not
given; ``km`` (the radius of doubt) and ``weight`` depend on the kind.
"""

import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any, NamedTuple

RADIUS_KM = {
    "country": 500.0,
    "division": 80.0,
    "region": 60.0,
    "district": 20.0,
    "capital": 15.0,
    "city": 10.0,
    "town": 5.0,
    "village": 3.0,
    "quarter": 2.0,
    "camp": 1.5,
    "settlement": 2.0,
    "crossing": 1.0,
    "airport": 3.0,
    "base": 3.0,
    "port": 2.0,
    "site": 1.0,
    "street": 2.0,
    "roundabout": 0.5,
    "road": 40.0,
    "mountain": 10.0,
    "valley": 15.0,
    "plain": 20.0,
    "river": 200.0,
    "island": 15.0,
    "sea": 300.0,
    "front": 10.0,
    "dam": 2.0,
    "field": 5.0,
}
"""Kinds of places with the radius that one has where nothing better is known, in kilometres."""

WEIGHT = {"country": 8.0, "division": 5.3, "region": 5.2, "capital": 6.5, "city": 5.5, "sea": 5.0, "district": 4.2}
"""How well known a hand-made place is by its kind; 4.5 for the rest: it is in the table because news names it."""


class Row(NamedTuple):
    """A place of a hand-made table; ``at`` is None where GeoNames has the town."""

    name: str
    arabic: tuple[str, ...]
    kind: str
    country: str
    at: tuple[float, float] | None
    radius_km: float
    weight: float


class Division(NamedTuple):
    """What the tables say of a first-level division: ``code`` is its GeoNames code, None where names match."""

    iso: str
    code: str | None
    name: str | None
    arabic: tuple[str, ...]
    at: tuple[float, float] | None
    radius_km: float | None


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _load() -> Iterator[tuple[str, dict[str, Any]]]:
    folder = resources.files("marsad.places") / "data" / "tables"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        yield file.name.removesuffix(".toml"), tomllib.loads(file.read_text("utf-8"))


def rows() -> Iterator[Row]:
    """The places of all tables."""
    for name, table in _load():
        for place in table.get("places", ()):
            kind = place.get("kind", "town")
            where = f"data/tables/{name}.toml, {place.get('en')}"
            if kind not in RADIUS_KM:
                raise ValueError(f"{where}: {kind!r} is no kind of place")
            at = place.get("at")
            yield Row(
                place["en"],
                _names(place["ar"]),
                kind,
                place.get("country", name),
                (float(at[0]), float(at[1])) if at else None,
                float(place.get("km", RADIUS_KM[kind])),
                float(place.get("weight", WEIGHT.get(kind, 4.5))),
            )


def divisions() -> dict[str, Division]:
    """First-level divisions of which the tables know more than CLDR, by ISO 3166-2 code."""
    found = {}
    for name, table in _load():
        for code, value in table.get("divisions", {}).items():
            at = value.get("at")
            found[f"{name}-{code}"] = Division(
                f"{name}-{code}",
                value.get("code"),
                value.get("en"),
                _names(value.get("ar", ())),
                (float(at[0]), float(at[1])) if at else None,
                float(value["km"]) if "km" in value else None,
            )
    return found
