"""Whether a report speaks of organised violence or unrest at all: most of a newspaper does not.

Words of killing, arrest and escape are as common in news of crime, accidents and courts. A report counts as
conflict news where it names an armed actor or people who fight, or an act that is war's or unrest's own.
"""

from marsad.codebook import Actor, OtherNews, PeopleWord, Trigger
from marsad.reader.document import Document, Sentence
from marsad.record import EventType

SURE = 0.7
"""From this strength on a trigger of the types below speaks of conflict by itself."""

_OWN_ACTS = frozenset(EventType) - {
    EventType.ATTACK,
    EventType.ARREST,
    EventType.MOVEMENT,
    EventType.DESTRUCTION,
    EventType.CONTROL,
}


OTHER_WORDS = 3
"""From so many different words of other news on, a report needs an armed actor's name to count."""


def is_conflict_news(document: Document) -> bool:
    """Whether the report is read for statements; where it is not, the record is empty."""
    if any(sentence.matches(Actor) for sentence in document.sentences):
        return True
    other = {s.tokens[m.start].form for s in document.sentences for m in s.matches(OtherNews)}
    return len(other) < OTHER_WORDS and any(_speaks_of_conflict(sentence) for sentence in document.sentences)


def _speaks_of_conflict(sentence: Sentence) -> bool:
    if any(m.key.startswith("fighter:") for m in sentence.matches(PeopleWord)):
        return True
    triggers = (sentence.codebook.get(Trigger, m.key) for m in sentence.matches(Trigger))
    return any(t.strength >= SURE and (t.type in _OWN_ACTS or t.id == "attack.assassinate") for t in triggers)
