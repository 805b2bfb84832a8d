"""Finding all numbers of a text: which reading a number word has, and what bounds it."""

from dataclasses import replace

from marsad.arabic.numbers.bounds import bounded, in_front, join_bounds
from marsad.arabic.numbers.exclusions import no_number
from marsad.arabic.numbers.found import Exact, Found
from marsad.arabic.numbers.fractions import Amount, amount
from marsad.arabic.numbers.model import Number, Value
from marsad.arabic.numbers.ordinals import ordinal
from marsad.arabic.numbers.pronouns import one_of
from marsad.arabic.numbers.ranges import range_from
from marsad.arabic.numbers.tables import Entry, Tables, default
from marsad.arabic.numbers.tokens import Tokens, tokenise
from marsad.arabic.numbers.vague import odd, vague
from marsad.arabic.orthography import fold

_STARTS = frozenset("0123456789.٫-−")


def find(text: str, tables: Tables | None = None) -> list[Number]:
    """All numbers of a text, in order, none overlapping another.

    Years, and the days and hours in dates and times, are found as the numbers that they are; clock times in
    digits (``10:30``), web addresses, numerals glued to Latin letters or short units (``F16``, ``20كم``), digit
    rows of more than 24, month names (``تشرين الثاني``), ranks (``ملازم أول``), groups (``مجموعة العشرين``) and
    weekdays (``الاثنين``) are not. Nouns that count by their own form (``طفلان``, ``قتلى``) are not numbers here.
    ``tables`` replaces the package's own words.
    """
    tokens = tokenise(fold(text), tables or default())
    return [_number(tokens, found) for found in join_bounds(tokens, _scan(tokens))]


def _scan(tokens: Tokens) -> list[Found]:
    """The numbers of a text with their bounds."""
    starters = tokens.tables.starters
    # Digits and the minus come before ":" in Unicode; Arabic decimal marks do not, but are rare.
    rare = "٫" in tokens.folded.text
    candidates = [
        at
        for at, (word, entry) in enumerate(zip(tokens.words[: tokens.count], tokens.entries, strict=False))
        if entry is not None or word < ":" or word in starters or (rare and word[0] == "٫")
    ]
    found: list[Found] = []
    behind = 0
    for at in candidates:
        word = tokens.words[at]
        if at < behind or (word[0] not in _STARTS and tokens.entries[at] is None and word not in starters):
            continue
        if (skip := no_number(tokens, at)) > at:
            behind = skip
            continue
        number = _read(tokens, at, found[-1].last if found else 0)
        if number is not None:
            found.append(number)
            behind = number.last
    return found


def _read(tokens: Tokens, at: int, floor: int) -> Found | None:
    """The number that starts with the word at ``at``, with its bounds; bound words start at ``floor`` or later."""
    first = amount(tokens, at)
    rank = _ordinal(tokens, at, first)
    if rank is not None:
        return rank
    if first is not None:
        before = in_front(tokens, at)
        found = range_from(tokens, first, before if before >= floor else -1) or _plain(tokens, first)
    elif one_of(tokens, at):
        found = Found.exact(at, at + 1, "cardinal", 1)
    else:
        some = vague(tokens, at)
        if some is None:
            return None
        found = Found.vague(at, some.end, some.low, some.high)
    return bounded(tokens, _percent(tokens, found, floor), floor)


def _plain(tokens: Tokens, read: Amount) -> Found:
    """A number without bounds; with ``ونيف`` behind it a vague one."""
    if read.part and isinstance(read.value, int):
        behind = odd(tokens, read.end, read.value)
        if behind is not None:
            unit = next((unit for unit in (10, 100) if read.value % (unit * 10)), 1000)
            return Found.vague(read.start, behind, read.value + 1, read.value + unit - 1)
    return Found.exact(read.start, read.end, read.kind, read.value, decimal=read.decimal)


def _ordinal(tokens: Tokens, at: int, first: Amount | None) -> Found | None:
    """The ordinal at ``at``, unless it is better read as the cardinal ``first`` or as no number."""
    entry = tokens.entries[at]
    rank = ordinal(tokens, at)
    if entry is None or rank is None:
        return None
    if entry.role == "ordinal":
        if rank.end == at + 1 and not (entry.indefinite or entry.article) and not _follows_noun(tokens, at):
            return None
    elif first is not None and (first.end > rank.end or (first.end == rank.end and not _ranks(tokens, at, entry))):
        return None
    return Found.exact(at, rank.end, "ordinal", rank.value)


def _follows_noun(tokens: Tokens, at: int) -> bool:
    """Whether a feminine noun stands before ``at`` (``غارة ثانية``)."""
    return at > 0 and tokens.words[at - 1].endswith("ه") and tokens.entries[at - 1] is None


def _ranks(tokens: Tokens, at: int, entry: Entry) -> bool:
    """Whether a definite cardinal (``العشرون``, ``الحادي عشر``) ranks what stands before it, not counts it."""
    if entry.role not in ("tens", "unit"):
        return False
    # الكتاب الثلاثون is one book, المصابين الثلاثين and القتلى الثلاثين are thirty.
    plural = tokens.tables.plural
    before = tokens.words[at - 1] if at else ""
    if before in tokens.tables.ranges["between"]:
        return False
    return not (before in plural["words"] or (before.startswith("ال") and before.endswith(tuple(plural["endings"]))))


def _percent(tokens: Tokens, found: Found, floor: int) -> Found:
    """The same number as a percentage, where it is one."""
    if found.kind not in ("cardinal", "fraction", "range"):
        return found
    after = tokens.tables.percent.find(tokens.words, found.end)
    if after:
        return replace(found, end=after[0], last=after[0], kind="percent")
    before = tokens.tables.percent_before.find(tokens.words, in_front(tokens, found.first) + 1, floor)
    if before and found.kind == "cardinal":
        return replace(found, first=before[0], start=before[0], kind="percent")
    return found


def _number(tokens: Tokens, found: Found) -> Number:
    """The number with offsets in the text as given."""
    folded, entry = tokens.folded, tokens.entries[found.start]
    skip = entry.skip if entry else 0
    if entry is None and found.kind == "vague":  # a phrase of several words may carry a clitic as well
        skip = 0 if tokens.tables.vague.opens(tokens.words[found.start]) else 1
    if entry is None and tokens.words[found.start] in tokens.tables.minus - tokens.tables.inside["minus"]:
        skip = 1
    start, end = folded.span(tokens.starts[found.start] + skip, tokens.ends[found.end - 1])
    bound_start, bound_end = folded.span(tokens.starts[found.first], tokens.ends[found.last - 1])
    if found.first == found.start:
        bound_start = start
    value, low, high = (_tidy(side, found.decimal) for side in (found.value, found.low, found.high))
    text = folded.original[start:end]
    return Number(start, end, text, bound_start, bound_end, found.kind, value, low, high, found.bound)


def _tidy(value: Exact | None, decimal: bool) -> Value | None:
    """A whole number as int; another one as float where it was written with decimals."""
    if value is None or isinstance(value, int):
        return value
    if value == int(value):
        return int(value)
    return float(value) if decimal else value
