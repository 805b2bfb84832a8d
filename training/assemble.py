"""Put the trained parts together into the pipeline of the package."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import spacy
from spacy.attrs import NORM
from spacy.language import Language
from spacy.vectors import Mode, Vectors

from marsad import __version__
from marsad.arabic.encoder import Convolutions, Floats, Habits
from marsad.arabic.pipeline import create
from marsad.arabic.segmenter import one_alef
from marsad.arabic.tagging import Heads, Lemmatizer
from training.data import OPEN_SET, ROOT, count_words
from training.examples import Sentence
from training.finetune import Classes
from training.network import Network, exported
from training.segmenter import trained_segmenter
from training.vectors import vocab_with_vectors

META = {
    "name": "marsad",
    "version": __version__,
    "description": "Arabic news: tokens with clitics split off, sentences, tags, lemmas, features, names, titles.",
    "author": "Marsad",
    "license": "CC BY-SA 4.0" if OPEN_SET else "CC BY-NC-SA 4.0",
    "requirements": [f"marsad>={__version__}"],
}


def judged_lemmas() -> list[list[str]]:
    """The lines of ``lemmas.txt``: a tag, a lemma, its forms."""
    lines = (ROOT / "training" / "lemmas.txt").read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def lemmatizer(sentences: Sequence[Sentence]) -> Lemmatizer:
    """Known forms with their usual lemma for each tag, and the usual spelling of lemmas."""
    lemmas: dict[tuple[str, str], Counter[str]] = {}
    spellings: dict[str, Counter[str]] = {}
    for sentence in sentences:
        for token in sentence.tokens:
            if token.lemma and token.tag and token.tag != "X":
                key = one_alef(token.text), token.tag
                lemmas.setdefault(key, Counter())[one_alef(token.lemma)] += 1
                spellings.setdefault(one_alef(token.lemma), Counter())[token.lemma] += 1
    for tag, lemma, *forms in judged_lemmas():
        spellings.setdefault(one_alef(lemma), Counter())[lemma] += 1
        for form in (lemma, *forms):
            lemmas.setdefault((one_alef(form), tag), Counter({one_alef(lemma): 1}))
    # Words of the reports tell how a lemma that the treebanks do not have is usually spelt.
    for word, n in count_words().items():
        if n >= 20 and one_alef(word) != word and one_alef(word) not in spellings:
            spellings[one_alef(word)] = Counter({word: n})
    usual = {plain: counts.most_common(1)[0][0] for plain, counts in spellings.items()}
    return Lemmatizer(
        {key: counts.most_common(1)[0][0] for key, counts in lemmas.items()},
        {plain: spelling for plain, spelling in usual.items() if plain != spelling},
    )


def heads_of(arrays: dict[str, Floats], classes: Classes, tasks: Sequence[str]) -> Heads:
    """The heads of some tasks."""
    weights = {f"{t}.{part}": arrays[f"head.{t}.{part}"] for t in tasks for part in ("weight", "bias")}
    return Heads({task: classes.of[task] for task in tasks}, weights)


def assemble(
    network: Network,
    classes: Classes,
    sentences: Sequence[Sentence],
    path: Path,
    habits: Habits | None = None,
) -> Language:
    """Write a pipeline with these parts and load it; the sentences give the known lemmas."""
    arrays = exported(network)
    nlp = create()
    nlp.meta.update(META)
    nlp.tokenizer.segmenter = trained_segmenter()
    table = vocab_with_vectors().vectors
    nlp.vocab.vectors = Vectors(
        data=table.data.astype(np.float16),
        mode=Mode.floret,
        strings=nlp.vocab.strings,
        name="marsad.vectors",
        minn=table.minn,
        maxn=table.maxn,
        hash_count=table.hash_count,
        hash_seed=table.hash_seed,
        bow=table.bow,
        eow=table.eow,
        attr=NORM,
    )
    nlp.get_pipe("arabic_encoder").model = Convolutions(
        {name: array for name, array in arrays.items() if not name.startswith(("head.", "steps"))}, habits
    )
    tasks = [task for task in classes.of if task != "name"]
    nlp.get_pipe("arabic_tagger").set_model(heads_of(arrays, classes, tasks), lemmatizer(sentences))
    nlp.get_pipe("arabic_names").set_model(heads_of(arrays, classes, ["name"]), arrays["steps"])
    nlp.to_disk(path)
    return spacy.load(path)
