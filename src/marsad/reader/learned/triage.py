"""Whether a report may speak of conflict at all, decided on its raw words: most of a newspaper does not."""

import re
from functools import lru_cache

from marsad.arabic.orthography import fold
from marsad.codebook import Codebook
from marsad.reader.document import split
from marsad.reader.function_words import WORDS_IN_ORDER
from marsad.reader.learned.weights import Weights
from marsad.reader.relevance import is_conflict_news
from marsad.record import Report

YES, NO = "yes", "no"
_WORD = re.compile(r"[^\W\d_]{2,}")
_ENOUGH = 4_000
"""Letters of the text that are looked at: news says early what it is about."""


def features(report: Report) -> list[str]:
    """The words of a report, those of its title apart, each once and without what is attached before it."""
    found = {f"word={bare}" for bare in _words(report.text[:_ENOUGH])}
    found |= {f"title={bare}" for bare in _words(report.title or "")}
    return ["bias", *sorted(found)]


def chance_of_conflict(report: Report, weights: Weights) -> float:
    """The probability that a report has a statement, by its words."""
    model = weights["triage"]
    return float(model.probabilities(features(report))[model.classes.index(YES)])


def may_speak_of_conflict(report: Report, weights: Weights, codebook: Codebook) -> bool:
    """Whether a report is to be read: its words speak for it, or leave a doubt and the codebook sees conflict news."""
    chance = chance_of_conflict(report, weights)
    if chance < weights.limit("triage"):
        return False
    return chance >= weights.limit("doubt") or is_conflict_news(split(report, codebook))


def _words(text: str) -> set[str]:
    return {_bare(word) for word in _WORD.findall(fold(text).text)}


@lru_cache(maxsize=1 << 16)
def _bare(word: str) -> str:
    """A word without conjunction, preposition and article."""
    for clitics in WORDS_IN_ORDER["before-a-word"]:
        if word.startswith(clitics) and len(word) - len(clitics) >= 3:
            return word[len(clitics) :]
    return word
