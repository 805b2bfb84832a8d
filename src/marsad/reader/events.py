"""Events: the words that name them, and which of them speak of the same one.

Triggers of the codebook are found in each sentence; the words for the means near a trigger decide its type
(``_type_of``). Mentions are then brought together: a headline and its lead, a definite noun that takes up what
was told before (``_joins``).
"""

from collections import Counter
from dataclasses import dataclass, field

from marsad.arabic.verbs import is_present
from marsad.codebook import EventTypeEntry, Match, Negation, Trigger
from marsad.reader.document import Document, Sentence
from marsad.record import EventType

MEMORY = 40
"""How many events back a word can take one up."""

LEAST_VOTE = 1.0
"""How much the sentences around must speak of a type: one mention in the next sentence is a half."""

WINDOW = 12
"""How many words away from a trigger the means may stand."""

KILLING = "attack.kill"
"""The trigger for killings whose means the words do not give."""

VIOLENT = frozenset({EventType.CLASH, EventType.AIRSTRIKE, EventType.SHELLING, EventType.BOMBING, EventType.ATTACK})


@dataclass(eq=False)
class Mention:
    """Words that name an event: tokens ``start`` to ``end`` of a sentence."""

    sentence: Sentence
    start: int
    end: int
    type: EventType
    trigger: Trigger
    match: Match
    place: str | None = None

    @property
    def unspecific(self) -> bool:
        """Whether the words leave the type open (``هجوم``, ``قتل``) and nothing near them settles it."""
        return self.type == self.trigger.type and (bool(self.trigger.alternatives) or self.trigger.id == KILLING)

    @property
    def definite(self) -> bool:
        """Whether the words take up something known: a noun with the article or a pronoun."""
        return not self.match.verbal and (self.match.reading.article or bool(self.match.reading.pronoun))


@dataclass(eq=False)
class Happening:
    """An event of the report with its mentions in order."""

    type: EventType
    mentions: list[Mention] = field(default_factory=list)

    @property
    def unspecific(self) -> bool:
        """Whether no mention settles the type."""
        return all(mention.unspecific for mention in self.mentions)

    @property
    def strength(self) -> float:
        """How sure the best of the triggers is; more mentions make it surer."""
        doubt = 1.0
        for mention in self.mentions[:4]:
            doubt *= 1 - mention.trigger.strength * 0.9
        return min(0.95, max(0.05, 1 - doubt))


def find(document: Document) -> list[Happening]:
    """All events of a report that the rules see, in order of their first mention."""
    happenings: list[Happening] = []
    for mention in _settle(_typed_by_context([m for s in document.sentences for m in _mentions(s)])):
        known = _joins(mention, happenings)
        if known is None:
            if mention.trigger.returns:
                continue
            known = Happening(mention.type)
            happenings.append(known)
        elif known.unspecific and not mention.unspecific:
            known.type = mention.type
        known.mentions.append(mention)
    return happenings


def _mentions(sentence: Sentence) -> list[Mention]:
    found = []
    dated = {i for t in sentence.times for i in range(t.start, t.end)}
    for match in sentence.matches(Trigger):
        if match.start in dated:
            continue  # فجر is dawn more often than an explosion
        trigger = sentence.codebook.get(Trigger, match.key)
        kind = _type_of(sentence, trigger, match)
        if not _negated(sentence, match) and not _stands(sentence, trigger, match):
            found.append(Mention(sentence, match.start, match.end, kind, trigger, match))
    return found


def _type_of(sentence: Sentence, trigger: Trigger, match: Match) -> EventType:
    """The trigger's type, or the alternative whose means stand nearest."""
    if not trigger.alternatives:
        return trigger.type
    best, nearest = trigger.type, WINDOW + 1
    for means in sentence.matches(EventTypeEntry):
        kind = EventType(means.key)
        if kind not in (trigger.type, *trigger.alternatives):
            continue
        distance = means.start - match.end if means.start >= match.end else match.start - means.end
        if 0 <= distance < nearest or (distance < 0 and means.key != trigger.type):
            best, nearest = kind, max(distance, 0)
    return best


def _typed_by_context(mentions: list[Mention]) -> list[Mention]:
    """An open word (``هجوم``) with no means in its sentence is of the type that the sentences around tell of."""
    told = [m for m in mentions if not m.unspecific]
    for mention in mentions:
        if mention.unspecific and mention.trigger.alternatives:
            votes = Counter(
                {
                    kind: sum(1 / (1 + abs(m.sentence.index - mention.sentence.index)) for m in told if m.type == kind)
                    for kind in mention.trigger.alternatives
                }
            )
            (kind, weight), *_ = votes.most_common(1)
            if weight >= LEAST_VOTE:
                mention.type = kind
    return mentions


def _negated(sentence: Sentence, match: Match) -> bool:
    return any(m.end == match.start for m in sentence.matches(Negation))


def _stands(sentence: Sentence, trigger: Trigger, match: Match) -> bool:
    """Whether the words tell a standing condition or a purpose (``التي تسيطر على``, ``لطرد``) and no change."""
    if trigger.type is not EventType.CONTROL:
        return False
    present = match.verbal and is_present(match.reading.stem) and sentence.field == "text"
    return present or (match.reading.for_purpose or match.reading.future)


def _settle(mentions: list[Mention]) -> list[Mention]:
    """A killing whose means the sentence gives is no event of its own (codebook, section 2)."""
    told = {id(m.sentence) for m in mentions if m.type in VIOLENT and m.trigger.id != KILLING}
    return [m for m in mentions if m.trigger.id != KILLING or id(m.sentence) not in told]


def _joins(mention: Mention, happenings: list[Happening]) -> Happening | None:
    """The event that a mention names again; None where it names a new one."""
    for happening in reversed(happenings[-MEMORY:]):
        last = happening.mentions[-1]
        if happening.type == mention.type and _compatible(mention, last):
            return happening
        if mention.unspecific and happening.type in VIOLENT and _takes_up(mention, last):
            return happening
        if happening.unspecific and mention.type in VIOLENT and happening.type in VIOLENT and _lead(mention, last):
            return happening
    return None


def _takes_up(mention: Mention, last: Mention) -> bool:
    """Whether open words take up an event told just before: ``الحادث``, ``الهجوم``, a killing in the next sentence."""
    apart = mention.sentence.index - last.sentence.index
    if mention.trigger.returns or mention.definite:
        return apart <= 2
    return apart <= 1 and (mention.trigger.id == KILLING or _lead(mention, last))


def _lead(mention: Mention, last: Mention) -> bool:
    """Whether the mention stands in the lead of the headline that told the event."""
    return last.sentence.field == "title" and mention.sentence.index <= 2


def _compatible(mention: Mention, last: Mention) -> bool:
    """Whether a mention of the same type names the event again, and not another one elsewhere or at another time."""
    if _lead(mention, last) or mention.sentence is last.sentence or mention.definite:
        return True
    if _apart(mention.sentence.place_names, last.sentence.place_names):
        return False
    if _apart(mention.sentence.days, last.sentence.days):
        return False
    return mention.sentence.index - last.sentence.index <= 1


def _apart(here: frozenset[str], there: frozenset[str]) -> bool:
    return bool(here and there) and not here & there
