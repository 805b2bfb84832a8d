"""Train the network on treebanks and names: ``python -m training.finetune``.

One network, many heads: PADT's tag, whether a token is a name, features, the edit script of the lemma, and names. Each
batch is from one source and trains the heads that the source knows about. Names are learned from corpora and from what
the teacher makes of the reports (``training.silver``).
"""

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from spacy.vocab import Vocab
from torch import Tensor
from torch.nn import functional

from marsad.arabic.encoder import Habits
from marsad.arabic.forms import form
from marsad.arabic.names import possible
from marsad.arabic.tokenizer import ArabicTokenizer
from training.data import OPEN_SET, OUT, TREEBANKS, written
from training.examples import FEATURES, Sentence, Token, treebank_examples
from training.lengths import CHOSEN
from training.names import (
    LABELS,
    NamedSentence,
    anercorp_split,
    aqmar,
    name_examples,
    wojood,
)
from training.network import INPUT_WIDTH, Forms, Network, sequence_loss
from training.pretrain import PRETRAINED
from training.segmenter import trained_segmenter
from training.vectors import form_vectors

HABITS = OUT / "habits.npz"
OPEN = -100
PASSES, BATCH_TOKENS, LONGEST, RATE, SEED = CHOSEN.passes, 900, 120, 2e-3, 1
TASK_WEIGHTS = {"tag": 1.0, "proper": 0.5, "script": 1.0, "name": 1.0} | dict.fromkeys(FEATURES, 0.3)


@dataclass
class Classes:
    """The classes of each task, in the order of the heads' rows."""

    of: dict[str, list[str]]

    @classmethod
    def seen(cls, sentences: Sequence[Sentence], script_at_least: int = 2) -> "Classes":
        """All classes of the examples; edit scripts only if met again."""
        tokens = [token for sentence in sentences for token in sentence.tokens]
        scripts = Counter(token.script for token in tokens if token.script)
        classes = {
            "tag": sorted({t.tag for t in tokens if t.tag}),
            "proper": ["no", "yes"],
            "script": [s for s, n in scripts.most_common() if n >= script_at_least],
            "name": list(LABELS),
        }
        for feature in FEATURES:
            classes[feature] = sorted({t.features[feature] for t in tokens if t.features and feature in t.features})
        # The open set has no construct state: what no example knows has no head.
        return cls({task: names for task, names in classes.items() if names})

    def targets(self, token: Token) -> dict[str, int]:
        """The class number of a token in each task, or ``OPEN``."""
        found: dict[str, str | None] = {"tag": token.tag, "script": token.script, "name": token.name}
        found["proper"] = None if token.proper is None else ("yes" if token.proper else "no")
        found |= {f: (token.features or {}).get(f) for f in FEATURES}
        return {task: self.index[task].get(value, OPEN) for task, value in found.items() if task in self.index}

    def __post_init__(self) -> None:
        """Index the classes."""
        self.index = {task: {c: i for i, c in enumerate(names)} for task, names in self.of.items()}


@dataclass
class Batch:
    """Sentences padded to one length."""

    ids: Tensor
    glued: Tensor
    mask: Tensor
    targets: dict[str, Tensor]
    names: Tensor | None = None
    """The probability of each label of names, ``(sentences, tokens, labels)``."""
    weight: float = 1.0


def make_batch(sentences: Sequence[Sentence], forms: Forms, classes: Classes, tasks: Sequence[str]) -> Batch:
    """Pad sentences and look up their forms and classes."""
    longest = max(len(s.tokens) for s in sentences)
    shape = (len(sentences), longest)
    ids, glue = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    mask = np.zeros(shape, bool)
    targets = {task: np.full(shape, OPEN, np.int64) for task in tasks}
    for i, sentence in enumerate(sentences):
        for j, token in enumerate(sentence.tokens):
            ids[i, j], glue[i, j], mask[i, j] = forms.index[token.text], token.glued, True
            for task, value in classes.targets(token).items():
                if task in targets:
                    targets[task][i, j] = value
    named = targets.pop("name", None)
    return Batch(
        torch.tensor(ids),
        torch.tensor(glue),
        torch.tensor(mask),
        {task: torch.tensor(rows) for task, rows in targets.items()},
        None if named is None else names_of(sentences, torch.tensor(named), len(classes.of["name"])),
    )


