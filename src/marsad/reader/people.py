"""People in a sentence, with or without a number: who might be counted by a figure."""

from dataclasses import dataclass, field
from functools import cached_property

from marsad.arabic.nouns import definite
from marsad.arabic.numbers import Number
from marsad.arabic.orthography import fold, fold_word
from marsad.codebook import HarmWord, Match, PeopleWord, Thing
from marsad.reader.document import Located, Sentence
from marsad.reader.function_words import WORDS, WORDS_IN_ORDER
from marsad.record import Bound, Group, Harm

BARE: dict[str, tuple[int, int | None, Bound]] = {
    "singular": (1, 1, Bound.EXACT),
    "dual": (2, 2, Bound.EXACT),
    "plural": (2, None, Bound.VAGUE),
    "some": (3, None, Bound.VAGUE),
}
"""Limits and bound of people told without a number (codebook, section 4)."""

_YEARS = range(1900, 2101)
_REFERS_BACK = 5
"""Within so many words behind a noun what refers to it tells whether it is a dual."""

HURT = (Harm.KILLED, Harm.WOUNDED, Harm.CASUALTIES)
"""Harms to life and limb; nouns for those who suffered them (قتلى) count people without a number."""


@dataclass(eq=False)
class Count:
    """People in a sentence: tokens ``start`` to ``end``, how many, which group, and why we think so."""

    sentence: Sentence
    start: int
    end: int
    low: int | None
    high: int | None
    bound: Bound
    group: Group
    people: PeopleWord | None
    exact_words: bool
    """Whether a number stands there (and not only a singular, dual or plural)."""
    leading: int = 0
    """Letters before the phrase that belong to no number or noun (``و``, ``ب``)."""
    harm: Harm | None = None
    harm_at: int | None = None
    whole: "Count | None" = None
    why: list[str] = field(default_factory=list)
    confidence: float = 0.8


