"""The spaCy component that finds titles and offices: ``doc.spans["titles"]``, each with the kind of title as label.

The table ``titles.toml`` has the heads (``وزير``, ``ناطق``); the grammar adds what belongs to them: definite
adjectives (``الأمين العام``), the office's complement (``رئيس مجلس النواب``), and ``باسم`` after a spokesperson. A
head before another head is part of one title (``نائب وزير الدفاع``).
"""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from marsad.arabic.lemmas import bare
from marsad.arabic.segmenter import one_alef
from marsad.arabic.tokenizer import where_form

_ARTICLE = "ال"
_LONGEST_COMPLEMENT = 5


@dataclass(frozen=True)
class Title:
    """An entry of the table: ``before_name`` titles stand only before a person's name."""

    name: str
    adjectives: bool
    complement: bool
    article: bool
    before_name: bool
    links: tuple[tuple[str, str], ...]


@cache
def table() -> dict[str, Title]:
    """Entries by their heads, with one spelling of alef."""
    data = tomllib.loads(resources.files("marsad.arabic").joinpath("titles.toml").read_text("utf-8"))
    entries: dict[str, Title] = {}
    for row in data["titles"]:
        entry = Title(
            row["name"],
            row.get("adjectives", False),
            row.get("complement", False),
            row.get("article", False),
            row.get("before_name", False),
            tuple((link[0], link[1:]) for link in row.get("links", ())),
        )
        for head in row["heads"]:
            entries.setdefault(one_alef(head), entry)
    return entries


def _definite(token: Token) -> bool:
    return _has_article(token.text)


def _has_article(word: str) -> bool:
    plain = bare(word)
    return plain.startswith(_ARTICLE) and len(plain) > 3


@lru_cache(maxsize=50_000)
def _entry(word: str) -> Title | None:
    """The table's entry for a head with or without its article."""
    plain = one_alef(bare(word))
    if entry := table().get(plain):
        return None if entry.article else entry
    return table().get(plain[2:]) if _has_article(word) else None


def _is_head(word: str) -> bool:
    return _entry(word) is not None


class _Reader:
    """Reads titles in one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    def _inside(self, i: int, start: int) -> bool:
        """Whether token ``i`` exists, and no sentence begins between ``start`` and it."""
        return i < len(self.doc) and not any(self.doc[k].is_sent_start for k in range(start + 1, i + 1))

    def _adjectives(self, at: int, start: int) -> int:
        """The end of adjectives from ``at`` on, all definite as the head is, or all indefinite."""
        definite = _definite(self.doc[at - 1])
        while self._inside(at, start) and self.doc[at].tag_ == "ADJ" and _definite(self.doc[at]) == definite:
            if self.doc[at].ent_type_ == "PER":
                break
            at += 1
        return at

    def _complement(self, at: int, start: int) -> int:
        """The end of the nouns in construct after a head, up to a definite one with its adjectives, or a place."""
        end = at
        while self._inside(end, start) and end - at < _LONGEST_COMPLEMENT:
            token = self.doc[end]
            if token.ent_type_ == "PER" or (_entry(token.text) and _definite(token)):
                return at
            if token.ent_type_ in ("LOC", "ORG"):
                while (self._inside(end, start) and self.doc[end].ent_iob_ == "I") or end == token.i:
                    end += 1
                return self._adjectives(end, start)
            if token.tag_ not in ("NOUN", "X", "ADJ"):
                return at
            end += 1
            if _definite(token):
                return self._adjectives(end, start)
        return at

    def title(self, start: int) -> tuple[int, Title] | None:
        """The end of the title that begins at a token, and its entry."""
        entry = _entry(self.doc[start].text)
        if entry is None:
            return None
        end = start + 1
        while self._inside(end, start) and not _definite(self.doc[end - 1]):
            following = _entry(self.doc[end].text)
            if following is None or not (entry.complement and following.complement):
                break
            end += 1
        heads = end
        if entry.adjectives:
            end = self._adjectives(end, start)
        if entry.complement and end == heads and not _definite(self.doc[end - 1]):
            end = self._complement(end, start)
        for link in entry.links:
            words = tuple(token.text for token in self.doc[end : end + 2])
            if words == link and self._inside(end + 1, start):
                end += 2
        named = self._inside(end, start) and self.doc[end].ent_type_ == "PER"
        if entry.before_name and not named:
            return None
        telling = named or end > heads or _definite(self.doc[start])
        return (end, entry) if telling else None


@Language.factory("arabic_titles", requires=["token.tag", "doc.ents"], assigns=["doc.spans"])
class Titles:
    """Sets ``doc.spans["titles"]``."""

    def __init__(self, nlp: Language, name: str) -> None:
        """Nothing is trained: the table and the grammar decide."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the titles; none overlaps another."""
        reader, spans, end = _Reader(doc), list[Span](), 0
        heads = np.flatnonzero(where_form(doc, _is_head)).tolist() if len(doc) else []
        for start in heads:
            if start >= end and (found := reader.title(start)):
                end = found[0]
                spans.append(Span(doc, start, end, label=found[1].name))
        doc.spans["titles"] = spans
        return doc
