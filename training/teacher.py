"""A bigger network for names, from which the shipped one learns; ``python -m training.teacher`` measures it.

All layers of multilingual-e5-small learn the names of the corpora that the set may learn from, a label for each written
word. Each corpus has a head of its own, since it has fashions of its own; the first one's labels the reports. A part of
the first corpus is held out, and says whether the teacher is worth learning from.
"""

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from marsad.arabic.names import decode, possible
from training.data import OPEN_SET, OUT, written
from training.encoder import base
from training.examples import Sentence
from training.finetune import named_sources, tokenizer
from training.lengths import CHOSEN
from training.measure import Score, name_scores
from training.names import LABELS, anercorp_split, aqmar, name_examples, spans_of_labels
from training.transformer import LONGEST, Labeller, Window, Words

TEACHER = OUT / "teacher.pt"
BATCH_PIECES, SHORTEST, RATE, HEAD_RATE, WARM_UP, SEED = 1024, 40, 2e-4, 1e-3, 0.1, 1
IMPOSSIBLE = -1e4
HELD_OUT = 0.07
"""The share of the first corpus, at its end, that the teacher does not learn from."""
WORTH = 0.6
"""A teacher that is worse than this there, as F1, would teach its mistakes: nobody learns from it."""


@dataclass(frozen=True)
class Word:
    """A written word with its pieces and the number of its label."""

    pieces: list[int]
    label: int


def written_words(sentence: Sentence) -> list[list[int]]:
    """The tokens of each written word or mark, by their numbers."""
    groups: list[list[int]] = []
    for i, token in enumerate(sentence.tokens):
        if token.glued and groups:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def word_label(labels: Sequence[str]) -> str:
    """The label of a written word whose segments have these labels: the first one that is of a name."""
    return next((label for label in labels if label != "O"), "O")


def labelled(sentence: Sentence, words: Words) -> list[Word]:
    """The written words of an example."""
    found = []
    for group in written_words(sentence):
        tokens = [sentence.tokens[i] for i in group]
        label = word_label([token.name or "O" for token in tokens])
        found.append(Word(words.pieces("".join(token.text for token in tokens)), LABELS.index(label)))
    return found


def windows(sentences: Sequence[Sequence[Word]], shuffle: random.Random | None = None) -> Iterator[list[Word]]:
    """Neighbouring sentences together, as many as a window holds, or fewer by chance; long ones are cut."""

    def limit() -> int:
        return shuffle.randint(SHORTEST, LONGEST) if shuffle else LONGEST

    current, size, most = list[Word](), 0, limit()
    for sentence in sentences:
        if current and size + sum(len(word.pieces) for word in sentence) > most:
            yield current
            current, size, most = [], 0, limit()
        for word in sentence:
            if size + len(word.pieces) > LONGEST:
                yield current
                current, size, most = [], 0, limit()
            current.append(word)
            size += len(word.pieces)
    if current:
        yield current


def batches(texts: Sequence[list[Word]]) -> list[list[int]]:
    """Windows of like length together, about ``BATCH_PIECES`` pieces each, by their numbers."""
    sizes = [sum(len(word.pieces) for word in text) for text in texts]
    groups, current = list[list[int]](), list[int]()
    for i in sorted(range(len(texts)), key=lambda i: sizes[i]):
        if current and (len(current) + 1) * sizes[i] > BATCH_PIECES:
            groups.append(current)
            current = []
        current.append(i)
    return [*groups, current] if current else groups


def window_of(words: Sequence[Word]) -> Window:
    """The words as the network reads them."""
    return Window.of([word.pieces for word in words])


def planned(
    sources: Sequence[Sequence[Sequence[Word]]], passes: int, shuffle: random.Random
) -> list[tuple[int, list[list[Word]]]]:
    """The batches of all passes in order, each with the number of its source."""
    plan = list[tuple[int, list[list[Word]]]]()
    for _ in range(passes):
        own = list[tuple[int, list[list[Word]]]]()
        for fashion, sentences in enumerate(sources):
            texts = list(windows(sentences, shuffle))
            own += [(fashion, [texts[i] for i in batch]) for batch in batches(texts)]
        shuffle.shuffle(own)
        plan += own
    return plan


