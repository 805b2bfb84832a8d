"""When to try again: pauses that grow, with chance in them so that many do not come back at once."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long to wait, in seconds.

    Before attempt n+1 the pause is ``first`` times 2 to the n, at most ``longest``, and of that a random share
    from one half up. A pause that the server asks for is kept to. ``sleep``, ``clock`` and ``chance`` are
    replaced by tests.
    """

    attempts: int = 5
    first: float = 1.0
    longest: float = 60.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random

    def pause(self, failed: int, asked: float | None) -> float:
        """Seconds to wait after ``failed`` attempts; ``asked`` is what the server wants at least."""
        grown = min(self.first * 2.0 ** min(failed - 1, 32), self.longest) * (0.5 + self.chance() / 2)
        return grown if asked is None else asked + self.first * self.chance()


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Seconds that a ``Retry-After`` header asks for, as a number or as a date; None where it says neither."""
    if not value:
        return None
    value = value.strip()
    if value.replace(".", "", 1).isdecimal() and value.isascii():
        return float(value)
    try:
        day = parsedate_to_datetime(value)
    except (ValueError, IndexError, OverflowError):
        return None
    if day.tzinfo is None:
        day = day.replace(tzinfo=UTC)
    return max(0.0, (day - (now or datetime.now(UTC))).total_seconds())
