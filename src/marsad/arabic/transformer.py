"""A transformer in the place of the small network: the tokens' vectors from any encoder of Hugging Face.

Named in a configuration file as ``marsad.Transformer.v1``; needs the extra ``marsad[transformer]``. The model lies in a
directory of the user's; nothing is downloaded. Once a pipeline is written to disk it carries the model with it.
"""

import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc
from spacy.util import registry

from marsad.arabic.encoder import Floats


class Transformer:
    """Vectors of tokens as the mean of their pieces in the last layer of a transformer.

    A document is read sentence by sentence, and sentences longer than the model takes in pieces of ``longest`` tokens.
    """

    def __init__(self, path: str = "", longest: int = 128) -> None:
        """``path`` is a directory written by ``save_pretrained``, with tokenizer; empty until one is read."""
        self.path, self.longest = path, longest
        self._model: Any = None
        self._pieces: Any = None
        if path:
            self._read(Path(path))

    def _read(self, path: Path) -> None:
        try:
            from transformers import AutoModel, AutoTokenizer
        except ImportError as error:
            raise ImportError("A transformer needs more packages: pip install 'marsad[transformer]'.") from error
        if not path.is_dir():
            raise FileNotFoundError(f"There is no directory {path} with a transformer in it.")
        self._pieces = AutoTokenizer.from_pretrained(path, local_files_only=True)
        self._model = AutoModel.from_pretrained(path, local_files_only=True).eval()

    @property
    def width(self) -> int:
        """Length of a token's vector."""
        return int(self._model.config.hidden_size)

    def __call__(self, doc: Doc) -> Floats:
        """Vectors of a document's tokens, ``(tokens, width)``; zeros for white space."""
        result = np.zeros((len(doc), self.width), np.float32)
        for sentence in doc.sents:
            tokens = [token for token in sentence if not token.is_space]
            for start in range(0, len(tokens), self.longest):
                part = tokens[start : start + self.longest]
                result[[token.i for token in part]] = self._vectors([token.text for token in part])
        return result

    def _vectors(self, words: list[str]) -> Floats:
        import torch

        pieces = self._pieces(words, is_split_into_words=True, return_tensors="pt", truncation=True)
        with torch.no_grad():
            hidden = self._model(**pieces).last_hidden_state[0].numpy()
        owners = pieces.word_ids(0)
        vectors = np.zeros((len(words), hidden.shape[1]), np.float32)
        for i in range(len(words)):
            own = [place for place, owner in enumerate(owners) if owner == i]
            if own:
                vectors[i] = hidden[own].mean(axis=0)
        return vectors

    def to_bytes(self) -> bytes:
        """The model's directory as a zip archive."""
        file = io.BytesIO()
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(file, "w") as archive:
            self._model.save_pretrained(folder)
            self._pieces.save_pretrained(folder)
            for path in sorted(Path(folder).iterdir()):
                archive.write(path, path.name)
        return file.getvalue()

    def read_bytes(self, data: bytes) -> "Transformer":
        """A transformer with the model that ``to_bytes`` wrote."""
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(folder)
            copy = Transformer("", self.longest)
            copy._read(Path(folder))
        return copy


@registry.misc("marsad.Transformer.v1")  # type: ignore[untyped-decorator]
def transformer(path: str = "", longest: int = 128) -> Transformer:
    """spaCy's factory of the transformer; ``path`` may be left empty where a trained pipeline is read."""
    return Transformer(path, longest)
