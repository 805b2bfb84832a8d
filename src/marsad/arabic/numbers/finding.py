"""Finding all numbers of a text: which reading a number word has, and what bounds it."""

from dataclasses import dataclass, replace
from fractions import Fraction

from marsad.arabic.numbers.bounds import LOWER, UPPER, bound_after, bound_before, in_front
from marsad.arabic.numbers.fractions import Amount, amount
from marsad.arabic.numbers.model import Bound, Kind, Number, Value
from marsad.arabic.numbers.ordinals import ordinal
from marsad.arabic.numbers.pronouns import one_of
from marsad.arabic.numbers.ranges import range_from
from marsad.arabic.numbers.tables import Tables, default
from marsad.arabic.numbers.tokens import Tokens, tokenise
from marsad.arabic.numbers.vague import odd, vague
from marsad.arabic.orthography import fold

Exact = Fraction | int | float
_STARTS = frozenset("0123456789.٫-−")


@dataclass(frozen=True, slots=True)
class Found:
    """A number as words ``start`` to ``end`` (not included), with its bound words ``first`` to ``last``."""

    first: int
    start: int
    end: int
    last: int
    kind: Kind
    value: Exact | None
    low: Exact | None
    high: Exact | None
    bound: Bound
    decimal: bool = False


def find(text: str, tables: Tables | None = None) -> list[Number]:
    """All numbers of a text, in order, none overlapping another.

    Years, and the days and hours in dates and times, are found as the numbers that they are; clock times in
    digits (``10:30``), web addresses, numerals glued to Latin letters or short units (``F16``, ``20كم``), digit
    rows of more than 24, month names (``تشرين الثاني``), ranks (``ملازم أول``), groups (``مجموعة العشرين``) and
    weekdays (``الاثنين``) are not. Nouns that count by their own form (``طفلان``, ``قتلى``) are not numbers here.
    ``tables`` replaces the package's own words.
    """
    tokens = tokenise(fold(text), tables or default())
    return [_number(tokens, found) for found in _join_bounds(tokens, _scan(tokens))]


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
        if (skip := _no_number(tokens, at)) > at:
            behind = skip
            continue
        number = _read(tokens, at, found[-1].last if found else 0)
        if number is not None:
            found.append(number)
            behind = number.last
    return found


def _no_number(tokens: Tokens, at: int) -> int:
    """Index behind what starts at ``at`` and looks like a number but is none; ``at`` itself where nothing does."""
    words, tables = tokens.words, tokens.tables
    entry = tokens.entries[at]
    phrase = tables.not_phrases.find(words, at)
    if phrase:
        return phrase[0]
    if tokens.numeral(at):
        if words[at + 1] == ":" and tokens.glued(at) and tokens.glued(at + 1) and tokens.numeral(at + 2):
            return at + 3
        if at > 1 and words[at - 1] in ("-", "–") and tokens.glued(at - 1) and tokens.glued(at - 2):
            name = words[at - 2]
            if name[0].isalpha() and len(name) > 1 and name not in ("ال", "بال", "لل", "وال"):
                return at + 1
    if entry and entry.article and _is_weekday(tokens, at):
        return at + 1
    named = {entry.role, words[at], words[at][entry.skip :]} if entry else {words[at]}
    before = in_front(tokens, at)
    if before >= 0 and not named.isdisjoint(tables.not_after.get(words[before], ())):
        return at + 1
    if not named.isdisjoint(tables.not_before.get(words[at + 1], ())):
        return at + 1
    return at


def _is_weekday(tokens: Tokens, at: int) -> bool:
    """Whether the word is Monday or Sunday and not the two or the one of a compound number."""
    entry, names = tokens.entries[at], tokens.tables.weekday
    if entry is None or tokens.words[at][entry.skip :] not in names["words"]:
        return False
    joined = tokens.conjoined(at + 1)
    if tokens.role(at + 1) == "ten" or (joined is not None and tokens.role(joined) == "tens"):
        return False
    return not (at and tokens.words[at - 1].startswith("ال") and tokens.words[at - 1].endswith(tuple(names["dual"])))


def _read(tokens: Tokens, at: int, floor: int) -> Found | None:
    """The number that starts with the word at ``at``, with its bounds; bound words start at ``floor`` or later."""
    first = amount(tokens, at)
    rank = _ordinal(tokens, at, first)
    if rank is not None:
        return rank
    found: Found | None = None
    if first is not None:
        before = in_front(tokens, at)
        between = range_from(tokens, first, before if before >= floor else -1)
        if between:
            found = Found(
                between.opened,
                at,
                between.end,
                between.end,
                "range",
                None,
                between.low,
                between.high,
                "range",
                between.decimal,
            )
        else:
            found = _plain(tokens, first)
    elif one_of(tokens, at):
        found = Found(at, at, at + 1, at + 1, "cardinal", 1, 1, 1, "exact")
    else:
        some = vague(tokens, at)
        if some:
            found = Found(at, at, some.end, some.end, "vague", None, some.low, some.high, "vague")
    if found is None:
        return None
    return _bounded(tokens, _percent(tokens, found, floor), floor)