def fit(model: Labeller, sources: Sequence[Sequence[Sequence[Word]]], passes: int, seed: int = SEED) -> None:
    """Train all layers; each pass cuts its windows anew."""
    torch.manual_seed(seed)
    plan = planned(sources, passes, random.Random(seed))
    heads = set(model.heads.parameters())
    others = [p for p in model.parameters() if p.requires_grad and p not in heads]
    optimizer = torch.optim.AdamW(
        [{"params": others, "lr": RATE, "full": RATE}, {"params": list(heads), "lr": HEAD_RATE, "full": HEAD_RATE}],
        weight_decay=0.01,
    )
    begin, losses = time.time(), list[float]()
    model.train()
    for step, (fashion, batch) in enumerate(plan):
        done = step / len(plan)
        for group in optimizer.param_groups:
            group["lr"] = group["full"] * min(done / WARM_UP, (1 - done) / (1 - WARM_UP))
        scores = model([window_of(words) for words in batch], fashion)
        target = torch.tensor([word.label for words in batch for word in words])
        loss = functional.cross_entropy(scores, target)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(others, 1.0)
        optimizer.step()
        losses.append(loss.item())
        if step % 50 == 49:
            recent = np.mean(losses[-50:])
            print(f"{step + 1} of {len(plan)}: loss {recent:.4f}, {time.time() - begin:.0f} s", flush=True)
    model.eval()


@torch.no_grad()
def shares(model: Labeller, texts: Sequence[list[Word]], fashion: int = 0) -> list[npt.NDArray[np.float32]]:
    """The probability of each label for the words of each text, ``(words, labels)``."""
    found: list[npt.NDArray[np.float32]] = [np.zeros((0, len(LABELS)), np.float32)] * len(texts)
    for batch in batches(texts):
        scores = functional.softmax(model([window_of(texts[i]) for i in batch], fashion), -1).numpy()
        for i in batch:
            found[i], scores = scores[: len(texts[i])], scores[len(texts[i]) :]
    return found


def likeliest(probabilities: npt.NDArray[np.float32]) -> list[str]:
    """The likeliest labels that may follow each other."""
    steps = np.where(possible(list(LABELS)), 0.0, IMPOSSIBLE).astype(np.float32)
    return [LABELS[i] for i in decode(np.log(probabilities + 1e-9), steps)] if len(probabilities) else []


def figures(model: Labeller, sentences: Sequence[Sequence[Word]], fashion: int = 0) -> dict[str, Score]:
    """Exact names over written words and marks, each sentence read by itself."""
    parts = [part for sentence in sentences for part in windows([sentence])]
    gold, found = [], []
    for part, probabilities in zip(parts, shares(model, parts, fashion), strict=True):
        numbers = list(range(len(part)))
        gold.append(spans_of_labels([LABELS[word.label] for word in part], numbers))
        found.append(spans_of_labels(likeliest(probabilities), numbers))
    return name_scores(gold, found)


def save(model: Labeller, f1: float) -> None:
    """Keep what the teacher learned, and how good it is; the base has the rest."""
    learned = {name: p for name, p in model.state_dict().items() if name not in ("words.weight", "places")}
    with written(TEACHER) as part:
        torch.save({"state": learned, "fashions": len(model.heads), "f1": f1}, part)


def saved() -> Labeller:
    """The teacher kept by ``save``."""
    data = torch.load(TEACHER)
    model = Labeller(base.read(base.file()), data["fashions"], len(LABELS))
    model.load_state_dict(data["state"], strict=False)
    return model.eval()


def is_worth_learning_from() -> bool:
    """Whether the kept teacher is good enough."""
    return bool(torch.load(TEACHER)["f1"] >= WORTH)


def main() -> None:
    """Train the teacher, keep it, and say how good it is on sentences that it has not met."""
    start = base.read(base.file())
    sources = read_sources(Words(start))
    held = sources[0][-round(len(sources[0]) * HELD_OUT) :]
    model = Labeller(start, len(sources), len(LABELS))
    fit(model, [sources[0][: -len(held)], *sources[1:]], CHOSEN.teacher_passes)
    found = figures(model, held)
    save(model, found["all"].f1)
    tell("held out", found)


def read_sources(words: Words) -> list[list[list[Word]]]:
    """The sentences of each corpus that the set learns names from."""
    cutter = tokenizer()
    return [[labelled(s, words) for s in name_examples(named, cutter)] for named in named_sources()]


def tell(title: str, scores: Mapping[str, Score]) -> None:
    """Print figures in a line."""
    text = ", ".join(f"{kind} {s.precision:.3f} {s.recall:.3f} {s.f1:.3f}" for kind, s in scores.items())
    print(f"{title} (precision, recall, F1): {text}", flush=True)


def measure() -> None:
    """Print how good the kept teacher is on the test parts."""
    model, words, cutter = saved(), Words(base.read(base.file())), tokenizer()
    tests = {"ANERcorp, last fifth": anercorp_split()[1]} | ({} if OPEN_SET else {"AQMAR": aqmar()})
    for title, sentences in tests.items():
        tell(title, figures(model, [labelled(s, words) for s in name_examples(sentences, cutter)]))


if __name__ == "__main__":
    torch.set_num_threads(1)
    measure()
