"""Where place names stand in a text: gazetteer, kind words, prepositions, and what speaks against a place.

Recognition proposes; whether a proposal is believed, and which place it is, is for ``resolve``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from marsad.arabic.orthography import Folded, fold
from marsad.places.gazetteer import Entry, Gazetteer
from marsad.places.spelling import ARTICLE, WORD
from marsad.places.words import KindWord, words

Role = Literal["place", "metonym", "dateline", "name", "adjective"]

_BREAK = re.compile(r"[\n.!?؟؛]")
_QUOTES = "«»\"“”'‘’"
_DISTANCE = re.compile(r"(?<!\d)(\d+(?:[.,]\d+)?) (?:كيلومترا?|كيلو مترا?|كيلو|كلم|كم|ميلا?)(?!\w)")
_MILE = "ميل"
_MILE_KM = 1.609
# First words of compound names: a name of which the gazetteer knows nothing goes on after them.
_COMPOUND = frozenset(
    "ابو ابي ابا ام بني بنو تل تله كفر عين دير بيت خان وادي جبل راس باب بير قلعه دار ذي ذو ال عبد بلاد حزم سيدي شيخ الشيخ الملك الامير السيد الشهيد الامام اولاد حاسي قصر برج سوق شط".split()
)
# Words after a kind word that describe it and do not name it.
_PLAIN = frozenset(
    "صغيره كبيره صغير كبير مجاوره مجاور قريبه اخري اخر واحده واحد قديمه قديم جديده جديد كامله كامل هادءه محاصره محاصر محرره منكوبه امنه خاليه مهجوره نايءه ناييه تقع يقع تسيطر يسيطر كانت كان حيث بعد قبل"
    " ضمن هناك بعينها مختلفه عده كل اي هذه هذا تلك ذلك التي الذي اللذين اللتين والتي كما او ام ثم لكن الا ان انه غير وهي وهو وهم هي هو منذ خلال اثر عقب امام وراء خلف تحت فوق دون بدون بسبب حول مثل عبر لدي عن نفسها نفسه ذاتها بالكامل باكملها".split()
)
_NISBA = re.compile(r"^(?!ال).{3,}(?:يه|يين|يتين|يات)$")


@dataclass(slots=True)
class Mention:
    """A proposed place: offsets of the original text, candidates, and what stands around it.

    ``start`` and ``end`` hold the kind word and the direction; ``key`` is the name alone. ``locative`` is 2 after
    a preposition of place, 1 after one that may be of place, else 0. ``directions`` are ``north`` and so on;
    ``away_km`` the distance that the text gives from the name. ``container`` is the mention that the text names
    as the larger place around this one.
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    kind: KindWord | None = None
    locative: int = 0
    role: Role = "place"
    directions: tuple[str, ...] = ()
    around: bool = False
    several: bool = False
    away_km: float | None = None
    given: bool = False
    container: "Mention | None" = None
    inside: list["Mention"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a written word: what is joined before it, and the word itself."""

    skip: int
    form: str
    preposition: str


@dataclass(frozen=True, slots=True)
class _Word:
    """What the tables know of a written word; words of which they know nothing have none of it."""

    names: tuple[_Reading, ...]
    kind: tuple[_Reading, KindWord] | None
    direction: tuple[_Reading, str] | None
    country: str | None
    fixed: _Reading | None

    def __bool__(self) -> bool:
        return bool(self.names or self.kind or self.direction or self.country or self.fixed)


def readings(word: str) -> list[_Reading]:
    """The word as it is, then without joined conjunction and preposition."""
    found = [_Reading(0, word, "")]
    starts = [0]
    if word[0] in "وف" and len(word) > 3:
        found.append(_Reading(1, word[1:], ""))
        starts.append(1)
    for at in starts:
        rest = word[at:]
        if len(rest) < 4:
            if len(rest) == 3 and rest[0] in "بل":
                found.append(_Reading(at + 1, rest[1:], rest[0]))
            continue
        if rest.startswith("لل"):
            found.append(_Reading(at + 2, ARTICLE + rest[2:], "ل"))
        elif rest[0] in "بلك":
            found.append(_Reading(at + 1, rest[1:], rest[0]))
    return found


class Tokens:
    """A text cut into words, folded, with the way back to its own offsets."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.folded: Folded = fold(text)
        matches = list(WORD.finditer(self.folded.text))
        self.words = [match.group() for match in matches]
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, index: int) -> str:
        """What stands between the word before ``index`` and the word at it."""
        before = self.ends[index - 1] if index else 0
        return self.folded.text[before : self.starts[index] if index < len(self) else None]

    def joined(self, index: int) -> bool:
        """Whether the word at ``index`` goes on with the one before it: only space, hyphen or underscore between."""
        return 0 < index < len(self.words) and self.gap(index).strip(" \u00a0-_") == "" and "\n" not in self.gap(index)

    def span(self, first: int, last: int, skip: int = 0) -> tuple[int, int]:
        """Offsets in the original of the words ``first`` to ``last``, without ``skip`` joined letters."""
        return self.folded.span(self.starts[first] + skip, self.ends[last])