class People:
    """The people of one sentence, and the words in it for what happened to people."""

    def __init__(self, sentence: Sentence, *, every: bool = False) -> None:
        """``every``: also numbers that hardly ever stand without a noun (``عشرات``), as candidates."""
        self.sentence = sentence
        self.every = every
        self.codebook = sentence.codebook

    def counts(self) -> list[Count]:
        """All people told by a number, or by a singular, dual or plural alone, in order."""
        return sorted(self._numbered() + self._bare(), key=lambda count: count.start)

    @cached_property
    def acts(self) -> list[Match]:
        """Words for what was done to people (``قتل``, ``إصابة``)."""
        return [m for m in self.sentence.matches(HarmWord) if self.word(m).role == "act"]

    def word(self, match: Match) -> HarmWord:
        """The entry of a match of harm words."""
        return self.codebook.get(HarmWord, match.key)

    @cached_property
    def nouns(self) -> dict[int, Match]:
        """Nouns for people by the token at which they begin."""
        return {match.start: match for match in self.sentence.matches(PeopleWord)}

    @cached_property
    def undivided(self) -> list[Match]:
        """Words for killed and wounded together (``بين قتيل وجريح``)."""
        words = [m for m in self.sentence.matches(HarmWord) if self.word(m).role == "people"]
        return [m for m in words if self.word(m).harm is Harm.CASUALTIES]

    def _numbered(self) -> list[Count]:
        counts = []
        busy = [(t.start, t.end) for t in self.sentence.times]
        for at in self.sentence.numbers:
            number = at.value
            if number.kind not in ("cardinal", "range", "vague") or not _counts_people(number):
                continue
            if any(start < at.end and at.start < end for start, end in busy):
                continue
            after = self.sentence.token_after(number.end)
            noun = self._noun_after(after)
            if noun is None and number.value in (1, 2) and self._noun_before(at.start) is not None:
                counts.append(self._counted_behind(at))
                continue
            if noun is None and (
                self._counts_things(after) or not (self._may_stand_alone(number) or self._vague(number))
            ):
                continue
            counts.append(self._count(at, noun))
        return counts

    def _noun_before(self, at: int) -> Match | None:
        """The noun of ``صحفيين اثنين`` and ``جندي واحد``."""
        return next((m for m in self.nouns.values() if m.end == at), None)

    def _counted_behind(self, at: Located[Number]) -> Count:
        noun = self._noun_before(at.start)
        assert noun is not None
        count = self._count(at, None)
        people = self.entry(noun)
        count.start, count.leading = noun.start, noun.reading.leading
        count.group, count.people, count.harm = people.group, people, people.harm
        count.why = [f"people:{people.id}"]
        return count

    def _count(self, at: Located[Number], noun: Match | None) -> Count:
        number = at.value
        people = self.entry(noun) if noun else None
        first = self.sentence.tokens[at.start]
        return Count(
            self.sentence,
            at.start,
            max(at.end, self._phrase_end(noun.end)) if noun else at.end,
            None if number.low is None else int(number.low),
            None if number.high is None else int(number.high),
            Bound(number.bound),
            people.group if people else Group.PEOPLE,
            people,
            exact_words=True,
            leading=len(fold(first.text[: max(0, number.bound_start - first.start)]).text),
            harm=self._harm(people, noun.end) if people and noun else None,
            why=[f"people:{people.id}"] if people else [],
        )

    def _harm(self, people: PeopleWord, end: int) -> Harm | None:
        """What a noun that ends before a token says happened to people: ``عشرات القتلى والجرحى`` are both together."""
        behind = self.nouns.get(end)
        if behind is None or not self.sentence.tokens[end].joined:
            return people.harm
        both = {people.harm, self.entry(behind).harm}
        return Harm.CASUALTIES if both == {Harm.KILLED, Harm.WOUNDED} else people.harm

    def _noun_after(self, at: int) -> Match | None:
        """The noun that a number ending before token ``at`` counts; ``من`` and marks of quotation may intervene."""
        tokens = self.sentence.tokens
        for here in range(at, min(at + 3, len(tokens))):
            if here in self.nouns:
                return self.nouns[here]
            if tokens[here].form not in WORDS["counted-of"]:
                return None
        return None

    def _counts_things(self, at: int) -> bool:
        return any(m.start == at and not m.reading.article for m in self.sentence.matches(Thing))

    @staticmethod
    def _may_stand_alone(number: Number) -> bool:
        """``أصيب العشرات`` needs no noun; ``عدة`` and ``عدد من`` have one always, and a number like 1974 is a year."""
        if number.bound == "exact" and number.kind == "cardinal" and number.value in _YEARS:
            return False
        return number.kind != "vague" or definite(fold_word(number.text))

    def _vague(self, number: Number) -> bool:
        return self.every and number.kind == "vague"

    def _bare(self) -> list[Count]:
        taken = {i for n in self.sentence.numbers for i in range(n.start, n.end)}
        taken |= {
            m.start for n in self.sentence.numbers if n.value.value in (1, 2) for m in [self._noun_before(n.start)] if m
        }
        told = {i for m in self.undivided for i in range(m.start, m.end)}
        counts = []
        for match in self.nouns.values():
            if match.start in taken or match.start in told or self._is_counted(match) or self._is_subject(match):
                continue
            entry, variant = self.entry(match), self.variant(match)
            low, high, bound = BARE[variant]
            definite = match.reading.article
            if not entry.alone or (definite and not entry.title) or entry.harm not in (None, *HURT):
                continue
            counts.append(
                Count(
                    self.sentence,
                    match.start,
                    self._phrase_end(match.end),
                    low,
                    high,
                    bound,
                    entry.group,
                    entry,
                    exact_words=False,
                    leading=match.reading.leading,
                    harm=entry.harm if variant != "singular" or not entry.title else None,
                    why=[f"people:{entry.id}"],
                    confidence=0.6,
                )
            )
        return counts

    def variant(self, match: Match) -> str:
        """How many a noun without a number tells, a key of ``BARE``.

        Many a dual is spelled like the plural: ``إصابة مقيمين، أحدهما…``, ``مقتل إرهابيين كانا…`` are two.
        """
        told = match.key.partition(":")[2]
        if told != "plural" or not self.sentence.tokens[match.end - 1].form.endswith(WORDS_IN_ORDER["dual"]):
            return told
        behind = self.sentence.tokens[match.end : match.end + _REFERS_BACK]
        return "dual" if any(token.form in WORDS["both-of-them"] for token in behind) else told

    def _is_subject(self, match: Match) -> bool:
        """``خطف مسلحون ثلاثة``: people right behind a verb, with other people right behind them, did it."""
        if not any(a.end == match.start and a.verbal for a in self.acts):
            return False
        behind = {n.start for n in self.sentence.numbers} | set(self.nouns)
        return match.end in behind and not self.sentence.tokens[match.end].joined

    def _is_counted(self, match: Match) -> bool:
        return any(self._noun_after(self.sentence.token_after(n.value.end)) is match for n in self.sentence.numbers)

    def _phrase_end(self, end: int) -> int:
        """A people phrase goes on over ``آخرين`` and over ``من`` with another noun for people."""
        tokens = self.sentence.tokens
        if end in self.nouns and self.entry(self.nouns[end]).id in ("others", "national"):
            end = self.nouns[end].end
        if end + 1 < len(tokens) and tokens[end].form in WORDS["of"] and end + 1 in self.nouns:
            end = self.nouns[end + 1].end
        return end

    def entry(self, match: Match) -> PeopleWord:
        """The entry of a match of nouns for people."""
        return self.codebook.get(PeopleWord, match.key.partition(":")[0])

    def names_harm(self) -> bool:
        """Whether a noun of the sentence says what happened to the people (``جرحى``)."""
        return any(self.entry(match).harm is not None for match in self.nouns.values())


def _counts_people(number: Number) -> bool:
    """Whether the limits are whole and positive, as a number of people is."""
    limits = [limit for limit in (number.low, number.high) if limit is not None]
    return bool(limits) and all(limit == int(limit) and limit > 0 for limit in limits)
