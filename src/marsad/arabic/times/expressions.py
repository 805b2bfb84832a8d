"""``find`` and what it gives: the time expressions of a text, resolved against its day of publication."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from marsad.arabic.orthography import Folded, fold
from marsad.arabic.times import calendar, timex
from marsad.arabic.times.calendar import OutsideCalendarError, week_of
from marsad.arabic.times.grammar import parse
from marsad.arabic.times.lexer import Token, runs
from marsad.arabic.times.meaning import Meaning, Shifted, TimeOfDay
from marsad.arabic.times.resolution import Context, Kind, Prefer, Resolved, UnresolvedError, resolve

# Verbs and phrases that say that something is announced: third person future, "it is planned that".
_ANNOUNCED = re.compile(r"(?:\bس[يت]\w{3,}|\bسوف|\bالمقرر|\bالمزمع|\bالمتوقع|\bيعتزم|\bتعتزم)(?:\s+\w+){0,4}\s*\(?$")
_FUTURE = re.compile(r"(?:\bس[يتان]\w{3,}|\bسوف)(?:\s+\w+){0,4}\s*$")
_LOOK_BACK = 48


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
    found = []
    for token in parsed:
        expression = _expression(folded, token, day, prefer, weeks)
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
    return [token for run in runs(folded.text) for token in parse(run) if isinstance(token.data, Meaning)]


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


def _expression(
    folded: Folded, token: Token, published: date | None, prefer: Prefer, week: calendar.Week
) -> TimeExpression | None:
    before = folded.text[max(0, token.start - _LOOK_BACK) : token.start]
    context = Context(published, prefer, week)
    if prefer == "past" and _ANNOUNCED.search(before):
        context.prefer = "future"
    try:
        resolved = resolve(token.data, context)
    except (UnresolvedError, OutsideCalendarError):
        if published is not None and not context.asked:
            return None
        kind: Kind = "TIME" if isinstance(token.data, TimeOfDay) else "DATE"
        resolved = Resolved(None, None, None, None, None, timex.unanchored(token.data), kind)
    when = resolved.when or timex.when(resolved.start, resolved.end)
    start, end = folded.span(token.start, token.end)
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
