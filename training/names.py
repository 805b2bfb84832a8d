"""Names from three corpora as examples for the network, on tokens with clitics split off.

Split of ANERcorp: sentences in file order, the last 20 % are the test. AQMAR and Wojood's sample have their
own fashions, so each example says where it comes from.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from marsad.arabic.tokenizer import ArabicTokenizer, glued
from training.data import DATA
from training.examples import Sentence, Token

KINDS = ("PER", "LOC", "ORG", "MISC")
LABELS = ("O", *(f"{mark}-{kind}" for kind in KINDS for mark in "BI"))
_KIND = {
    "PERS": "PER",
    "PER": "PER",
    "LOC": "LOC",
    "GPE": "LOC",
    "FAC": "LOC",
    "ORG": "ORG",
    "MISC": "MISC",
    "MIS": "MISC",
}
_PROCLITICS = set("وفبلكس")
TEST_SHARE = 0.2


@dataclass
class NamedSentence:
    """Written words and the spans of their names: kind, first word, word after the last."""

    words: list[str]
    spans: list[tuple[str, int, int]]


def _spans(tags: list[str]) -> list[tuple[str, int, int]]:
    """Spans of BIO tags; what is no tag, or of no known kind, is outside; a stray I begins a span."""
    spans: list[tuple[str, int, int]] = []
    for i, tag in enumerate(tags):
        match = re.fullmatch(r"([BI])-([A-Z]+?)\d*", tag)
        kind = _KIND.get(match[2]) if match else None
        if not match or kind is None:
            continue
        if match[1] == "I" and spans and spans[-1][0] == kind and spans[-1][2] == i:
            spans[-1] = (kind, spans[-1][1], i + 1)
        else:
            spans.append((kind, i, i + 1))
    return spans


def _blocks(name: str) -> Iterator[list[list[str]]]:
    block: list[list[str]] = []
    for line in (DATA / "names" / name).read_text(encoding="utf-8").split("\n"):
        if line.startswith("# article"):
            continue
        fields = line.split("\t") if "\t" in line else line.split(" ")
        if len(fields) > 1 and fields[0].strip():
            block.append(fields)
        elif block:
            yield block
            block = []
    if block:
        yield block


def anercorp() -> list[NamedSentence]:
    """ANERcorp, in file order."""
    return [NamedSentence([f[0] for f in b], _spans([f[1] for f in b])) for b in _blocks("anercorp.tsv")]


def anercorp_split() -> tuple[list[NamedSentence], list[NamedSentence]]:
    """ANERcorp's sentences for training, and the last fifth for testing."""
    sentences = anercorp()
    cut = round(len(sentences) * (1 - TEST_SHARE))
    return sentences[:cut], sentences[cut:]


def aqmar() -> list[NamedSentence]:
    """AQMAR's Wikipedia articles."""
    return [NamedSentence([f[0] for f in b], _spans([f[1] for f in b])) for b in _blocks("aqmar.tsv")]


def wojood(part: str) -> list[NamedSentence]:
    """Wojood's sample (``train``, ``val`` or ``test``): the outermost person, place and organisation."""
    sentences = []
    for block in _blocks(f"wojood-sample-{part}.txt"):
        block = [fields for fields in block if fields[0] != "$#$"]
        spans: list[tuple[str, int, int]] = []
        nested = []
        for kind in ("PERS", "GPE", "LOC", "FAC", "ORG"):
            tags = [next((t for t in f[1:] if t in (f"B-{kind}", f"I-{kind}")), "O") for f in block]
            nested += _spans(tags)
        for span in sorted(nested, key=lambda s: (s[1] - s[2], s[1])):
            if all(span[2] <= other[1] or span[1] >= other[2] for other in spans):
                spans.append(span)
        if block:
            sentences.append(NamedSentence([f[0] for f in block], sorted(spans, key=lambda s: s[1])))
    return sentences


def words_of(doc: Doc, words: list[str]) -> list[int]:
    """For each token of a text made of ``words`` with blanks between, the number of its word."""
    numbers, ends, end = [], [], -1
    for word in words:
        end += len(word) + 1
        ends.append(end)
    at = 0
    for token in doc:
        while token.idx >= ends[at]:
            at += 1
        numbers.append(at)
    return numbers


def name_examples(sentences: list[NamedSentence], tokenizer: ArabicTokenizer) -> list[Sentence]:
    """The sentences as examples; a clitic before the first word of a name is outside the name."""
    examples = []
    for sentence in sentences:
        doc = tokenizer(" ".join(sentence.words))
        glue = glued(doc).tolist()
        goes_on = [*glue[1:], False]
        numbers = words_of(doc, sentence.words)
        labels = ["O"] * len(doc)
        for kind, start, end in sentence.spans:
            inside = [i for i, n in enumerate(numbers) if start <= n < end]
            while inside and (doc[inside[0]].is_punct or is_proclitic(doc[inside[0]].text, goes_on[inside[0]])):
                inside.pop(0)
            while inside and doc[inside[-1]].is_punct:
                inside.pop()
            for i in inside:
                labels[i] = f"{'B' if i == inside[0] else 'I'}-{kind}"
        tokens = [Token(t.text, g, name=label) for t, g, label in zip(doc, glue, labels, strict=True)]
        keep = [i for i, t in enumerate(doc) if not t.is_space]
        examples.append(Sentence([tokens[i] for i in keep], [numbers[i] for i in keep]))
    return examples


def is_proclitic(segment: str, goes_on: bool) -> bool:
    """Whether a segment is a clitic before the rest of its word, if the word goes on."""
    return segment in _PROCLITICS and goes_on


def spans_of_labels(labels: list[str], numbers: list[int]) -> set[tuple[str, int, int]]:
    """Spans over written words of BIO labels over tokens."""
    return {(k, numbers[a], numbers[b - 1] + 1) for k, a, b in _spans(labels)}
