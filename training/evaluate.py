"""The figures of a trained pipeline: ``python -m training.evaluate [PIPELINE]``, as Markdown tables.

Every test text is given to the pipeline as its written words with blanks between, and read in full: tokens,
sentences, tags, names. Nothing of the test parts was trained on.
"""

import sys
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from marsad.arabic.pipeline import pipeline_path
from training.data import OPEN_SET, report_text, reports, treebank
from training.examples import treebank_examples
from training.measure import Score, Span, folded_lemma, name_scores
from training.names import NamedSentence, anercorp_split, aqmar, words_of
from training.segmenter import one_practice

NAME_TAGS = {"X", "PROPN", "NOUN"}


def tokens_by_word(doc: Doc, words: list[str]) -> list[list[Token]]:
    """The tokens of each written word."""
    groups: list[list[Token]] = [[] for _ in words]
    for token, number in zip(doc, words_of(doc, words), strict=True):
        if not token.is_space:
            groups[number].append(token)
    return groups


def treebank_figures(nlp: Language, name: str = "padt-test") -> dict[str, float]:
    """Shares over the analysed words of a treebank, with predicted segments.

    ``words``: split exactly right. Over segments (a segment of a word split wrong is wrong): ``tag`` against
    PADT's own tags; ``pos`` with PADT brought to one practice for names; ``pos_names_alike`` with X, PROPN and
    NOUN taken as one for names; ``lemma`` without diacritics, hamza folded; features where PADT marks them.
    """
    counts: dict[str, list[int]] = {}

    def count(key: str, right: bool) -> None:
        entry = counts.setdefault(key, [0, 0])
        entry[0] += right
        entry[1] += 1

    examples = treebank_examples(name, nlp.tokenizer.segmenter)
    for words, example in zip(treebank(name), examples, strict=True):
        texts = [word.text for word in words]
        groups = tokens_by_word(nlp(" ".join(texts)), texts)
        gold: list[list[int]] = [[] for _ in words]
        for i, number in enumerate(example.words):
            gold[number].append(i)
        for word, tokens, own in zip(words, groups, gold, strict=True):
            if not word.analysed:
                continue
            right = tuple(t.text for t in tokens) == word.segments
            count("words", right)
            for k, (upos, lemma) in enumerate(zip(word.upos, word.lemmas, strict=True)):
                token = tokens[k] if right else None
                known = example.tokens[own[k]] if one_practice(word.segments) == word.segments else None
                proper = known is not None and known.proper
                count("tag", token is not None and token.tag_ == upos)
                count("pos", token is not None and token.pos_ == ("PROPN" if proper else upos))
                alike = {"PROPN"} | NAME_TAGS if proper or upos in ("X", "PROPN") else {upos}
                count("pos_names_alike", token is not None and token.pos_ in alike)
                count("lemma", token is not None and folded_lemma(token.lemma_) == folded_lemma(lemma))
                for feature, value in ((known.features if known else None) or {}).items():
                    if value:
                        count(feature, token is not None and token.morph.get(feature, []) == [value])
    return {key: right / n for key, (right, n) in counts.items()}


def name_figures(nlp: Language, sentences: Iterable[NamedSentence]) -> dict[str, Score]:
    """Names over written words, exact spans; a clitic split off a name counts for the word."""
    gold, found = list[set[Span]](), list[set[Span]]()
    for sentence in sentences:
        doc = nlp(" ".join(sentence.words))
        numbers = words_of(doc, sentence.words)
        gold.append(set(sentence.spans))
        found.append({(e.label_, numbers[e.start], numbers[e.end - 1] + 1) for e in doc.ents})
    return name_scores(gold, found)


def speed_figures(nlp: Language, n: int = 300) -> dict[str, float]:
    """Written words a second on reports, for the tokenizer alone and for tokens to names, by one core's time."""
    texts = [report_text(report) for report in islice(reports(), 5000, 5000 + n)]
    words = sum(len(text.split()) for text in texts)
    figures = {}
    for name, run in (("tokenizer", lambda t: nlp.tokenizer(t)), ("tokens to names", lambda t: nlp(t))):
        begin = time.process_time()
        for text in texts:
            run(text)
        figures[name] = words / (time.process_time() - begin)
    return figures


def report(nlp: Language) -> str:
    """All figures as Markdown."""
    lines = ["| on padt-test | share right |", "| --- | --- |"]
    lines += [f"| {key} | {100 * value:.2f} % |" for key, value in treebank_figures(nlp).items()]
    tests = [("ANERcorp, last fifth", anercorp_split()[1])]
    if not OPEN_SET:  # The open set learns from AQMAR.
        tests.append(("AQMAR", aqmar()))
    for title, sentences in tests:
        lines += ["", f"| names in {title} | precision | recall | F1 |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {kind} | {s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} |"
            for kind, s in name_figures(nlp, sentences).items()
        ]
    lines += ["", "| speed | words a second |", "| --- | --- |"]
    lines += [f"| {name} | {value:,.0f} |" for name, value in speed_figures(nlp).items()]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(spacy.load(Path(sys.argv[1]) if len(sys.argv) > 1 else pipeline_path())))