def names_of(sentences: Sequence[Sentence], known: Tensor, labels: int) -> Tensor:
    """The probability of each label of names: certain where the label is known, else as a teacher has it."""
    found = functional.one_hot(known.clamp(min=0), labels).float()
    for i, sentence in enumerate(sentences):
        if rows := [token.names for token in sentence.tokens if token.names is not None]:
            shares = torch.frombuffer(bytearray(b"".join(rows)), dtype=torch.uint8).view(-1, labels).float()
            found[i, : len(rows)] = shares / shares.sum(1, keepdim=True)
    return found


def grouped(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Sentences of like length in groups of about ``BATCH_TOKENS`` tokens; long ones are cut."""
    pieces = [
        s if len(s.tokens) <= LONGEST else Sentence(s.tokens[i : i + LONGEST], s.words[i : i + LONGEST])
        for s in sentences
        for i in range(0, len(s.tokens), LONGEST)
    ]
    groups, current = list[list[Sentence]](), list[Sentence]()
    for sentence in sorted(pieces, key=lambda s: len(s.tokens)):
        if current and (len(current) + 1) * len(sentence.tokens) > BATCH_TOKENS:
            groups.append(current)
            current = []
        current.append(sentence)
    return [*groups, current] if current else groups


def make_batches(sentences: Sequence[Sentence], forms: Forms, classes: Classes, tasks: Sequence[str]) -> list[Batch]:
    """The sentences as batches."""
    return [make_batch(group, forms, classes, tasks) for group in grouped(sentences)]


TREE_TASKS = ("tag", "proper", "script", *FEATURES)
NAME_TASKS = ("name",)


def read_habits() -> Habits:
    """The habits of forms that ``training.habits`` wrote."""
    with np.load(HABITS) as arrays:
        return Habits.of_arrays(arrays)


def forms_of(*groups: Sequence[Sentence], with_habits: bool = False) -> Forms:
    """The forms of all sentences with what the network sees of each."""
    words = sorted({t.text for sentences in groups for s in sentences for t in s.tokens})
    keyed = [form(word) for word in words]
    vectors = form_vectors(keyed)
    if with_habits:
        vectors = np.concatenate([vectors, read_habits().of(keyed)], axis=1)
    return Forms.of(words, vectors)


def loss_of(network: Network, forms: Forms, batch: Batch, possible_steps: Tensor) -> Tensor:
    """The loss of all tasks that the batch knows about."""
    x = network(forms, batch.ids, batch.glued, batch.mask)
    loss = torch.zeros(())
    for task, target in batch.targets.items():
        known = target != OPEN
        if known.any():
            scores = network.heads[task](x[known])
            loss = loss + TASK_WEIGHTS[task] * functional.cross_entropy(scores, target[known])
    if batch.names is not None:
        scores = network.heads["name"](x)
        loss = loss + sequence_loss(scores, network.steps, batch.names, possible_steps, batch.mask)
    return batch.weight * loss


def fit(
    network: Network,
    forms: Forms,
    batches: list[Batch],
    passes: int = PASSES,
    rate: float = RATE,
    seed: int = SEED,
    silver: Sequence[Batch] = (),
    silver_share: float = 0.0,
) -> None:
    """Train all heads on shuffled batches; the rate falls to nothing, the last passes are averaged.

    Each pass reads all of ``batches`` and another share of ``silver``.
    """
    optimizers = network.optimizers(rate)
    shuffle, rest = random.Random(seed), list[Batch]()
    drawn = round(len(silver) * silver_share)
    total, begin = passes * (len(batches) + drawn), time.time()
    average = torch.optim.swa_utils.AveragedModel(network)
    possible_steps = torch.tensor(possible(list(LABELS))[:-1])
    for turn in range(passes):
        network.train()
        if len(rest) < drawn:
            rest += shuffle.sample(silver, len(silver))
        order = batches + rest[:drawn]
        rest = rest[drawn:]
        shuffle.shuffle(order)
        losses = []
        for step, batch in enumerate(order):
            done = (turn * len(order) + step) / total
            for group in (group for optimizer in optimizers for group in optimizer.param_groups):
                group["lr"] = rate * min(1.0, done * 20 + 0.02) * (1.02 - done)
            loss = loss_of(network, forms, batch, possible_steps)
            for optimizer in optimizers:
                optimizer.zero_grad()
            loss.backward()
            for optimizer in optimizers:
                optimizer.step()
            losses.append(loss.item())
        if turn >= passes * 2 // 3:
            average.update_parameters(network)
        print(f"pass {turn + 1}: loss {np.mean(losses):.4f}, {time.time() - begin:.0f} s", flush=True)
    network.load_state_dict(average.module.state_dict())
    network.eval()


def new_network(classes: Classes, vector_width: int = 96, pretrained: bool = True, dropout: float = 0.3) -> Network:
    """A network with the heads of ``classes``, on top of the pretrained one where there is one.

    Inputs that pretraining did not have, the last ones, begin without weight.
    """
    torch.manual_seed(SEED)
    network = Network(vector_width, {task: len(names) for task, names in classes.of.items()})
    if pretrained and PRETRAINED.exists():
        state = {k: v for k, v in torch.load(PRETRAINED).items() if not k.startswith(("heads.", "steps"))}
        first = state["form.linear.weight"]
        new = network.form.linear.in_features - first.shape[1]
        state["form.linear.weight"] = functional.pad(first, (0, new))
        network.load_state_dict(state, strict=False)
    network.dropout = dropout
    return network


@torch.no_grad()
def scores(
    network: Network, forms: Forms, sentences: Sequence[Sentence], classes: Classes, tasks: Sequence[str]
) -> list[dict[str, np.ndarray]]:
    """For each sentence, log-probabilities of each task, ``(tokens, classes)``."""
    network.eval()
    found = []
    for sentence in sentences:
        batch = make_batch([sentence], forms, classes, ())
        x = network(forms, batch.ids, batch.glued, batch.mask)[0]
        found.append({t: functional.log_softmax(network.heads[t](x), -1).numpy() for t in tasks})
    return found


def tokenizer() -> ArabicTokenizer:
    """The trained tokenizer."""
    return ArabicTokenizer(Vocab(), trained_segmenter())


@dataclass
class Sources:
    """The examples to learn from."""

    trees: list[Sentence]
    names: list[Sentence]
    silver: list[Sentence] = field(default_factory=list)
    """Names in the reports, as the teacher has them."""


def named_sources() -> list[list[NamedSentence]]:
    """The sentences with names that the set learns from, each corpus by itself."""
    own = [s for part in ("train", "val", "test") for s in wojood(part)]
    return [aqmar() if OPEN_SET else anercorp_split()[0], own]


def sources() -> Sources:
    """All training examples of the set: never PADT's test part, never the last fifth of ANERcorp.

    The full set leaves AQMAR for measuring; the open set has neither PADT nor ANERcorp, and learns from AQMAR.
    """
    cutter = tokenizer()
    trees = [s for name in TREEBANKS for s in treebank_examples(name, cutter.segmenter)]
    return Sources(trees, [s for named in named_sources() for s in name_examples(named, cutter)])


@dataclass(frozen=True)
class Recipe:
    """How one of the networks is trained."""

    with_habits: bool = True
    passes: int = PASSES
    rate: float = RATE
    dropout: float = 0.3
    word_dropout: float = 0.3
    seed: int = SEED
    silver_share: float = 0.5
    """How much of the silver examples each pass reads."""
    silver_weight: float = 1.0


FIRST = Recipe(with_habits=False, passes=CHOSEN.first_passes, word_dropout=0.15, silver_share=0.25)
"""The network whose habits the shipped one sees."""


def train(data: Sources, recipe: Recipe) -> tuple[Network, Classes]:
    """A network trained on all examples."""
    classes = Classes.seen(data.trees + data.names)
    forms = forms_of(data.trees, data.names, data.silver, with_habits=recipe.with_habits)
    network = new_network(classes, forms.vectors.shape[1], dropout=recipe.dropout)
    network.word_dropout = recipe.word_dropout
    torch.manual_seed(recipe.seed)
    batches = make_batches(data.trees, forms, classes, TREE_TASKS)
    batches += make_batches(data.names, forms, classes, NAME_TASKS)
    silver = make_batches(data.silver, forms, classes, NAME_TASKS)
    for batch in silver:
        batch.weight = recipe.silver_weight
    fit(network, forms, batches, recipe.passes, recipe.rate, recipe.seed, silver, recipe.silver_share)
    return network, classes


def save(network: Network, classes: Classes, name: str = "network") -> None:
    """Keep a trained network in ``OUT``."""
    width = network.form.linear.in_features
    with written(OUT / f"{name}.pt") as part:
        torch.save({"state": network.state_dict(), "classes": classes.of, "width": width}, part)


def saved(name: str = "network") -> tuple[Network, Classes]:
    """A network kept by ``save``."""
    data = torch.load(OUT / f"{name}.pt")
    classes = Classes(data["classes"])
    network = new_network(classes, data["width"] - INPUT_WIDTH, pretrained=False)
    network.load_state_dict(data["state"])
    return network.eval(), classes
