"""Sources: who makes the statements of each sentence, and who carried them to the outlet.

A sentence's attribution is found by its reporting words: a source beside a verb of saying, behind
``بحسب``, behind ``نقلت … عن``, or before a colon in a headline. It carries on into the following sentences while
they continue the account (``وأضاف``, ``مشيرا إلى``). A name told short is given its fullest form in the report.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from marsad.arabic.nouns import bare
from marsad.codebook import HarmWord, Match, Reporting, SourceHead, Trigger
from marsad.reader.document import Document, Sentence
from marsad.reader.function_words import WORDS, plays
from marsad.record import Span, Stance

LONGEST = 14
"""How many words the name of a source may have."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a sentence: tokens of the source's name with its sentence, the carrier, and the entries used.

    ``start`` and ``end`` bound the tokens of the sentence that the attribution covers.
    """

    source: Span
    via: Span | None
    stance: Stance | None
    why: tuple[str, ...]
    start: int
    end: int


def attribute(document: Document) -> dict[int, list[Attribution]]:
    """Attributions of each sentence, by the sentence's index."""
    found: dict[int, list[Attribution]] = {}
    last: Attribution | None = None
    for sentence in document.sentences:
        own = list(_attributions(sentence))
        if not own and last is not None and _continues(sentence):
            own = [replace(last, start=0, end=len(sentence.tokens), why=(*last.why, "reporting:add"))]
        found[sentence.index] = own
        last = own[-1] if own else None
    return _fullest(found)


def _continues(sentence: Sentence) -> bool:
    """Whether the sentence goes on with the last source's account."""
    for match in sentence.matches(Reporting):
        entry = sentence.codebook.get(Reporting, match.key)
        if entry.role == "continues" and match.start <= 2:
            return True
        if entry.role == "says" and match.start == 0 and match.verbal:
            return True
    return any(t.form in WORDS["quote"] for t in sentence.tokens[:2])


def _attributions(sentence: Sentence) -> Iterator[Attribution]:
    tokens = sentence.tokens
    total = len(tokens)
    for match in sentence.matches(Reporting):
        entry = sentence.codebook.get(Reporting, match.key)
        why = (f"reporting:{entry.id}",)
        if entry.role == "carries":
            carrier = _name(sentence, match.end, stop_at=WORDS["told-by"])
            about = next(
                (i for i in range(match.end, min(match.end + 8, total)) if tokens[i].form in WORDS["told-by"]), None
            )
            source = _name(sentence, about + 1) if about is not None else None
            if source or carrier:
                name, via = (source, carrier) if source else (carrier, None)
                assert name is not None
                yield Attribution(
                    _span(sentence, name), _span(sentence, via) if via else None, entry.stance, why, 0, total
                )
        elif entry.role == "according":
            name = _name(sentence, match.end, anything=True)
            if name:
                yield Attribution(_span(sentence, name), _via(sentence, name[1]), entry.stance, why, 0, total)
        elif entry.role in ("says", "continues") and match.verbal:
            after = _name(sentence, match.end)
            before = _before(sentence, match) if after is None else None
            name = after or before
            if name:
                yield Attribution(
                    _span(sentence, name),
                    _via(sentence, name[1]),
                    entry.stance,
                    why,
                    min(match.start, name[0]),
                    total,
                )
    colon = _headline(sentence)
    if colon:
        yield Attribution(_span(sentence, colon), None, None, ("source:headline",), colon[0], total)


def _span(sentence: Sentence, name: tuple[int, int]) -> Span:
    return sentence.span(*name)


def _heads(sentence: Sentence) -> dict[int, Match]:
    return {m.start: m for m in sentence.matches(SourceHead)}


def name_at(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Tokens of the name of a source that begins at or right behind a token."""
    return _name(sentence, at)


def _name(
    sentence: Sentence, at: int, *, stop_at: Collection[str] = (), anything: bool = False
) -> tuple[int, int] | None:
    """The name of a source that begins at or right behind token ``at``: to the next word that cannot be in it."""
    tokens = sentence.tokens
    heads = _heads(sentence)
    for start in range(at, min(at + 2, len(tokens))):
        if start not in heads and not (anything and not sentence.is_mark(start) and start == at):
            continue
        end = start + 1
        opens = _statement_openers(sentence)
        while end < len(tokens) and end - start < LONGEST:
            stops = plays(tokens[end], "source-stop") or plays(tokens[end], "source-leave")
            if sentence.is_mark(end) or stops or tokens[end].form in stop_at or end in opens:
                break
            end += 1
        return start, end
    return None


def _statement_openers(sentence: Sentence) -> set[int]:
    """Tokens at which a name has ended: verbs of saying, times, and what happened."""
    openers = {t.start for t in sentence.times}
    for kind in (Reporting, HarmWord, Trigger):
        openers |= {m.start for m in sentence.matches(kind) if m.verbal or not m.reading.article}
    return openers


def _before(sentence: Sentence, match: Match) -> tuple[int, int] | None:
    """``المتحدث باسم الجيش قال``: a source's name that ends where the verb begins."""
    if match.start == 0:
        return None
    for start in sorted(_heads(sentence)):
        if start < match.start <= start + LONGEST:
            between = sentence.tokens[start : match.start]
            if not any(t.form in WORDS["statement"] or not t.form[0].isalnum() for t in between) and start <= 3:
                return start, match.start
    return None


def _via(sentence: Sentence, at: int) -> Span | None:
    """A carrier named behind the source: ``مصدر أمني لوكالة فرانس برس``."""
    heads = _heads(sentence)
    for start in range(at, min(at + 3, len(sentence.tokens))):
        match = heads.get(start)
        if match and match.reading.for_purpose and sentence.codebook.get(SourceHead, match.key).carrier:
            name = _name(sentence, start)
            if name:
                first, end = name
                token = sentence.tokens[first]
                cut = token.start + match.reading.offset
                return sentence.report.span(sentence.field, cut, sentence.tokens[end - 1].end)
    return None


def _headline(sentence: Sentence) -> tuple[int, int] | None:
    """``حكومة اليمن: …``: in a headline what stands before a colon says the rest."""
    if sentence.field != "title":
        return None
    for at, token in enumerate(sentence.tokens[:8]):
        if token.form == ":" and at and any(m.start == 0 for m in sentence.matches(SourceHead)):
            return 0, at
    return None


def _fullest(found: dict[int, list[Attribution]]) -> dict[int, list[Attribution]]:
    """Give each source the fullest name under which the report tells it."""
    names: dict[str, list[tuple[frozenset[str], Span]]] = defaultdict(list)
    for rows in found.values():
        for row in rows:
            names[_head(row.source.text)].append((_words(row.source.text), row.source))

    @cache
    def fullest(span: Span) -> Span:
        words = _words(span.text)
        longer = [other for others, other in names[_head(span.text)] if words < others]
        return max(longer, key=lambda s: len(s.text), default=span)

    return {index: [replace(a, source=fullest(a.source)) for a in rows] for index, rows in found.items()}


def _words(text: str) -> frozenset[str]:
    return frozenset(bare(w) for w in text.split())


def _head(name: str) -> str:
    return bare(name.split()[0])
