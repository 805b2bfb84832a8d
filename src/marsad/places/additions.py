"""What the user adds to the gazetteer: country dumps of GeoNames, as published at download.geonames.org/export/dump.

A dump becomes one more gazetteer file in the user's folder; the shipped file is never changed.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple, TextIO

from marsad.places.gazetteer import Entry, shipped, user_folder, write
from marsad.places.spelling import key, variants
from marsad.places.tables import RADIUS_KM, town_weight

_COLUMNS = 19
_ARABIC = re.compile("[\u0621-\u064a]")
# GeoNames feature classes and codes (geonames.org/export/codes.html) and the gazetteer's kinds.
_KINDS = {
    "PPLC": "capital",
    "PPLX": "quarter",
    "ADM1": "division",
    "ADM2": "district",
    "ADM3": "district",
    "ADM4": "district",
    "AIRP": "airport",
    "AIRB": "base",
    "MILB": "base",
    "DAM": "dam",
    "OILF": "field",
    "GASF": "field",
    "RD": "road",
    "ISL": "island",
    "ISLS": "island",
    "MT": "mountain",
    "MTS": "mountain",
    "HLL": "mountain",
    "VAL": "valley",
    "WAD": "valley",
    "PLN": "plain",
    "PRT": "port",
    "HBR": "port",
    "PPLR": "settlement",
    "STLMT": "settlement",
    "CMPRF": "camp",
}
_CLASSES = {"P": "town", "A": "district", "L": "region", "S": "site", "H": "river", "T": "mountain", "R": "road"}
_NOT_A_PLACE = frozenset(("PCLI", "PCLD", "TERR", "PPLH", "PPLQ", "PPLW"))


class Added(NamedTuple):
    """What an addition did: how many places were kept, and the file made."""

    places: int
    file: Path


@contextmanager
def _lines(path: Path) -> Iterator[TextIO]:
    """The dump's text: of the file, or of the one in the zip that is named as it."""
    if not path.is_file():
        raise ValueError(f"{path} is not there")
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8") as lines:
            yield lines
        return
    with zipfile.ZipFile(path) as packed:
        names = [name for name in packed.namelist() if name.endswith(".txt") and name != "readme.txt"]
        if len(names) != 1:
            raise ValueError(f"{path} should hold one country's .txt, and holds {len(names)}")
        with packed.open(names[0]) as raw, TextIOWrapper(raw, encoding="utf-8") as lines:
            yield lines


def _kind(feature_class: str, code: str, people: int) -> str | None:
    if code in _NOT_A_PLACE or feature_class not in _CLASSES:
        return None
    kind = _KINDS.get(code, _CLASSES[feature_class])
    return "city" if kind == "town" and people >= 100_000 else kind


def _read(lines: TextIO, where: str) -> Iterator[tuple[Entry, set[str], str]]:
    """Entries with their keys and GeoNames' code of their division."""
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\n").split("\t")
        if len(cells) != _COLUMNS:
            raise ValueError(
                f"{where}, line {number}: a GeoNames dump has {_COLUMNS} columns parted by tabs, not {len(cells)}"
            )
        names = [name for name in cells[3].split(",") if _ARABIC.search(name)]
        try:
            people = int(cells[14] or 0)
            point = (float(cells[4]), float(cells[5]))
            geonames = int(cells[0])
        except ValueError as error:
            raise ValueError(f"{where}, line {number}: {error}") from None
        kind = _kind(cells[6], cells[7], people)
        if kind is None or not names:
            continue
        weight = town_weight(people) if cells[6] == "P" else 3.5
        division = f"{cells[8]}.{cells[10]}" if cells[10] else ""
        entry = Entry(
            cells[2] or cells[1],
            names[0],
            kind,
            cells[8],
            division,
            *point,
            RADIUS_KM[kind],
            geonames,
            people,
            weight,
        )
        keys = {name_key for name in names if len(name_key := key(name)) > 2}
        yield entry, keys | {other for name_key in keys for other in variants(name_key)}, division


def add_dump(path: Path | str, folder: Path | None = None) -> Added:
    """Add a GeoNames country dump (``SY.txt`` or ``SY.zip``) to the user's gazetteer; an older one is replaced.

    Only rows with a name in Arabic letters are kept. ``folder`` is by default the user's (``$MARSAD_GAZETTEER``).
    Raises ValueError, with the line's number, where the file is not of GeoNames' published form.
    """
    path = Path(path)
    folder = folder or user_folder()
    iso: dict[str, str] = {}
    ships = shipped()
    known = {entry.geonames: entry.division for entry in map(ships.entry, range(len(ships.rows))) if entry.geonames}
    kept: list[tuple[Entry, set[str]]] = []
    with _lines(path) as lines:
        for entry, keys, division in _read(lines, path.name):
            # The towns that both have tell which ISO code GeoNames' code stands for.
            if (same := known.get(entry.geonames or 0)) and same[2:3] == "-":
                iso.setdefault(division, same)
            kept.append((entry, keys))
    if not kept:
        raise ValueError(f"{path} has no place with a name in Arabic letters")
    placed = [(replace(entry, division=iso.get(entry.division, entry.division)), keys) for entry, keys in kept]
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{path.stem}.tsv"
    fresh = file.with_suffix(".new")
    with fresh.open("w", encoding="utf-8", newline="\n") as out:
        about = f"{path.name}: GeoNames (geonames.org), CC BY 4.0, added on {date.today():%Y-%m-%d}"
        write(out, [about], placed)
    fresh.replace(file)
    return Added(len(placed), file)
