"""Figures: numbers of people, and what happened to them.

First the people of a sentence are found, with or without a number (``_counts``); then each is given the harm
that the words around it say (``_harm_of``); parts are tied to their wholes. What is left without a harm is no
figure.
"""

from dataclasses import dataclass, field
from functools import cached_property

from marsad.arabic.numbers import Number
from marsad.codebook import HarmWord, Match, Negation, PartMarker, PeopleWord, Thing
from marsad.reader.document import Document, Sentence
from marsad.record import Bound, Group, Harm

_BARE: dict[str, tuple[int, int | None, Bound]] = {
    "singular": (1, 1, Bound.EXACT),
    "dual": (2, 2, Bound.EXACT),
    "plural": (2, None, Bound.VAGUE),
}

NEAR = 6
"""How many words may stand between people and the word for what happened to them."""


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
    definite: bool = False
    harm: Harm | None = None
    harm_at: int | None = None
    whole: "Count | None" = None
    why: list[str] = field(default_factory=list)
    confidence: float = 0.8


def find(document: Document) -> list[Count]:
    """All figures of a report that the rules see, in order of the text, repetitions left out."""
    found: list[Count] = []
    for sentence in document.sentences:
        found.extend(_Reading(sentence).figures())
    return _without_repetitions(found)


class _Reading:
    """The reading of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.codebook = sentence.codebook
        self.acts = [m for m in sentence.matches(HarmWord) if self._word(m).role == "act"]

    def _word(self, match: Match) -> HarmWord:
        return self.codebook.get(HarmWord, match.key)

    @cached_property
    def people(self) -> dict[int, Match]:
        """Nouns for people by the token at which they begin."""
        return {match.start: match for match in self.sentence.matches(PeopleWord)}

    def figures(self) -> list[Count]:
        """Counts of the sentence that have a harm."""
        if not self.acts and not any(self._inherent(m) for m in self.people.values()):
            return []
        counts = sorted(self._numbered() + self._bare(), key=lambda c: c.start)
        self._tie_parts(counts)
        kept: list[Count] = []
        for count in counts:
            if count.whole is None:
                self._give_harm(count, kept)
            if count.whole is not None and count.whole.harm is not None:
                count.harm = count.harm or count.whole.harm
                count.harm_at = count.whole.harm_at
                count.why += [w for w in count.whole.why if w not in count.why]
            if count.harm is not None and not self._none_harmed(count):
                kept.append(count)
        for count in kept:
            if count.whole not in kept:
                count.whole = None
        return kept

    # --- people, with and without a number ----------------------------------------------------------

    def _numbered(self) -> list[Count]:
        counts = []
        busy = [(t.start, t.end) for t in self.sentence.times]
        for at in self.sentence.numbers:
            number = at.value
            if number.kind not in ("cardinal", "range", "vague") or (number.low is None and number.high is None):
                continue
            if any(start < at.end and at.start < end for start, end in busy):
                continue
            noun = self._noun_after(at.end)
            if noun is None and self._counts_things(at.end):
                continue
            counts.append(self._count(at.start, at.end, number, noun))
        return counts

    def _count(self, start: int, end: int, number: Number, noun: Match | None) -> Count:
        people = self._entry(noun) if noun else None
        return Count(
            self.sentence,
            start,
            self._phrase_end(noun.end) if noun else end,
            number.low,
            number.high,
            Bound(number.bound),
            people.group if people else Group.PEOPLE,
            people,
            exact_words=True,
            harm=people.harm if people else None,
            why=[f"people:{people.id}"] if people else [],
        )

    def _noun_after(self, at: int) -> Match | None:
        """The noun that a number ending before token ``at`` counts; ``من`` and marks of quotation may intervene."""
        tokens = self.sentence.tokens
        for here in range(at, min(at + 3, len(tokens))):
            if here in self.people:
                return self.people[here]
            if tokens[here].form not in ("من", "»", "«", '"', ")", "(", "بين", "الي") and not self._filler(here):
                return None
        return None

    def _filler(self, at: int) -> bool:
        """Whether the token belongs to a number phrase without being its noun (``12 شخصا`` after ``على الأقل``)."""
        return any(n.start <= at < n.end for n in self.sentence.numbers)

    def _counts_things(self, at: int) -> bool:
        return any(match.start == at for match in self.sentence.matches(Thing))

    def _bare(self) -> list[Count]:
        taken = {i for n in self.sentence.numbers for i in range(n.start, n.end)}
        counts = []
        for match in self.people.values():
            if match.start in taken or self._is_counted(match):
                continue
            entry, variant = self._entry(match), match.key.partition(":")[2]
            low, high, bound = _BARE[variant]
            definite = match.reading.article
            if definite and not entry.title:
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
                    definite=definite,
                    harm=entry.harm if variant != "singular" or not entry.title else None,
                    why=[f"people:{entry.id}"],
                    confidence=0.6,
                )
            )
        return counts

    def _is_counted(self, match: Match) -> bool:
        return any(
            n.end <= match.start <= n.end + 2 and self._noun_after(n.end) is match for n in self.sentence.numbers
        )

    def _phrase_end(self, end: int) -> int:
        """A people phrase goes on over ``آخرين`` and over ``من`` with another noun for people."""
        tokens = self.sentence.tokens
        if end in self.people and self._entry(self.people[end]).id in ("others", "national"):
            end = self.people[end].end
        if end + 1 < len(tokens) and tokens[end].form == "من" and end + 1 in self.people:
            end = self.people[end + 1].end
        return end

    def _entry(self, match: Match) -> PeopleWord:
        return self.codebook.get(PeopleWord, match.key.partition(":")[0])

    def _inherent(self, match: Match) -> bool:
        return self._entry(match).harm is not None

    # --- parts and harms --------------------------------------------------------------------------------

    def _tie_parts(self, counts: list[Count]) -> None:
        for marker in self.sentence.matches(PartMarker):
            before = [c for c in counts if c.end <= marker.start]
            if not before:
                continue
            if before[-1].end == marker.start and len(before) > 1 and before[-1].people is None:
                before[-1].whole = self._top(before[-2])
                before[-1].why.append(f"part_marker:{marker.key}")
                continue
            limit = min((a.start for a in self.acts if a.start >= marker.end), default=len(self.sentence.tokens))
            at = marker.end
            for count in counts:
                if at <= count.start < limit and self._joined(at, count.start):
                    count.whole = self._top(before[-1])
                    count.why.append(f"part_marker:{marker.key}")
                    at = count.end

    @staticmethod
    def _top(count: Count) -> Count:
        """Parts told after parts belong to the same whole."""
        return count.whole or count

    def _joined(self, start: int, end: int) -> bool:
        """Whether only a few words of one list stand between."""
        between = self.sentence.tokens[start:end]
        return len(between) <= NEAR and not any(t.form in ".؛:!؟" for t in between)

    def _give_harm(self, count: Count, earlier: list[Count]) -> None:
        act = self._act_before(count, earlier) or self._act_after(count)
        if act is not None and (count.harm is None or self._overrules(act, count)):
            word = self._word(act)
            count.harm, count.harm_at = word.harm, act.start
            count.why.append(f"harm_word:{word.id}")
            return
        if count.harm is not None:
            count.harm_at = count.start
            return
        like = self._coordinated(count, earlier) or self._total_of(count)
        if like is not None:
            count.harm, count.harm_at = like
            count.why.append("coordination")

    def _act_before(self, count: Count, earlier: list[Count]) -> Match | None:
        acts = [a for a in self.acts if a.end <= count.start]
        if not acts:
            return None
        act = acts[-1]
        between = self.sentence.tokens[act.end : count.start]
        if any(t.form in ".؛:!؟" for t in between):
            return None
        if any(act.end <= c.start and c.end <= count.start for c in earlier):
            return None
        reach = (NEAR if act.verbal else 2) if count.exact_words else (1 if act.verbal else 0)
        return act if len(between) <= reach else None

    def _act_after(self, count: Count) -> Match | None:
        """``43 شخصا قتلوا``: a verb without a conjunction soon behind the people."""
        for act in self.acts:
            if act.start >= count.end:
                between = self.sentence.tokens[count.end : act.start]
                near = len(between) <= (4 if count.exact_words else 2)
                clear = not any(t.form in ".؛:!؟،," for t in between)
                return act if act.verbal and not act.reading.conjunction and near and clear else None
        return None

    def _overrules(self, act: Match, count: Count) -> bool:
        """A word right before people named by their harm says what happened to them now (الإفراج عن عشرة معتقلين)."""
        return act.end == count.start and self._word(act).harm in (
            Harm.FREED,
            Harm.EVACUATED,
            Harm.RETURNED,
            Harm.KILLED,
        )

    def _coordinated(self, count: Count, earlier: list[Count]) -> tuple[Harm, int | None] | None:
        """``مقتل ضابط وثلاثة جنود``: people joined to people before them share their harm."""
        before = [c for c in earlier if c.end <= count.start]
        if not before:
            return None
        between = self.sentence.tokens[before[-1].end : count.start]
        joined = len(between) <= 3 and (
            self.sentence.tokens[count.start].form.startswith("و")
            or any(t.form in ("و", "اضافه", "،", ",", "الي") for t in between)
        )
        last = before[-1]
        return (last.harm, last.harm_at) if joined and last.harm is not None else None

    def _total_of(self, count: Count) -> tuple[Harm, int | None] | None:
        """``ارتفع عدد القتلى إلى 30``: a number behind those that it counts."""
        if not count.exact_words:
            return None
        for match in reversed(list(self.people.values())):
            entry = self._entry(match)
            if match.end <= count.start and entry.harm and count.start - match.end <= NEAR:
                return entry.harm, match.start
        return None

    def _none_harmed(self, count: Count) -> bool:
        """Whether a negation stands close before what happened."""
        at = count.start if count.harm_at is None else min(count.harm_at, count.start)
        return any(0 <= at - m.end <= 1 for m in self.sentence.matches(Negation))


def _without_repetitions(found: list[Count]) -> list[Count]:
    """A figure told again is one figure; a vague one gives way to an exact one of the same harm in its sentence."""
    kept: list[Count] = []
    for count in found:
        twin = next((c for c in kept if _same(c, count)), None)
        if twin is None:
            kept.append(count)
            continue
        for other in found:
            if other.whole is count:
                other.whole = twin
    return kept


def _same(a: Count, b: Count) -> bool:
    if (a.harm, a.low, a.high) != (b.harm, b.low, b.high) or (a.whole is None) != (b.whole is None):
        return False
    return a.group == b.group or Group.PEOPLE in (a.group, b.group)
