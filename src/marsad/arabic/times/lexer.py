"""From folded text to runs of tokens: neighbouring words and digits that may form a time expression.

One pass over the words with one look-up each; whatever is no word of the tables and no number ends a run, and
a run without a word that speaks of time is dropped, so that most of a text costs next to nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from marsad.arabic.times.counts import Count, count_words, read_counts
from marsad.arabic.times.tables import Lexicon, Sense, lexicon

_TOKEN = re.compile(
    r"""
    (?P<date>\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}(?![\d/]) | \d{1,2}([/.\-])\d{1,2}\2(?:\d{4}|\d{2})(?![\d/]))
    | (?P<month_year>\d{4}[/\-]\d{1,2}(?![\d/.\-]) | \d{1,2}[/\-]\d{4}(?![\d/.\-]))
    | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))
    | (?P<day_month>\d{1,2}[/]\d{1,2}(?![\d/]))
    | (?P<number>\d+(?:[.,٫٬]\d+)*)
    | (?P<word>[^\W\d_]+)
    """,
    re.VERBOSE,
)
_PUNCTUATION = {
    "،": "comma", ",": "comma", "/": "slash", "\\": "slash", "-": "dash", "–": "dash", "—": "dash",
    "(": "open", ")": "close",
}  # fmt: skip
_ARTICLE = re.compile("([وف]?)(?:[بك]?ال|لل|[بلك])")
# Roles that say nothing of time by themselves.
_GLUE = frozenset(
    "and or of in to between until small num ordinal each half few about this comma slash dash open close "
    "minutes era ampm before after vague complete part shift lasting during count_word number day_month "
    "clockword passed dated from_now".split()
)
_MAX_RUN = 60


@dataclass(slots=True)
class Token:
    """A word, number or sign, with its role and where it stands in the folded text.

    ``preposition`` is the clitic before ``start`` (ب، ل، ك), or empty.
    """

    role: str
    start: int
    end: int
    data: Any = field(default=None)
    preposition: str = ""
    definite: bool = False


def runs(text: str) -> Iterator[list[Token]]:
    """The runs of tokens of a folded text in which a time expression may stand, from left to right.

    A last token of role ``word`` says that an ordinary word follows directly.
    """
    words: Lexicon = lexicon()
    numerals = count_words()
    run: list[Token] = []
    useful = False
    end = 0
    for match in _TOKEN.finditer(text):
        start = match.start()
        if start < end:
            continue
        role = match.lastgroup or "word"
        if role == "word":
            found = _word(text, match, words, numerals)
        else:
            found = [_digits(role, match.group(), start, match.end())]
        if run:
            between = _between(text, end, start)
            if between is None or len(run) > _MAX_RUN or found is None:
                if between == [] and found is None:
                    run.append(Token("word", start, match.end()))
                if useful or _is_day_alone(run):
                    yield _with_counts(text, run)
                run, useful = [], False
            else:
                run += between
        if found is not None:
            run += found
            useful = useful or any(token.role not in _GLUE for token in found)
            end = found[-1].end
    if useful or _is_day_alone(run):
        yield _with_counts(text, run)


def _is_day_alone(run: list[Token]) -> bool:
    return len(run) == 2 and run[0].role == "in" and run[1].role in ("small", "number")


def _between(text: str, end: int, start: int) -> list[Token] | None:
    """The signs between two tokens, or None where what stands there parts them."""
    if start - end > 6:
        return None
    gap = text[end:start]
    if not gap.strip():
        return [] if gap.count("\n") < 2 else None
    signs = []
    for at, char in enumerate(gap, end):
        if char in _PUNCTUATION:
            signs.append(Token(_PUNCTUATION[char], at, at + 1))
        elif not char.isspace():
            return None
    return signs if len(signs) < 3 and "\n" not in gap else None


def _word(text: str, match: re.Match[str], words: Lexicon, numerals: frozenset[str]) -> list[Token] | None:
    """The tokens of a word with its clitics, None where it is in no table."""
    word = match.group()
    for sense in words.get(word, ()):
        end = _follow(text, match.end(), sense.rest) if sense.rest else match.end()
        if end:
            return _sense_tokens(sense, match.start(), end)
    if word in numerals:
        return [Token("count_word", match.start(), match.end())]
    article = _ARTICLE.fullmatch(word)
    if article and text[match.end() : match.end() + 1].isdigit():
        start = match.start() + len(article[1])
        return [Token("and", match.start(), start)] * (article[1] == "و") + [Token("article", start, match.end())]
    return None


def _sense_tokens(sense: Sense, start: int, end: int) -> list[Token]:
    token = Token(sense.role, start + sense.skip, end, sense.data, sense.preposition, sense.definite)
    return [Token("and", start, start + 1), token] if sense.joined else [token]


def _follow(text: str, end: int, rest: tuple[str, ...]) -> int:
    """Where the words that must follow end, 0 where they do not follow."""
    for word in rest:
        start = end
        while start < len(text) and start - end < 3 and (text[start].isspace() or (text[start] == "." and len(word) == 1)):
            start += 1
        end = start + len(word)
        if not text.startswith(word, start) or text[end : end + 1].isalpha():
            return 0
    return end


def _digits(role: str, written: str, start: int, end: int) -> Token:
    """A token for digits: a numeric date, a clock time or a number."""
    if role != "number":
        return Token(role, start, end, [int(part) for part in re.split(r"\D", written)])
    return _number(_value(written), start, end)


def _value(written: str) -> float | int:
    """The number that digits with points and commas stand for."""
    parts = re.split("([.,٫٬])", written)
    grouped = len(parts) > 1 and all(len(part) == 3 for part in parts[2::2])
    if len(parts) == 1 or grouped:
        digits = "".join(parts[::2])
        return int(digits) if len(digits) < 16 else float("inf")
    return float(parts[0] + "." + parts[2]) if len(parts) == 3 and len(written) < 16 else float("inf")


def _number(value: float | int, start: int, end: int, *, definite: bool = False) -> Token:
    if isinstance(value, int) and 1 <= value <= 31:
        role = "small"
    elif isinstance(value, int) and 1000 <= value <= 2999 and end - start >= 4:
        role = "year"
    else:
        role = "num"
    return Token(role, start, end, value, definite=definite)


def _with_counts(text: str, run: list[Token]) -> list[Token]:
    """The run with its number words read, and the article put to the digits that it stands before."""
    if not any(token.role in ("count_word", "article") for token in run):
        return run
    counts: list[Count] = []
    if any(token.role == "count_word" for token in run):
        first = run[0].start
        counts = [c.moved(first) for c in read_counts(text[first : run[-1].end])]
    result: list[Token] = []
    for token in run:
        if token.role == "count_word":
            inside = next((c for c in counts if c.start <= token.start < c.end or token.start <= c.start < token.end), None)
            if inside is None:
                result.append(Token("other", token.start, token.end))
            elif not result or result[-1].start != inside.start or result[-1].end != inside.end:
                result.append(_count_token(inside))
        elif token.role in ("and", "small", "num", "year", "half") and any(c.start <= token.start and token.end <= c.end for c in counts):
            continue
        elif result and result[-1].role == "article":
            token.start, token.definite = result.pop().start, True
            result.append(token)
        else:
            result.append(token)
    return result


def _count_token(count: Count) -> Token:
    if count.ordinal:
        return Token("ordinal", count.start, count.end, count.value, definite=count.definite)
    token = _number(count.value, count.start, count.end, definite=count.definite)
    return token
