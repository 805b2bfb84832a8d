"""Who did it to whom: the sides of an event, by where their names stand around its trigger.

==================================  ============================================================
``بين X و Y`` behind a trigger      both are actors
``شنها X``, ``على يد X``            X is the actor
a verb, and X right behind it       X is the actor; what stands behind X is the target
``على X``, ``ضد X``, ``استهدف X``   X is the target
==================================  ============================================================
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from marsad.arabic.nouns import attached_definite, definite
from marsad.codebook import Actor, ActorHead, PeopleWord
from marsad.reader.document import Sentence
from marsad.reader.events import KILLING, Mention
from marsad.reader.function_words import WORDS, WORDS_IN_ORDER, plays
from marsad.record import EventType, Span

_NO_SIDES = ("people:person", "people:others", "people:dead", "people:wounded", "people:body")

LONGEST = 8
"""How many words the name of a side may have."""
_WHOLE = WORDS_IN_ORDER["whole-plural"]


@dataclass(frozen=True, slots=True)
class Sides:
    """Names of who did it and to whom, with the codebook's entries that know them."""

    actors: tuple[Span, ...]
    targets: tuple[Span, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A name of a side in a sentence: its tokens, the letters before it, and the codebook's entry."""

    start: int
    end: int
    leading: int
    entry: str


def sides(mention: Mention) -> Sides:
    """The sides of the event as told around one of its mentions."""
    sentence = mention.sentence
    known = sides_in(sentence)
    between = _between(mention, known)
    if between and mention.type in (EventType.CLASH, EventType.AGREEMENT):
        return _as_sides(sentence, between, [])
    actors = _actors(mention, known)
    targets = [s for s in _targets(mention, known) if s not in actors]
    if mention.trigger.subject == "target":
        actors, targets = [], actors
    if mention.type is EventType.MOVEMENT and not mention.trigger.id.endswith("release"):
        actors = actors or targets[:1]
        targets = []
    return _as_sides(sentence, actors, targets)


def _as_sides(sentence: Sentence, actors: list[Side], targets: list[Side]) -> Sides:
    return Sides(
        tuple(sentence.span(s.start, s.end, s.leading) for s in actors),
        tuple(sentence.span(s.start, s.end, s.leading) for s in targets),
        tuple(dict.fromkeys(s.entry for s in (*actors, *targets))),
    )


@lru_cache(maxsize=256)
def sides_in(sentence: Sentence) -> list[Side]:
    """Names of sides in a sentence: known actors first, then phrases that begin like one."""
    found: list[Side] = []
    heads = {m.start for kind in (Actor, ActorHead, PeopleWord) for m in sentence.matches(kind)}
    for kind in (Actor, ActorHead, PeopleWord):
        for m in sentence.matches(kind):
            entry = f"{kind.kind}:{m.key.partition(':')[0]}"
            if entry not in _NO_SIDES and not any(s.start < m.end and m.start < s.end for s in found):
                found.append(Side(m.start, _extend(sentence, m.end, heads), m.reading.leading, entry))
    return _with_other_names(sentence, sorted(found, key=lambda s: s.start))


def _with_other_names(sentence: Sentence, found: list[Side]) -> list[Side]:
    """``تنظيم الدولة "داعش"``: a name in quotation marks or brackets right behind another belongs to it."""
    joined: list[Side] = []
    for side in found:
        last = joined[-1] if joined else None
        if last and last.end + 1 == side.start and sentence.tokens[last.end].form in WORDS["opens-name"]:
            closed = side.end < len(sentence.tokens) and sentence.tokens[side.end].form in WORDS["closes-name"]
            joined[-1] = replace(last, end=side.end + closed)
        else:
            joined.append(side)
    return joined


def _extend(sentence: Sentence, end: int, heads: set[int]) -> int:
    """A name goes on over adjectives and names: to the next function word, mark, verb or number."""
    start = end
    while end < len(sentence.tokens) and end - start < LONGEST:
        form = sentence.tokens[end].form
        if (
            sentence.is_mark(end)
            or plays(sentence.tokens[end], "name-stop")
            or end in sentence.verbs
            or end in sentence.counted_or_dated
        ):
            break
        if end in heads and sentence.tokens[end].joined:
            break
        # An adjective agrees with its noun in the article; behind an article nothing without one goes on.
        if attached_definite(form) or (not definite(form) and (end > start or definite(sentence.tokens[end - 1].form))):
            break
        if _whole(sentence.tokens[end - 1].form) and not definite(form) and not _whole(form):
            break
        end += 1
    return end


def _whole(form: str) -> bool:
    """Whether a word is a plural that no noun can follow as part of its name: ``مسلحون``, not ``مسلحو``."""
    return form.endswith(_WHOLE) and not definite(form)


def _behind(known: list[Side], at: int, reach: int = 1) -> Side | None:
    return next((s for s in known if at <= s.start <= at + reach), None)


def _between(mention: Mention, known: list[Side]) -> list[Side]:
    """Both sides of ``اشتباكات بين X و Y``."""
    tokens = mention.sentence.tokens
    for at in range(mention.end, min(mention.end + 8, len(tokens))):
        if tokens[at].form in WORDS["between"]:
            first = _behind(known, at + 1)
            if first is None:
                return []
            second = next(
                (s for s in known if first.end <= s.start <= first.end + 4 and tokens[s.start].joined),
                None,
            )
            return [first, second] if second else [first]
    return []


def _actors(mention: Mention, known: list[Side]) -> list[Side]:
    tokens = mention.sentence.tokens
    if mention.match.verbal:
        side = _behind(known, mention.start + 1, mention.end - mention.start)
        if side and mention.trigger.id == KILLING and not _has_object(mention, side):
            return []
        side = side or next((s for s in known if s.end == mention.start), None)
        return [side] if side else []
    window = range(mention.end, min(mention.end + 10, len(tokens)))
    for at in window:
        if tokens[at].form in WORDS["done-by"]:
            side = _behind(known, at + 1)
            if side:
                return [side]
    if mention.start and tokens[mention.start - 1].form in WORDS["light-verb"]:
        return []
    for at in range(max(0, mention.start - 6), mention.start):
        if tokens[at].form in WORDS["light-verb"]:
            side = _behind(known, at + 1)
            if side and side.end <= mention.start:
                return [side]
    side = _behind(known, mention.end, 0)
    return [side] if side and mention.type in (EventType.CONTROL, EventType.AIRSTRIKE, EventType.SHELLING) else []


def _has_object(mention: Mention, side: Side) -> bool:
    """Whether ``قتل مسلحون خمسة`` goes on: what follows the side is harmed by it, else the side itself is."""
    sentence = mention.sentence
    return any(n.start <= side.end + 1 and side.end <= n.end for n in sentence.numbers) or any(
        side.end <= m.start <= side.end + 1 for m in sentence.matches(PeopleWord)
    )


def _targets(mention: Mention, known: list[Side]) -> list[Side]:
    tokens = mention.sentence.tokens
    begin = mention.end
    if mention.match.verbal:
        subject = _behind(known, mention.start + 1, mention.end - mention.start)
        begin = subject.end if subject else mention.end
        side = _behind(known, begin, 2)
        if side and side is not subject:
            return [side]
    for at in range(begin, min(begin + 10, len(tokens))):
        if tokens[at].form in WORDS["against"]:
            side = _behind(known, at + 1, 2)
            if side:
                return [side]
    return []
