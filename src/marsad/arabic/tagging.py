"""The spaCy components that read tokens with the network: vectors, tags, lemmas, features.

``arabic_encoder`` writes the tokens' vectors into ``doc.tensor``; ``arabic_tagger`` reads them. ``token.tag_`` follows
the Prague Arabic treebank's practice, where names are ``X`` or ``NOUN``; ``token.pos_`` is ``PROPN`` for all names.
"""

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from marsad.arabic import lemmas
from marsad.arabic.encoder import Convolutions, Floats
from marsad.arabic.segmenter import one_alef

_CACHE_LIMIT = 200_000
_SCRIPTS_TRIED = 12
_FOREIGN = "X"
_NAME_TAGS = {"NOUN", "X", "PROPN", "ADJ"}


class ContextEncoder(Protocol):
    """What gives the tokens of a document their vectors: the small network, or a transformer."""

    def __call__(self, doc: Doc) -> Floats:
        """Vectors, ``(tokens, width)``."""
        ...

    def to_bytes(self) -> bytes:
        """The trained part."""
        ...

    def read_bytes(self, data: bytes) -> "ContextEncoder":
        """The same kind of encoder with the trained part that ``to_bytes`` wrote."""
        ...


@registry.misc("marsad.Convolutions.v1")  # type: ignore[untyped-decorator]
def convolutions() -> ContextEncoder:
    """The small network of the package; its arrays come from the pipeline's directory."""
    return Convolutions()


class Component:
    """A component whose trained part is one file."""

    file = "model.bin"

    def to_bytes(self, **kwargs: object) -> bytes:
        """The trained part."""
        raise NotImplementedError

    def from_bytes(self, data: bytes, **kwargs: object) -> "Component":
        """Take over what ``to_bytes`` wrote."""
        raise NotImplementedError

    def to_disk(self, path: str | Path, **kwargs: object) -> None:
        """Write the trained part into a directory."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / self.file).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **kwargs: object) -> "Component":
        """Read it from there."""
        return self.from_bytes((Path(path) / self.file).read_bytes())


@Language.factory(
    "arabic_encoder", assigns=["doc.tensor"], default_config={"model": {"@misc": "marsad.Convolutions.v1"}}
)
class EncoderComponent(Component):
    """Writes the tokens' vectors in context into ``doc.tensor``."""

    def __init__(self, nlp: Language, name: str, model: ContextEncoder) -> None:
        """``model`` is named in the pipeline's configuration file."""
        self.vocab = nlp.vocab
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc.tensor``."""
        doc.tensor = self.model(doc)  # type: ignore[assignment]
        return doc

    def to_bytes(self, **kwargs: object) -> bytes:
        """The encoder's trained part."""
        return self.model.to_bytes()

    def from_bytes(self, data: bytes, **kwargs: object) -> "EncoderComponent":
        """Take over the encoder's trained part."""
        self.model = self.model.read_bytes(data)
        # The table of vectors travels in half precision, with which spaCy cannot calculate.
        self.vocab.vectors.data = np.asarray(self.vocab.vectors.data, np.float32)
        return self


