"""Sources: who makes the statements of each sentence, and who carried them to the outlet.

A sentence's attribution is found by its reporting words: a source beside a verb of saying, behind
``بحسب``, behind ``نقلت … عن``, or before a colon in a headline. It carries on into the following sentences while
they continue the account (``وأضاف``, ``مشيرا إلى``). A name told short is given its fullest form in the report.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from marsad.arabic.nouns import bare
from marsad.arabic.orthography import fold_word
from marsad.arabic.tokens import tokenize
from marsad.codebook import Codebook, HarmWord, Match, Reporting, SourceHead, Trigger
from marsad.reader.document import Document, Sentence
from marsad.reader.function_words import WORDS, plays
from marsad.record import Span, Stance

LONGEST = 14
"""How many words the name of a source may have."""
REACH = 7
"""Within how many words behind a name its statement opens."""
NEXT = 5
"""Within how many words behind a verb of saying its statement opens, where the source stands before it."""
STRANGERS_NAME = 8
"""How many words may stand before a verb of saying as the name of somebody whom the codebook does not know."""


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
    told: list[Attribution] = []
    quoting = False
    for sentence in document.sentences:
        own = [_meant(document, row, told) for row in _attributions(sentence)]
        told += own
        if not own and last is not None and (quoting or _continues(sentence)):
            own = [replace(last, start=0, end=len(sentence.tokens), why=(*last.why, "reporting:add"))]
        found[sentence.index] = own
        last = own[-1] if own else last
        quoting = _quotes_on(sentence, quoting)
    return _fullest(found)


def _meant(document: Document, row: Attribution, told: Sequence[Attribution]) -> Attribution:
    """``المصدر`` is the last source of its kind, ``البيان`` whoever spoke last, a surname whoever has it in a name."""
    name = row.source.text.split()
    words = name_words(row.source.text)
    if not is_anybody(row.source.text):
        for earlier in reversed(told):
            if words < name_words(earlier.source.text):
                return replace(earlier, start=row.start, end=row.end, why=row.why)
    if len(name) > 1 or fold_word(name[0]) not in WORDS["points-back"] or not told:
        return row
    if fold_word(name[0]) in WORDS["points-to-speaker"]:
        return replace(told[-1], start=row.start, end=row.end, why=row.why)
    kinds = _kinds(document.codebook, name[0])
    for earlier in reversed(told):
        if kinds & _kinds(document.codebook, earlier.source.text.split()[0]):
            return replace(earlier, start=row.start, end=row.end, why=row.why)
    return row


def _kinds(codebook: Codebook, word: str) -> set[str]:
    """The codebook's entries for sources that a word is of."""
    return {match.key for match in codebook.matcher(SourceHead).all(tokenize(word))}


def _quotes_on(sentence: Sentence, quoting: bool) -> bool:
    """Whether a quotation is still open at the end of a sentence."""
    for token in sentence.tokens:
        if token.form in WORDS["quote-opens"]:
            quoting = True
        elif token.form in WORDS["quote-closes"]:
            quoting = False
    return quoting


def _continues(sentence: Sentence) -> bool:
    """Whether the sentence goes on with the last source's account."""
    for match in sentence.matches(Reporting):
        entry = sentence.codebook.get(Reporting, match.key)
        if entry.role == "continues" and match.start <= 2:
            return True
        if entry.role == "says" and match.start <= 1 and match.verbal:
            return True
    return any(t.form in WORDS["quote"] for t in sentence.tokens[:2])


def _attributions(sentence: Sentence) -> Iterator[Attribution]:
    total = len(sentence.tokens)
    for match in sentence.matches(Reporting):
        entry = sentence.codebook.get(Reporting, match.key)
        why = (f"reporting:{entry.id}",)
        if entry.role == "carries":
            told = _carried(sentence, match)
            if told:
                name, carrier = told
                via = _span(sentence, carrier) if carrier else None
                yield Attribution(_span(sentence, name), via, entry.stance, why, 0, total)
        elif entry.role == "according":
            name_ = _name(sentence, match.end, anything=True)
            if name_ and not _own_words(sentence, name_):
                yield Attribution(_span(sentence, name_), _via(sentence, name_[1]), entry.stance, why, 0, total)
        elif match.verbal and not _in_relative_clause(sentence, match):
            name_ = _speaker(sentence, match, only_with_statement=entry.role == "shows")
            if name_:
                start = 0 if _stands_behind(sentence, match, name_) else min(match.start, name_[0])
                yield Attribution(_span(sentence, name_), _via(sentence, name_[1]), entry.stance, why, start, total)
    colon = _headline(sentence)
    if colon:
        yield Attribution(_span(sentence, colon), None, None, ("source:headline",), colon[0], total)


def _own_words(sentence: Sentence, name: tuple[int, int]) -> bool:
    """``وفق تعبيره``, ``في بيان له``: no new source, but the one that speaks already."""
    start, end = name
    first = sentence.tokens[start].form
    if first in WORDS["statement"] or (end == start + 1 and first in WORDS["own-words"]):
        return True
    behind = sentence.tokens[start + 1].form if start + 1 < len(sentence.tokens) else ""
    return bare(first) in WORDS["speech-frame"] and behind in WORDS["for-them"]


