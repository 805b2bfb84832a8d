"""How good tags, lemmas and names are: one way of counting for training, tests and the model card."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from marsad.arabic.orthography import MARKS
from marsad.arabic.segmenter import Segmenter
from training.data import ARABIC_WORD, Word

_FOLD = str.maketrans("أإآٱؤئ", "اااا\u0648\u064a", "ء`")


def folded_lemma(lemma: str) -> str:
    """A lemma for comparison: no diacritics, hamza folded."""
    return MARKS.sub("", unicodedata.normalize("NFC", lemma)).translate(_FOLD)


def predicted_segments(words: Sequence[Word], segmenter: Segmenter) -> list[tuple[str, ...]]:
    """The segments of each word of a sentence, as the segmenter finds them."""
    padded = [".", *(word.text for word in words), "."]
    return [
        segmenter.segment(word.text, padded[i], padded[i + 2]) if ARABIC_WORD.fullmatch(word.text) else word.segments
        for i, word in enumerate(words)
    ]


@dataclass
class Score:
    """Precision, recall and F1 from counts."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


Span = tuple[str, int, int]


def name_scores(
    gold: Sequence[set[Span]], found: Sequence[set[Span]], kinds: Sequence[str] = ("PER", "LOC", "ORG")
) -> dict[str, Score]:
    """Exact spans over written words, for each kind and for all."""
    scores = {kind: Score() for kind in (*kinds, "all")}
    for right, guess in zip(gold, found, strict=True):
        for kind in kinds:
            a = {span for span in right if span[0] == kind}
            b = {span for span in guess if span[0] == kind}
            for key in (kind, "all"):
                scores[key].right += len(a & b)
                scores[key].found += len(b)
                scores[key].gold += len(a)
    return scores


def confusions(pairs: Sequence[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    """The commonest mistakes as (gold, found)."""
    return Counter(pair for pair in pairs if pair[0] != pair[1]).most_common(15)
