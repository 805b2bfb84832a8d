"""The word tables of the recogniser: kind words, directions, prepositions, names of organisations, countries.

``data/words.toml`` and ``data/countries.toml`` hold them; everything is folded here, once.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from marsad.places.spelling import ARTICLE, key


class Country(NamedTuple):
    """A country of ``countries.toml``: its Arabic names, adjectives, and the point for its label."""

    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    plurals: tuple[str, ...]
    at: tuple[float, float] | None
    english: str | None


@dataclass(frozen=True, slots=True)
class KindWord:
    """A word that stands before a place's name and says what it is; see ``words.toml``."""

    takes: tuple[str, ...]
    unknown: str
    name: str
    names: dict[str, str]
    several: bool = False
    around: bool = False
    site: bool = False

    def english(self, name: str, country: str) -> str:
        """The usual English name of a place with this kind word."""
        return self.names.get(country, self.name).format(name)


@dataclass(frozen=True, slots=True)
class Words:
    """All word tables, folded. ``adjectives`` leads from a people or an adjective to its country."""

    kinds: dict[str, KindWord]
    around_km: dict[str, float]
    directions: dict[str, str]
    strong: frozenset[str]
    weak: frozenset[str]
    container: frozenset[str]
    organisations: frozenset[str]
    local: frozenset[str]
    fixed: dict[str, bool]
    titles: frozenset[str]
    given: frozenset[str]
    metonym_before: frozenset[str]
    metonym_after: frozenset[str]
    metonym_nouns: frozenset[str]
    metonym_between: frozenset[str]
    adjectives: dict[str, str]
    adjective_countries: frozenset[str]
    adjective_after: frozenset[str]
    compound: frozenset[str]
    plain: frozenset[str]
    units: dict[str, float]
    land: frozenset[str]
    border: frozenset[str]
    home: dict[str, tuple[str, ...]]
    capital: str
    grammar: frozenset[str]
    common: frozenset[str]
    exact: dict[str, str]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("marsad.places") / "data" / name).read_text("utf-8"))


@cache
def countries() -> dict[str, Country]:
    """Countries by ISO 3166-1 alpha-2 code."""
    return {
        code: Country(
            tuple(value["ar"]),
            tuple(value.get("adj", ())),
            tuple(value.get("plural", ())),
            tuple(value["at"]) if "at" in value else None,
            value.get("en"),
        )
        for code, value in _table("countries.toml").items()
    }


def _adjectives() -> dict[str, str]:
    """Every form of a people's name and of a country's adjective, with its country."""
    found: dict[str, str] = {}
    for code, country in countries().items():
        names = {key(name) for name in country.names}
        for adjective in country.adjectives:
            stem = key(adjective)
            if " " in stem:
                continue
            for ending in ("", "ه", "ين", "ون", "تين", "تان", "ان", "ات", "ا"):
                for form in (stem + ending, ARTICLE + stem + ending):
                    if form not in names:
                        found.setdefault(form, code)
        for plural in country.plurals:
            found.setdefault(key(plural), code)
            found.setdefault(ARTICLE + key(plural), code)
    return found


def _kind_words(table: dict[str, Any]) -> dict[str, KindWord]:
    kinds: dict[str, KindWord] = {}
    for row in table["kind"]:
        one = KindWord(tuple(row["takes"]), row["unknown"], row["name"], row.get("names", {}))
        many = KindWord(one.takes, one.unknown, one.name, one.names, several=True)
        kinds.update({key(word): one for word in row["words"]})
        kinds.update({key(word): many for word in (*row.get("dual", ()), *row.get("plural", ()))})
    around = table["around"]
    for word in around["words"]:
        kinds[key(word)] = KindWord(tuple(around["km"]), "no", around["name"], {}, around=True)
    for word in table["sites"]["words"]:
        kinds.setdefault(key(word), KindWord(("site", "base", "airport"), "site", "{}", {}, site=True))
    return kinds


@cache
def words() -> Words:
    """The word tables, read once."""
    table = _table("words.toml")

    def folded(values: list[str]) -> frozenset[str]:
        return frozenset(key(value) for value in values)

    fixed: dict[str, bool] = {}
    for name in table["names"]["fixed"]:
        parts = key(name).split()
        for size in range(1, len(parts)):
            fixed.setdefault(" ".join(parts[:size]), False)
        fixed[" ".join(parts)] = True
    kinds = _kind_words(table)
    return Words(
        kinds=kinds,
        around_km=table["around"]["km"],
        directions={key(word): name for name, forms in table["directions"].items() for word in forms},
        strong=folded(table["locative"]["strong"]),
        weak=folded(table["locative"]["weak"]),
        container=folded(table["container"]["before"]),
        organisations=folded(table["organisations"]["heads"]),
        local=folded(table["organisations"]["local"]),
        fixed=fixed,
        titles=folded(table["people"]["titles"]),
        given=folded(table["people"]["given"]),
        metonym_before=folded(table["metonyms"]["before"]),
        metonym_after=folded(table["metonyms"]["after"]),
        metonym_nouns=folded(table["metonyms"]["nouns"]),
        metonym_between=folded(table["metonyms"]["between"]),
        adjectives=_adjectives(),
        adjective_countries=folded(table["adjectives"]["countries"]),
        adjective_after=folded(table["adjectives"]["after"]),
        compound=folded(table["unknown"]["compound"]),
        plain=folded(table["unknown"]["plain"]),
        units={key(unit): float(km) for unit, km in table["units"].items()},
        land=folded(table["territory"]["land"]),
        border=folded(table["territory"]["border"]),
        home={key(word): tuple(codes) for word, codes in table["home"]["country"].items()},
        capital=key(table["home"]["capital"]),
        grammar=folded(table["ambiguous"]["grammar"]) | kinds.keys() | {ARTICLE + word for word in kinds},
        # "ناصر", "سالم": a given name is a town's name somewhere.
        common=folded(table["ambiguous"]["common"]) | folded(table["people"]["given"]),
        exact={key(name): name for name in table["ambiguous"]["exact"]},
    )


@cache
def borders() -> dict[tuple[str, str], tuple[float, float, float]]:
    """Borders, each under both orders of its countries: latitude, longitude, radius in km."""
    found = {}
    for pair, (lat, lon, km) in _table("borders.toml").items():
        first, _, second = pair.partition("-")
        found[first, second] = found[second, first] = (float(lat), float(lon), float(km))
    return found


@cache
def _outlets() -> dict[str, str]:
    return {key(name): code for code, names in _table("outlets.toml").items() for name in names}


def outlet_country(outlet: str | None) -> str | None:
    """The country where an outlet is at home, as far as the table knows."""
    return _outlets().get(key(outlet)) if outlet else None