def _carried(sentence: Sentence, match: Match) -> tuple[tuple[int, int], tuple[int, int] | None] | None:
    """``نقلت … عن …``: whose words are carried, and who carries them; the carrier itself where nobody else is named."""
    tokens = sentence.tokens
    carrier = _name(sentence, match.end, stop_at=WORDS["told-by"])
    reach = range(match.end, min(match.end + 8, len(tokens)))
    about = next((i for i in reach if tokens[i].form in WORDS["told-by"]), None)
    source = _name(sentence, about + 1, anything=True) if about is not None else None
    if source:
        return source, carrier
    return (carrier, None) if carrier else None


def _speaker(sentence: Sentence, match: Match, *, only_with_statement: bool) -> tuple[int, int] | None:
    """Who speaks by a verb of saying: a known source behind or before it, or whoever stands before the statement."""
    at = _behind_times(sentence, match.end)
    known = _name(sentence, at)
    if only_with_statement:
        stranger = _stranger(sentence, at)
        return stranger and (known or stranger)
    return known or _stranger(sentence, at) or _before(sentence, match)


def _behind_times(sentence: Sentence, at: int) -> int:
    """The first token behind times and the marks around them: ``أكد مساء اليوم الأحد، مواطن``."""
    ends = {t.start: t.end for t in sentence.times}
    moved = False
    while at < len(sentence.tokens):
        if at in ends:
            at, moved = ends[at], True
        elif moved and sentence.is_mark(at):
            at += 1
        else:
            break
    return at


