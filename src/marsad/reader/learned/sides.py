"""Who did it and to whom: everybody whom the report names as a side, weighed for each event as actor and as target."""

from collections.abc import Iterator, Sequence

from marsad.codebook import Actor, Trigger
from marsad.reader import actors
from marsad.reader.events import Mention as RuleMention
from marsad.reader.learned.context import Context, bucket
from marsad.reader.learned.options import Option, Spot
from marsad.reader.learned.phrases import noun_phrases
from marsad.reader.learned.same import Mention
from marsad.reader.learned.speakers import Naming, Speaker, same_one, told_apart
from marsad.reader.sources import name_words

ACTOR, TARGET = "actor", "target"
PHRASE = "phrase"
"""The kind of a side that has no name."""


def side_options(context: Context) -> list[Option[Speaker]]:
    """Everybody who may be a side of an event, each with all the spots where they are named; then what has no name."""
    named = told_apart(_named(context))
    known = {option.value.words for option in named if option.value}
    phrases = told_apart(_phrases(context), whole=True)
    return named + [option for option in phrases if option.value and option.value.words not in known]


def _named(context: Context) -> Iterator[Naming]:
    for sentence in context.document.sentences:
        taken: set[int] = set()
        for side in actors.sides_in(sentence):
            taken.update(range(side.start, side.end))
            yield Naming(side.entry, Spot(sentence, side.start, side.end), side.leading)
        for name in context.analyses[sentence.index].names:
            if taken.isdisjoint(range(name.start, name.end)):
                yield Naming(name.label, Spot(sentence, name.start, name.end), context.leading(sentence, name.start))
        for at in sentence.places:
            if taken.isdisjoint(range(at.start, at.end)):
                leading = context.leading(sentence, at.start)
                yield Naming(f"place:{at.value.role}", Spot(sentence, at.start, at.end), leading)


def _phrases(context: Context) -> Iterator[Naming]:
    for sentence in context.document.sentences:
        for start, end in noun_phrases(context, sentence):
            yield Naming(PHRASE, Spot(sentence, start, end), context.leading(sentence, start))


def that_may_be(role: str, asked: Sequence[Option[Speaker]]) -> list[int]:
    """Which of the options (by number) may have a role: what has no name is hit, but hardly ever acts."""
    return [n for n, o in enumerate(asked) if role != ACTOR or o.value is None or o.value.kinds != {PHRASE}]


def one_side(a: Speaker, b: Speaker) -> bool:
    """Whether two names are one side's: in their words, or since the codebook knows both for one actor."""
    actor = f"{Actor.kind}:"
    return a.name.text == b.name.text or any(kind.startswith(actor) for kind in a.kinds & b.kinds)


def extras(
    context: Context, mentions: Sequence[Mention], ruled: Sequence[actors.Sides], option: Option[Speaker]
) -> Iterator[str]:
    """What the rules make of the side at the event's mentions, and the words between them."""
    side = option.value
    if side is None:
        yield from _nobody(context, mentions, ruled)
        return
    for told in ruled:
        for role, spans in ((ACTOR, told.actors), (TARGET, told.targets)):
            if any(same_one(name_words(span.text), side.words) for span in spans):
                yield f"rule={role}"
    yield f"head={context.word(option.spots[0].sentence, option.spots[0].start).lemma}"
    for mention in mentions:
        c = mention.candidate
        for spot in option.spots:
            if spot.sentence is not c.sentence:
                continue
            low, high = (c.end, spot.start) if spot.start >= c.end else (spot.end, c.start)
            side_of = ">" if spot.start >= c.end else "<"
            if high - low <= 4:
                between = [context.word(c.sentence, at) for at in range(low, high)]
                yield f"path{side_of}={' '.join(w.lemma for w in between)}"
                yield f"path{side_of}={' '.join(w.pos for w in between)} verb={c.match.verbal}"
                yield f"path{side_of}={' '.join(w.pos for w in between)} type={mention.type}"
            lemma = context.word(c.sentence, c.start).lemma
            yield f"verb={lemma}{side_of}{bucket(high - low, 0, 2, 5)}"
            lead = context.word(c.sentence, spot.start - 1).lemma
            yield f"verb={lemma}{side_of} lead={lead}"
            yield f"shape={c.match.verbal}{c.match.reading.article}{side_of}{bucket(high - low, 0, 1, 3, 6)}"
            yield f"clitic={context.word(c.sentence, spot.start).before} {side_of}"


def _nobody(context: Context, mentions: Sequence[Mention], ruled: Sequence[actors.Sides]) -> Iterator[str]:
    """What the event's words and the rules say of its having no such side."""
    yield f"nothing rules={any(t.actors for t in ruled)}{any(t.targets for t in ruled)}"
    for mention in mentions[:3]:
        c = mention.candidate
        lemma = context.word(c.sentence, c.start).lemma
        yield f"nothing verb={lemma}"
        yield f"nothing verb={lemma} shape={c.match.verbal}{c.match.reading.article}"


def by_rules(mentions: Sequence[Mention]) -> list[actors.Sides]:
    """Who did it to whom in the eyes of the rules, for each mention that a trigger of theirs matches."""
    found = []
    for mention in mentions:
        c, entry = mention.candidate, mention.candidate.entries[0]
        if isinstance(entry, Trigger):
            found.append(actors.sides(RuleMention(c.sentence, c.start, c.end, mention.type, entry, c.match)))
    return found
