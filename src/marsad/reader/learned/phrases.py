"""Noun phrases beside words for events: who or what may have been hit, without a name and unknown to the codebook."""

from collections.abc import Iterator

from marsad.codebook import OpenTrigger, Trigger
from marsad.places.spelling import ARTICLE
from marsad.reader.document import Sentence
from marsad.reader.function_words import plays
from marsad.reader.learned.context import Context
from marsad.reader.learned.words import Word

REACH = 8
"""Within so many words behind a word for an event a phrase begins."""
LONGEST = 6
"""So many words a phrase has at most."""
_NOUNS = frozenset({"NOUN", "PROPN"})
_GOES_ON = frozenset({"NOUN", "PROPN", "ADJ"})
_OPENS = frozenset({"NOUN", "NUM"})


def noun_phrases(context: Context, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Tokens of the phrases that begin behind a word for an event: a noun, or a number with its noun, and what follows.

    ``قصف [أحياء سكنية] في المدينة``, ``انفجار استهدف [مركزا للشرطة]``
    """
    ends = {m.end for kind in (Trigger, OpenTrigger) for m in sentence.matches(kind)}
    starts = {m.start for kind in (Trigger, OpenTrigger) for m in sentence.matches(kind)}
    near = {at for end in ends for at in range(end, min(end + REACH, len(sentence.tokens)))}
    behind = 0
    for at in sorted(near - starts):
        word = context.word(sentence, at)
        if at < behind or word.pos not in _OPENS or plays(sentence.tokens[at], "name-stop"):
            continue
        behind = _end(context, sentence, at, starts)
        if any(context.word(sentence, i).pos in _NOUNS for i in range(at, behind)):
            yield at, behind


def _end(context: Context, sentence: Sentence, start: int, triggers: set[int]) -> int:
    """A phrase goes on over nouns, adjectives and names; behind a definite word nothing indefinite does."""
    end = start + 1
    while end < min(start + LONGEST, len(sentence.tokens)):
        word, last = context.word(sentence, end), context.word(sentence, end - 1)
        bare = word.before.removesuffix(ARTICLE)
        if word.pos not in _GOES_ON or bare or end in triggers or plays(sentence.tokens[end], "name-stop"):
            break
        if _definite(last) and not _definite(word):
            break
        end += 1
    return end


def _definite(word: Word) -> bool:
    return word.pos == "PROPN" or word.before.endswith(ARTICLE) or bool(word.after)
