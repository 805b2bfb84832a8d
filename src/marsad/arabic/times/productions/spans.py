"""From one time to the other."""

from dataclasses import replace

from marsad.arabic.times.meaning import Away, Fields, Meaning, Nth, Shifted, Span, Within
from marsad.arabic.times.productions.found import Found


def _fill(first: Meaning | int, last: Meaning) -> Meaning | None:
    """The first side of a span with what it leaves to the second: من 3 إلى 5 أيار, بين عامي 2011 و2014."""
    if isinstance(first, Nth) and isinstance(last, Nth) and first.of is None:
        # الربع الأول إلى الربع الثالث من 2015
        return replace(first, of=last.of)
    if isinstance(first, Meaning):
        if (
            isinstance(first, Fields)
            and isinstance(last, Fields)
            and first.month
            and not first.year
            and not first.shift
        ):
            return replace(first, year=last.year, era=last.era, shift=last.shift)
        return first
    if isinstance(last, Within) and isinstance(last.inner, Fields) and last.inner.day:
        return Within(Fields(day=int(first)), last.outer)
    if not isinstance(last, Fields):
        return None
    if last.day and first <= 31:
        return replace(last, day=int(first), weekday=None)
    return Fields(first) if last.year and not last.month and first > 31 else None


def span(found: Found) -> Meaning | None:
    """From one to the other. With only "and" between them they must follow one another: الأربعاء والخميس."""
    last = found.data("b")
    first = _fill(found.data("a"), last)
    if first is None:
        return None
    if {"to", "until", "dash", "between", "dual_of"} & {token.role for token in found.tokens}:
        return Span(first, last)
    if isinstance(first, Shifted) and isinstance(last, Shifted):
        days = first.unit == last.unit == "day" and last.by - first.by == 1
        return Span(first, last) if days else None
    if isinstance(first, Fields) and isinstance(last, Fields) and first.weekday and last.weekday:
        return Span(first, last) if (last.weekday - first.weekday) % 7 == 1 and not first.day else None
    return None


def span_to_clitic(found: Found) -> Meaning | None:
    """من الاثنين للجمعة."""
    first, last = found.data("a"), found.data("b")
    return Span(first, last) if found.named["b"].preposition == "ل" else None


def span_from_now(found: Found) -> Meaning:
    """من اليوم حتى 22 أكتوبر."""
    return Span(Shifted("day", 0), found.data("b"))


def since(found: Found) -> Meaning:
    """منذ مارس 2011, منذ ثلاثة أيام."""
    day = found.data("a")
    if isinstance(day, tuple):
        return Span(Away(day, -1), None)
    return Span(day, None, ahead=found.tokens[0].role == "from_on")


def until(found: Found) -> Meaning:
    """حتى نهاية العام."""
    return Span(None, found.data("b"))


def same(found: Found) -> object:
    """What the token named ``a`` says, with what stands around it."""
    return found.data("a")