def _stranger(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Somebody whom the codebook does not know, between a verb of saying and the statement: ``ذكر منتقدون أن``."""
    tokens = sentence.tokens
    named = at < len(tokens) and _closed(sentence, at)
    if at >= len(tokens) or (not named and (sentence.is_mark(at) or _cannot_open(sentence, at))):
        return None
    end = named or _end(sentence, at)
    if any(at < head < min(at + 5, end) for head in _heads(sentence)):
        return at, end
    if end < len(tokens) and tokens[end].form in WORDS["speech-opens"]:
        return at, end
    for behind in range(end, min(end + REACH, len(tokens))):
        if tokens[behind].form in WORDS["statement"]:
            return at, end
        if any(m.start == behind and m.verbal for m in sentence.matches(Reporting)):
            return None
    return None


def _cannot_open(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    return (
        plays(token, "source-stop")
        or plays(token, "source-leave")
        or token.form in WORDS["statement"]
        or token.form[0].isdigit()
        or at in _statement_openers(sentence)
    )


def _in_relative_clause(sentence: Sentence, match: Match) -> bool:
    """``الهدنة التي أعلنها التحالف`` tells of the truce, not of what somebody says."""
    return match.start > 0 and sentence.tokens[match.start - 1].form in WORDS["relative"]


def _stands_behind(sentence: Sentence, match: Match, name: tuple[int, int]) -> bool:
    """Whether the words of saying follow what is said: nothing that could be said is behind them."""
    tokens = sentence.tokens
    end = max(match.end, name[1])
    if match.start <= 3 or tokens[match.start - 1].form not in WORDS["before-afterthought"]:
        return False
    return not any(t.form in WORDS["statement"] for t in tokens[end : end + REACH])


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
    heads = _heads(sentence)
    for start in range(at, min(at + 2, len(sentence.tokens))):
        if start > at and (sentence.tokens[at].form in WORDS["statement"] or plays(sentence.tokens[at], "source-stop")):
            break
        told = start in heads and not _is_told(sentence, heads[start])
        if told or (anything and not sentence.is_mark(start) and start == at):
            return start, _end(sentence, start, stop_at)
    return None


def _is_told(sentence: Sentence, match: Match) -> bool:
    """``قال لوكالة رويترز``: the agency is told, and carries what is said."""
    return bool(match.reading.for_purpose) and sentence.codebook.get(SourceHead, match.key).carrier


def _end(sentence: Sentence, start: int, stop_at: Collection[str] = ()) -> int:
    """Where a name ends: before a mark, a time, a verb, or a preposition that does not lead on to the statement."""
    tokens = sentence.tokens
    opens = _statement_openers(sentence)
    end = start + 1
    while end < len(tokens) and end - start < LONGEST:
        if tokens[end].form in WORDS["addressee"] or tokens[end].form in WORDS["own-words"]:
            break
        closed = _closed(sentence, end)
        if closed:
            end = closed
            continue
        if sentence.is_mark(end) or tokens[end].form in stop_at or end in opens or plays(tokens[end], "source-stop"):
            break
        if plays(tokens[end], "source-leave") and not (not stop_at and _leads_on(sentence, end, opens)):
            break
        end += 1
    return _with_apposition(sentence, end, opens)


def _with_apposition(sentence: Sentence, end: int, opens: Collection[int]) -> int:
    """``مدير الصحة، علي أحمد، أن``: a name in words of its own behind an office, between commas."""
    tokens = sentence.tokens
    if end >= len(tokens) or tokens[end].form not in WORDS["comma"]:
        return end
    for behind in range(end + 1, min(end + 6, len(tokens))):
        word = tokens[behind]
        closes = word.form in WORDS["comma"] or word.form in WORDS["statement"] or word.form in WORDS["speech-opens"]
        if closes:
            return behind if behind - end > 2 else end
        if sentence.is_mark(behind) or behind in opens or plays(word, "source-stop") or plays(word, "source-leave"):
            break
    return end


def _closed(sentence: Sentence, at: int) -> int | None:
    """Where marks end that stand around the proper name of a body: ``موقع «مسار برس»``."""
    tokens = sentence.tokens
    if tokens[at].form not in WORDS["quote"]:
        return None
    behind = (i for i in range(at + 2, min(at + 6, len(tokens))) if tokens[i].form in WORDS["quote"])
    return next((i + 1 for i in behind), None)


def _leads_on(sentence: Sentence, at: int, opens: Collection[int]) -> bool:
    """``مصدر في الشرطة أن``: whether a preposition and its phrase belong to the name before the statement."""
    tokens = sentence.tokens
    if at + 1 >= len(tokens) or tokens[at].form not in WORDS["source-within"]:
        return False
    if bare(tokens[at + 1].form) in WORDS["speech-frame"] or at + 1 in opens:
        return False
    for behind in range(at + 2, min(at + 7, len(tokens))):
        if tokens[behind].form in WORDS["statement"]:
            return True
        if sentence.is_mark(behind) or behind in opens or plays(tokens[behind], "source-leave"):
            return tokens[behind].form in WORDS["addressee"]
    return False


def _statement_openers(sentence: Sentence) -> set[int]:
    """Tokens at which a name has ended: verbs of saying, times, and what happened."""
    openers = {t.start for t in sentence.times}
    for kind in (Reporting, HarmWord, Trigger):
        openers |= {m.start for m in sentence.matches(kind) if m.verbal or not m.reading.article}
    return openers


def _before(sentence: Sentence, match: Match) -> tuple[int, int] | None:
    """``المتحدث باسم الجيش قال``: a source's name that ends where the verb begins, of any kind before a statement."""
    tokens = sentence.tokens
    end = match.start
    if end and tokens[end - 1].form in WORDS["already"]:
        end -= 1
    start = end
    while start and end - start < LONGEST:
        before = tokens[start - 1]
        if sentence.is_mark(start - 1) or before.form in WORDS["statement"] or before.form in WORDS["before-subject"]:
            break
        start -= 1
    known = [at for at in sorted(_heads(sentence)) if start <= at < end]
    if known and known[0] - start <= 2:
        return known[0], end
    if not 0 < end - start <= STRANGERS_NAME or _cannot_open(sentence, start):
        return None
    acts = (m for kind in (Trigger, HarmWord) for m in sentence.matches(kind))
    if any(m.verbal and start <= m.start < end for m in acts):
        return None
    told = any(t.form in WORDS["statement"] for t in tokens[match.end : match.end + NEXT])
    return (start, end) if told else None


def _via(sentence: Sentence, at: int) -> Span | None:
    """A carrier named behind the source: ``مصدر أمني لوكالة فرانس برس``."""
    heads = _heads(sentence)
    for start in range(at, min(at + 3, len(sentence.tokens))):
        match = heads.get(start)
        if match and _is_told(sentence, match):
            cut = sentence.tokens[start].start + match.reading.offset
            return sentence.report.span(sentence.field, cut, sentence.tokens[_end(sentence, start) - 1].end)
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
    """Give each source the fullest name under which the report tells it; ``مصادر`` may be others each time."""
    names: dict[str, list[tuple[frozenset[str], Span]]] = defaultdict(list)
    for rows in found.values():
        for row in rows:
            names[_head(row.source.text)].append((name_words(row.source.text), row.source))

    @cache
    def fullest(span: Span) -> Span:
        if is_anybody(span.text):
            return span
        words = name_words(span.text)
        longer = [other for others, other in names[_head(span.text)] if words < others]
        return max(longer, key=lambda s: len(s.text), default=span)

    return {index: [replace(a, source=fullest(a.source)) for a in rows] for index, rows in found.items()}


@lru_cache(maxsize=1 << 14)
def is_anybody(name: str) -> bool:
    """Whether a name without an article is of sources that have none of their own: ``مصادر محلية``, ``شهود``."""
    return fold_word(name.split()[0]) in WORDS["anybody"]


@lru_cache(maxsize=1 << 14)
def name_words(name: str) -> frozenset[str]:
    """The words of a name by which it is compared with others: folded, without article."""
    return frozenset(bare(token.form) for token in tokenize(name) if token.form[0].isalnum())


def _head(name: str) -> str:
    return bare(fold_word(name.split()[0]))
