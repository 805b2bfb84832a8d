"""Loading a codebook: the shipped TOML files, and a user's own folder on top of them."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from marsad.codebook.entries import KINDS, Entry
from marsad.codebook.patterns import Matcher

E = TypeVar("E", bound=Entry)


class CodebookError(ValueError):
    """Something is wrong in a codebook; each line of the message names file, line and fault."""


class Codebook:
    """All entries, by kind and id; matchers over their patterns are made when first asked for."""

    def __init__(self, entries: dict[tuple[str, str], Entry]) -> None:
        """Take entries by (kind, id)."""
        self._entries = entries
        self._matchers: dict[str, Matcher] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Only the entries travel to another process; matchers are made anew there."""
        return {"_entries": self._entries, "_matchers": {}}

    def all(self, kind: type[E]) -> Iterator[E]:
        """Entries of one kind, in the order of the files."""
        return (entry for entry in self._entries.values() if isinstance(entry, kind))

    def get(self, kind: type[E], name: str) -> E:
        """The entry of that kind whose id is ``name``. Raises KeyError."""
        entry = self._entries[kind.kind, name]
        assert isinstance(entry, kind)
        return entry

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        """All entries."""
        return iter(self._entries.values())

    def matcher(self, kind: type[Entry]) -> Matcher:
        """A matcher over all patterns of a kind; its keys are ``id`` or ``id:variant``."""
        if kind.kind not in self._matchers:
            self._matchers[kind.kind] = Matcher(
                (f"{entry.id}:{variant}" if variant else entry.id, pattern)
                for entry in self.all(kind)
                for variant, pattern in entry.forms()
            )
        return self._matchers[kind.kind]

    @cached_property
    def hash(self) -> str:
        """Content hash: the same entries give the same hash, whatever their order."""
        lines = sorted(f"{entry.kind} {entry.model_dump_json()}" for entry in self)
        return "sha256:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def load(folder: Path | None = None) -> Codebook:
    """Load the shipped codebook; entries of the user's ``folder`` are added, or replace those of their id.

    Raises CodebookError, naming every fault.
    """
    if folder is None:
        return shipped()
    entries = {(entry.kind, str(entry.id)): entry for entry in shipped()}
    if not folder.is_dir():
        raise CodebookError(f"{folder} is not a folder with TOML files of a codebook")
    entries.update(_read_folder(folder))
    return Codebook(entries)


@lru_cache(maxsize=1)
def shipped() -> Codebook:
    """The codebook that is part of the package."""
    return Codebook(_read_folder(resources.files("marsad.codebook") / "data"))


def _read_folder(folder: Traversable) -> dict[tuple[str, str], Entry]:
    entries: dict[tuple[str, str], Entry] = {}
    faults: list[str] = []
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            faults.append(f"{file.name}: cannot be read as UTF-8 text ({error})")
            continue
        for line, entry in _read_file(file.name, text, faults):
            key = (entry.kind, str(entry.id))
            if key in entries:
                faults.append(f"{file.name}, line {line}: {entry.kind} {entry.id!r} is there twice")
            entries[key] = entry
    if faults:
        raise CodebookError("\n".join(faults))
    return entries


def _read_file(name: str, text: str, faults: list[str]) -> Iterator[tuple[int, Entry]]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.append(f"{name}: not TOML: {error}")
        return
    for kind, rows in tables.items():
        lines = _lines_of(kind, text)
        if kind not in KINDS:
            faults.append(f"{name}, line {lines[0]}: no kind of entry is called {kind!r}")
            continue
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            faults.append(f"{name}, line {lines[0]}: entries are written as [[{kind}]], one table each")
            continue
        for row, line in zip(rows, lines, strict=False):
            try:
                yield line, KINDS[kind].model_validate(row)
            except ValidationError as error:
                faults.extend(_sentences(f"{name}, line {line}: {kind} {row.get('id', '?')!r}", error))


def _lines_of(kind: str, text: str) -> list[int]:
    """Lines where the tables of a kind begin (the first line where none is found)."""
    header = re.compile(rf"\s*\[\[?\s*{re.escape(kind)}\s*\]\]?|{re.escape(kind)}\s*=")
    return [n for n, line in enumerate(text.splitlines(), 1) if header.match(line)] or [1]


def _sentences(where: str, error: ValidationError) -> Iterator[str]:
    for fault in error.errors():
        field = ".".join(str(part) for part in fault["loc"])
        message = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "string_pattern_mismatch" and field.startswith("examples"):
            message = "an example marks the words that the entry matches in square brackets"
        yield f"{where}, {field}: {message}" if field else f"{where}: {message}"
