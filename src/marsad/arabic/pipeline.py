"""The Arabic pipeline put together: what stands in it, in which order, and how it is loaded.

``create`` makes an untrained pipeline from a configuration file, ``load`` the trained one of the package. All
factories are also spaCy entry points of the package, so that ``spacy.load`` finds them.
"""

from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import spacy
from spacy.attrs import IDX
from spacy.language import Language
from spacy.tokens import Doc

from marsad.arabic import names, tagging, titles, tokenizer, transformer  # noqa: F401  (register the factories)
from marsad.arabic.sentences import split

NAME = "marsad"


@Language.component("arabic_sentences", assigns=["token.is_sent_start"])
def arabic_sentences(doc: Doc) -> Doc:
    """Begin a sentence at each token where ``marsad.arabic.sentences.split`` says so."""
    if not len(doc):
        return doc
    places = doc.to_array([IDX])
    starts = np.searchsorted(places, np.array([start for start, _ in split(doc.text)], np.uint64))
    for i in {0, *starts[starts < len(doc)].tolist()}:
        doc[i].is_sent_start = True
    if len(doc) > 1 and doc[1].is_sent_start is None:
        doc[1].is_sent_start = False
    return doc


def config_path(name: str = "pipeline") -> Path:
    """Where a configuration file of the package lies."""
    with resources.as_file(resources.files("marsad.arabic").joinpath(f"{name}.cfg")) as path:
        return path


def create(config: Path | None = None) -> Language:
    """An untrained pipeline from a spaCy configuration file, by default the package's own."""
    return spacy.util.load_model_from_config(
        spacy.util.load_config(config or config_path()), auto_fill=True, validate=True
    )


def pipeline_path() -> Path:
    """The directory of the trained pipeline, for ``spacy.load``."""
    with resources.as_file(resources.files("marsad.arabic").joinpath("weights").joinpath("ar_marsad")) as path:
        return path


@cache
def load() -> Language:
    """The trained pipeline of the package, loaded once."""
    return spacy.load(pipeline_path())
