"""Candidates for mentions of events, and what the models see of them.

A candidate is a place where the codebook's triggers match, the open ones too.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from marsad.codebook import Actor, ActorHead, Match, Negation, OpenTrigger, PeopleWord, Trigger
from marsad.reader.document import Sentence
from marsad.reader.learned.context import Context, bucket
from marsad.reader.learned.options import Spot

NONE = "none"


@dataclass(eq=False)
class Candidate:
    """Tokens ``start`` to ``end`` of a sentence that may name an event, with the triggers that match there."""

    sentence: Sentence
    start: int
    end: int
    match: Match
    entries: tuple[Trigger | OpenTrigger, ...]

    @property
    def spot(self) -> Spot:
        """Where it stands."""
        return Spot(self.sentence, self.start, self.end)


def candidates(context: Context) -> list[Candidate]:
    """All candidates of a report, without overlaps, in order."""
    return [c for sentence in context.document.sentences for c in _in_sentence(sentence)]


def _in_sentence(sentence: Sentence) -> list[Candidate]:
    codebook = sentence.codebook
    found: list[Candidate] = []
    taken: set[int] = set()
    kinds: tuple[type[Trigger | OpenTrigger], ...] = (Trigger, OpenTrigger)
    at: dict[int, list[Trigger | OpenTrigger]] = defaultdict(list)
    for kind in kinds:
        for match in codebook.matcher(kind).all(sentence.tokens):
            at[match.start].append(codebook.get(kind, match.key))
    for kind in kinds:
        for match in sentence.matches(kind):
            if taken.isdisjoint(range(match.start, match.end)):
                taken.update(range(match.start, match.end))
                own = codebook.get(kind, match.key)
                entries = {entry.id: entry for entry in (own, *at[match.start])}
                found.append(Candidate(sentence, match.start, match.end, match, tuple(entries.values())))
    return sorted(found, key=lambda c: c.start)


def features(context: Context, candidate: Candidate) -> list[str]:
    """What a model sees of a candidate."""
    return list(dict.fromkeys(_features(context, candidate)))


def _features(context: Context, c: Candidate) -> Iterator[str]:
    sentence, reading = c.sentence, c.match.reading
    yield "bias"
    head, last = context.word(sentence, c.start), context.word(sentence, c.end - 1)
    form = reading.stem
    for entry in c.entries:
        yield f"entry={entry.id}"
        yield f"type={entry.type}"
        yield f"entry={entry.id} verb={c.match.verbal}"
    yield f"form={form}"
    yield f"lemma={head.lemma}"
    if c.end > c.start + 1:
        yield f"phrase={' '.join(context.word(sentence, at).lemma for at in range(c.start, min(c.end, c.start + 3)))}"
        yield f"last={last.lemma}"
    yield f"pos={head.pos}"
    yield f"form={form} pos={head.pos}"
    shape = "verb" if c.match.verbal else "the" if reading.article else "pron" if reading.pronoun else "bare"
    yield f"shape={shape}"
    yield f"form={form} shape={shape}"
    yield f"prep={reading.preposition}{'f' if reading.future else ''}"
    yield f"label={head.label}"
    for name in context.window(sentence, c.start, c.end):
        yield name
    for name in context.sentence_features(sentence):
        yield name
        yield f"{name} shape={shape}"
    yield from context.report_features
    for name in context.means(sentence, c.start, c.end):
        yield name
        yield f"{name} form={form}"
    yield f"first={c.start == 0 or sentence.is_mark(c.start - 1)}"
    yield f"form={form} +1={context.word(sentence, c.end).lemma}"
    yield f"form={form} -1={context.word(sentence, c.start - 1).lemma}"
    yield f"form={form} +p={context.word(sentence, c.end).pos}"
    if any(m.end == c.start for m in sentence.matches(Negation)):
        yield "negated"
    if any(t.start <= c.start < t.end for t in sentence.times):
        yield "in-time"
    behind = [n for n in context.analyses[sentence.index].names if n.start >= c.end]
    if behind:
        yield f"name={behind[0].label}/{bucket(behind[0].start - c.end, 0, 2, 5)}"
    place = next((p for p in sentence.places if p.start >= c.end), None)
    if place:
        yield f"place={place.value.role}/{bucket(place.start - c.end, 1, 4, 8)}"
    own = c.entries[0].id
    for told in context.told_triggers(sentence.index - 1, sentence.index + 2):
        yield f"beside={told} entry={own}"
    for told in context.told_triggers():
        yield f"report={told} entry={own}"
    for told in context.told_means:
        yield f"report-means={told} entry={own}"
    for kind in (PeopleWord, Actor, ActorHead):
        for match in sentence.matches(kind):
            side = "<" if match.start < c.start else ">"
            word = match.key.partition(":")[0]
            apart = bucket(abs(match.start - c.start), 2, 5, 10)
            yield f"{kind.kind}={word}{side}{apart}"
            yield f"{kind.kind}={word}{side} entry={own}"
    yield f"triggers={bucket(len(sentence.matches(Trigger)), 0, 1, 2, 4)}"
    for match in sentence.matches(Trigger):
        if match.start != c.start:
            other = sentence.codebook.get(Trigger, match.key).type
            side = "<" if match.start < c.start else ">"
            yield f"other={other}"
            yield f"other={other}{side}{bucket(abs(match.start - c.start), 3, 8)}"
