"""A report prepared for the models: its document, what the pipeline says, and features of the words around a place."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from marsad.codebook import Actor, EventTypeEntry, HarmWord, OtherNews, Reporting, StanceCue, Trigger
from marsad.places.spelling import ARTICLE
from marsad.reader import sources
from marsad.reader.document import Document, Sentence
from marsad.reader.learned.words import Analysis, Word
from marsad.reader.setting import Setting, setting
from marsad.reader.sources import Attribution

Told: TypeAlias = tuple[int, Attribution]
"""An attribution with the index of its sentence."""

_OUTSIDE = Word("<>", "<>")


def bucket(number: int, *limits: int) -> int:
    """In which of the ranges that the limits, in rising order, part a number falls."""
    return bisect_left(limits, number)


class Beside(NamedTuple):
    """Lemmas beside some words: the one before, the two before, the letters attached before, the one behind."""

    lead: str
    leads: str
    clitic: str
    behind: str


@dataclass
class Context:
    """A report with its sentences and the pipeline's analysis of each."""

    document: Document
    analyses: list[Analysis]

    def word(self, sentence: Sentence, at: int) -> Word:
        """The analysis of a token; a mark of the edge outside the sentence."""
        words = self.analyses[sentence.index].words
        return words[at] if 0 <= at < len(words) else _OUTSIDE

    def leading(self, sentence: Sentence, at: int) -> int:
        """How many letters of a token are conjunctions and prepositions before its word."""
        return len(self.word(sentence, at).before.replace("+", "").removesuffix(ARTICLE))

    def beside(self, sentence: Sentence, start: int, end: int) -> Beside:
        """The words beside tokens ``start`` to ``end``."""
        spot = (sentence.index, start, end)
        known = self._beside.get(spot)
        if known is None:
            lead = self.word(sentence, start - 1).lemma
            known = self._beside[spot] = Beside(
                lead,
                f"{self.word(sentence, start - 2).lemma} {lead}",
                self.word(sentence, start).before,
                self.word(sentence, end).lemma,
            )
        return known

    @cached_property
    def _beside(self) -> dict[tuple[int, int, int], Beside]:
        return {}

    def window(self, sentence: Sentence, start: int, end: int) -> Iterator[str]:
        """Features of the words around tokens ``start`` to ``end``."""
        before = [self.word(sentence, start - n) for n in (1, 2, 3)]
        behind = [self.word(sentence, end + n) for n in (0, 1, 2)]
        for n, word in enumerate(before, 1):
            yield f"w-{n}={word.lemma}"
        for n, word in enumerate(behind, 1):
            yield f"w+{n}={word.lemma}"
        yield f"w-2-1={before[1].lemma} {before[0].lemma}"
        yield f"w+1+2={behind[0].lemma} {behind[1].lemma}"
        yield f"p-1={before[0].pos}"
        yield f"p+1={behind[0].pos}"
        yield f"p-2-1={before[1].pos} {before[0].pos}"
        yield f"p+1+2={behind[0].pos} {behind[1].pos}"
        yield f"n+1={behind[0].label}"
        yield f"n-1={before[0].label}"
        words = self.analyses[sentence.index].words
        for at in range(max(0, start - 8), min(len(words), end + 8)):
            if not start <= at < end and words[at].pos in _CONTENT:
                yield f"near={words[at].lemma}"

    def sentence_features(self, sentence: Sentence) -> tuple[str, ...]:
        """Features of a sentence as a whole, and of where it stands."""
        if sentence.index not in self._sentence_features:
            self._sentence_features[sentence.index] = tuple(self._of_sentence(sentence))
        return self._sentence_features[sentence.index]

    @cached_property
    def _sentence_features(self) -> dict[int, tuple[str, ...]]:
        return {}

    def _of_sentence(self, sentence: Sentence) -> Iterator[str]:
        place = "title" if sentence.field == "title" else str(bucket(sentence.index, 1, 2, 4, 8, 16))
        yield f"stands={place}"
        for name, kind in (("actor", Actor), ("harm", HarmWord), ("says", Reporting), ("stance", StanceCue)):
            if sentence.matches(kind):
                yield f"has={name}"
        if sentence.numbers:
            yield "has=number"
        if any(t.value.when for t in sentence.times):
            yield "has=day"
        if any(p.value.role == "place" for p in sentence.places):
            yield "has=place"
        yield f"length={bucket(len(sentence.tokens), 8, 20, 40, 80)}"

    def content(self, sentence: Sentence) -> frozenset[str]:
        """Lemmas of the content words of a sentence."""
        if sentence.index not in self._content:
            words = self.analyses[sentence.index].words
            self._content[sentence.index] = frozenset(w.lemma for w in words if w.pos in _CONTENT)
        return self._content[sentence.index]

    @cached_property
    def attributions(self) -> dict[int, list[Attribution]]:
        """What the rules attribute, by the index of the sentence."""
        return sources.attribute(self.document)

    def ruled(self, sentence: Sentence, start: int, end: int) -> Setting:
        """Place, time and source by the rules of what stands at tokens of a sentence."""
        spot = (sentence.index, start, end)
        if spot not in self._ruled:
            self._ruled[spot] = setting(self.document, self.attributions, sentence, start, end)
        return self._ruled[spot]

    @cached_property
    def _ruled(self) -> dict[tuple[int, int, int], Setting]:
        return {}

    def attributed(self, spot: tuple[Sentence, int, int]) -> list[Attribution]:
        """The rules' attributions that cover what stands at tokens of a sentence."""
        sentence, start, _ = spot
        return [row for row in self.attributions.get(sentence.index, ()) if row.start <= start < row.end]

    @cached_property
    def _told_rows(self) -> list[Told]:
        """The rules' attributions that do not merely go on, in order, with the index of their sentence."""
        return [(at, row) for at, rows in self.attributions.items() for row in rows if "reporting:add" not in row.why]

    def told_around(self, sentence: int, start: int) -> tuple[Told | None, Told | None]:
        """The last attribution that opens before a token of a sentence, and the first that opens behind it."""
        spot = (sentence, start)
        if spot not in self._told_around:
            before = [told for told in self._told_rows if (told[0], told[1].start) <= spot]
            behind = (told for told in self._told_rows if (told[0], told[1].start) > spot)
            self._told_around[spot] = (before[-1] if before else None, next(behind, None))
        return self._told_around[spot]

    @cached_property
    def _told_around(self) -> dict[tuple[int, int], tuple[Told | None, Told | None]]:
        return {}

    @cached_property
    def speakers(self) -> list[frozenset[str]]:
        """The names of all whom the rules see speak, once for each time."""
        return [sources.name_words(row.source.text) for _, row in self._told_rows]

    def told_share(self, words: frozenset[str]) -> int:
        """In how many of a hundred attributions somebody of this name speaks."""
        own = sum(words <= name or name <= words for name in self.speakers)
        return 100 * own // max(1, len(self.speakers))

    @cached_property
    def told_places(self) -> list[tuple[int, int]]:
        """Sentence and token of every place where something may happen, in order."""
        return [
            (sentence.index, at.start)
            for sentence in self.document.sentences
            for at in sentence.places
            if at.value.role == "place"
        ]

    @cached_property
    def _content(self) -> dict[int, frozenset[str]]:
        return {}

    @cached_property
    def report_features(self) -> tuple[str, ...]:
        """Features of the report as a whole: what its triggers, actors and other news speak of."""
        sentences = self.document.sentences
        codebook = self.document.codebook
        types = Counter(codebook.get(Trigger, m.key).type for s in sentences for m in s.matches(Trigger))
        actors = sum(len(s.matches(Actor)) for s in sentences)
        other = len({s.tokens[m.start].form for s in sentences for m in s.matches(OtherNews)})
        out = [
            f"report-actors={bucket(actors, 0, 2, 6)}",
            f"report-other={bucket(other, 0, 1, 2, 4)}",
            f"report-triggers={bucket(sum(types.values()), 0, 2, 5, 12)}",
            f"report-size={bucket(len(sentences), 3, 8, 20)}",
        ]
        out += [f"report-type={kind}" for kind, _ in types.most_common(2)]
        for sentence in sentences[:1]:
            if sentence.field == "title":
                out += [f"title-type={codebook.get(Trigger, m.key).type}" for m in sentence.matches(Trigger)]
                out += [f"title={w.lemma}" for w in self.analyses[0].words if w.pos in _CONTENT]
        return tuple(out)

    def told_triggers(self, start: int | None = None, end: int | None = None) -> frozenset[str]:
        """Ids of the triggers in sentences ``start`` to ``end`` (exclusive), by default in all."""
        span = (0 if start is None else max(0, start), len(self._triggers) if end is None else end)
        if span not in self._told:
            self._told[span] = frozenset(name for names in self._triggers[slice(*span)] for name in names)
        return self._told[span]

    @cached_property
    def _told(self) -> dict[tuple[int, int], frozenset[str]]:
        return {}

    @cached_property
    def _triggers(self) -> list[list[str]]:
        return [[m.key for m in sentence.matches(Trigger)] for sentence in self.document.sentences]

    @cached_property
    def told_means(self) -> frozenset[str]:
        """The types of which the report names means."""
        return frozenset(m.key for sentence in self.document.sentences for m in sentence.matches(EventTypeEntry))

    def means(self, sentence: Sentence, start: int, end: int) -> Iterator[str]:
        """Words for the means of violence in the sentence, with how near they stand."""
        for match in sentence.matches(EventTypeEntry):
            apart = max(match.start - end, start - match.end, 0)
            yield f"means={match.key}"
            yield f"means={match.key}/{bucket(apart, 0, 3, 8)}"


_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "X"})