class Recogniser:
    """Finds place names with one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.words = words()
        self._known: dict[str, _Word | None] = {}

    def _word(self, word: str) -> _Word | None:
        try:
            return self._known[word]
        except KeyError:
            pass
        names, kind, direction, country, fixed = [], None, None, None, None
        for reading in readings(word):
            bare = reading.form[2:] if reading.form.startswith(ARTICLE) else reading.form
            if self.gazetteer.get(reading.form) is not None:
                names.append(reading)
            if kind is None and reading.form in self.words.kinds:
                kind = (reading, self.words.kinds[reading.form])
            if direction is None and reading.form in self.words.directions:
                direction = (reading, self.words.directions[reading.form])
            if country is None and reading.form in self.words.adjectives and len(bare) > 3:
                country = self.words.adjectives[reading.form]
            if fixed is None and reading.form in self.words.fixed:
                fixed = reading
        found = _Word(tuple(names), kind, direction, country, fixed)
        if len(self._known) > 300_000:
            self._known.clear()
        self._known[word] = found if found else None
        return self._known[word]

    def find(self, tokens: Tokens) -> tuple[list[Mention], list[str]]:
        """Mentions in the order of the text, and the countries whose people or adjectives the text names."""
        found: list[Mention] = []
        adjectives: list[str] = []
        at = 0
        while at < len(tokens):
            word = self._word(tokens.words[at])
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
            self._surroundings(tokens, mention)
        self._distances(tokens, found)
        self._containers(tokens, found)
        return found, adjectives

    def _fixed(self, tokens: Tokens, at: int, word: _Word) -> int | None:
        """The end of a fixed name that begins here and that is no place."""
        if word.fixed is None:
            return None
        form, end = word.fixed.form, at + 1
        best = end if self.words.fixed[form] else None
        while end < len(tokens) and tokens.joined(end):
            form = f"{form} {tokens.words[end]}"
            if form not in self.words.fixed:
                break
            end += 1
            if self.words.fixed[form]:
                best = end
        return best

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

    def _mention(self, tokens: Tokens, at: int, word: _Word) -> Mention | None:
        """A place that begins at this word: with direction, kind word or bare."""
        if word.direction and (mention := self._directed(tokens, at, *word.direction)):
            return mention
        bare = self._bare(tokens, at, word)
        if word.kind:
            named = self._kind(tokens, at, *word.kind)
            # "وادي الدواسر", "خان شيخون": the kind word belongs to the name that the gazetteer knows.
            if named and (bare is None or named.last > bare.last or bare.last == at):
                return named
        return bare

    def _bare(self, tokens: Tokens, at: int, word: _Word) -> Mention | None:
        best: Mention | None = None
        for reading in word.names:
            match = self.name_at(tokens, at, reading.form)
            if match is None:
                continue
            last, name, entries = match
            if best is not None and (
                last < best.last
                or (last == best.last and entries[0].weight < best.entries[0].weight + (2.0 if reading.skip else 0.0))
            ):
                continue
            start, end = tokens.span(at, last, reading.skip)
            best = Mention(at, last, start, end, name, entries, locative=_joined_locative(reading.preposition))
        return best

    def _kind(self, tokens: Tokens, at: int, reading: _Reading, kind: KindWord) -> Mention | None:
        """A kind word with the name after it."""
        after = at + 1
        if not tokens.joined(after) and not self._quoted(tokens, after):
            return None
        inner = self._word(tokens.words[after])
        mention: Mention | None = None
        match = self.name_at(tokens, after, tokens.words[after])
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
        mention.locative = _joined_locative(reading.preposition)
        if kind.around or kind.takes[0] in ("front", "region"):
            self._direction_after(tokens, mention)
        if kind.several:
            self._coordinated(tokens, mention)
        return mention

    def _quoted(self, tokens: Tokens, at: int) -> bool:
        return at < len(tokens) and tokens.gap(at).strip(" ") in tuple(_QUOTES)

    def _unknown(
        self, tokens: Tokens, at: int, word: _Word | None, kind: KindWord, reading: _Reading
    ) -> Mention | None:
        """A name after a kind word of which the gazetteer knows nothing."""
        form = tokens.words[at]
        if (
            kind.unknown == "no"
            or form in _PLAIN
            or form in self.words.strong
            or form in self.words.weak
            or len(form) < 3
            or not form.isalpha()
            or _NISBA.match(form)
            or (word and (word.country or word.direction or (word.kind and word.kind[0].skip == 0)))
        ):
            return None
        last = at
        if form in _COMPOUND and tokens.joined(at + 1):
            last = at + 1
        elif self._quoted(tokens, at):
            while last - at < 3 and tokens.joined(last + 1):
                last += 1
        elif form in _COMPOUND:
            return None
        start, end = tokens.span(at, last)
        return Mention(at, last, start, end, " ".join(tokens.words[at : last + 1]), ())

    def _direction_after(self, tokens: Tokens, mention: Mention) -> None:
        """A direction after the name: "ريف حلب الشمالي", "ريف حماة الشمالي الغربي"."""
        found: list[str] = []
        last = mention.last
        while len(found) < 2 and tokens.joined(last + 1):
            word = self._word(tokens.words[last + 1])
            if not (word and word.direction and word.direction[0].skip == 0 and tokens.words[last + 1].startswith(ARTICLE)):
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
            if form[0] != "و" or len(form) < 4 or form[1:] in self.words.strong | self.words.weak | _PLAIN:
                return
            match = self.name_at(tokens, mention.last + 1, form[1:])
            if match is None and not (form[1:].startswith(ARTICLE) or form in _COMPOUND):
                return
            mention.last = match[0] if match else mention.last + 1
            mention.end = tokens.span(mention.last, mention.last)[1]

    def _directed(self, tokens: Tokens, at: int, reading: _Reading, direction: str) -> Mention | None:
        """A direction with the place after it: "جنوب غرب دمشق", "شمال محافظة صعدة", "الشمال السوري"."""
        found, last = [direction], at
        definite = reading.form.startswith(ARTICLE)
        if tokens.joined(at + 1) and not definite:
            second = self._word(tokens.words[at + 1])
            if second and second.direction and second.direction[0].skip == 0 and second.direction[1] != direction:
                found.append(second.direction[1])
                last = at + 1
        if not tokens.joined(last + 1):
            return None
        after = self._word(tokens.words[last + 1])
        if after is None:
            return None
        mention: Mention | None = None
        if definite:
            if after.country and tokens.words[last + 1].startswith(ARTICLE):
                entry = self._country(after.country)
                start, end = tokens.span(last + 1, last + 1)
                mention = entry and Mention(last + 1, last + 1, start, end, tokens.words[last + 1], (entry,))
        else:
            if after.kind and after.kind[0].skip == 0:
                mention = self._kind(tokens, last + 1, *after.kind)
            if match := self.name_at(tokens, last + 1, tokens.words[last + 1]):
                name_last, name, entries = match
                if mention is None or (name_last > last + 1 and name_last >= mention.last):
                    start, end = tokens.span(last + 1, name_last)
                    mention = Mention(last + 1, name_last, start, end, name, entries)
        if mention is None:
            return None
        mention.first = at
        mention.start = tokens.span(at, at, reading.skip)[0]
        mention.directions = (*found, *mention.directions)[:2]
        mention.locative = 2
        return mention

    def _country(self, code: str) -> Entry | None:
        from marsad.places.words import countries

        from_name = countries().get(code)
        for entry in (self.gazetteer.find(from_name.names[0]) if from_name else ()):
            if entry.kind == "country" and entry.country == code:
                return entry
        return None

    def _before(self, tokens: Tokens, index: int) -> str:
        """The word right before ``index``, without joined letters where the tables know it so; or empty."""
        if index == 0 or _BREAK.search(tokens.gap(index)):
            return ""
        return tokens.words[index - 1]

    def _surroundings(self, tokens: Tokens, mention: Mention) -> None:
        """What the words around a mention say: preposition, organisation, person, metonym, dateline."""
        tables = self.words
        before = self._before(tokens, mention.first)
        forms = [reading.form for reading in readings(before)] if before else []
        if before in tables.strong or (before and before[0] in "وف" and before[1:] in tables.strong):
            mention.locative = max(mention.locative, 2)
        elif before in tables.weak or (before and before[0] in "وف" and before[1:] in tables.weak):
            mention.locative = max(mention.locative, 1)
        joined = mention.locative and not (before in tables.weak or before in tables.strong)
        if tokens.words[mention.first] in tables.adjective_countries and mention.first == mention.last:
            if self._is_adjective(before, mention):
                mention.role = "adjective"
                return
        if mention.kind is None and not mention.directions:
            if any(form in tables.titles or form in tables.given for form in forms) and not joined:
                mention.role = "name"
            elif self._in_quotes(tokens, mention):
                mention.role = "name"
        if not joined and any(form in tables.organisations for form in forms):
            second = self._before(tokens, mention.first - 1) if mention.first > 0 else ""
            here = any(form in tables.local for form in forms) and (second in tables.strong)
            if not here:
                mention.role = "name"
        if mention.role == "place" and mention.kind is None and not mention.directions:
            self._metonym(tokens, mention, forms, before)
        if mention.role != "name" and self._is_dateline(tokens, mention):
            mention.role = "dateline"

    def _is_adjective(self, before: str, mention: Mention) -> bool:
        """Whether ``سورية`` is the adjective: after a noun in the feminine or plural without article."""
        if not before or mention.locative:
            return False
        return (
            before not in self.words.strong | self.words.weak
            and not before.startswith(ARTICLE)
            and (before.endswith(("ه", "ات")) or before in ("قوات", "مصادر", "طايرات", "اراض", "مدن", "وسايل", "صواريخ", "مواقع"))
        )

    def _in_quotes(self, tokens: Tokens, mention: Mention) -> bool:
        gap_before, gap_after = tokens.gap(mention.first), tokens.gap(mention.last + 1)
        return bool(gap_before and gap_after and gap_before[-1] in _QUOTES and gap_after[0] in _QUOTES)

    def _metonym(self, tokens: Tokens, mention: Mention, forms: list[str], before: str) -> None:
        if mention.entries[0].kind not in ("country", "capital"):
            return
        tables = self.words
        if any(form in tables.metonym_before for form in forms) and not mention.locative:
            mention.role = "metonym"
        elif any(form in tables.metonym_nouns for form in forms):
            mention.role = "metonym"
        elif mention.locative < 2 and not forms and mention.last + 1 < len(tokens) and tokens.joined(mention.last + 1):
            if tokens.words[mention.last + 1] in tables.metonym_after:
                mention.role = "metonym"

    def _is_dateline(self, tokens: Tokens, mention: Mention) -> bool:
        """At the start of a line, with a dash, a colon or an agency in brackets after it."""
        if mention.locative or mention.directions:
            return False
        gap = tokens.gap(mention.first)
        if mention.first and "\n" not in gap:
            return False
        after = tokens.gap(mention.last + 1).strip(" ")
        return bool(after) and after[0] in "-–—:(ـ/|" and mention.last + 1 < len(tokens)

    def _distances(self, tokens: Tokens, mentions: list[Mention]) -> None:
        """ "على بعد 20 كيلومتراً شمال X", "20 كلم من X": the distance belongs to the next mention."""
        if not mentions:
            return
        for match in _DISTANCE.finditer(tokens.folded.text):
            km = float(match.group(1).replace(",", "."))
            km *= _MILE_KM if _MILE in match.group() else 1.0
            for mention in mentions:
                if tokens.starts[mention.first] < match.end():
                    continue
                between = tokens.folded.text[match.end() : tokens.starts[mention.first]]
                parts = WORD.findall(between)
                if _BREAK.search(between) or len(parts) > 5 or not 0 < km <= 500:
                    break
                away = [self.words.directions.get(part) or self.words.directions.get(part[2:]) for part in parts]
                linked = any(part in ("من", "عن") for part in parts) or mention.directions
                if linked:
                    mention.away_km = km
                    named = tuple(name for name in away if name)
                    mention.directions = (mention.directions or named)[:2]
                break

    def _containers(self, tokens: Tokens, mentions: list[Mention]) -> None:
        """Link a place to the larger one that the text names right after it."""
        for inner, outer in zip(mentions, mentions[1:], strict=False):
            between = tokens.words[inner.last + 1 : outer.first]
            gap = tokens.folded.text[tokens.ends[inner.last] : tokens.starts[outer.first]]
            if len(between) > 2 or _BREAK.search(gap) or tokens.words[outer.first][0] == "و" and not between:
                continue
            linked = bool(between) and all(word in self.words.container for word in between)
            beside = not between and (gap.strip(" ") in ("(", "،", ",", "") or outer.locative > 0)
            if (linked or beside) and not inner.several or (inner.several and (linked or outer.locative == 2)):
                inner.container = outer
                outer.inside.append(inner)


def _joined_locative(preposition: str) -> int:
    """How surely a joined preposition is one of place: ``ب`` is, ``ل`` may be."""
    return {"ب": 2, "ل": 1}.get(preposition, 0)


def spans_as_mentions(
    recogniser: Recogniser, tokens: Tokens, spans: Iterable[tuple[int, int]], found: list[Mention]
) -> Iterator[tuple[tuple[int, int], Mention | None]]:
    """For each span of the original text that another layer calls a place, the mention that heads it."""
    for start, end in spans:
        inside = [m for m in found if m.start < end and start < m.end]
        yield (start, end), next(iter(inside), None)
