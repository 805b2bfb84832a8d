"""What gazetteer and word tables together know of a written word; looked up once for each word."""

from dataclasses import dataclass

from marsad.places.gazetteer import Entry, Gazetteer
from marsad.places.spelling import ARTICLE
from marsad.places.tokens import Reading, Tokens, readings
from marsad.places.words import KindWord, borders, countries, words


@dataclass(frozen=True, slots=True)
class Word:
    """What the tables know of a written word; words of which they know nothing have none of it."""

    names: tuple[Reading, ...]
    kind: tuple[Reading, KindWord] | None
    direction: tuple[Reading, str] | None
    country: str | None
    fixed: Reading | None
    territory: Reading | None

    def __bool__(self) -> bool:
        return any((self.names, self.kind, self.direction, self.country, self.fixed, self.territory))


# Marks words that were never looked up; None are those of which the tables know nothing.
_UNSEEN = Word((), None, None, None, None, None)


class Lexicon:
    """Words and names of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.tables = words()
        self._known: dict[str, Word | None] = {}
        self._countries: dict[str, Entry | None] = {}

    def word(self, word: str) -> Word | None:
        """What the tables know of a written word; None for nothing."""
        found = self._known.get(word, _UNSEEN)
        return self._look_up(word) if found is _UNSEEN else found

    def _look_up(self, word: str) -> Word | None:
        tables = self.tables
        names, kind, direction, country, fixed, territory = [], None, None, None, None, None
        for reading in readings(word):
            bare = reading.form[2:] if reading.form.startswith(ARTICLE) else reading.form
            if reading.form in self.gazetteer:
                names.append(reading)
            if kind is None and reading.form in tables.kinds:
                kind = (reading, tables.kinds[reading.form])
            if direction is None and reading.form in tables.directions:
                direction = (reading, tables.directions[reading.form])
            if country is None and reading.form in tables.adjectives and len(bare) > 3:
                country = tables.adjectives[reading.form]
            if fixed is None and reading.form in tables.fixed:
                fixed = reading
            if any(reading.form in forms for forms in (tables.land, tables.border, tables.home, (tables.capital,))):
                territory = territory or reading
        found = Word(tuple(names), kind, direction, country, fixed, territory) or None
        if len(self._known) > 300_000:
            self._known.clear()
        self._known[word] = found
        return found

    def name_at(self, tokens: Tokens, at: int, form: str) -> tuple[int, str, tuple[Entry, ...]] | None:
        """The longest name of the gazetteer that begins with ``form`` at a word: last word, key, places."""
        entries = self.gazetteer.get(form)
        best = (at, form, entries) if entries else None
        last = at
        while entries is not None and tokens.joined(last + 1):
            last += 1
            form = f"{form} {tokens.words[last]}"
            entries = self.gazetteer.get(form)
            if entries:
                best = (last, form, entries)
        return best

    def country(self, code: str) -> Entry | None:
        """The country of an ISO 3166-1 alpha-2 code."""
        if code not in self._countries:
            names = countries()[code].names if code in countries() else ()
            found = [entry for name in names[:1] for entry in self.gazetteer.find(name)]
            self._countries[code] = next((e for e in found if e.kind == "country" and e.country == code), None)
        return self._countries[code]

    def border(self, first: str, second: str) -> tuple[Entry, ...]:
        """The border of two countries, as a place of the first; the first itself if the border is not in the table."""
        at = borders().get((first, second))
        one, other = self.country(first), self.country(second)
        if at is None or one is None or other is None:
            return (one,) if one else ()
        name = f"{one.name}-{other.name} border"
        return (Entry(name, f"حدود {one.arabic} و{other.arabic}", "region", first, "", *at, None, 0, 5.0),)

    def borders_of(self, code: str) -> tuple[Entry, ...]:
        """All borders of a country, as places of either side."""
        found: list[Entry] = []
        for first, second in borders():
            if first == code:
                found += self.border(first, second) + self.border(second, first)
        return tuple(found)
