"""Train floret vectors on the reports' tokens: ``python -m training.vectors``.

Floret keeps words and their pieces in one small hashed table, so that every word has a vector.
"""

from collections.abc import Sequence

import floret
import numpy as np
import numpy.typing as npt
import spacy
from spacy.training.initialize import convert_vectors
from spacy.vocab import Vocab

from marsad.arabic.forms import form
from training.corpus import TOKENS, write_tokens
from training.data import OUT, written
from training.lengths import CHOSEN

SETTINGS = {
    "model": "skipgram",
    "dim": 96,
    "mode": "floret",
    "bucket": 50_000,
    "hashCount": 2,
    "minn": 3,
    "maxn": 5,
    "minCount": 5,
    "ws": 4,
    "neg": 5,
    "epoch": CHOSEN.vector_passes,
    "lr": 0.05,
    "thread": 1,
}
TABLE = OUT / "vectors.floret"


def vocab_with_vectors() -> Vocab:
    """A vocabulary of spaCy with the trained table."""
    nlp = spacy.blank("ar")
    convert_vectors(nlp, TABLE, truncate=0, prune=-1, mode="floret")
    return nlp.vocab


def form_vectors(forms: Sequence[str]) -> npt.NDArray[np.float32]:
    """Vectors of look-up forms, ``(forms, 96)``."""
    vectors = vocab_with_vectors().vectors
    parts = [vectors.get_batch(forms[i : i + 5000]) for i in range(0, len(forms), 5000)]
    return np.concatenate(parts).astype(np.float32)


def main() -> None:
    """Write ``vectors.floret``: the hashed table in floret's text form."""
    if not TOKENS.exists():
        write_tokens()
    forms = OUT / "forms.txt"
    with TOKENS.open(encoding="utf-8") as lines, forms.open("w", encoding="utf-8") as out:
        for line in lines:
            out.write(" ".join(form(token) for token in line.split()) + "\n")
    model = floret.train_unsupervised(str(forms), **SETTINGS)
    with written(TABLE) as part:
        model.save_floret_vectors(str(part))


if __name__ == "__main__":
    main()
