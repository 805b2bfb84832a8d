"""``find`` and what it gives: the time expressions of a text, resolved against its day of publication."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from marsad.arabic.orthography import Folded, fold
from marsad.arabic.times import calendar, timex
from marsad.arabic.times.calendar import OutsideCalendarError, week_of
from marsad.arabic.times.context import look_back
from marsad.arabic.times.grammar import parse
from marsad.arabic.times.lexer import Token, runs
from marsad.arabic.times.meaning import Away, Fields, Meaning, Shifted, TimeOfDay
from marsad.arabic.times.resolution import Context, Kind, Prefer, Resolved, UnresolvedError, resolve

_SENTENCE_END = re.compile(r"[.!?؟\n]")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time in a text.

    ``start`` and ``end`` are code points of the text as given. ``type`` and ``value`` are TIMEX3's.
    ``interval`` holds the first and last day, inclusive, None where a side is open or unknown. ``when`` is
    the string of the codebook's section 6, as exact as the words are, None where there is none (unresolved,
    a duration, a set). ``anchored`` says that the day of publication is needed to know the days.
    """

    start: int
    end: int
    text: str
    type: Kind
    value: str
    interval: tuple[date | None, date | None]
    when: str | None
    anchored: bool


def find(
    text: str,
    published: date | None,
    prefer: Prefer = "past",
    week: str = "saturday",
    weekend: Sequence[str] = ("friday", "saturday"),
) -> list[TimeExpression]:
    """The time expressions of a text, in its order, without overlaps.

    ``published`` is the day that relative times count from (None leaves them unresolved); where the text
    itself puts "yesterday" or "today" beside another weekday, the weekday wins (see ``anchor``). ``prefer``
    ("past" or "future") decides which Sunday or which June is meant where the words do not say; what is
    announced lies ahead in any case. ``week`` is the weekday that weeks start on, ``weekend`` its days, in
    order. Raises ValueError for a ``prefer`` or weekday that is none.
    """
    if prefer not in ("past", "future"):
        raise ValueError(f"prefer is {prefer!r}; it is 'past' or 'future'")
    weeks = week_of(week, tuple(weekend))
    folded = fold(text)
    parsed = _parse(folded)
    day = _anchor(parsed, _day(published))
    context = Context(day, prefer, weeks, yesterdays=_yesterdays(parsed, day))
    found = []
    told = 0
    for token in parsed:
        context.told_here = bool(told) and not _SENTENCE_END.search(folded.text, told, token.start)
        expression = _expression(folded, token, context, prefer)
        if expression and expression.interval[1]:
            told = token.end
        if expression:
            found.append(expression)
    return found


def anchor(text: str, published: date) -> date:
    """The day that the relative times of a text count from.

    It is the day of publication, unless "today" or "yesterday" stands beside a weekday that contradicts it
    (a report taken over a day late): then the day on which both are true, at most five days earlier or one
    later. Whoever reads title and text apart asks for the anchor of both and gives it to ``find`` as
    ``published``.
    """
    return _anchor(_parse(fold(text)), _day(published)) or published


def _day(published: date | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published


def _parse(folded: Folded) -> list[Token]:
    return [token for run in runs(folded) for token in parse(run) if isinstance(token.data, Meaning)]


def _anchor(parsed: list[Token], published: date | None) -> date | None:
    if published is None:
        return None
    for token in parsed:
        said = token.data.day if isinstance(token.data, TimeOfDay) else token.data
        if isinstance(said, Shifted) and said.weekday and said.unit == "day":
            for late in (0, 1, 2, 3, 4, 5, -1):
                try:
                    day = calendar.add_days(published, -late)
                    if calendar.add_days(day, said.by).isoweekday() == said.weekday:
                        return day
                except OutsideCalendarError:
                    continue
    return published


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with both or neither of a pair of brackets."""
    opened = text.count("(", start, end) - text.count(")", start, end)
    if opened > 0 and text[end : end + 1] == ")":
        return start, end + 1
    return (start, end - 1) if opened < 0 and text[end - 1] == ")" else (start, end)


def _yesterdays(parsed: list[Token], day: date | None) -> frozenset[date]:
    """The days that the text calls yesterday and by their weekday."""
    said = (token.data.day if isinstance(token.data, TimeOfDay) else token.data for token in parsed)
    if day is None or not any(isinstance(s, Shifted) and s.weekday and (s.unit, s.by) == ("day", -1) for s in said):
        return frozenset()
    return frozenset((calendar.add_days(day, -1),)) if day > date.min else frozenset()


def _is_day_of_year(said: Meaning) -> bool:
    if isinstance(said, TimeOfDay) and said.day is not None:
        said = said.day
    return isinstance(said, Fields) and said.month is not None


def _expression(folded: Folded, token: Token, context: Context, prefer: Prefer) -> TimeExpression | None:
    outlook = look_back(folded.text, token.start)
    announced = outlook == "announced" or (outlook == "scheduled" and _is_day_of_year(token.data))
    context.prefer = "future" if announced else prefer
    context.ahead = outlook in ("announced", "future")
    context.scheduled = outlook == "present"
    context.asked = False
    try:
        resolved = resolve(token.data, context)
        aside = isinstance(token.data, Away) and token.data.event
        if resolved.first and resolved.last and not aside:
            context.previous = resolved
    except OutsideCalendarError:
        # No such day: 30 February.
        return None
    except UnresolvedError:
        kind: Kind = "TIME" if isinstance(token.data, TimeOfDay) else "DATE"
        resolved = Resolved(None, None, None, None, None, timex.unanchored(token.data), kind)
    when = resolved.when or timex.when(resolved.start, resolved.end)
    start, end = _balanced(folded.original, *folded.span(token.start, token.end))
    return TimeExpression(
        start=start,
        end=end,
        text=folded.original[start:end],
        type=resolved.type,
        value=resolved.value or when or "",
        interval=(resolved.first, resolved.last),
        when=when,
        anchored=context.asked,
    )
