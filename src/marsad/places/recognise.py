"""Where place names stand in a text: gazetteer, kind words, directions.

Recognition proposes; whether a proposal is believed, and which place it is, is for ``resolve``.
"""

import re

from marsad.places.gazetteer import Gazetteer
from marsad.places.lexicon import Lexicon, Word
from marsad.places.mention import Mention
from marsad.places.spelling import ARTICLE
from marsad.places.surroundings import Surroundings
from marsad.places.territory import territory
from marsad.places.tokens import Reading, Tokens
from marsad.places.words import KindWord

# Adjectives in -i: after a kind word without article they describe, they do not name.
_NISBA = re.compile(r"^(?!ال).{3,}(?:يه|يين|يتين|يات)$")
_MASCULINE_NISBA = re.compile("^(?!ال).{3,}ي$")
_FEMININE = "ه"
_AND = "و"
_FROM = "من"
# Kinds whose words a name follows for sure.
_NAMED = frozenset(("division", "city", "town", "village", "quarter", "camp"))
# A reading with joined letters beats the whole word only by a place a hundred times as large.
_MUCH_LARGER = 2.0


class Recogniser:
    """Finds place names with one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.lexicon = Lexicon(gazetteer)
        self.tables = self.lexicon.tables
        self.surroundings = Surroundings(self.tables)

    def find(self, tokens: Tokens) -> tuple[list[Mention], list[str]]:
        """Mentions in the order of the text, and the countries whose people or adjectives the text names."""
        found: list[Mention] = []
        adjectives: list[str] = []
        at = 0
        known = [self.lexicon.word(word) for word in tokens.words]
        while at < len(known):
            word = known[at]
            if word is None:
                at += 1
                continue
            end = self._fixed(tokens, at, word)
            if end is not None:
                at = end
                continue
            mention = self._mention(tokens, at, word)
            if mention is not None:
                found.append(mention)
                at = mention.last + 1
                continue
            if word.country:
                adjectives.append(word.country)
            at += 1
        for mention in found:
            self.surroundings.look_around(tokens, mention)
        self.surroundings.measure(tokens, found)
        self.surroundings.contain(tokens, found)
        return found, adjectives

    def _fixed(self, tokens: Tokens, at: int, word: Word) -> int | None:
        """The end of a fixed name that begins here and that is no place."""
        if word.fixed is None:
            return None
        form, end = word.fixed.form, at + 1
        best = end if self.tables.fixed[form] else None
        while end < len(tokens) and tokens.joined(end):
            form = f"{form} {tokens.words[end]}"
            if form not in self.tables.fixed:
                break
            end += 1
            if self.tables.fixed[form]:
                best = end
        return best

    def _mention(self, tokens: Tokens, at: int, word: Word) -> Mention | None:
        """A place that begins at this word: with direction, kind word or bare."""
        if word.territory and (mention := territory(self.lexicon, tokens, at, word.territory)):
            return mention
        bare = self._bare(tokens, at, word)
        if word.direction and (mention := self._directed(tokens, at, *word.direction)):
            # "جنوب السودان", "شمال سيناء" are names of their own.
            return mention if bare is None or bare.last == at or bare.last < mention.last else bare
        if word.kind:
            named = self._kind(tokens, at, *word.kind)
            # "وادي الدواسر", "دير الزور": the kind word belongs to the name that the gazetteer knows.
            if named and (bare is None or named.last > bare.last or bare.last == at):
                return named
            # "مدينة زنجبار", where the gazetteer has the name with and without the kind word.
            if named and bare and named.last == bare.last and named.entries and not word.kind[1].site:
                named.entries += tuple(entry for entry in bare.entries if entry not in named.entries)
                return named
        return bare

    def _bare(self, tokens: Tokens, at: int, word: Word) -> Mention | None:
        best: Mention | None = None
        if tokens.words[at] in self.tables.grammar:
            # "وكالة" is no place "كالة"; what follows may still make it a longer name.
            names = word.names[:1] if word.names and word.names[0].skip == 0 else ()
        else:
            names = word.names
        for reading in names:
            match = self.lexicon.name_at(tokens, at, reading.form)
            if match is None:
                continue
            last, name, entries = match
            if name in self.tables.grammar or self._is_misread(tokens, at, last, reading.skip, name):
                continue
            if best is not None and (
                last < best.last
                or (
                    last == best.last
                    and entries[0].weight < best.entries[0].weight + (_MUCH_LARGER if reading.skip else 0.0)
                )
            ):
                continue
            start, end = tokens.span(at, last, reading.skip)
            best = Mention(at, last, start, end, name, entries, locative=reading.locative)
            best.stripped = reading.skip > 0
        return best

    def _is_misread(self, tokens: Tokens, first: int, last: int, skip: int, name: str) -> bool:
        """Whether the unfolded spelling speaks against a name: tanwin (``روسيًّا``), or the month ``آب``."""
        start, end = tokens.span(first, last, skip)
        original = tokens.original[start:end]
        exact = self.tables.exact.get(name)
        return "\u064b" in original[-3:] or (exact is not None and original not in (exact, exact.replace("ة", "ه")))

    def _kind(self, tokens: Tokens, at: int, reading: Reading, kind: KindWord) -> Mention | None:
        """A kind word with the name after it."""
        after = at + 1
        if not tokens.joined(after) and not tokens.quoted(after):
            return None
        if self._is_misread(tokens, at, at, reading.skip, reading.form):
            return None
        inner = self.lexicon.word(tokens.words[after])
        mention: Mention | None = None
        match = self.lexicon.name_at(tokens, after, tokens.words[after])
        if match and match[1] in self.tables.grammar:
            # "مدينة كان" is Cannes, "ولاية الجزيرة" a state; "مناطق جديدة" and "حي جامعة" are no names.
            named = not kind.several and kind.takes[0] in _NAMED and match[1] not in self.tables.kinds
            match = match if named else None
        nested = inner.kind if inner and inner.kind and inner.kind[0].skip == 0 else None
        if nested and (kind.around or kind.site) and (match is None or match[0] == after):
            mention = self._kind(tokens, after, *nested)
        if mention is None and match is not None:
            last, name, entries = match
            start, end = tokens.span(after, last)
            mention = Mention(after, last, start, end, name, entries)
        if mention is None and not kind.site and not kind.around:
            mention = self._unknown(tokens, after, inner, kind, reading)
        if mention is None:
            return None
        mention.first = at
        mention.start = tokens.span(at, at, reading.skip)[0]
        mention.around = kind.around or mention.around
        mention.kind = mention.kind if kind.around and mention.kind else kind
        mention.locative = reading.locative
        if kind.around or kind.takes[0] in ("front", "region"):
            self._direction_after(tokens, mention)
        if kind.several:
            one = mention.last
            self._coordinated(tokens, mention)
            if mention.last == one:
                if not mention.entries:
                    return None
                # "أحياء عدن", "شوارع حلب" are the town.
                mention.kind = None if kind.takes[0] in ("quarter", "street") else kind
        return mention

    def _unknown(self, tokens: Tokens, at: int, word: Word | None, kind: KindWord, reading: Reading) -> Mention | None:
        """A name after a kind word of which the gazetteer knows nothing."""
        form = tokens.words[at]
        if (
            kind.unknown == "no"
            or form in self.tables.plain
            or form in self.tables.strong
            or form in self.tables.weak
            or len(form) < 3
            or not form.isalpha()
            or form in self.tables.organisations
            or form in self.tables.grammar
            or _NISBA.match(form)
            or (reading.form[-1] != _FEMININE and _MASCULINE_NISBA.match(form))
            or (word and (word.country or word.direction or (word.kind and word.kind[0].skip == 0)))
        ):
            return None
        last = at
        if form in self.tables.compound and tokens.joined(at + 1):
            last = at + 1
        elif tokens.quoted(at):
            while last - at < 3 and tokens.joined(last + 1):
                last += 1
        elif form in self.tables.compound:
            return None
        start, end = tokens.span(at, last)
        return Mention(at, last, start, end, tokens.text(at, last), ())

    def _direction_after(self, tokens: Tokens, mention: Mention) -> None:
        """A direction after the name: "ريف حلب الشمالي", "ريف حماة الشمالي الغربي"."""
        found: list[str] = []
        last = mention.last
        while len(found) < 2 and tokens.joined(last + 1):
            word = self.lexicon.word(tokens.words[last + 1])
            if not (
                word and word.direction and word.direction[0].skip == 0 and tokens.words[last + 1].startswith(ARTICLE)
            ):
                break
            found.append(word.direction[1])
            last += 1
        if found:
            mention.directions, mention.last = tuple(found), last
            mention.end = tokens.span(last, last)[1]

    def _coordinated(self, tokens: Tokens, mention: Mention) -> None:
        """Further names after a kind word in the dual or plural: "منطقتي المهدية والماسورة"."""
        mention.several = True
        while tokens.joined(mention.last + 1):
            form = tokens.words[mention.last + 1]
            if (
                form[0] != _AND
                or len(form) < 4
                or form[1:] in self.tables.strong | self.tables.weak | self.tables.plain
            ):
                return
            match = self.lexicon.name_at(tokens, mention.last + 1, form[1:])
            if match is None and not (form[1:].startswith(ARTICLE) or form in self.tables.compound):
                return
            mention.last = match[0] if match else mention.last + 1
            mention.end = tokens.span(mention.last, mention.last)[1]

    def _directed(self, tokens: Tokens, at: int, reading: Reading, direction: str) -> Mention | None:
        """A direction with the place after it: "جنوب غرب دمشق", "شمال محافظة صعدة", "الشمال السوري"."""
        found, last = [direction], at
        definite = reading.form.startswith(ARTICLE)
        if tokens.joined(at + 1) and not definite:
            second = self.lexicon.word(tokens.words[at + 1])
            if second and second.direction and second.direction[0].skip == 0 and second.direction[1] != direction:
                found.append(second.direction[1])
                last = at + 1
        if definite and tokens.joined(at + 2) and tokens.words[at + 1] == _FROM:
            definite, last = False, at + 1
        if not tokens.joined(last + 1):
            return None
        after = self.lexicon.word(tokens.words[last + 1])
        if after is None:
            return None
        mention: Mention | None = None
        if definite:
            if after.country and tokens.words[last + 1].startswith(ARTICLE):
                entry = self.lexicon.country(after.country)
                start, end = tokens.span(last + 1, last + 1)
                if entry:
                    mention = Mention(last + 1, last + 1, start, end, tokens.words[last + 1], (entry,))
        else:
            if after.territory and after.territory.skip == 0:
                mention = territory(self.lexicon, tokens, last + 1, after.territory)
            elif after.kind and after.kind[0].skip == 0:
                mention = self._kind(tokens, last + 1, *after.kind)
            if match := self.lexicon.name_at(tokens, last + 1, tokens.words[last + 1]):
                name_last, name, entries = match
                if name in self.tables.grammar:
                    return mention and self._with_direction(tokens, mention, at, reading, found)
                if mention is None or (name_last > last + 1 and name_last >= mention.last):
                    start, end = tokens.span(last + 1, name_last)
                    mention = Mention(last + 1, name_last, start, end, name, entries)
        return mention and self._with_direction(tokens, mention, at, reading, found)

    def _with_direction(
        self, tokens: Tokens, mention: Mention, at: int, reading: Reading, directions: list[str]
    ) -> Mention:
        mention.first = at
        mention.start = tokens.span(at, at, reading.skip)[0]
        mention.directions = (*directions, *mention.directions)[:2]
        mention.locative = 2
        return mention
