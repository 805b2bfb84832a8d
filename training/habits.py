"""What the first network makes of each form on average over the reports: ``python -m training.habits``.

A name is often plain from one sentence and hidden in the next. The first network reads some millions of tokens;
the mean of its probabilities for each form (tags, names) becomes part of what the second network sees.
"""

from itertools import islice

import numpy as np
import numpy.typing as npt

from marsad.arabic.encoder import Habits
from marsad.arabic.forms import form
from marsad.arabic.tagging import Heads
from training.assemble import assemble
from training.data import OUT, report_text, reports, written
from training.finetune import HABITS, saved, sources
from training.lengths import CHOSEN

AT_LEAST = 3


def _probabilities(heads: Heads, tensor: npt.NDArray[np.float32], task: str) -> npt.NDArray[np.float32]:
    scores = heads.scores(tensor, task)
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True)


def main() -> None:
    """Write the forms and their habits, ``(forms, tags + 1 + kinds of names)``, as bytes of 1/255."""
    nlp = assemble(*saved("first"), sources().trees, OUT / "first")
    tags, names = nlp.get_pipe("arabic_tagger").heads, nlp.get_pipe("arabic_names").heads
    kinds = len(names.classes["name"]) // 2
    width = len(tags.classes["tag"]) + 1 + kinds
    sums: dict[str, npt.NDArray[np.float64]] = {}
    counts: dict[str, int] = {}
    # Spread over all outlets: the reports lie in the order of their outlets.
    every = max(1, sum(1 for _ in reports()) // CHOSEN.habit_reports)
    for i, report in enumerate(islice(reports(), 0, CHOSEN.habit_reports * every, every)):
        doc = nlp.tokenizer(report_text(report))
        nlp.get_pipe("arabic_encoder")(nlp.get_pipe("arabic_sentences")(doc))
        by_name = _probabilities(names, doc.tensor, "name")
        values = np.concatenate(
            [
                _probabilities(tags, doc.tensor, "tag"),
                _probabilities(tags, doc.tensor, "proper")[:, 1:],
                by_name[:, 1::2] + by_name[:, 2::2],
            ],
            axis=1,
        )
        for token, row in zip(doc, values, strict=True):
            key = form(token.text)
            if key in sums:
                sums[key] += row
                counts[key] += 1
            else:
                sums[key], counts[key] = row.astype(np.float64), 1
        if i % 1000 == 0:
            print(f"{i} reports", flush=True)
    kept = [key for key, n in counts.items() if n >= AT_LEAST and not key.isspace()]
    table = np.array([sums[key] / counts[key] for key in kept]).reshape(len(kept), width)
    habits = Habits(kept, np.round(table * 255).astype(np.uint8))
    with written(HABITS) as part, part.open("wb") as file:
        np.savez_compressed(file, **habits.arrays())
    print(f"{len(kept)} forms")


if __name__ == "__main__":
    main()
