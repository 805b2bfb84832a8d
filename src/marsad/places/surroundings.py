"""What the words around a proposed place say of it: preposition, organisation, person, metonym, distance, container."""

import re
from itertools import pairwise

from marsad.arabic import numbers
from marsad.places.mention import Mention
from marsad.places.spelling import ARTICLE, WORD
from marsad.places.tokens import BREAK, QUOTES, Tokens, readings
from marsad.places.words import Words

_FROM = ("من", "عن")
_BETWEEN = "بين"
_AND = "و"
_FEMININE = ("ه", "ات")
# No report tells a place by a distance beyond this.
_FARTHEST_KM = 500.0


class Surroundings:
    """Reads the surroundings of mentions with one set of word tables."""

    def __init__(self, tables: Words) -> None:
        self.tables = tables
        units = sorted(tables.units, key=len, reverse=True)
        self._unit = re.compile(rf"(?<!\w)(?:{'|'.join(units)})(?!\w)")

    def look_around(self, tokens: Tokens, mention: Mention) -> None:
        """What the words around a mention say: preposition, organisation, person, metonym, dateline."""
        tables = self.tables
        before = tokens.before(mention.first)
        forms = [reading.form for reading in readings(before)] if before else []
        if before in tables.strong or (before and before[0] in "وف" and before[1:] in tables.strong):
            mention.locative = max(mention.locative, 2)
        elif before in tables.weak or (before and before[0] in "وف" and before[1:] in tables.weak):
            mention.locative = max(mention.locative, 1)
        joined = mention.locative and not (before in tables.weak or before in tables.strong)
        if self._is_adjective(tokens, mention, before):
            mention.role = "adjective"
            return
        bare = mention.kind is None and not mention.directions
        of_person = not joined and any(form in tables.titles or form in tables.given for form in forms)
        if (bare and (of_person or self._in_quotes(tokens, mention))) or (
            not joined and self._of_organisation(tokens, mention, forms)
        ):
            mention.role = "name"
        elif bare and self._is_metonym(tokens, mention, forms, before):
            mention.role = "metonym"
        if mention.role != "name" and self._is_dateline(tokens, mention):
            mention.role = "dateline"

    def _of_organisation(self, tokens: Tokens, mention: Mention, forms: list[str]) -> bool:
        """Whether an organisation's or office's noun stands right before: "مجلس الرقة المدني"."""
        tables = self.tables
        if not any(form in tables.organisations for form in forms):
            return False
        # "في محكمة عدن", "قرب شرطة تعز" are places.
        here = tokens.before(mention.first - 1) in tables.strong
        return not (here and any(form in tables.local for form in forms))

    def _is_adjective(self, tokens: Tokens, mention: Mention, before: str) -> bool:
        """Whether ``سورية`` is the adjective: after a noun in the feminine or plural without article."""
        tables = self.tables
        if tokens.words[mention.first] not in tables.adjective_countries or mention.first != mention.last:
            return False
        return (
            bool(before)
            and not mention.locative
            and before not in tables.strong | tables.weak
            and not before.startswith(ARTICLE)
            and (before.endswith(_FEMININE) or before in tables.adjective_after)
        )

    def _in_quotes(self, tokens: Tokens, mention: Mention) -> bool:
        gap_before, gap_after = tokens.gap(mention.first), tokens.gap(mention.last + 1)
        return bool(gap_before and gap_after and gap_before[-1] in QUOTES and gap_after[0] in QUOTES)

    def _is_metonym(self, tokens: Tokens, mention: Mention, forms: list[str], before: str) -> bool:
        """Whether a capital or country stands for its government: "أعلنت دمشق", "محادثات بين واشنطن وطهران"."""
        tables = self.tables
        if not mention.entries or mention.entries[0].kind not in ("country", "capital"):
            return False
        if any(form in tables.metonym_nouns for form in forms):
            return True
        if not mention.locative and any(form in tables.metonym_before for form in forms):
            return True
        if before == _BETWEEN:
            return tokens.before(mention.first - 1) in tables.metonym_between
        after = mention.last + 1
        return (
            not forms and mention.locative < 2 and tokens.joined(after) and tokens.words[after] in tables.metonym_after
        )

    def _is_dateline(self, tokens: Tokens, mention: Mention) -> bool:
        """At the start of a line, with a dash, a colon or an agency in brackets after it."""
        if mention.locative or mention.directions:
            return False
        gap = tokens.gap(mention.first)
        if mention.first and "\n" not in gap:
            return False
        after = tokens.gap(mention.last + 1).strip(" ")
        return bool(after) and after[0] in "-–—:(ـ/|" and mention.last + 1 < len(tokens)

    def measure(self, tokens: Tokens, mentions: list[Mention]) -> None:
        """ "على بعد 20 كيلومتراً شمال X", "20 كلم من X": the distance belongs to the next mention."""
        if not mentions:
            return
        for unit in self._unit.finditer(tokens.folded.text):
            after = next((m for m in mentions if tokens.starts[m.first] >= unit.end()), None)
            if after is None:
                return
            between = tokens.folded.text[unit.end() : tokens.starts[after.first]]
            parts = WORD.findall(between)
            linked = bool(after.directions) or any(part in _FROM for part in parts)
            if not linked or len(parts) > 5 or BREAK.search(between):
                continue
            km = self._kilometres(tokens, unit)
            if km is None:
                continue
            after.away_km = km
            told = [self.tables.directions.get(part) or self.tables.directions.get(part[2:]) for part in parts]
            after.directions = after.directions or tuple(name for name in told if name)[:2]

    def _kilometres(self, tokens: Tokens, unit: re.Match[str]) -> float | None:
        """The distance that ends in a unit: the number right before it."""
        start = max(0, unit.start() - 40)
        before = numbers.find(tokens.folded.text[start : unit.start()])
        if not before or before[-1].low is None or before[-1].end < unit.start() - start - 2:
            return None
        km = float(before[-1].low) * self.tables.units[unit.group()]
        return km if 0 < km <= _FARTHEST_KM else None

    def _beside(self, gap: str, outer: Mention) -> bool:
        """Whether a place right after another one is around it: "X (ريف حلب)", "X بمحافظة Y", "X جنوب لبنان"."""
        kind = outer.entries[0].kind if outer.entries else ""
        if gap == "(" or outer.locative > 0:
            return True
        if gap in ("،", ","):
            # Commas part lists of equals too.
            return outer.kind is not None or kind == "country"
        return gap == "" and (outer.kind is not None or kind in ("country", "region", "division"))

    def contain(self, tokens: Tokens, mentions: list[Mention]) -> None:
        """Link a place to the larger one that the text names right after it."""
        for inner, outer in pairwise(mentions):
            between = tokens.words[inner.last + 1 : outer.first]
            gap = tokens.folded.text[tokens.ends[inner.last] : tokens.starts[outer.first]]
            if len(between) > 2 or BREAK.search(gap) or (tokens.words[outer.first][0] == _AND and not between):
                continue
            linked = bool(between) and all(word in self.tables.container for word in between)
            beside = not between and self._beside(gap.strip(" "), outer)
            if ((linked or beside) and not inner.several) or (inner.several and (linked or outer.locative == 2)):
                inner.container = outer