class Heads:
    """Linear maps from a token's vector to the classes of each task."""

    def __init__(self, classes: Mapping[str, Sequence[str]], weights: Mapping[str, Floats]) -> None:
        """``weights`` has ``<task>.weight`` ``(width, classes)`` and ``<task>.bias`` for each task."""
        self.classes = {task: list(names) for task, names in classes.items()}
        self.weights = {name: np.asarray(array, np.float32) for name, array in weights.items()}

    def scores(self, tensor: Floats, task: str) -> Floats:
        """Scores of the classes, ``(tokens, classes)``."""
        scores: Floats = tensor @ self.weights[f"{task}.weight"] + self.weights[f"{task}.bias"]
        return scores

    def best(self, tensor: Floats, task: str) -> npt.NDArray[np.int64]:
        """The number of the best class of each token."""
        numbers: npt.NDArray[np.int64] = self.scores(tensor, task).argmax(axis=1)
        return numbers

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Everything as arrays to save."""
        text = json.dumps(self.classes, ensure_ascii=False).encode()
        arrays: dict[str, npt.NDArray[np.generic]] = {"classes": np.frombuffer(text, np.uint8)}
        return arrays | {name: array.astype(np.float16) for name, array in self.weights.items()}

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> "Heads":
        """Read what ``arrays`` gave."""
        classes = json.loads(arrays["classes"].tobytes())
        names = [f"{task}.{part}" for task in classes for part in ("weight", "bias")]
        return cls(classes, {name: np.asarray(arrays[name], np.float32) for name in names})


class Lemmatizer:
    """Lemmas from a list of known forms, else by the edit scripts that the network thinks likely."""

    def __init__(self, known: Mapping[tuple[str, str], str], spellings: Mapping[str, str]) -> None:
        """``known`` maps (form with one alef, tag) to a lemma; ``spellings`` gives a lemma its hamza back."""
        self.known = dict(known)
        self.spellings = dict(spellings)

    def spelt(self, lemma: str, word: str) -> str:
        """The lemma as ``word`` spells it, where it is that word with a hamza, else in its usual spelling."""
        own = lemmas.bare(word)
        return own if own != lemma == one_alef(own) else self.spellings.get(lemma, lemma)

    def lookup(self, form: str, tag: str) -> str | None:
        """The lemma of a known form, with one alef; a foreign word or name is its own."""
        if tag == _FOREIGN:
            return form
        # With the article, or what is left of it after a preposition, a form has the lemma that it has without.
        bases = [form, form.removeprefix("ال"), f"ال{form}"]
        if form.startswith("ل") and len(form) > 4:
            bases += [form[1:], f"ا{form}"]
        for base in bases:
            if lemma := self.known.get((base, tag)):
                return lemma
        return None

    def by_scripts(self, form: str, scripts: Sequence[str]) -> str:
        """The lemma by the first script that fits, else the form."""
        for text in scripts:
            if lemma := lemmas.apply(text, form):
                return lemma
        return form


@Language.factory(
    "arabic_tagger", requires=["doc.tensor"], assigns=["token.tag", "token.pos", "token.lemma", "token.morph"]
)
class Tagger(Component):
    """Sets tag, part of speech, features and lemma of every token."""

    def __init__(self, nlp: Language, name: str) -> None:
        """An untrained tagger; ``from_bytes`` and ``set_model`` give it its model."""
        self.vocab: Vocab = nlp.vocab
        self.set_model(Heads({}, {}), Lemmatizer({}, {}))

    def set_model(self, heads: Heads, lemmatizer: Lemmatizer) -> None:
        """Put a trained model in place."""
        self.heads, self.lemmatizer = heads, lemmatizer
        self.features = [task for task in heads.classes if task[:1].isupper()]
        self._morphs: dict[int, int] = {}
        self._lemmas: dict[tuple[int, int], int] = {}
        self._forms: dict[int, str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of all tokens."""
        if not len(doc) or not self.heads.classes:
            return doc
        heads, tensor = self.heads, np.asarray(doc.tensor, np.float32)
        tags = heads.best(tensor, "tag")
        proper = heads.best(tensor, "proper").astype(bool)
        keys = np.asarray(doc.to_array([ORTH]), np.uint64)
        names = heads.classes["tag"]
        spaces = doc.to_array([IS_SPACE]).astype(bool)
        tag_ids = np.array([self.vocab.strings.add(name) for name in names], np.uint64)
        pos_ids = np.array([IDS[name] for name in names], np.uint64)
        may_name = np.array([name in _NAME_TAGS for name in names])
        pos = np.where(proper & may_name[tags], np.uint64(IDS["PROPN"]), pos_ids[tags])
        tag = tag_ids[tags]
        pos[spaces], tag[spaces] = IDS["SPACE"], self.vocab.strings.add("_SP")
        columns = [tag, pos, self._morph_keys(tensor, spaces), self._lemma_keys(tensor, keys, tags)]
        doc.from_array([TAG, POS, MORPH, LEMMA], np.stack(columns, axis=1))  # type: ignore[arg-type]
        return doc

    def _morph_keys(self, tensor: Floats, spaces: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint64]:
        """Keys of the feature sets in the vocabulary's morphology."""
        classes = self.heads.classes
        codes = np.zeros(len(tensor), np.int64)
        for feature in self.features:
            codes = codes * len(classes[feature]) + self.heads.best(tensor, feature)
        codes[spaces] = -1
        unique, where = np.unique(codes, return_inverse=True)
        keys = []
        for code in unique.tolist():
            if code not in self._morphs:
                self._morphs[code] = self.vocab.morphology.add(self._feature_set(code))
            keys.append(self._morphs[code])
        return np.array(keys, np.uint64)[where]

    def _feature_set(self, code: int) -> str:
        found = []
        if code >= 0:
            for feature in reversed(self.features):
                code, value = divmod(code, len(self.heads.classes[feature]))
                if name := self.heads.classes[feature][value]:
                    found.append(f"{feature}={name}")
        return "|".join(reversed(found))

    def _lemma_keys(
        self, tensor: Floats, keys: npt.NDArray[np.uint64], tags: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.uint64]:
        """Keys of the lemmas: known forms are looked up once, the others are decided each in its context."""
        strings, lemmatizer, names = self.vocab.strings, self.lemmatizer, self.heads.classes["tag"]
        if len(self._lemmas) > _CACHE_LIMIT:
            self._lemmas.clear()
            self._forms.clear()
        result = np.zeros(len(keys), np.uint64)
        open_ones = []
        for i, (key, tag) in enumerate(zip(keys.tolist(), tags.tolist(), strict=True)):
            found = self._lemmas.get((key, tag))
            if found is None:
                if key not in self._forms:
                    self._forms[key] = one_alef(lemmas.bare(strings[key]))
                lemma = lemmatizer.lookup(self._forms[key], names[tag])
                found = 0 if lemma is None else strings.add(lemmatizer.spelt(lemma, strings[key]))
                self._lemmas[key, tag] = found
            if found:
                result[i] = found
            else:
                open_ones.append(i)
        if open_ones:
            scores = self.heads.scores(tensor[open_ones], "script")
            likely = np.argsort(-scores, axis=1)[:, :_SCRIPTS_TRIED].tolist()
            scripts = self.heads.classes["script"]
            for i, numbers in zip(open_ones, likely, strict=True):
                form = self._forms[int(keys[i])]
                lemma = lemmatizer.by_scripts(form, [scripts[n] for n in numbers])
                result[i] = strings.add(lemmatizer.spelt(lemma, strings[int(keys[i])]))
        return result

    def to_bytes(self, **kwargs: object) -> bytes:
        """Heads, and lists of lemmas."""
        lists = {
            "known": [[form, tag, lemma] for (form, tag), lemma in self.lemmatizer.known.items()],
            "spellings": self.lemmatizer.spellings,
        }
        text = json.dumps(lists, ensure_ascii=False).encode()
        file = io.BytesIO()
        arrays = self.heads.arrays() | {"lemmas": np.frombuffer(text, np.uint8)}
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
        return file.getvalue()

    def from_bytes(self, data: bytes, **kwargs: object) -> "Tagger":
        """Read what ``to_bytes`` wrote."""
        with np.load(io.BytesIO(data)) as arrays:
            lists = json.loads(arrays["lemmas"].tobytes())
            known = {(form, tag): lemma for form, tag, lemma in lists["known"]}
            self.set_model(Heads.of_arrays(arrays), Lemmatizer(known, lists["spellings"]))
        return self
