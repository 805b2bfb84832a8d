"""Figures: numbers of people, and what happened to them.

First the people of a sentence are found, with or without a number (``_counts``); then each is given the harm
that the words around it say (``_harm_of``); parts are tied to their wholes. What is left without a harm is no
figure.
"""

from dataclasses import dataclass, field
from functools import cached_property

from marsad.arabic.numbers import Number
from marsad.arabic.orthography import fold, fold_word
from marsad.codebook import Actor, ActorHead, HarmWord, Match, Negation, PartMarker, PeopleWord, Thing
from marsad.reader.document import Document, Located, Sentence
from marsad.reader.function_words import WORDS
from marsad.record import Bound, Group, Harm

_BARE: dict[str, tuple[int, int | None, Bound]] = {
    "singular": (1, 1, Bound.EXACT),
    "dual": (2, 2, Bound.EXACT),
    "plural": (2, None, Bound.VAGUE),
}

_HURT = (Harm.KILLED, Harm.WOUNDED, Harm.CASUALTIES)

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
    leading: int = 0
    """Letters before the phrase that belong to no number or noun (``و``, ``ب``)."""
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

    @cached_property
    def undivided(self) -> list[Match]:
        """Words for killed and wounded together (``بين قتيل وجريح``)."""
        words = [m for m in self.sentence.matches(HarmWord) if self._word(m).role == "people"]
        return [m for m in words if self._word(m).harm is Harm.CASUALTIES]

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
                if count.harm is None or count.whole.harm not in _HURT:
                    count.harm = count.whole.harm
                count.harm_at = count.whole.harm_at
                count.why += [w for w in count.whole.why if w not in count.why]
            if count.harm is not None and not self._none_harmed(count):
                count.group = self._group(count, kept)
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
            if number.kind not in ("cardinal", "range", "vague") or not _counts_people(number):
                continue
            if any(start < at.end and at.start < end for start, end in busy):
                continue
            after = self.sentence.token_after(number.end)
            noun = self._noun_after(after)
            if noun is None and number.value in (1, 2) and self._noun_before(at.start) is not None:
                counts.append(self._counted_behind(at))
                continue
            if noun is None and (self._counts_things(after) or not self._may_stand_alone(number)):
                continue
            counts.append(self._count(at, noun))
        return counts

    def _noun_before(self, at: int) -> Match | None:
        """The noun of ``صحفيين اثنين`` and ``جندي واحد``."""
        return next((m for m in self.people.values() if m.end == at), None)

    def _counted_behind(self, at: Located[Number]) -> Count:
        noun = self._noun_before(at.start)
        assert noun is not None
        count = self._count(at, None)
        people = self._entry(noun)
        count.start, count.leading = noun.start, noun.reading.leading
        count.group, count.people, count.harm = people.group, people, people.harm
        count.why = [f"people:{people.id}"]
        return count

    def _count(self, at: Located[Number], noun: Match | None) -> Count:
        number = at.value
        people = self._entry(noun) if noun else None
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
            harm=people.harm if people else None,
            why=[f"people:{people.id}"] if people else [],
        )

    def _noun_after(self, at: int) -> Match | None:
        """The noun that a number ending before token ``at`` counts; ``من`` and marks of quotation may intervene."""
        tokens = self.sentence.tokens
        for here in range(at, min(at + 3, len(tokens))):
            if here in self.people:
                return self.people[here]
            if tokens[here].form not in WORDS["counted-of"]:
                return None
        return None

    def _counts_things(self, at: int) -> bool:
        return any(m.start == at and not m.reading.article for m in self.sentence.matches(Thing))

    @staticmethod
    def _may_stand_alone(number: Number) -> bool:
        """``أصيب العشرات`` needs no noun; ``عدة`` and ``عدد من`` always have one, of people or of things."""
        return number.kind != "vague" or fold_word(number.text).startswith(("ال", "وال"))

    def _bare(self) -> list[Count]:
        taken = {i for n in self.sentence.numbers for i in range(n.start, n.end)}
        taken |= {
            m.start for n in self.sentence.numbers if n.value.value in (1, 2) for m in [self._noun_before(n.start)] if m
        }
        told = {i for m in self.undivided for i in range(m.start, m.end)}
        counts = []
        for match in self.people.values():
            if match.start in taken or match.start in told or self._is_counted(match) or self._is_subject(match):
                continue
            entry, variant = self._entry(match), match.key.partition(":")[2]
            low, high, bound = _BARE[variant]
            definite = match.reading.article
            if not entry.alone or (definite and not entry.title) or entry.harm not in (None, *_HURT):
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

    def _is_subject(self, match: Match) -> bool:
        """``خطف مسلحون ثلاثة``: people right behind a verb, with other people right behind them, did it."""
        if not any(a.end == match.start and a.verbal for a in self.acts):
            return False
        behind = {n.start for n in self.sentence.numbers} | set(self.people)
        return match.end in behind and not self.sentence.tokens[match.end].form.startswith("و")

    def _is_counted(self, match: Match) -> bool:
        return any(self._noun_after(self.sentence.token_after(n.value.end)) is match for n in self.sentence.numbers)

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
            whole = self._top(before[-1])
            for count in counts:
                first = at == marker.end
                if not (at <= count.start < limit and self._joined(at, count.start, first)):
                    continue
                if not first and count.harm not in (None, whole.harm):
                    break
                count.whole = whole
                count.why.append(f"part_marker:{marker.key}")
                at = count.end

    @staticmethod
    def _top(count: Count) -> Count:
        """Parts told after parts belong to the same whole."""
        return count.whole or count

    def _joined(self, start: int, end: int, first: bool) -> bool:
        """Whether a part stands close behind its marker, or is joined to the part before it."""
        between = [t.form for t in self.sentence.tokens[start:end]]
        if first:
            return len(between) <= 2
        joined = self.sentence.tokens[end].form.startswith("و") or any(form in WORDS["joins"] for form in between)
        return joined and len(between) <= NEAR and not any(form in ".؛:!؟" for form in between)

    def _give_harm(self, count: Count, earlier: list[Count]) -> None:
        together = next((m for m in self.undivided if 0 <= m.start - count.end <= 1), None)
        if together is not None:
            count.harm, count.harm_at = Harm.CASUALTIES, together.start
            count.why.append(f"harm_word:{together.key}")
            return
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

    def _group(self, count: Count, earlier: list[Count]) -> Group:
        """The group; people told by number, harm or ``آخرون`` only are of the group named behind or before."""
        open_word = count.people is None or count.people.harm is not None or count.people.id in ("others", "person")
        if count.group is not Group.PEOPLE or not open_word:
            return count.group
        tokens = self.sentence.tokens
        for at in range(count.start, min(count.end + 4, len(tokens))):
            if at in self.side_heads and (at < count.end or tokens[at - 1].form in WORDS["belongs-to"]):
                return self.side_heads[at]
        before = [c for c in earlier if c.end <= count.start and c.whole is None]
        if before and (count.people is None or count.people.id == "others"):
            return before[-1].group
        return count.group

    @cached_property
    def side_heads(self) -> dict[int, Group]:
        """Where a word stands that says whose people they are, and their group."""
        heads = {m.start: self._entry(m).group for m in self.people.values()}
        for kind in (Actor, ActorHead):
            for match in self.sentence.matches(kind):
                if kind is Actor or match.key in ("forces", "fighters"):
                    heads[match.start] = Group.COMBATANTS
        return {at: group for at, group in heads.items() if group is not Group.PEOPLE}

    def _act_before(self, count: Count, earlier: list[Count]) -> Match | None:
        acts = [a for a in self.acts if a.end <= count.start]
        if not acts:
            return None
        act = acts[-1]
        between = self.sentence.tokens[act.end : count.start]
        if any(t.form in ".؛:!؟" or t.form.removeprefix("و") in WORDS["statement"] for t in between):
            return None
        if any(c.harm_at == act.start and c.end <= act.start for c in earlier):
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
            self.sentence.tokens[count.start].form.startswith("و") or any(t.form in WORDS["joins"] for t in between)
        )
        last = before[-1]
        return (last.harm, last.harm_at) if joined and last.harm is not None else None

    def _total_of(self, count: Count) -> tuple[Harm, int | None] | None:
        """``ارتفع عدد القتلى إلى 30``: a number behind those that it counts."""
        if not count.exact_words:
            return None
        for match in self.undivided:
            if 0 <= count.start - match.end <= NEAR:
                return Harm.CASUALTIES, match.start
        for match in reversed(list(self.people.values())):
            entry = self._entry(match)
            if match.end <= count.start and entry.harm and count.start - match.end <= NEAR:
                return entry.harm, match.start
        return None

    def _none_harmed(self, count: Count) -> bool:
        """Whether a negation stands close before what happened."""
        at = count.start if count.harm_at is None else min(count.harm_at, count.start)
        return any(0 <= at - m.end <= 1 for m in self.sentence.matches(Negation))


