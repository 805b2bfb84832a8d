"""How much the encoder's scores count beside the linear models': what measures best on reports neither learned from."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import torch

from marsad.learning.train import LIMITS
from marsad.reader.learned.mentions import NONE
from training.encoder.examples import CLASSES, PAIRS, Example
from training.encoder.network import Model

STEPS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
Floats = npt.NDArray[np.float64]
Judged = tuple[Floats, Floats, Floats]
"""Scores of the encoder, scores of the linear model, and what is right (a flag for each option or class)."""
Measure = Callable[[Sequence[Judged], float], float]


def judged(model: Model, examples: Sequence[Example]) -> dict[str, list[Judged]]:
    """The answers of both to every decision of the examples."""
    found: dict[str, list[Judged]] = {name: [] for name in (*CLASSES, *PAIRS)}
    model.eval()
    with torch.no_grad():
        for example in examples:
            if example.spots:
                for name, row in _of(model, example):
                    found[name].append(row)
    return found


def _of(model: Model, example: Example) -> Iterator[tuple[str, Judged]]:
    vectors, _ = model.vectors([example])
    for name, head in model.heads.items():
        for row in example.classes[name]:
            scores = torch.log_softmax(head(vectors[row.spot]), -1).double().numpy()
            right = np.array([label == row.label for label in model.classes[name]], float)
            yield name, (scores, np.array(row.linear), right)
    for name in model.pairs:
        asked = [(question, 0) for question in example.questions[name]]
        if asked:
            for (question, _), answer in zip(asked, model.answers(name, asked, vectors), strict=True):
                yield name, (answer.double().numpy(), np.array(question.linear), np.array(question.right, float))
    for pair in example.same:
        own, other, distance = (torch.tensor([n]) for n in (pair.own, pair.other, pair.distance))
        score = float(model.pairs["same"](vectors, own, other, distance)[0])
        yield "same", (np.array([score]), np.array([pair.linear]), np.array([pair.same], float))


def share_right(rows: Sequence[Judged], strength: float) -> float:
    """The share of questions whose likeliest answer is right, of those that have one."""
    asked = [row for row in rows if row[2].any()]
    return float(np.mean([row[2][(row[1] + strength * row[0]).argmax()] for row in asked])) if asked else 0.0


def f1_of(none: int) -> Measure:
    """F1 of all classes but that one."""

    def measure(rows: Sequence[Judged], strength: float) -> float:
        chosen = [(int((row[1] + strength * row[0]).argmax()), int(row[2].argmax())) for row in rows]
        right = sum(found == told != none for found, told in chosen)
        both = sum(found != none for found, _ in chosen) + sum(told != none for _, told in chosen)
        return 2 * right / both if both else 0.0

    return measure


def f1_of_pairs(rows: Sequence[Judged], strength: float) -> float:
    """F1 of pairs that are one event, at the limit by which mentions are brought together."""
    found = [float((row[1] + strength * row[0])[0]) + LIMITS["same"] > 0 for row in rows]
    told = [bool(row[2][0]) for row in rows]
    right = sum(f and t for f, t in zip(found, told, strict=True))
    return 2 * right / (sum(found) + sum(told)) if any(told) else 0.0


def measures(classes: Mapping[str, Sequence[str]]) -> dict[str, Measure]:
    """How each decision is measured."""
    found: dict[str, Measure] = dict.fromkeys((*CLASSES, *PAIRS), share_right)
    for name in ("mention", "harm"):
        found[name] = f1_of(list(classes[name]).index(NONE))
    found["same"] = f1_of_pairs
    return found


def chosen(
    rows: Mapping[str, Sequence[Judged]], classes: Mapping[str, Sequence[str]], tell: Callable[[str], None]
) -> dict[str, float]:
    """The strength of each decision that measures best; neighbours count too, since a single peak may be chance."""
    found = {}
    for name, measure in measures(classes).items():
        values = np.array([measure(rows[name], strength) for strength in STEPS])
        smooth = np.convolve(np.pad(values, 1, mode="edge"), [0.25, 0.5, 0.25], "valid")
        found[name] = STEPS[int(smooth.argmax())]
        told = " ".join(f"{strength}: {value:.3f}" for strength, value in zip(STEPS, values, strict=True))
        tell(f"{name} ({len(rows[name])}): {told}")
    return found
