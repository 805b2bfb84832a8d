"""The hand-made tables of places: what the news names and GeoNames' towns lack.

``data/tables/XX.toml`` (``INT.toml`` for what belongs to no one country) holds a country's first-level
divisions and, kind by kind, its places::

    [quarter]
    "Al-Bayaa (Baghdad)" = [33.27, 44.34, "البياع"]

The English name leads to latitude and longitude in degrees, if need be the radius of doubt in km, and the Arabic
names, the usual one first. A town that GeoNames has under one of the Arabic names needs no point: it
takes the table's names and keeps GeoNames' point and id. ``omit.geonames`` lists towns to leave out.
"""

import tomllib
from collections.abc import Iterator
from importlib import resources
from math import log10
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

WEIGHT = {
    "country": 8.0,
    "division": 5.3,
    "region": 5.2,
    "capital": 6.5,
    "city": 5.5,
    "sea": 5.0,
    "district": 4.2,
}
"""How well known a hand-made place is by its kind; 4.5 for the rest: it is in the table because news names it."""


def town_weight(population: int) -> float:
    """How well known a town is: the decimal logarithm of its population; GeoNames gives 0 for what it does not know."""
    return round(log10(max(population, 1500)), 2)


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
    """What the tables say of a first-level division.

    ``code`` is its GeoNames code, None where names match, empty where GeoNames has none.
    """

    iso: str
    code: str | None
    name: str | None
    arabic: tuple[str, ...]
    at: tuple[float, float] | None
    radius_km: float | None


def _load() -> Iterator[tuple[str, dict[str, Any]]]:
    folder = resources.files("marsad.places") / "data" / "tables"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        yield file.name.removesuffix(".toml"), tomllib.loads(file.read_text("utf-8"))


def _row(country: str, kind: str, name: str, values: list[float | str]) -> Row:
    numbers = [float(value) for value in values if not isinstance(value, str)]
    arabic = tuple(value for value in values if isinstance(value, str))
    if not arabic or len(numbers) not in (0, 2, 3):
        raise ValueError(
            f"data/tables/{country}.toml, {name}: latitude, longitude, perhaps km, and Arabic names are needed"
        )
    return Row(
        name,
        arabic,
        kind,
        country,
        (numbers[0], numbers[1]) if numbers else None,
        numbers[2] if len(numbers) == 3 else RADIUS_KM[kind],
        WEIGHT.get(kind, 4.5),
    )


def rows() -> Iterator[Row]:
    """The places of all tables."""
    for country, table in _load():
        for kind, places in table.items():
            if kind in ("divisions", "omit"):
                continue
            if kind not in RADIUS_KM:
                raise ValueError(f"data/tables/{country}.toml: {kind!r} is no kind of place")
            for name, values in places.items():
                yield _row("" if country == "INT" else country, kind, name, values)


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
                tuple(value.get("ar", ())),
                (float(at[0]), float(at[1])) if at else None,
                float(value["km"]) if "km" in value else None,
            )
    return found


def omitted() -> set[int]:
    """GeoNames ids of towns that the tables have otherwise."""
    return {number for _, table in _load() for number in table.get("omit", {}).get("geonames", ())}