def _plain(tokens: Tokens, read: Amount) -> Found:
    """A number without bounds; with ``ونيف`` behind it a vague one."""
    if read.part and isinstance(read.value, int):
        behind = odd(tokens, read.end, read.value)
        if behind is not None:
            unit = 10 if read.value % 100 else 100 if read.value % 1000 else 1000
            return Found(
                read.start,
                read.start,
                behind,
                behind,
                "vague",
                None,
                read.value + 1,
                read.value + unit - 1,
                "vague",
            )
    value = read.value
    return Found(
        read.start, read.start, read.end, read.end, read.kind, value, value, value, "exact", read.decimal
    )


def _ordinal(tokens: Tokens, at: int, first: Amount | None) -> Found | None:
    """The ordinal at ``at``, unless it is better read as a cardinal."""
    entry = tokens.entries[at]
    rank = ordinal(tokens, at)
    if entry is None or rank is None:
        return None
    if entry.role == "ordinal":
        before = tokens.words[at - 1] if at else ""
        if (
            not entry.indefinite
            and not entry.article
            and rank.end == at + 1
            and (not before.endswith("ه") or tokens.entries[at - 1])
        ):
            return None
    elif first is not None and (first.end > rank.end or (first.end == rank.end and not _ranks(tokens, at))):
        return None
    return Found(at, at, rank.end, rank.end, "ordinal", rank.value, rank.value, rank.value, "exact")


def _ranks(tokens: Tokens, at: int) -> bool:
    """Whether a definite cardinal (``العشرون``, ``الحادي عشر``) ranks what stands before it, not counts it."""
    entry = tokens.entries[at]
    before = tokens.words[at - 1] if at else ""
    if entry is None or entry.role not in ("tens", "unit"):
        return False
    # الكتاب الثلاثون is one book, المصابين الثلاثين and السنوات الثلاثين are thirty.
    return not (before.endswith(("ين", "ون", "ات")) and before.startswith("ال"))


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


def _bounded(tokens: Tokens, found: Found, floor: int) -> Found:
    """The number with the bound words before and after it."""
    before = bound_before(tokens, found.first, floor)
    after = bound_after(tokens, found.end, far=found.kind != "percent")
    bound: Bound | None = None
    first, last = found.first, found.last
    if before:
        first, bound = before
        equal = tokens.tables.equal.find(tokens.words, found.end)
        if equal and bound in ("more_than", "less_than"):
            bound, last = ("at_least" if bound == "more_than" else "at_most"), equal[0]
            after = None
    if after and (bound is None or bound in ("about", "exact")):
        last, bound = after
    if bound is None:
        return found
    return replace(_with_bound(found, bound), first=first, last=last)


def _with_bound(found: Found, bound: Bound) -> Found:
    """Limits under a bound: a lower one opens the high side, an upper one the low side."""
    if bound in LOWER:
        return replace(found, low=found.low, high=None, bound=bound)
    if bound in UPPER:
        return replace(found, low=None, high=found.high, bound=bound)
    return replace(found, bound=bound) if found.bound == "exact" else found


def _join_bounds(tokens: Tokens, numbers: list[Found]) -> list[Found]:
    """Join a lower and an upper bound that stand side by side into a range (``أكبر من ١٠٠ وأصغر من ٣٠٠``)."""
    joined: list[Found] = []
    for number in numbers:
        last = joined[-1] if joined else None
        if last and last.kind != "vague" and number.kind == last.kind and _side_by_side(tokens, last, number):
            low, high = (last.low, number.high) if last.bound in LOWER else (number.low, last.high)
            if low is not None and high is not None and low < high:
                joined[-1] = Found(
                    last.first,
                    last.start,
                    number.end,
                    number.last,
                    "percent" if last.kind == "percent" else "range",
                    None,
                    low,
                    high,
                    "range",
                    last.decimal or number.decimal,
                )
                continue
        joined.append(number)
    return joined


def _side_by_side(tokens: Tokens, one: Found, other: Found) -> bool:
    opposed = (one.bound in LOWER and other.bound in UPPER) or (one.bound in UPPER and other.bound in LOWER)
    return opposed and all(
        word in ("،", ",", "و") or word in tokens.tables.ranges["or"]
        for word in tokens.words[one.last : other.first]
    )


def _number(tokens: Tokens, found: Found) -> Number:
    """The number with offsets in the text as given."""
    entry = tokens.entries[found.start]
    folded = tokens.folded
    skip = entry.skip if entry else int(found.kind == "vague" and not tokens.tables.vague.opens(tokens.words[found.start]))
    start, end = folded.span(tokens.starts[found.start] + skip, tokens.ends[found.end - 1])
    first = found.first
    if first == found.start:
        bound_start, bound_end = start, folded.span(tokens.starts[first], tokens.ends[found.last - 1])[1]
    else:
        bound_start, bound_end = folded.span(tokens.starts[first], tokens.ends[found.last - 1])
    value, low, high = (_tidy(side, found.decimal) for side in (found.value, found.low, found.high))
    return Number(
        start, end, folded.original[start:end], bound_start, bound_end, found.kind, value, low, high, found.bound
    )


def _tidy(value: Exact | None, decimal: bool) -> Value | None:
    """A whole number as int; another one as float where it was written with decimals."""
    if value is None or isinstance(value, int):
        return value
    if value == int(value):
        return int(value)
    return float(value) if decimal else value
