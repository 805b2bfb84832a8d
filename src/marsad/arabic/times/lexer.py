"""From folded text to runs of tokens: neighbouring words and digits that may form a time expression.

One pass over the words with one look-up each; whatever is no word of the tables and no number ends a run, and
a run without a word that speaks of time is dropped, so that most of a text costs next to nothing.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from marsad.arabic.orthography import Folded
from marsad.arabic.times.counts import Count, count_words, read_counts
from marsad.arabic.times.tables import Sense, lexicon, roles

_TOKEN = re.compile(
    r"""
    (?P<date_digits>\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}(?![\d/])
        | \d{1,2}([/.\-])\d{1,2}\2(?:\d{4}|\d{2})(?![\d/])
        | \d{1,2}[ ]?/[ ]?\d{1,2}[ ]?/[ ]?\d{4}(?![\d/]) | \d{4}[ ]?/[ ]?\d{1,2}[ ]?/[ ]?\d{1,2}(?![\d/]))
    | (?P<month_digits>\d{4}[/\-]\d{1,2}(?![\d/.\-]) | \d{1,2}[/\-]\d{4}(?![\d/.\-]))
    | (?P<clock_digits>\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))
    | (?P<day_digits>\d{1,2}[/]\d{1,2}(?![\d/]))
    | (?P<number>\d+(?:[.,٫٬]\d+)*)
    | (?P<word>[^\W\d_]+)
    """,
    re.VERBOSE,
)
_PUNCTUATION = {
    "،": "comma", ",": "comma", "/": "slash", "\\": "slash", "-": "dash", "–": "dash", "—": "dash",
    "(": "open", ")": "close",
}  # fmt: skip
# Clitics before digits: الـ20, بـ20.
_ARTICLES = frozenset(c + a for c in ("", "و", "ف") for a in ("ال", "بال", "كال", "لل", "ب", "ل", "ك"))
_IN = frozenset(("في", "وفي", "الي", "والي"))
# The first digits of a year that speaks for itself.
_CENTURIES = frozenset(("12", "13", "14", "18", "19", "20"))
_LONGEST_RUN = 60


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


@functools.cache
def _vocabulary() -> dict[str, bool]:
    """Every word that may stand in an expression, and whether it speaks of time by itself."""
    glue = roles("glue")
    known = dict.fromkeys(count_words(), False) | dict.fromkeys(_ARTICLES, False)
    for word, senses in lexicon().items():
        known[word] = any(sense.role not in glue for sense in senses)
        for sense in senses:
            for following in sense.rest:
                known.setdefault(following, False)
    return known


def runs(folded: Folded) -> Iterator[list[Token]]:
    """The runs of tokens in which a time expression may stand, from left to right.

    A last token of role ``word`` says that an ordinary word follows directly, a first one of role ``whole`` that
    the run is all of the text.
    """
    text = folded.text
    known = _vocabulary()
    run: list[re.Match[str]] = []
    useful = False
    whole = True
    for match in _TOKEN.finditer(text):
        speaks = known.get(match[0])
        if speaks is None and match.lastgroup != "word":
            speaks = match.lastgroup != "number" or (len(match[0]) == 4 and match[0][:2] in _CENTURIES)
        if speaks is not None and len(run) < _LONGEST_RUN:
            run.append(match)
            useful = useful or speaks
            continue
        whole = False
        if run:
            if useful or _is_day_alone(run):
                yield from _parts(folded, run, match)
            run = [match] if speaks is not None else []
            useful = bool(speaks)
    if useful or _is_day_alone(run):
        parts = list(_parts(folded, run, None))
        if whole and len(parts) == 1:
            parts[0].insert(0, Token("whole", 0, 0))
        yield from parts


def _is_day_alone(run: list[re.Match[str]]) -> bool:
    """Whether a run is a preposition and a number, which may be a day at the end of a clause: في 15."""
    return 1 < len(run) < 7 and run[0][0] in _IN and (run[-1].lastgroup != "word" or run[-1][0] in count_words())


def _parts(folded: Folded, run: list[re.Match[str]], following: re.Match[str] | None) -> Iterator[list[Token]]:
    """The tokens of a run, in parts where a sign stands between them that no expression goes across."""
    text = folded.text
    tokens: list[Token] = []
    end = 0
    for match in run:
        start = match.start()
        if start < end:
            continue
        found = _word(folded, match) if match.lastgroup == "word" else [_digits(match)]
        between = _between(text, end, start) if tokens else []
        if tokens and (between is None or not found):
            if between == [] and not found:
                tokens.append(Token("word", start, match.end()))
            yield _with_counts(folded, tokens)
            tokens, between = [], []
        if found:
            tokens += between or []
            tokens += found
        end = found[-1].end if found else match.end()
    if following is not None and tokens and following.start() >= end and _between(text, end, following.start()) == []:
        tokens.append(Token("word", following.start(), following.end()))
    if tokens:
        yield _with_counts(folded, tokens)


def _between(text: str, end: int, start: int) -> list[Token] | None:
    """The signs between two tokens, or None where what stands there parts them."""
    if start == end + 1 and text[end] == " ":
        return []
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


def _word(folded: Folded, match: re.Match[str]) -> list[Token]:
    """The tokens of a word with its clitics; none where it only belongs behind another word."""
    text, word = folded.text, match[0]
    start, end = match.span()
    clitics = count_words().get(word)
    for sense in lexicon().get(word, ()):
        if sense.role == "m_sign" and (text[end : end + 1].isdigit() or text[end : end + 1] == "."):
            # 200 م2, 1300 م.د
            continue
        others = sense.data.get("not_written")
        if others and any(other in folded.original[slice(*folded.span(start, end))] for other in others):
            continue
        if clitics is not None and sense.skip > clitics:
            # واحد is one, not "and Sunday".
            break
        last = _follow(text, end, sense.rest) if sense.rest else end
        if last:
            return _sense_tokens(sense, start, last)
    if clitics is not None:
        return [Token("count_word", start, end)]
    apart = text[end : end + 1] == " " and word.endswith("ال")
    if word in _ARTICLES and text[end + apart : end + apart + 1].isdigit():
        article = Token("article", start + (word[0] in "وف"), end)
        return [Token("and", start, start + 1), article] if word[0] == "و" else [article]
    return []


def _sense_tokens(sense: Sense, start: int, end: int) -> list[Token]:
    data = sense.data["value"] if sense.role in ("ordinal", "few") else sense.data
    token = Token(sense.role, start + sense.skip, end, data, sense.preposition, sense.definite)
    return [Token("and", start, start + 1), token] if sense.joined else [token]


def _follow(text: str, end: int, rest: tuple[str, ...]) -> int:
    """Where the words that must follow end, 0 where they do not follow."""
    for word in rest:
        start = end
        while text[start : start + 1].isspace() and start - end < 3:
            start += 1
        if len(word) == 1 and text[start : start + 1] == ".":
            # ت.غ
            start += 1
        end = start + len(word)
        if not text.startswith(word, start) or text[end : end + 1].isalpha():
            return 0
    return end


def _digits(match: re.Match[str]) -> Token:
    """A token for digits: a numeric date, a clock time or a number."""
    role, written = match.lastgroup or "number", match[0]
    start, end = match.span()
    if role != "number":
        return Token(role, start, end, [int(part) for part in re.split(r"\D+", written)])
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


def _with_counts(folded: Folded, run: list[Token]) -> list[Token]:
    """The run with its number words read, and the article put to the digits that it stands before."""
    if not any(token.role in ("count_word", "article") for token in run):
        return run
    counts: list[Count] = []
    if any(token.role == "count_word" for token in run):
        counts = list(read_counts(folded, run[0].start, run[-1].end, 2 * len(run)))
    result: list[Token] = []
    for token in run:
        inside = next((c for c in counts if c.start < token.end and token.start < c.end), None)
        if token.role == "count_word":
            if inside is None:
                result.append(Token("other", token.start, token.end))
            elif not result or result[-1].end != inside.end:
                if token.start < inside.start and folded.text[token.start] == "و":
                    result.append(Token("and", token.start, token.start + 1))
                result.append(_count_token(inside))
        elif inside is not None and token.role in ("and", "small", "num", "year"):
            # A part of the number: خمسة و20, 3 آلاف.
            continue
        elif inside is not None and inside.ordinal and token.role.endswith("_unit") and token.end < inside.end:
            # الثانية والعشرين begins like the word second.
            result.append(_count_token(inside))
        elif result and result[-1].role == "article":
            token.start, token.definite = result.pop().start, True
            result.append(token)
        else:
            result.append(token)
    return result


def _count_token(count: Count) -> Token:
    if count.ordinal:
        return Token("ordinal", count.start, count.end, count.value, count.preposition, count.definite)
    return _number(count.value, count.start, count.end, definite=count.definite)
