"""The gazetteer: which places bear a name.

One text file (``data/gazetteer.tsv``, made by ``training/gazetteer.py``) holds the rows of all places and an
index from name keys to rows; rows are decoded when they are asked for. Users add GeoNames country dumps,
which become further files of the same form in their own folder.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TextIO

from marsad.places.spelling import key, variants

FORMAT = "# marsad gazetteer 1"
_NAMES = "# names"
FOLDER_VARIABLE = "MARSAD_GAZETTEER"
"""Environment variable that names the folder of the user's additions."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place on earth as the gazetteer knows it.

    ``name`` is the usual English name, ``arabic`` the usual Arabic one. ``division`` is the first-level
    division's ISO 3166-2 code, else a GeoNames code as ``SY.08``, else empty. Degrees are WGS 84; the place lies within
    ``radius_km`` of its point. ``weight`` is how well known it is: for a town the decimal logarithm of its
    population, for others a number on the same scale.
    """

    name: str
    arabic: str
    kind: str
    country: str
    division: str
    latitude: float
    longitude: float
    radius_km: float
    geonames: int | None
    population: int
    weight: float

    def line(self) -> str:
        """The entry as a row of the file."""
        return "\t".join(
            (
                self.name,
                self.arabic,
                self.kind,
                self.country,
                self.division,
                f"{self.latitude:.4f}",
                f"{self.longitude:.4f}",
                f"{self.radius_km:g}",
                str(self.geonames or ""),
                str(self.population),
                f"{self.weight:.2f}",
            )
        )


def _entry(line: str) -> Entry:
    name, arabic, kind, country, division, lat, lon, radius, geonames, population, weight = line.split("\t")
    return Entry(
        name,
        arabic,
        kind,
        country,
        division,
        float(lat),
        float(lon),
        float(radius),
        int(geonames) if geonames else None,
        int(population),
        float(weight),
    )


class _Layer:
    """One file of the gazetteer."""

    def __init__(self, text: str, where: str) -> None:
        if not text.startswith(FORMAT):
            raise ValueError(f"{where} is not a gazetteer file of this version ({FORMAT[2:]})")
        head, _, names = text.partition(f"\n{_NAMES}\n")
        lines = head.split("\n")
        self.about = [line[2:] for line in lines if line.startswith("# ")][1:]
        self.rows = lines[1 + len(self.about) :]
        pairs = [line.split("\t") for line in names.split("\n") if line]
        self.index: dict[str, str] = dict(pairs)
        self._entries: dict[int, Entry] = {}

    def get(self, name_key: str) -> tuple[Entry, ...] | None:
        rows = self.index.get(name_key)
        if rows is None:
            return None
        return tuple(self.entry(int(row)) for row in rows.split())

    def entry(self, row: int) -> Entry:
        if row not in self._entries:
            self._entries[row] = _entry(self.rows[row])
        return self._entries[row]


class Gazetteer:
    """Names to places, over the shipped file and the user's additions."""

    def __init__(self, layers: Iterable[_Layer]) -> None:
        self._layers = tuple(layers)
        self._found: dict[str, tuple[Entry, ...] | None] = {}

    def get(self, name_key: str) -> tuple[Entry, ...] | None:
        """Places of this key, most widely known first; empty if longer names begin with it; else None."""
        try:
            return self._found[name_key]
        except KeyError:
            pass
        parts = [part for layer in self._layers if (part := layer.get(name_key)) is not None]
        found = None
        if parts:
            # A place of the user's dump that the shipped file has as well is given once.
            seen: dict[object, Entry] = {}
            for part in parts:
                for entry in part:
                    seen.setdefault(entry.geonames or entry, entry)
            found = tuple(sorted(seen.values(), key=lambda entry: -entry.weight))
        if found is not None or len(self._found) < 500_000:
            self._found[name_key] = found
        return found

    def __contains__(self, name_key: str) -> bool:
        """Whether a place has this key or a longer one that begins with its words."""
        return any(name_key in layer.index for layer in self._layers)

    def find(self, name: str) -> list[Entry]:
        """Places called ``name`` in any spelling, most widely known first."""
        name_key = key(name)
        found = list(self.get(name_key) or ())
        for other in sorted(variants(name_key)):
            found += [entry for entry in self.get(other) or () if entry not in found]
        return found

    def entries(self) -> Iterator[Entry]:
        """All places, file by file."""
        for layer in self._layers:
            for row in range(len(layer.rows)):
                yield layer.entry(row)

    def capitals(self) -> dict[str, Entry]:
        """The capital of each country, by ISO 3166-1 alpha-2 code."""
        found: dict[str, Entry] = {}
        for layer in self._layers:
            for row, line in enumerate(layer.rows):
                if "\tcapital\t" in line:
                    entry = layer.entry(row)
                    found.setdefault(entry.country, entry)
        return found

    def countries(self) -> dict[str, str]:
        """The English name of each country, by ISO 3166-1 alpha-2 code."""
        found: dict[str, str] = {}
        for layer in self._layers:
            for row, line in enumerate(layer.rows):
                if "\tcountry\t" in line:
                    entry = layer.entry(row)
                    found.setdefault(entry.country, entry.name)
        return found

    @property
    def about(self) -> list[str]:
        """What each file was made from: sources with licence and date."""
        return [line for layer in self._layers for line in layer.about]

    def __len__(self) -> int:
        return sum(len(layer.rows) for layer in self._layers)


def write(out: TextIO, about: Iterable[str], places: Iterable[tuple[Entry, Iterable[str]]]) -> None:
    """Write a gazetteer file: ``places`` are entries with the keys of their names, ``about`` one line a source."""
    names: dict[str, list[int]] = {}
    out.write(FORMAT + "\n")
    for line in about:
        out.write(f"# {line}\n")
    rows = sorted(places, key=lambda place: (-place[0].weight, place[0].country, place[0].name))
    for row, (entry, keys) in enumerate(rows):
        out.write(entry.line() + "\n")
        for name_key in keys:
            names.setdefault(name_key, []).append(row)
    # Beginnings of longer names stand in the index without rows, so that the longest match is a walk in it.
    for name_key in list(names):
        words = name_key.split(" ")
        for size in range(1, len(words)):
            names.setdefault(" ".join(words[:size]), [])
    out.write(_NAMES + "\n")
    for name_key in sorted(names):
        out.write(f"{name_key}\t{' '.join(map(str, names[name_key]))}\n")


def user_folder() -> Path:
    """Where the user's additions are kept: ``$MARSAD_GAZETTEER``, else the user's data folder."""
    given = os.environ.get(FOLDER_VARIABLE)
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("marsad", appauthor=False) / "gazetteer"


@cache
def shipped() -> _Layer:
    """The file that is part of the package."""
    source = resources.files("marsad.places") / "data" / "gazetteer.tsv"
    return _Layer(source.read_text("utf-8"), "data/gazetteer.tsv")


@cache
def _open(folder: Path, _stamps: tuple[tuple[str, int], ...]) -> Gazetteer:
    added = [_Layer((folder / name).read_text("utf-8"), name) for name, _ in _stamps]
    return Gazetteer([shipped(), *added])


def gazetteer(folder: Path | None = None) -> Gazetteer:
    """The gazetteer with the additions in ``folder`` (by default the user's), opened once."""
    folder = folder or user_folder()
    files = sorted(folder.glob("*.tsv")) if folder.is_dir() else []
    return _open(folder, tuple((file.name, file.stat().st_mtime_ns) for file in files))
