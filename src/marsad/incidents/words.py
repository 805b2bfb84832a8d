"""Which words of a report tell it from others: stems, how rare each is, and the shingles of a text.

Rarity comes from a fixed table (``data/words.tsv``), not from the archive at hand: so the likeness of two
reports never changes when a third one comes, and the order of adding makes no difference.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from math import log2

from marsad.arabic.orthography import fold

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]{2,}")
_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال")
_SHORTEST = 3
SHINGLE = 4
"""How many words in a row make a shingle: by chance two reports share few runs of four words."""


def words(text: str) -> list[str]:
    """The words of a text in order: spelling folded, without an article or a joined ``و``."""
    return [_stem(word) for word in _WORD.findall(fold(text).text)]


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _SHORTEST:
            return word[len(article) :]
    return word[1:] if word.startswith("و") and len(word) > _SHORTEST + 1 else word


def rarity(word: str) -> int:
    """Bits that the word tells: minus the logarithm to base 2 of the share of reports that have it."""
    table, most = _table()
    return table.get(word, most)


@cache
def _table() -> tuple[dict[str, int], int]:
    lines = files(__package__).joinpath("data", "words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    table = {word: int(bits) for bits, *some in rows for word in some}
    return table, max(table.values()) + 1


def table_lines(texts: Iterable[str], fewest: int) -> Iterator[str]:
    """The lines of ``data/words.tsv`` for a corpus: bits, then the words, of those in ``fewest`` texts or more."""
    total = 0
    counts: dict[str, int] = {}
    for text in texts:
        total += 1
        for word in set(words(text)):
            counts[word] = counts.get(word, 0) + 1
    levels: dict[int, list[str]] = {}
    for word, count in counts.items():
        if count >= fewest and not word[0].isdigit():
            levels.setdefault(round(log2(total / count)), []).append(word)
    for bits, some in sorted(levels.items()):
        yield "\t".join([str(bits), *sorted(some)])


def shingles(of: list[str]) -> frozenset[int]:
    """The runs of four words, each as a 60-bit number that is the same on every machine."""
    runs = {" ".join(of[at : at + SHINGLE]) for at in range(len(of) - SHINGLE + 1)}
    return frozenset(number(run) for run in runs)


def number(text: str) -> int:
    """A text as a 60-bit number, the same in every process (Python's own ``hash`` is not)."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()) >> 4
