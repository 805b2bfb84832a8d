"""Train the segmenter on written words with their segments: ``python -m training.segmenter``.

A log-linear model over the possible splits of each word, by AdaGrad on the likelihood, with the weights of the
later passes averaged. Test words are never seen; words that PADT left unanalysed are left out.
"""

import random
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marsad.arabic.segmenter import (
    Frequencies,
    Segmenter,
    Split,
    clitics,
    context_features,
    feature_index,
    one_alef,
    word_features,
)
from training.data import ARABIC_WORD, OUT, ROOT, TREEBANKS, Word, count_words, treebank, written

SEGMENTER = OUT / "segmenter.npz"
TABLE_SIZE = 1 << 19
KNOWN_FORMS = 150_000
FREQUENT_AT_LEAST = 3
PASSES, RATE, L2, BATCH, SEED = 8, 0.15, 1e-5, 64, 1
# Where the two treebanks disagree on a frequent function word, PADT's practice holds.
ONE_PRACTICE = {("ل", "أن"): ("لأن",)}


@dataclass
class Choice:
    """A word of the training text: features of each possible split, and which one is right."""

    features: list[npt.NDArray[np.int64]]
    right: int


def frequencies() -> Frequencies:
    """Corpus frequencies under one spelling of alef."""
    counts: Counter[str] = Counter()
    for word, n in count_words().items():
        counts[one_alef(word)] += n
    return Frequencies.of_counts(counts.items(), FREQUENT_AT_LEAST)


def one_practice(segments: tuple[str, ...]) -> tuple[str, ...]:
    """The segments as PADT would write them."""
    for pair, single in ONE_PRACTICE.items():
        for i in range(len(segments) - 1):
            if segments[i : i + 2] == pair:
                return (*segments[:i], *single, *segments[i + 2 :])
    return segments


def choices(sentences: list[list[Word]], counts: Frequencies) -> list[Choice]:
    """The words with more than one possible split, of which the right one is a possibility."""
    found = []
    for sentence in sentences:
        padded = [".", *(word.text for word in sentence), "."]
        for i, word in enumerate(sentence):
            if not word.analysed or not ARABIC_WORD.fullmatch(word.text):
                continue
            splits = clitics().splits(word.text)
            segments = [split.segments for split in splits]
            right = one_practice(word.segments)
            if len(splits) > 1 and right in segments:
                features = [_rows(word.text, split, padded[i], padded[i + 2], counts) for split in splits]
                found.append(Choice(features, segments.index(right)))
    return found


def judged_words() -> list[list[Word]]:
    """The words of ``words.txt``, each as a sentence of its own."""
    lines = (ROOT / "training" / "words.txt").read_text(encoding="utf-8").splitlines()
    words = [tuple(line.split()) for line in lines if line and not line.startswith("#")]
    return [[Word("".join(segments), segments, (), (), True)] for segments in words]


def _rows(word: str, split: Split, before: str, after: str, counts: Frequencies) -> npt.NDArray[np.int64]:
    names = word_features(word, split, counts) + context_features(word, split, before, after)
    return np.array([feature_index(name, TABLE_SIZE) for name in names], np.int64)


def fit(data: list[Choice]) -> npt.NDArray[np.float32]:
    """Weights of the log-linear model."""
    weights, squares = np.zeros(TABLE_SIZE), np.full(TABLE_SIZE, 1e-3)
    total = np.zeros(TABLE_SIZE)
    order, shuffle = list(range(len(data))), random.Random(SEED)
    for turn in range(PASSES):
        shuffle.shuffle(order)
        for start in range(0, len(order), BATCH):
            rows, gradients = [], []
            for i in order[start : start + BATCH]:
                scores = np.array([weights[f].sum() for f in data[i].features])
                error = np.exp(scores - scores.max())
                error /= error.sum()
                error[data[i].right] -= 1
                for features, e in zip(data[i].features, error, strict=True):
                    if abs(e) > 1e-3:
                        rows.append(features)
                        gradients.append(np.full(len(features), e))
            if rows:
                touched, where = np.unique(np.concatenate(rows), return_inverse=True)
                gradient = np.bincount(where, np.concatenate(gradients)) + L2 * BATCH * weights[touched]
                squares[touched] += gradient**2
                weights[touched] -= RATE * gradient / np.sqrt(squares[touched])
        if turn >= PASSES // 2:
            total += weights
    return (total / (PASSES - PASSES // 2)).astype(np.float32)


def with_known_words(segmenter: Segmenter) -> Segmenter:
    """The same segmenter with the splits of the most frequent words worked out beforehand."""
    shapes = {shape: code for code, shape in enumerate(clitics().shapes)}
    known = {}
    for word, _ in count_words().most_common(KNOWN_FORMS):
        if segmenter.certain(word) is not None:
            split = segmenter.scored(word)[0][0]
            known[word] = shapes[split.proclitics, split.enclitic]
    return Segmenter(segmenter.weights, segmenter.counts, known)


def train(sentences: list[list[Word]]) -> Segmenter:
    """A segmenter trained on the sentences of treebanks, and on the reports' word counts."""
    counts = frequencies()
    return with_known_words(Segmenter(fit(choices(sentences, counts)), counts))


def trained_segmenter() -> Segmenter:
    """The segmenter that ``main`` wrote."""
    return Segmenter.from_bytes(SEGMENTER.read_bytes())


def accuracy(segmenter: Segmenter, sentences: list[list[Word]]) -> tuple[float, Counter[str]]:
    """Share of the analysed words that are split exactly right, and the mistakes."""
    right, n, mistakes = 0, 0, Counter[str]()
    for sentence in sentences:
        padded = [".", *(word.text for word in sentence), "."]
        for i, word in enumerate(sentence):
            if word.analysed:
                is_arabic = ARABIC_WORD.fullmatch(word.text)
                found = segmenter.segment(word.text, padded[i], padded[i + 2]) if is_arabic else word.segments
                n, right = n + 1, right + (found == word.segments)
                if found != word.segments:
                    mistakes[f"{'+'.join(found)} for {'+'.join(word.segments)}"] += 1
    return right / n, mistakes


def main() -> None:
    """Train on the treebanks and the judged words, test on PADT's test part, write the segmenter."""
    sentences = [sentence for name in TREEBANKS for sentence in treebank(name)]
    data = train(sentences + judged_words()).to_bytes()
    share, mistakes = accuracy(Segmenter.from_bytes(data), treebank("padt-test"))
    with written(SEGMENTER) as part:
        part.write_bytes(data)
    print(f"words split right: {share:.4f} on padt-test; {len(data) / 1e6:.1f} MB; {mistakes.total()} mistakes")


if __name__ == "__main__":
    main()
