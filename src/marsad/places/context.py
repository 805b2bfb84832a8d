"""What a report tells about where it plays."""

from collections import Counter

from marsad.places.gazetteer import Entry

_NONE: Counter[str] = Counter()
# What a name adds each further time: said ten times it does not say ten times as much.
_AGAIN = 0.3


class Context:
    """What a report tells about where it plays: votes for countries, and the places chosen so far."""

    def __init__(self) -> None:
        self._votes: dict[str, Counter[str]] = {}
        self._sum: Counter[str] = Counter()
        self._total = 0.0
        self.near: dict[tuple[str, Entry], None] = {}

    def vote(self, voter: str, country: str, weight: float) -> None:
        """Count ``weight`` for a country; ``voter`` is the name that speaks for it."""
        if country:
            votes = self._votes.setdefault(voter, Counter())
            weight *= _AGAIN if votes[country] else 1.0
            votes[country] += weight  # type: ignore[assignment]
            self._sum[country] += weight  # type: ignore[assignment]
            self._total += weight

    def share(self, country: str, besides: str = "") -> float:
        """The country's share of all votes ``besides`` those of one name."""
        own = self._votes.get(besides, _NONE)
        total = self._total - own.total()
        return (self._sum[country] - own[country]) / total if total > 0.01 else 0.0

    def silent(self, besides: str = "") -> bool:
        """Whether no other name speaks."""
        return self._total - self._votes.get(besides, _NONE).total() <= 0.01

    def leading(self, count: int) -> list[str]:
        """The countries with most votes."""
        return sorted(self._sum, key=lambda country: (-self._sum[country], country))[:count]

    @property
    def main(self) -> str | None:
        """The country with most votes."""
        return next(iter(self.leading(1)), None)
