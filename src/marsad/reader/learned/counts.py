"""Candidates for figures: people, with or without a number, and what the models see of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.codebook import Actor, ActorHead, Cumulation, HarmWord, Match, Negation, PartMarker, Trigger
from marsad.reader import figures
from marsad.reader.document import Sentence
from marsad.reader.function_words import WORDS
from marsad.reader.learned.context import Context, bucket
from marsad.reader.learned.options import Spot
from marsad.reader.people import BARE, Count, People
from marsad.record import Group, Harm

NONE = "none"
REACH = 12
"""How many words from people the word for what happened to them may stand to be looked at."""


@dataclass(eq=False)
class Candidate:
    """People that may be a figure.

    ``kind`` says how they are told (number, noun, side, name, word); ``ruled`` is the harm that the rules see, None
    where they leave it out.
    """

    count: Count
    kind: str
    ruled: Harm | None
    before: "Candidate | None" = None
    """The candidate before this one in its sentence."""

    @property
    def spot(self) -> Spot:
        """Where its words stand."""
        return Spot(self.count.sentence, self.count.start, self.count.end)


def candidates(context: Context) -> list[Candidate]:
    """All candidates of a report in order."""
    return [c for sentence in context.document.sentences for c in _in_sentence(context, sentence)]


def _in_sentence(context: Context, sentence: Sentence) -> list[Candidate]:
    people = People(sentence, every=True)
    found = [(count, "number" if count.exact_words else "noun") for count in people.counts()]
    found += _open(context, people, [count for count, _ in found])
    found.sort(key=lambda row: (row[0].start, -row[0].end))
    rules = {(c.start, c.end): c.harm for c in figures.in_sentence(sentence)}
    made: list[Candidate] = []
    for count, kind in found:
        made.append(Candidate(count, kind, rules.get((count.start, count.end)), made[-1] if made else None))
    figures.tie_parts(sentence, [c.count for c in made])
    return made


def _open(context: Context, people: People, known: Sequence[Count]) -> list[tuple[Count, str]]:
    """People whom the rules do not count: definite nouns, sides, persons by name, words for some of them."""
    sentence = people.sentence
    taken = {i for count in known for i in range(count.start, count.end)}
    taken |= {i for m in people.undivided for i in range(m.start, m.end)}
    found: list[tuple[Count, str]] = []

    def add(start: int, end: int, limits: str, kind: str, group: Group, match: Match | None = None) -> None:
        if not taken.isdisjoint(range(start, end)):
            return
        taken.update(range(start, end))
        low, high, bound = BARE[limits]
        entry = people.entry(match) if match and kind == "noun" else None
        count = Count(
            sentence, start, end, low, high, bound, group, entry, False, match.reading.leading if match else 0
        )
        if entry:
            count.why = [f"people:{entry.id}"]
            count.harm = entry.harm
        found.append((count, kind))

    for at, token in enumerate(sentence.tokens):
        for role, limits in _SOME.items():
            if token.form in WORDS[role] or (token.joined and token.form[1:] in WORDS[role]):
                add(at, at + 1, limits, "word", Group.PEOPLE)
    for match in people.nouns.values():
        variant = people.variant(match)
        add(match.start, _with_name(context, sentence, match.end), variant, "noun", people.entry(match).group, match)
    for kind in (Actor, ActorHead):
        for match in sentence.matches(kind):
            add(match.start, match.end, "plural", "side", Group.COMBATANTS, match)
    for name in context.analyses[sentence.index].names:
        if name.label == "PER":
            add(name.start, name.end, "singular", "name", Group.PEOPLE)
    return found


_SOME = {"some-people": "some", "one-person": "singular", "two-people": "dual", "harmed-people": "plural"}


def _with_name(context: Context, sentence: Sentence, end: int) -> int:
    """``الطيار الأردني معاذ الكساسبة``: the name of a person belongs to the noun before it."""
    for name in context.analyses[sentence.index].names:
        if name.label == "PER" and end <= name.start <= end + 2:
            between = range(end, name.start)
            if not any(sentence.is_mark(at) or context.word(sentence, at).pos != "ADJ" for at in between):
                return name.end
    return end


def features(context: Context, candidate: Candidate) -> list[str]:
    """What a model sees of a candidate when it asks for harm, group and whether it is a total."""
    return list(dict.fromkeys(_features(context, candidate)))


def _features(context: Context, c: Candidate) -> Iterator[str]:
    count = c.count
    sentence = count.sentence
    entry = count.people
    noun = entry.id if entry else "-"
    head = context.word(sentence, count.end - 1)
    yield "bias"
    yield f"kind={c.kind}"
    yield f"rule={c.ruled}"
    yield f"rule={c.ruled} kind={c.kind}"
    yield f"people={noun}"
    yield f"people={noun} rule={c.ruled}"
    yield f"noun-harm={count.harm}"
    yield f"group={count.group}"
    yield f"bound={count.bound}"
    yield f"low={bucket(count.low or 0, 0, 1, 2, 5, 20, 100, 1000, 10000)} kind={c.kind}"
    yield f"lemma={head.lemma}"
    yield f"first={context.word(sentence, count.start).lemma}"
    yield f"pos={head.pos}"
    the = sentence.tokens[count.start].form.startswith(("ال", "وال"))
    yield f"the={the} kind={c.kind}"
    yield f"leads={context.word(sentence, count.start).before}"
    yield from context.window(sentence, count.start, count.end)
    for name in context.sentence_features(sentence):
        yield name
        yield f"{name} kind={c.kind}"
    yield from context.report_features
    yield from _acts(context, count, c.kind)
    if c.before is not None:
        gap = count.start - c.before.count.end
        yield f"before={c.before.ruled} gap={bucket(gap, 1, 3, 6)}"
        yield f"before-kind={c.before.kind} gap={bucket(gap, 1, 3, 6)}"
    if count.whole is not None:
        yield "part"
    for name, kind in (("part", PartMarker), ("no", Negation), ("sum", Cumulation)):
        for match in sentence.matches(kind):
            side = "before" if match.end <= count.start else "behind"
            apart = count.start - match.end if side == "before" else match.start - count.end
            yield f"{name}-{side}={bucket(apart, 0, 2, 6, 12)}"
    for match in sentence.matches(Trigger):
        trigger = sentence.codebook.get(Trigger, match.key)
        side = "<" if match.start < count.start else ">"
        yield f"trigger={trigger.type}"
        yield f"trigger={trigger.id}{side}{bucket(abs(match.start - count.start), 2, 5, 10)}"


def _acts(context: Context, count: Count, told: str) -> Iterator[str]:
    """The words for what happened to people that stand near, on both sides."""
    sentence = count.sentence
    for side in ("<", ">"):
        near = [
            (count.start - m.end if side == "<" else m.start - count.end, m)
            for m in sentence.matches(HarmWord)
            if (m.end <= count.start if side == "<" else m.start >= count.end)
        ]
        for rank, (apart, match) in enumerate(sorted(near, key=lambda row: row[0])[:2]):
            if apart > REACH:
                continue
            word = sentence.codebook.get(HarmWord, match.key)
            between = (
                sentence.tokens[match.end : count.start] if side == "<" else sentence.tokens[count.end : match.start]
            )
            broken = any(not t.form[0].isalnum() for t in between)
            yield f"act{side}{rank}={word.harm}"
            yield f"act{side}{rank}={word.harm} apart={bucket(apart, 0, 1, 2, 4, 7)} verb={match.verbal}"
            yield f"act{side}{rank}={word.harm} kind={told} apart={bucket(apart, 0, 2, 5)} mark={broken}"
            yield f"act{side}{rank}={word.id} joined={match.reading.conjunction}"
            if side == ">" and rank == 0:
                joined = match.reading.conjunction
                yield f"act>={word.harm} verb={match.verbal} joined={joined} apart={bucket(apart, 0, 2, 5)}"
