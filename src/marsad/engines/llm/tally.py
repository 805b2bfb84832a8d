"""What the model cost, and what became of its answers."""

import threading
from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Notes:
    """What was done to one answer: values dropped, by kind; repaired; and set right by Marsad's grammars."""

    dropped: Counter[str] = field(default_factory=Counter)
    repaired: int = 0
    corrected: int = 0


class Tally:
    """Sums over all reports, kept by many threads; tokens that a server does not tell of are estimated."""

    def __init__(self, limit: int | None = None) -> None:
        """``limit`` is the most tokens that may be used, in and out together."""
        self.limit = limit
        self.reports = 0
        self.requests = 0
        self.tokens_in = 0
        self.tokens_out = 0
        self.estimated = False
        self.dropped: Counter[str] = Counter()
        self.repaired = 0
        self.corrected = 0
        self._lock = threading.Lock()
        self._under_way = 0
        self._largest = 0

    @property
    def tokens(self) -> int:
        """All tokens used so far."""
        return self.tokens_in + self.tokens_out

    def reserve(self, expected: int) -> int | None:
        """Tokens set aside for a request, by the largest so far; None where the limit leaves no room for it."""
        with self._lock:
            expected = max(expected, self._largest)
            if self.limit is not None and self.tokens + self._under_way + expected > self.limit:
                return None
            self._under_way += expected
            self.requests += 1
            return expected

    def settle(self, reserved: int, tokens_in: int, tokens_out: int, *, estimated: bool = False) -> None:
        """Put what a request used in the place of what was set aside for it."""
        with self._lock:
            self._under_way -= reserved
            self.tokens_in += tokens_in
            self.tokens_out += tokens_out
            self._largest = max(self._largest, tokens_in + tokens_out)
            self.estimated |= estimated

    def note(self, notes: Notes) -> None:
        """One more report is read."""
        with self._lock:
            self.reports += 1
            self.dropped += notes.dropped
            self.repaired += notes.repaired
            self.corrected += notes.corrected

    def sentences(self) -> list[str]:
        """What a user is told at the end."""
        about = "about " if self.estimated else ""
        of = f" of at most {self.limit:,}" if self.limit is not None else ""
        told = [
            f"{self.reports:,} reports read with {self.requests:,} requests, {about}{self.tokens:,} tokens{of} "
            f"({self.tokens_in:,} in, {self.tokens_out:,} out)."
        ]
        if self.dropped:
            kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self.dropped.items()))
            told.append(f"{self.dropped.total():,} values dropped, as the report does not bear them out ({kinds}).")
        if self.repaired:
            told.append(f"{self.repaired:,} quotations repaired after the report's own words.")
        if self.corrected:
            told.append(f"{self.corrected:,} numbers and times corrected by Marsad's own grammars.")
        return told
