"""What is written with digits or number words and is no number: clock times, weapons, months, ranks, weekdays."""

from marsad.arabic.numbers.bounds import in_front
from marsad.arabic.numbers.tables import CLITICS, Entry
from marsad.arabic.numbers.tokens import Tokens


def no_number(tokens: Tokens, at: int) -> int:
    """Index behind what starts at ``at`` and looks like a number but is none; ``at`` itself where nothing does."""
    phrase = tokens.tables.not_phrases.find(tokens.words, at)
    if phrase:
        return phrase[0]
    if tokens.numeral(at):
        return _clock_or_name(tokens, at) or _among_words(tokens, at, None)
    entry = tokens.entries[at]
    if entry is None:
        return at
    if entry.role == "hundred" and (percent := tokens.tables.percent.find(tokens.words, at)):
        return percent[0]
    if entry.article and _is_weekday(tokens, at, entry):
        return at + 1
    return _among_words(tokens, at, entry)


def _clock_or_name(tokens: Tokens, at: int) -> int:
    """Index behind a clock time (``10:30``) or the number in a name (``إس-300``); 0 where it is neither."""
    words = tokens.words
    if words[at + 1] == ":" and tokens.glued(at) and tokens.glued(at + 1) and tokens.numeral(at + 2):
        return at + 3
    if at > 1 and words[at - 1] in ("-", "–") and tokens.glued(at - 1) and tokens.glued(at - 2):
        name = words[at - 2]
        if name[0].isalpha() and name not in CLITICS:
            return at + 1
    return 0


def _among_words(tokens: Tokens, at: int, entry: Entry | None) -> int:
    """Index behind the number word if its neighbours make it part of a name or an idiom, else ``at``."""
    words, tables = tokens.words, tokens.tables
    named = {entry.role, words[at], words[at][entry.skip :]} if entry else {words[at]}
    before = in_front(tokens, at)
    excluded = before >= 0 and not named.isdisjoint(tables.not_after.get(words[before], ()))
    return at + 1 if excluded or not named.isdisjoint(tables.not_before.get(words[at + 1], ())) else at


def _is_weekday(tokens: Tokens, at: int, entry: Entry) -> bool:
    """Whether the word is Monday or Sunday and not the two or the one of a compound number."""
    names = tokens.tables.weekday
    if tokens.words[at][entry.skip :] not in names["words"]:
        return False
    joined = tokens.conjoined(at + 1)
    if tokens.role(at + 1) == "ten" or (joined is not None and tokens.role(joined) == "tens"):
        return False
    before = tokens.words[at - 1] if at else ""
    return not (before.startswith("ال") and before.endswith(tuple(names["dual"])))
