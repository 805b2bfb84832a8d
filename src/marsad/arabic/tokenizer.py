"""A spaCy tokenizer for Arabic that splits clitics and never loses a character.

First the text is cut into words, numbers, marks and white space by one regular expression; then each
Arabic word is split by the trained segmenter in the context of its neighbours. Every token is a slice
of the text, in order, and ``doc.text`` is the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.attrs import NORM, ORTH, SPACY
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from marsad.arabic.forms import form
from marsad.arabic.segmenter import Segmenter

_ARABIC = "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff"
_DIGITS = "0-9٠-٩۰-۹"
_CHUNK = re.compile(
    rf"""(
      [{_ARABIC}]+                                      # an Arabic word with its marks
    | [{_DIGITS}]+(?:[.,:\u066b\u066c][{_DIGITS}]+)*    # a number, decimals and times of day included
    | (?:https?://|www\.)[^\s<>()"«»]+                  # an address on the web
    | [A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]*[A-Za-z0-9]
    | (?:(?![{_ARABIC}])[^\W\d_])+                      # a word in another script
    | \s+                                               # white space beyond one blank after a word
    | \.{{2,}} | -{{2,}}                                # an ellipsis, a dash made of hyphens
    | .                                                 # any other character by itself
    )([ ]?)""",
    re.VERBOSE | re.DOTALL,
)
_ARABIC_WORD = re.compile(f"[{_ARABIC}]+")
_CACHE_LIMIT = 300_000
_BOUNDARY = "."


class ArabicTokenizer:
    """Makes a ``Doc`` of a text: words, clitics as tokens of their own, marks, white space."""

    def __init__(self, vocab: Vocab, segmenter: Segmenter) -> None:
        """Tokens go into ``vocab``; ``segmenter`` decides where words split."""
        self.vocab = vocab
        self.segmenter = segmenter
        self._cache: dict[str, tuple[str, ...] | None] = {}

    def __call__(self, text: str) -> Doc:
        """Cut a text into tokens; their texts and blanks joined are the text.

        Raises ``ValueError`` where the string has half of a surrogate pair, which is no text.
        """
        words: list[str] = []
        blanks: list[bool] = []
        chunks = _CHUNK.findall(text)
        cache = self._cache
        for i, (chunk, blank) in enumerate(chunks):
            segments = cache.get(chunk) or self._segments(chunks, i)
            if len(segments) == 1:
                words.append(chunk)
            else:
                words += segments
                blanks += [False] * (len(segments) - 1)
            blanks.append(blank != "")
        try:
            return Doc(self.vocab, words=words, spaces=blanks)
        except UnicodeEncodeError:
            place = next(i for i, letter in enumerate(text) if "\ud800" <= letter <= "\udfff")
            raise ValueError(f"The text has half of a surrogate pair at position {place}.") from None

    def _segments(self, chunks: list[tuple[str, str]], i: int) -> tuple[str, ...]:
        """The segments of a chunk that is not in the cache, or depends on its neighbours."""
        chunk = chunks[i][0]
        if chunk not in self._cache:
            if len(self._cache) > _CACHE_LIMIT:
                self._cache.clear()
            certain = self.segmenter.certain_marked(chunk) if _ARABIC_WORD.match(chunk) else (chunk,)
            self._cache[chunk] = certain
            if certain is not None:
                return certain
        before = chunks[i - 1][0] if i else _BOUNDARY
        after = chunks[i + 1][0] if i + 1 < len(chunks) else _BOUNDARY
        return self.segmenter.segment(
            chunk, _BOUNDARY if before.isspace() else before, _BOUNDARY if after.isspace() else after
        )

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Tokenize texts one after the other."""
        for text in texts:
            yield self(text)

    def to_bytes(self, **kwargs: object) -> bytes:
        """The segmenter's model; the vocabulary is the pipeline's."""
        return self.segmenter.to_bytes()

    def from_bytes(self, data: bytes, **kwargs: object) -> "ArabicTokenizer":
        """Take over a model written by ``to_bytes``."""
        self.segmenter = Segmenter.from_bytes(data)
        self._cache.clear()
        return self

    def to_disk(self, path: str | Path, **kwargs: object) -> None:
        """Write the model into one file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **kwargs: object) -> "ArabicTokenizer":
        """Read the model from the file."""
        return self.from_bytes(Path(path).read_bytes())


def where_form(doc: Doc, test: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
    """Which tokens pass a test of their text; each different text is tested once."""
    keys, where = np.unique(doc.to_array([ORTH]), return_inverse=True)
    strings = doc.vocab.strings
    flags: npt.NDArray[np.bool_] = np.array([test(strings[key]) for key in keys.tolist()], np.bool_)[where]
    return flags


def _is_arabic(word: str) -> bool:
    return _ARABIC_WORD.match(word) is not None


def glued(doc: Doc) -> npt.NDArray[np.bool_]:
    """Which tokens are segments written together with the token before them."""
    if not len(doc):
        return np.zeros(0, np.bool_)
    arabic = where_form(doc, _is_arabic)
    together = np.append(False, doc.to_array([SPACY])[:-1] == 0)
    result: npt.NDArray[np.bool_] = together & arabic & np.append(False, arabic[:-1])
    return result


@registry.tokenizers("marsad.ArabicTokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], ArabicTokenizer]:
    """spaCy's factory; the model is read from the pipeline's directory, or with ``from_disk``."""

    def make(nlp: Language) -> ArabicTokenizer:
        nlp.vocab.lex_attr_getters[NORM] = form  # type: ignore[attr-defined]  # Vectors are looked up by it.
        return ArabicTokenizer(nlp.vocab, Segmenter.untrained())

    return make
