"""The pieces that the encoder keeps of its base's vocabulary: those that Arabic news is written with."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from marsad.reader.encoder.pieces import Pieces
from training.coding.corpora import corpora, shared
from training.coding.overlap import set_aside
from training.encoder.base import UNKNOWN, Base

KEPT = 8_000
"""So many pieces are kept besides single letters: they make up 99.8 % of all in the reports."""
EVERY = 2
"""One report in so many is counted."""
_SPECIAL = 4
"""The base's first numbers are no pieces of text."""


def texts() -> Iterable[str]:
    """Titles and texts of reports, without those set aside for measuring."""
    aside = set_aside(shared() / "data" / "gold")
    for row in islice((row for row in corpora() if row["id"] not in aside), 0, None, EVERY):
        yield f"{row.get('title') or ''}\n{row.get('text') or ''}"


def chosen(base: Base, reports: Iterable[str]) -> list[int]:
    """The numbers of the pieces kept, the one for unknown letters first."""
    every = Pieces.of([base.pieces[UNKNOWN], *base.pieces[_SPECIAL:]], [0.0, *base.scores[_SPECIAL:]])
    counts: Counter[int] = Counter()
    for text in reports:
        counts.update(piece.number for piece in every.split(text))
    # Numbers of ``every`` are one for the unknown piece, then the base's behind its special ones.
    known = [(n + _SPECIAL - 1, count) for n, count in counts.most_common() if n]
    often = {n for n, _ in known[:KEPT]}
    single = {n for n, _ in known if len(base.pieces[n]) == 1}
    return [UNKNOWN, *sorted(often | single)]


def pieces(base: Base, kept: Sequence[int]) -> Pieces:
    """The vocabulary of the pieces kept."""
    return Pieces.of([base.pieces[n] for n in kept], [base.scores[n] for n in kept])
