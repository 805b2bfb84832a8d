"""Training examples for the network: tokens with tags, features, edit scripts of lemmas, and names.

One practice for names: PADT tags most of them X or NOUN, PUD tags them PROPN. Here ``tag`` keeps PADT's practice
(PUD is brought to it, or left open where PADT has no single answer), and ``proper`` says whether a token is a
name: PROPN in PUD; in PADT, X that is a foreign word, or NOUN whose gloss is capitalised.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from marsad.arabic.lemmas import script
from marsad.arabic.orthography import MARKS
from marsad.arabic.segmenter import Segmenter, one_alef
from training.data import ARABIC_WORD, DATA, OPEN_SET, Word, treebank
from training.segmenter import one_practice

FEATURES = ("Aspect", "Definite", "Gender", "Number", "Person", "Voice")
CLOSED = {"ADP", "CCONJ", "SCONJ", "PART", "DET", "ADV", "AUX", "PRON"}
PUD_TO_PADT = {"AUX": "VERB", "SCONJ": "CCONJ", "DET": "NOUN"}
# Glosses in capitals that are no proper names: peoples, their languages and faiths; titles; days and months.
_PEOPLE = re.compile(
    r"(?:ian|ean|an|ese|ish|ic|im|ist|i|Arabs?|Arab|French|Turk|Kurd|Greek|Dutch|German|Jew|Jewish|Copts?"
    r"|bedouins|Sir|Mr\.?|Miss|Mrs\.?|Ms\.?|lady|gentleman|prince|Bishop|Patriarch|struggle|Orthodox|Nazism"
    r"|Internet|Islam|Christianity|Judaism|Orient|East|West|North|South|\w+day|Sabbath|January|February|March|April"
    r"|May|June|July|August|September|October|November|December)$"
)


@dataclass
class Token:
    """A token with what is known of it; None where the source leaves it open."""

    text: str
    glued: bool
    """Whether it is written together with the token before it."""
    tag: str | None = None
    proper: bool | None = None
    features: dict[str, str] | None = None
    lemma: str | None = None
    script: str | None = None
    name: str | None = None
    names: bytes | None = None
    """The probability of each label of names in 1/255, where a teacher has read the token."""


@dataclass
class Sentence:
    """A sentence of tokens; ``words`` says to which written word each token belongs."""

    tokens: list[Token]
    words: list[int] = field(default_factory=list)


def _rows(name: str) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in (DATA / "treebank" / f"{name}.conllu").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _aligned(words: list[Word], rows: list[list[str]]) -> Iterator[tuple[Word, list[list[str]]]]:
    """Each written word with its rows; PADT repeats the row of a word that it left unanalysed."""
    at = 0
    for word in words:
        n = len(word.segments)
        if not word.analysed:
            n = 1
            while at + n < len(rows) and rows[at + n][1] == rows[at][1] and rows[at + n][4] == rows[at][4]:
                n += 1
        yield word, rows[at : at + n]
        at += n


def _features(row: list[str], source: str) -> dict[str, str]:
    found = dict(pair.split("=") for pair in row[5].split("|") if "=" in pair)
    features = {key: found.get(key, "") for key in FEATURES}
    features["Definite"] = features["Definite"].replace("Red", "Cons").replace("Com", "Cons")
    if source == "pud":
        features.pop("Definite")  # PUD has no construct state.
        if row[3] in ("PRON", "DET", "NUM", "PROPN"):
            return {}
    elif row[3] in ("X", "NUM"):
        return {}
    elif not features["Gender"] and row[3] in ("NOUN", "ADJ"):
        features.pop("Gender")  # PADT marks the gender of few nouns.
    return features


def _is_proper(row: list[str]) -> bool | None:
    """Whether a row of PADT is a name; None where that cannot be told."""
    if row[3] == "PROPN":
        return True
    if row[3] == "X":
        return True if ARABIC_WORD.fullmatch(MARKS.sub("", row[1])) and len(row[1]) > 1 else None
    gloss = re.search(r"Gloss=([^|]*)", row[9])
    if row[3] == "NOUN" and gloss and gloss[1][:1].isupper():
        return not _PEOPLE.search(gloss[1].split(",")[0])
    return False


@dataclass
class Practice:
    """What PADT usually makes of a form: tags, and lemmas by tag."""

    tags: dict[str, Counter[str]]
    lemmas: dict[tuple[str, str | None], Counter[str]]

    @classmethod
    def of(cls, sentences: list[list[Word]]) -> "Practice":
        """Count the analysed words of a treebank."""
        practice = cls({}, {})
        for sentence in sentences:
            for word in sentence:
                if word.analysed:
                    for segment, upos, lemma in zip(word.segments, word.upos, word.lemmas, strict=True):
                        form = one_alef(segment)
                        practice.tags.setdefault(form, Counter())[upos] += 1
                        practice.lemmas.setdefault((form, upos), Counter())[lemma] += 1
        return practice

    def tag(self, upos: str, form: str) -> str | None:
        """PADT's tag for a token that PUD tags ``upos``; None where PADT is of two minds.

        The open set knows nothing of PADT: there PUD's tags stay, with names as ``X``.
        """
        if not self.tags:
            return "X" if upos == "PROPN" else upos
        if upos not in CLOSED and upos != "PROPN":
            return upos
        if form in self.tags:
            tag, n = self.tags[form].most_common(1)[0]
            return tag if n > 0.9 * self.tags[form].total() else None
        return None if upos in ("PROPN", "ADV", "PART") else PUD_TO_PADT.get(upos, upos)

    def lemma(self, lemma: str, form: str, tag: str | None) -> str:
        """PADT's lemma for a form and tag, else the one that PUD gives."""
        counts = self.lemmas.get((form, tag))
        return counts.most_common(1)[0][0] if counts else lemma


def treebank_examples(name: str, segmenter: Segmenter) -> list[Sentence]:
    """The sentences of a treebank as examples; words left unanalysed are segmented and left open."""
    practice = Practice.of([] if OPEN_SET else treebank("padt-dev"))
    source = "pud" if name == "pud" else "padt"
    examples = []
    for words, rows in zip(treebank(name), _rows(name), strict=True):
        sentence = Sentence([])
        for number, (word, own) in enumerate(_aligned(words, rows)):
            if not word.analysed or one_practice(word.segments) != word.segments:
                for i, text in enumerate(segmenter.segment(word.text)):
                    sentence.tokens.append(Token(text, i > 0))
                    sentence.words.append(number)
                continue
            for i, (text, upos, lemma, row) in enumerate(zip(word.segments, word.upos, word.lemmas, own, strict=True)):
                token = Token(text, i > 0, features=_features(row, source))
                if source == "pud":
                    token.tag = practice.tag(upos, one_alef(text))
                    token.proper = upos == "PROPN"
                    lemma = practice.lemma(lemma, one_alef(text), token.tag)
                else:
                    token.tag, token.proper = upos, _is_proper(row)
                token.lemma = lemma
                token.script = script(one_alef(text), one_alef(lemma))
                sentence.tokens.append(token)
                sentence.words.append(number)
        examples.append(sentence)
    return examples
