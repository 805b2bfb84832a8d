"""Noun phrases beside words for events: who or what may have been hit, without a name and unknown to the codebook."""

from collections.abc import Iterator

from marsad.arabic.nouns import definite
from marsad.codebook import OpenTrigger, Trigger
from marsad.reader.document import Sentence
from marsad.reader.function_words import plays
from marsad.reader.learned.context import Context

REACH = 8
"""Within so many words behind a word for an event a phrase begins."""
LONGEST = 6
"""So many words a phrase has at most."""
_NOUNS = frozenset({"NOUN", "PROPN"})
_GOES_ON = frozenset({"NOUN", "PROPN", "ADJ"})
_OPENS = frozenset({"NOUN", "NUM"})


def noun_phrases(context: Context, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Tokens of the phrases that begin behind a word for an event: a noun, or a number with its noun, and what follows.

    ``قصف [أحياء سكنية] في المدينة``, ``انفجار استهدف [مركز الشرطة]``
    """
    triggers = [m for kind in (Trigger, OpenTrigger) for m in sentence.matches(kind)]
    near = {at for m in triggers for at in range(m.end, min(m.end + REACH, len(sentence.tokens)))}
    verbs = {m.start for m in triggers if m.verbal}
    behind = 0
    for at in sorted(near - {m.start for m in triggers}):
        word = context.word(sentence, at)
        if at < behind or word.pos not in _OPENS or plays(sentence.tokens[at], "name-stop"):
            continue
        behind = _end(context, sentence, at, verbs)
        if any(context.word(sentence, i).pos in _NOUNS for i in range(at, behind)):
            yield at, behind


def _end(context: Context, sentence: Sentence, start: int, verbs: set[int]) -> int:
    """A phrase goes on over nouns, adjectives and names; behind a definite word nothing indefinite does."""
    end = start + 1
    while end < min(start + LONGEST, len(sentence.tokens)):
        word = context.word(sentence, end)
        if word.pos not in _GOES_ON or word.before or end in verbs or plays(sentence.tokens[end], "name-stop"):
            break
        if _definite(context, sentence, end - 1) and not _definite(context, sentence, end):
            break
        end += 1
    return end


def _definite(context: Context, sentence: Sentence, at: int) -> bool:
    word = context.word(sentence, at)
    return word.pos == "PROPN" or definite(sentence.tokens[at].form) or bool(word.after)
