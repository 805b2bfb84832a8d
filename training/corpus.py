"""The reports as tokens, one paragraph a line, for vectors and pretraining: ``python -m training.corpus``.

A tab stands between written words and marks, a blank between the segments of one word.
"""

from itertools import islice
from pathlib import Path

from spacy.vocab import Vocab

from marsad.arabic.tokenizer import ArabicTokenizer, glued
from training.data import OUT, report_text, reports, written
from training.lengths import CHOSEN
from training.segmenter import trained_segmenter

TOKENS = OUT / "tokens.txt"


def write_tokens(path: Path = TOKENS) -> None:
    """Write every paragraph of the reports, or of one report in some, as tokens."""
    segmenter = trained_segmenter()
    vocab = Vocab()
    with written(path) as part, part.open("w", encoding="utf-8") as out:
        for i, report in enumerate(islice(reports(), 0, None, CHOSEN.every)):
            if i % 5000 == 0:
                vocab = Vocab()  # The vocabulary of tokens met grows without end otherwise.
                tokenizer = ArabicTokenizer(vocab, segmenter)
                print(f"{i} reports", flush=True)
            for paragraph in report_text(report).split("\n"):
                doc = tokenizer(paragraph)
                glue = glued(doc)
                line = "".join((" " if glue[token.i] else "\t") + token.text for token in doc if not token.is_space)
                if line:
                    out.write(line.strip() + "\n")


if __name__ == "__main__":
    write_tokens()
