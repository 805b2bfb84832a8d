"""A document as the encoder reads it: vectors of its spots, and the scores of decisions over them."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from marsad.reader.document import Document, Sentence
from marsad.reader.encoder.apart import Place, apart
from marsad.reader.encoder.heads import together
from marsad.reader.encoder.model import Encoder
from marsad.reader.encoder.network import Floats
from marsad.reader.encoder.pieces import Piece, Pieces

WINDOW = 256
"""So many pieces are read at once: whole sentences, as many as fit."""
MOST = 6
"""So many spots of a statement are looked at, and so many of each option, the nearest ones."""


class Reading:
    """What the encoder says of one document; nothing is computed before it is asked for."""

    def __init__(self, encoder: Encoder, document: Document) -> None:
        """Take the encoder and a document split into sentences."""
        self.encoder, self._document = encoder, document

    def classes(self, name: str, spot: Place, classes: Sequence[str]) -> Floats:
        """Log-probabilities of these classes for a spot; all 0 where it has no pieces.

        A class that the encoder does not know is as likely as its least likely one.
        """
        vector = self.vector(spot)
        if vector is None:
            return np.zeros(len(classes), np.float32)
        head = self.encoder.classes[name]
        scores = dict(zip(head.classes, head(vector[None])[0].tolist(), strict=True))
        least = min(scores.values())
        return np.array([scores.get(name, least) for name in classes], np.float32)

    def pair(self, name: str, own: Place, other: Place) -> float:
        """How well two spots go together; 0 where one of them has no pieces."""
        one, two = self.vector(own), self.vector(other)
        if one is None or two is None:
            return 0.0
        distance = np.array([[apart(own, other, self._titles)]])
        return float(self.encoder.pairs[name](one[None], two[None], distance)[0, 0])

    def options(self, name: str, own: Sequence[Place], options: Sequence[Sequence[Place] | None]) -> Floats:
        """One score for each option of a statement; an option is its spots, None is "none of them".

        An option without a vector has the least score of all.
        """
        head = self.encoder.pairs[name]
        told = [spot for spot in own if self.vector(spot) is not None][:MOST]
        scores = np.zeros(len(options), np.float32)
        if not told:
            return scores
        vectors = np.stack([self._vectors[spot] for spot in told])
        spots: list[Place] = []
        owners: list[int] = []
        for n, option in enumerate(options):
            near = nearest(told, option or ())
            spots += [spot for spot in near if self.vector(spot) is not None]
            owners += [n] * (len(spots) - len(owners))
        scores[:] = -np.inf
        if spots:
            distances = np.array([[apart(a, b, self._titles) for b in spots] for a in told])
            pairs = head(vectors, np.stack([self._vectors[spot] for spot in spots]), distances)
            scores = together(pairs, owners, len(options))
        for n, option in enumerate(options):
            if option is None:
                scores[n] = head.nothing(vectors)
        least: Floats = np.maximum(scores, scores[np.isfinite(scores)].min())
        return least

    def vector(self, spot: Place) -> Floats | None:
        """The mean of the vectors of the pieces of a spot; None where it has none."""
        if spot not in self._vectors:
            at = self._layout.at(spot)
            if at is None:
                return None
            window, first, last = at
            sums = self._sums(window)
            self._vectors[spot] = (sums[last] - sums[first]) / np.float32(last - first)
        return self._vectors[spot]

    @cached_property
    def _vectors(self) -> dict[Place, Floats]:
        return {}

    @cached_property
    def _titles(self) -> frozenset[int]:
        return frozenset(s.index for s in self._document.sentences if s.field == "title")

    def _sums(self, window: int) -> Floats:
        """The sums of the vectors of a window's first pieces, of none to all."""
        if window not in self._read:
            vectors = self.encoder.transformer(self._layout.windows[window])
            nothing = np.zeros((1, vectors.shape[1]), np.float32)
            self._read[window] = np.concatenate([nothing, vectors.cumsum(axis=0)])
        return self._read[window]

    @cached_property
    def _read(self) -> dict[int, Floats]:
        return {}

    @cached_property
    def _layout(self) -> "Layout":
        return Layout(self._document.sentences, self.encoder.pieces)


class Layout:
    """The pieces of a document in windows, and where in them each token stands."""

    def __init__(self, sentences: Sequence[Sentence], vocabulary: Pieces) -> None:
        """Lay out the sentences of a document."""
        self.windows: list[list[int]] = [[]]
        self._tokens: dict[tuple[int, int], tuple[int, int, int]] = {}
        for sentence in sentences:
            pieces = vocabulary.split(sentence.text)
            for start in range(0, len(pieces), WINDOW):
                self._add(sentence, pieces[start : start + WINDOW])

    def _add(self, sentence: Sentence, pieces: Sequence[Piece]) -> None:
        if len(self.windows[-1]) + len(pieces) > WINDOW:
            self.windows.append([])
        window = self.windows[-1]
        base = len(window)
        window += [piece.number for piece in pieces]
        at = 0
        for n, token in enumerate(sentence.tokens):
            start, end = token.start - sentence.start, token.end - sentence.start
            while at < len(pieces) and pieces[at].end <= start:
                at += 1
            last = at
            while last < len(pieces) and pieces[last].start < end:
                last += 1
            if last > at:
                self._tokens.setdefault((sentence.index, n), (len(self.windows) - 1, base + at, base + last))

    def at(self, spot: Place) -> tuple[int, int, int] | None:
        """The window of a spot, and its first piece and the one behind its last there; None where it has no pieces."""
        sentence, start, end = spot
        found = [at for n in range(start, end) if (at := self._tokens.get((sentence, n)))]
        found = [at for at in found if at[0] == found[0][0]]
        return (found[0][0], found[0][1], max(at[2] for at in found)) if found else None


def nearest(own: Sequence[Place], spots: Sequence[Place]) -> list[Place]:
    """The spots of an option that stand nearest to those of a statement."""
    if len(spots) <= MOST:
        return list(spots)
    return sorted(spots, key=lambda b: min(abs(b[0] - a[0]) * 1000 + abs(b[1] - a[1]) for a in own))[:MOST]