def _counts_people(number: Number) -> bool:
    """Whether the limits are whole and positive, as a number of people is."""
    limits = [limit for limit in (number.low, number.high) if limit is not None]
    return bool(limits) and all(limit == int(limit) and limit > 0 for limit in limits)


def _without_repetitions(found: list[Count]) -> list[Count]:
    """A figure told again is one figure, in the words of the text rather than those of the headline."""
    kept: list[Count] = []
    for count in found:
        twin = next((c for c in kept if _same(c, count)), None)
        if twin is None:
            kept.append(count)
        elif twin.sentence.field == "title" and count.sentence.field == "text":
            kept[kept.index(twin)] = count
            _move_parts(found, twin, count)
        else:
            _move_parts(found, count, twin)
    return sorted(kept, key=lambda c: (c.sentence.index, c.start))


def _move_parts(found: list[Count], old: Count, new: Count) -> None:
    for count in found:
        if count.whole is old and count is not new:
            count.whole = new


def _same(a: Count, b: Count) -> bool:
    """Whether two counts are one figure; a headline leaves out the words that bound a number."""
    if a.harm != b.harm or a.low != b.low or (a.whole is None) != (b.whole is None):
        return False
    if a.high != b.high and a.sentence.field != "title":
        return False
    return a.group == b.group or Group.PEOPLE in (a.group, b.group)
