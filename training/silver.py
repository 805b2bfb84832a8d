"""Names in the reports as the teacher sees them, for the shipped network to learn from: ``python -m training.silver``.

Every written word comes with the teacher's probability of each label, so that what the teacher doubts is taught as a
doubt.
"""

import random
from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from training.coding.overlap import Overlap
from training.corpus import TOKENS
from training.data import OUT, reserved_texts, written
from training.encoder import base
from training.examples import Sentence, Token
from training.lengths import CHOSEN
from training.names import LABELS, is_proclitic
from training.teacher import is_worth_learning_from, labelled, saved, shares, windows, written_words
from training.transformer import Words

SILVER = OUT / "silver.npz"
SHORTEST_PARAGRAPH, LONGEST_PARAGRAPH, SEED = 8, 120, 1
Shares = npt.NDArray[np.uint8]
"""Probabilities of labels in 1/255."""


def sentence_of(line: str) -> Sentence:
    """The tokens of a line of the reports, as ``training.corpus`` writes them."""
    words = [word.split() for word in line.split("\t")]
    tokens = [Token(text, i > 0) for word in words for i, text in enumerate(word)]
    return Sentence(tokens, [n for n, word in enumerate(words) for _ in word])


def paragraphs(n: int, seed: int = SEED) -> list[str]:
    """A random choice of the reports' paragraphs, neither headings nor endless ones, or all if they are few."""
    with TOKENS.open(encoding="utf-8") as lines:
        fit = {line for line in map(str.strip, lines) if SHORTEST_PARAGRAPH <= len(line.split()) <= LONGEST_PARAGRAPH}
    return random.Random(seed).sample(sorted(fit), min(n, len(fit)))


def unreserved(lines: Sequence[str]) -> list[str]:
    """The paragraphs without those that a report set aside for measuring has too: news is copied."""
    overlap = Overlap(reserved_texts())
    return [line for line in lines if not overlap.covers(line.replace(" ", "").replace("\t", " "))]


def of_segments(word: Shares, proclitics: int, segments: int) -> list[bytes]:
    """The probabilities of a word's label for each of its segments; clitics before a name are outside of it."""
    outside, inside = word.astype(np.uint16), word.astype(np.uint16)
    outside[0] += word[1::2].sum()
    inside[2::2] += word[1::2]
    outside[1::2] = inside[1::2] = 0
    rows = [outside] * proclitics + [word] + [inside] * (segments - proclitics - 1)
    # Rounded shares may add up to a little more than the whole.
    return [np.minimum(row, 255).astype(np.uint8).tobytes() for row in rows]


def _proclitics(tokens: Sequence[Token]) -> int:
    """How many of a word's segments are clitics before it."""
    texts = [token.text for token in tokens]
    return next((i for i, text in enumerate(texts) if not is_proclitic(text, i + 1 < len(texts))), len(texts) - 1)


def taught(line: str, rows: Shares) -> Sentence:
    """The paragraph as an example, from the probabilities of its written words."""
    sentence = sentence_of(line)
    for group, row in zip(written_words(sentence), rows, strict=True):
        tokens = [sentence.tokens[i] for i in group]
        for token, names in zip(tokens, of_segments(row, _proclitics(tokens), len(tokens)), strict=True):
            token.names = names
    return sentence


def read_silver() -> list[Sentence]:
    """The examples that ``main`` wrote."""
    with np.load(SILVER) as arrays:
        text = arrays["lines"].tobytes().decode()
        lines = text.split("\n") if text else []
        parts = pairwise(accumulate(arrays["sizes"].tolist(), initial=0))
        rows = arrays["shares"]
        return [taught(line, rows[a:b]) for line, (a, b) in zip(lines, parts, strict=True)]


def keep(lines: Sequence[str], sizes: Sequence[int], found: npt.NDArray[np.float32]) -> None:
    """Write paragraphs, their numbers of words, and the probabilities of all words."""
    with written(SILVER) as part, part.open("wb") as file:
        np.savez_compressed(
            file,
            lines=np.frombuffer("\n".join(lines).encode(), np.uint8),
            sizes=np.array(sizes, np.int32),
            shares=np.round(found * 255).astype(np.uint8),
        )


def main() -> None:
    """Let the teacher read paragraphs of the reports, and write what it sees: nothing if it is too weak."""
    if not is_worth_learning_from():
        print("The teacher is too weak to learn from.", flush=True)
        keep([], [], np.zeros((0, len(LABELS)), np.float32))
        return
    words, model = Words(base.read(base.file())), saved()
    lines = unreserved(paragraphs(CHOSEN.silver))
    texts, sizes = [], []
    for line in lines:
        text = labelled(sentence_of(line), words)
        sizes.append(len(text))
        texts += list(windows([text]))
    found = np.concatenate(shares(model, texts))
    keep(lines, sizes, found)
    print(f"{len(lines)} paragraphs, {sum(sizes)} words, {1 - found[:, 0].mean():.1%} of them in names", flush=True)


if __name__ == "__main__":
    main()
