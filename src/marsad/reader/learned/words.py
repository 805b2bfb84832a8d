"""What the trained pipeline says of a report's words: part of speech, lemma, clitics, names.

The reader's own tokens are written words; the pipeline splits clitics off. Each written word takes tag and lemma
of its longest piece, and the name that this piece belongs to.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from marsad.arabic.orthography import fold_word
from marsad.reader.document import Document, FieldName, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as Piece

_UNUSED = ["arabic_titles"]
_CLITIC = {"ADP", "CCONJ", "SCONJ", "PRON", "PART", "DET", "AUX"}


@dataclass(frozen=True, slots=True)
class Word:
    """A written word: folded lemma and tag of its main piece, its proclitics and enclitic, its name's label."""

    lemma: str
    pos: str
    before: str = ""
    after: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: tokens ``start`` to ``end`` (exclusive), ``PER``, ``LOC`` or ``ORG``."""

    start: int
    end: int
    label: str


@dataclass
class Analysis:
    """Words and names of one sentence."""

    words: list[Word]
    names: list[Name] = field(default_factory=list)


_NOTHING = Word("", "X")


def analyse(document: Document) -> list[Analysis]:
    """Words and names of every sentence, in the order of the document's sentences."""
    # Where no report gets as far as this, spaCy's import (a second) is spared.
    from marsad.arabic.pipeline import load

    docs: dict[FieldName, Doc] = {}
    nlp = load()
    for name in ("title", "text"):
        text = document.report.field(name)
        if text.strip():
            docs[name] = nlp(text, disable=_UNUSED)
    starts = {name: [piece.idx for piece in doc] for name, doc in docs.items()}
    return [_analysis(sentence, docs[sentence.field], starts[sentence.field]) for sentence in document.sentences]


def _analysis(sentence: Sentence, doc: "Doc", starts: list[int]) -> Analysis:
    words: list[Word] = []
    names: list[Name] = []
    open_name: tuple[int, int] | None = None
    for at, token in enumerate(sentence.tokens):
        first = max(0, bisect_right(starts, token.start) - 1)
        behind = bisect_left(starts, token.end, first)
        pieces = [piece for i in range(first, behind) if starts[i] + len(piece := doc[i]) > token.start]
        if not pieces:
            words.append(_NOTHING)
            open_name = None
            continue
        main = _main(pieces)
        words.append(_word(pieces, main))
        mark = (main.ent_type, main.i if main.ent_iob == 3 else -1)
        if not main.ent_type:
            open_name = None
        elif open_name and mark[1] < 0 and names[-1].label == main.ent_type_:
            names[-1] = Name(names[-1].start, at + 1, main.ent_type_)
        else:
            names.append(Name(at, at + 1, main.ent_type_))
            open_name = mark
    return Analysis(words, names)


def _main(pieces: "list[Piece]") -> "Piece":
    """The piece that carries the word's meaning: the longest that is no clitic, else the longest."""
    content = [piece for piece in pieces if piece.pos_ not in _CLITIC]
    return max(content or pieces, key=len)


def _word(pieces: "list[Piece]", main: "Piece") -> Word:
    before = "+".join(fold_word(p.text) for p in pieces if p.i < main.i)
    after = "+".join(fold_word(p.text) for p in pieces if p.i > main.i)
    return Word(fold_word(main.lemma_), main.pos_, before, after, main.ent_type_)
