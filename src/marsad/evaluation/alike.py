"""When two coders' values count as the same: places, times, sources and people of a statement."""

import calendar
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from marsad.evaluation.assignment import best_pairs

_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_LETTERS = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_ARTICLES = ("وال", "بال", "فال", "لل", "ال")

Day = tuple[int, int, int] | str | None


def words(text: str | None) -> list[str]:
    """Words of a phrase: no diacritics, one spelling of alef, ya and ta marbuta, no article."""
    folded = _MARKS.sub("", text or "").translate(_LETTERS)
    return [_without_article(word) for word in re.findall(r"\w+", folded.casefold())]


def _without_article(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            return word[len(article) :]
    return word


_KINDS = frozenset(words("مدينة بلدة قرية حي منطقة مديرية قضاء ناحية مخيم دوار شارع مطار معبر جبل"))


def alike(one: str | None, other: str | None, slack: int = 4) -> bool:
    """One's words within the other's (at most ``slack`` more), or more than half in common; or both empty."""
    a, b = Counter(words(one)), Counter(words(other))
    if not a or not b:
        return not a and not b
    common, size_a, size_b = sum((a & b).values()), sum(a.values()), sum(b.values())
    within = common == min(size_a, size_b) and abs(size_a - size_b) <= slack
    return within or 2 * common / (size_a + size_b) > 0.5


def same_place(one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    """The same country, and the same English name or one's words within the other's; or both empty."""
    if not one or not other:
        return not one and not other
    if one.get("country") != other.get("country"):
        return False
    if one.get("name") and other.get("name") and one["name"].casefold() == other["name"].casefold():
        return True
    a = {word for word in words(one.get("text")) if word not in _KINDS}
    b = {word for word in words(other.get("text")) if word not in _KINDS}
    return bool(a and b) and (a <= b or b <= a) and abs(len(a) - len(b)) <= 3


def same_source(one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    """Sources with words alike; who carried them does not count."""
    return alike((one or {}).get("text"), (other or {}).get("text"), slack=8)


def same_when(one: str | None, other: str | None) -> bool:
    """The same first and last day."""
    return _interval(one) == _interval(other)


def _interval(when: str | None) -> tuple[Day, Day] | None:
    if not when:
        return None
    start, _, end = when.partition("/")
    return _day(start, last=False), _day(end or start, last=True)


def _day(point: str, *, last: bool) -> Day:
    """First or last day of a day, month or year in ISO 8601; the text itself if it is none."""
    if point in ("", ".."):
        return None
    parts = point.split("-")
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else (12 if last else 1)
        day = int(parts[2]) if len(parts) > 2 else (calendar.monthrange(year, month)[1] if last else 1)
    except (ValueError, IndexError, calendar.IllegalMonthError):
        return point
    return year, month, day


def same_people(one: Sequence[str] | None, other: Sequence[str] | None) -> bool:
    """Two lists that agree one to one on at least half of both; or both empty."""
    a, b = list(one or []), list(other or [])
    if not a or not b:
        return not a and not b
    matched = len(best_pairs([[float(alike(x, y)) for y in b] for x in a]))
    return 2 * matched / (len(a) + len(b)) >= 0.5 and not (matched == 1 and max(len(a), len(b)) > 2)
