"""The spaCy component that finds persons, places and organisations: ``doc.ents`` with clitics off the span."""

import io

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from marsad.arabic.encoder import Floats
from marsad.arabic.tagging import Component, Heads

_IMPOSSIBLE = -1e4
_SURELY_OUTSIDE = 6.0  # Log-odds against any name.


def possible(labels: list[str]) -> npt.NDArray[np.bool_]:
    """Which label may follow which, ``(labels + 1, labels)``; the last row says which may stand first.

    A label ``I-…`` stands only after a label of its kind.
    """
    after = [[b[0] != "I" or a[1:] == b[1:] for b in labels] for a in labels]
    return np.array([*after, [label[0] != "I" for label in labels]], np.bool_)


def decode(scores: Floats, steps: Floats) -> list[int]:
    """The best sequence of labels, by Viterbi's algorithm.

    ``scores`` are the tokens' scores, ``(tokens, labels)``; ``steps`` what following one label by another
    adds, ``(labels + 1, labels)``, in the last row what standing first adds.
    """
    total = scores[0] + steps[-1]
    between, back = steps[:-1], []
    for row in scores[1:]:
        ways = total[:, None] + between
        back.append(ways.argmax(axis=0))
        total = ways.max(axis=0) + row
    best = [int(total.argmax())]
    for pointers in reversed(back):
        best.append(int(pointers[best[-1]]))
    return best[::-1]


def runs(inside: npt.NDArray[np.bool_], breaks: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Slices of neighbouring tokens that are ``inside``; none goes across the start of a sentence."""
    slices: list[tuple[int, int]] = []
    for i in np.flatnonzero(inside).tolist():
        if slices and slices[-1][1] == i and not breaks[i]:
            slices[-1] = (slices[-1][0], i + 1)
        else:
            slices.append((i, i + 1))
    return slices


@Language.factory("arabic_names", requires=["doc.tensor"], assigns=["doc.ents"])
class Names(Component):
    """Sets ``doc.ents``: ``PER``, ``LOC`` and ``ORG``. Entities that are there already stay."""

    kinds = ("PER", "LOC", "ORG")

    def __init__(self, nlp: Language, name: str) -> None:
        """An untrained component, which finds nothing."""
        self.set_model(Heads({}, {}), np.zeros((0, 0), np.float32))

    def set_model(self, heads: Heads, steps: Floats) -> None:
        """Put a trained model in place; ``steps`` are the scores of label after label, ``(labels, labels)``."""
        self.heads, self.steps = heads, np.asarray(steps, np.float32)
        if labels := heads.classes.get("name", []):
            start = np.zeros((1, len(labels)), np.float32)
            self._chain = np.where(possible(labels), np.concatenate([self.steps, start]), _IMPOSSIBLE)

    def __call__(self, doc: Doc) -> Doc:
        """Find the names."""
        if len(doc) and self.heads.weights:
            doc.ents = filter_spans([*doc.ents, *self.find(doc)])
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """The names in a document whose tensor is set."""
        labels = self.heads.classes["name"]
        scores = self.heads.scores(np.asarray(doc.tensor, np.float32), "name")
        spaces = doc.to_array([IS_SPACE]).astype(bool)
        inside = (scores[:, 1:].max(axis=1) > scores[:, 0] - _SURELY_OUTSIDE) & ~spaces
        # A neighbour on each side, so that the steps into and out of a name count.
        inside[:-1] |= inside[1:].copy()
        inside[1:] |= inside[:-1].copy()
        starts = doc.to_array([SENT_START]) == 1
        found: list[Span] = []
        for start, end in runs(inside, starts):
            sequence = [labels[k] for k in decode(scores[start:end], self._chain)]
            for i, label in enumerate(sequence, start):
                if label[0] == "B" and label[2:] in self.kinds:
                    after = i + 1
                    while after < end and sequence[after - start] == f"I-{label[2:]}":
                        after += 1
                    found.append(Span(doc, i, after, label=label[2:]))
        return found

    def to_bytes(self, **kwargs: object) -> bytes:
        """The head and the steps."""
        file = io.BytesIO()
        np.savez_compressed(file, steps=self.steps, **self.heads.arrays())  # type: ignore[arg-type]
        return file.getvalue()

    def from_bytes(self, data: bytes, **kwargs: object) -> "Names":
        """Read what ``to_bytes`` wrote."""
        with np.load(io.BytesIO(data)) as arrays:
            self.set_model(Heads.of_arrays(arrays), arrays["steps"])
        return self
