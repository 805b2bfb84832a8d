"""Number words inside time expressions, read by ``marsad.arabic.numbers``."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Count:
    """A number in words: where it stands, its value, and whether it is an ordinal or has the article."""

    start: int
    end: int
    value: int | float
    ordinal: bool
    definite: bool

    def moved(self, by: int) -> "Count":
        """The same, so many characters further right."""
        return replace(self, start=self.start + by, end=self.end + by)


def count_words() -> frozenset[str]:
    """Written words, clitics included, that may be part of a number."""
    return frozenset()


def read_counts(text: str) -> list[Count]:
    """The numbers of a short folded text that are written in words."""
    return []
