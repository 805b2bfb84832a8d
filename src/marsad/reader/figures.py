"""Figures: numbers of people, and what happened to them.

The people of a sentence (``reader.people``) are each given the harm that the words around them say; parts are tied
to their wholes. What is left without a harm is no figure.
"""

from collections import defaultdict
from functools import cached_property

from marsad.codebook import Actor, ActorHead, Match, Negation, PartMarker
from marsad.reader.document import Document, Sentence
from marsad.reader.function_words import WORDS
from marsad.reader.people import HURT, Count, People
from marsad.record import Group, Harm

NEAR = 6
"""How many words may stand between people and the word for what happened to them."""


def find(document: Document) -> list[Count]:
    """All figures of a report that the rules see, in order of the text, repetitions left out."""
    return without_repetitions([count for sentence in document.sentences for count in in_sentence(sentence)])


def in_sentence(sentence: Sentence) -> list[Count]:
    """The figures that the rules see in one sentence."""
    return _Reading(sentence).figures()


def tie_parts(sentence: Sentence, counts: list[Count]) -> None:
    """Tie parts to their wholes, by the words that mark parts."""
    _Reading(sentence).tie_parts(counts)


class _Reading:
    """The reading of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.people = People(sentence)

    def figures(self) -> list[Count]:
        """Counts of the sentence that have a harm."""
        if not self.people.acts and not self.people.names_harm():
            return []
        counts = self.people.counts()
        self.tie_parts(counts)
        kept: list[Count] = []
        for count in counts:
            if count.whole is None:
                self._give_harm(count, kept)
            if count.whole is not None and count.whole.harm is not None:
                if count.harm is None or count.whole.harm not in HURT:
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

    def tie_parts(self, counts: list[Count]) -> None:
        """Give each part its whole."""
        for marker in self.sentence.matches(PartMarker):
            before = [c for c in counts if c.end <= marker.start]
            if not before:
                continue
            if before[-1].end == marker.start and len(before) > 1 and before[-1].people is None:
                before[-1].whole = self._top(before[-2])
                before[-1].why.append(f"part_marker:{marker.key}")
                continue
            limit = min((a.start for a in self.people.acts if a.start >= marker.end), default=len(self.sentence.tokens))
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
        joined = self.sentence.tokens[end].joined or any(form in WORDS["joins"] for form in between)
        return joined and len(between) <= NEAR and not any(form in ".؛:!؟" for form in between)

    def _give_harm(self, count: Count, earlier: list[Count]) -> None:
        together = next((m for m in self.people.undivided if 0 <= m.start - count.end <= 1), None)
        if together is not None:
            count.harm, count.harm_at = Harm.CASUALTIES, together.start
            count.why.append(f"harm_word:{together.key}")
            return
        act = self._act_before(count, earlier) or self._act_after(count)
        if act is not None and (count.harm is None or self._overrules(act, count)):
            word = self.people.word(act)
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
        heads = {m.start: self.people.entry(m).group for m in self.people.nouns.values()}
        for kind in (Actor, ActorHead):
            for match in self.sentence.matches(kind):
                if kind is Actor or match.key in ("forces", "fighters"):
                    heads[match.start] = Group.COMBATANTS
        return {at: group for at, group in heads.items() if group is not Group.PEOPLE}

    def _act_before(self, count: Count, earlier: list[Count]) -> Match | None:
        acts = [a for a in self.people.acts if a.end <= count.start]
        if not acts:
            return None
        act = acts[-1]
        between = self.sentence.tokens[act.end : count.start]
        if any(t.form in ".؛:!؟" or t.form in WORDS["statement"] for t in between):
            return None
        if any(c.harm_at == act.start and c.end <= act.start for c in earlier):
            return None
        if any(act.end <= c.start and c.end <= count.start for c in earlier):
            return None
        reach = (NEAR if act.verbal else 2) if count.exact_words else (1 if act.verbal else 0)
        return act if len(between) <= reach else None

    def _act_after(self, count: Count) -> Match | None:
        """``43 شخصا قتلوا``: a verb without a conjunction soon behind the people."""
        for act in self.people.acts:
            if act.start >= count.end:
                between = self.sentence.tokens[count.end : act.start]
                near = len(between) <= (4 if count.exact_words else 2)
                clear = not any(t.form in ".؛:!؟،," for t in between)
                return act if act.verbal and not act.reading.conjunction and near and clear else None
        return None

    def _overrules(self, act: Match, count: Count) -> bool:
        """A word right before people named by their harm says what happened to them now (الإفراج عن عشرة معتقلين)."""
        return act.end == count.start and self.people.word(act).harm in (
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
            self.sentence.tokens[count.start].joined or any(t.form in WORDS["joins"] for t in between)
        )
        last = before[-1]
        return (last.harm, last.harm_at) if joined and last.harm is not None else None

    def _total_of(self, count: Count) -> tuple[Harm, int | None] | None:
        """``ارتفع عدد القتلى إلى 30``: a number behind those that it counts."""
        if not count.exact_words:
            return None
        for match in self.people.undivided:
            if 0 <= count.start - match.end <= NEAR:
                return Harm.CASUALTIES, match.start
        for match in reversed(list(self.people.nouns.values())):
            entry = self.people.entry(match)
            if match.end <= count.start and entry.harm and count.start - match.end <= NEAR:
                return entry.harm, match.start
        return None

    def _none_harmed(self, count: Count) -> bool:
        """Whether a negation stands close before what happened."""
        at = count.start if count.harm_at is None else min(count.harm_at, count.start)
        return any(0 <= at - m.end <= 1 for m in self.sentence.matches(Negation))


def without_repetitions(found: list[Count]) -> list[Count]:
    """A figure told again is one figure, in the words of the text rather than those of the headline."""
    kept: dict[tuple[Harm | None, int | None, bool], list[Count]] = defaultdict(list)
    instead: dict[Count, Count] = {}
    for count in found:
        alike = kept[count.harm, count.low, count.whole is None]
        twin = next((c for c in alike if _same(c, count)), None)
        if twin is None:
            alike.append(count)
        elif twin.sentence.field == "title" and count.sentence.field == "text":
            alike[alike.index(twin)] = count
            instead[twin] = count
        else:
            instead[count] = twin
    for count in found:
        if count.whole in instead and instead[count.whole] is not count:
            count.whole = instead[count.whole]
    return sorted((c for alike in kept.values() for c in alike), key=lambda c: (c.sentence.index, c.start))


def _same(a: Count, b: Count) -> bool:
    """Whether two counts of one harm and low are one figure; a headline leaves out the words that bound a number."""
    if a.high != b.high and a.sentence.field != "title":
        return False
    return a.group == b.group or Group.PEOPLE in (a.group, b.group)
