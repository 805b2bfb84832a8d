"""Splitting written words into their segments: proclitics, the word itself, an attached pronoun.

Arabic writes ``and he will tell her`` as one word. The table ``clitics.toml`` says which splits are
possible; a log-linear model, trained on two treebanks, says which one is meant. Its strongest evidence
is how often newspapers write the remaining word by itself. Segments are slices of the written word:
the treebanks' ``ل`` + ``المدينة`` stays ``ل`` + ``لمدينة``.
"""

import io
import math
import tomllib
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import pairwise, product

import numpy as np
import numpy.typing as npt

from marsad.arabic.orthography import MARKS

# Written forms under one spelling of alef: newspapers disagree on it.
_ONE_ALEF = str.maketrans("أإآٱ", "اااا")
_BOUNDARY = "."  # Neighbour of the first and the last word.
_CERTAIN = 3.0  # Log-odds beyond which a word is not looked at in its context.
_CACHE_LIMIT = 200_000


def one_alef(word: str) -> str:
    """The word with one spelling of alef."""
    return word.translate(_ONE_ALEF)


@dataclass(frozen=True, slots=True)
class Split:
    """One way to split a word: the proclitics' letters, the word that is left, and the enclitic."""

    proclitics: str
    stem: str
    enclitic: str

    @property
    def segments(self) -> tuple[str, ...]:
        """The written segments from first to last."""
        tail = (self.enclitic,) if self.enclitic else ()
        return (*self.proclitics, self.stem, *tail)


@dataclass(frozen=True)
class Clitics:
    """The table of clitics: sequences of proclitics, enclitics, and what may stand beside them."""

    proclitics: tuple[str, ...]
    before: Mapping[str, str]
    enclitics: tuple[str, ...]
    hosts: Mapping[str, frozenset[str]]
    pronouns: tuple[str, ...]

    @cached_property
    def shapes(self) -> tuple[tuple[str, str], ...]:
        """Every pair of proclitics and enclitic; its place in here is how a weights file names a split."""
        return tuple(product(self.proclitics, self.enclitics))

    def splits(self, word: str) -> list[Split]:
        """All possible splits of a word without diacritics; the first one leaves it whole."""
        heads = [p for p in self.proclitics if word.startswith(p)]
        tails = [e for e in self.enclitics if word.endswith(e)]
        found = []
        for head in heads:
            for tail in tails:
                stem = word[len(head) : len(word) - len(tail)]
                if stem and self._fits(head, stem, tail):
                    found.append(Split(head, stem, tail))
        return found

    def _fits(self, head: str, stem: str, tail: str) -> bool:
        if head and (letters := self.before.get(head[-1])) and (len(stem) < 3 or stem[0] not in letters):
            return False
        if tail in self.hosts:
            return stem in self.hosts[tail]
        if len(stem) > 1 or not (head or tail):
            return True
        # A single letter is left: a preposition with a pronoun, or a letter after a clitic.
        return stem in "بل" if tail else len(head) == 1


@cache
def clitics() -> Clitics:
    """The table ``clitics.toml``."""
    table = tomllib.loads(resources.files("marsad.arabic").joinpath("clitics.toml").read_text("utf-8"))
    sequences: list[tuple[str, frozenset[str]]] = [("", frozenset())]
    for group in table["proclitics"]:
        barred = set(group.get("excludes", ()))
        sequences += [
            (start + form, names | {group["name"]})
            for start, names in sequences
            if not names & barred
            for form in group["forms"]
        ]
    return Clitics(
        proclitics=tuple(sequence for sequence, _ in sequences),
        before={f: "".join(g["before"]) for g in table["proclitics"] if "before" in g for f in g["forms"]},
        enclitics=("", *(entry["form"] for entry in table["enclitics"])),
        hosts={e["form"]: frozenset(e["hosts"]) for e in table["enclitics"] if "hosts" in e},
        pronouns=tuple(e["form"] for e in table["enclitics"] if "hosts" not in e),
    )


class Frequencies:
    """How often newspapers write a form: ``level`` is log2 of the count, rounded; 0 for hardly ever."""

    def __init__(self, levels: Mapping[str, int]) -> None:
        """Keep the levels of forms spelt with one alef."""
        self.levels = levels

    @classmethod
    def of_counts(cls, counts: Iterable[tuple[str, int]], at_least: int = 2) -> "Frequencies":
        """Levels of counted forms; rarer ones than ``at_least`` are left out."""
        return cls({form: round(math.log2(n + 1)) for form, n in counts if n >= at_least})

    def level(self, form: str) -> int:
        """The level of a form spelt with one alef."""
        return self.levels.get(form, 0)


def _restored(stem: str) -> str:
    """The stem as it is written where no pronoun follows (``حكومت`` is ``حكومة``), or an empty string."""
    last = stem[-1:]
    if last == "ت":
        return stem[:-1] + "ة"
    if last in ("ا", "ي"):
        return stem[:-1] + "ى"
    if last in ("ئ", "ؤ"):
        return stem[:-1] + "ء"
    if last == "و":
        return stem + "ا"
    return ""


def word_features(word: str, split: Split, counts: Frequencies) -> list[str]:
    """What speaks for or against a split of a word by itself, as feature names."""
    head, tail, level = split.proclitics, split.enclitic, counts.level
    stem, whole = one_alef(split.stem), one_alef(word)
    if head.endswith("ل") and stem.startswith("ل") and len(stem) > 2:
        stem = "ا" + stem
    last = head[-1:]
    shape = f"{head}|{tail}"
    free, restored = level(stem), level(_restored(stem)) if tail else 0
    best, as_whole = max(free, restored), level(whole)
    hosts = sum(stem + p in counts.levels for p in clitics().pronouns if p != tail) if tail else 0
    starts = sum(p + stem in counts.levels for p in ("و", "ف", "ب", "ل", "ال", "وال", "بال", "س") if p != head)
    with_article = level("ال" + stem)
    features = [
        shape,
        f"{shape}f{free}",
        f"{shape}d{best - as_whole}",
        f"{shape}m{best},{as_whole}",
        f"{shape}r{restored}",
        f"{shape}n{hosts}",
        f"{shape}v{starts}",
        f"h{last}d{best - as_whole}",
        f"h{last}m{best},{as_whole}",
        f"h{last}v{starts}",
        f"h{last}{bool(tail)}",
        f"h{last}1{stem[:1]}",
        f"h{last}2{stem[:2]}",
        f"h{last}3{stem[:3]}",
        f"h{last}l{len(stem)}",
        f"h{last}a{with_article}",
        f"h{last}A{with_article},{as_whole}",
        f"h{last}e{bool(tail)}2{stem[-2:]}",
        f"H{head}{len(head)}2{stem[:2]}",
        f"t{tail}1{stem[-1:]}",
        f"t{tail}2{stem[-2:]}",
        f"t{tail}3{stem[-3:]}",
        f"t{tail}l{len(stem)}",
        f"t{tail}d{best - as_whole}",
        f"s{stem}",
        f"s{stem}h{last}",
        f"s{stem}t{bool(tail)}",
        f"w{word}{shape}",
    ]
    if tail == "ه":
        features.append(f"ta{level(whole[:-1] + 'ة')},{as_whole}")
    return features


def context_features(word: str, split: Split, before: str, after: str) -> list[str]:
    """What the neighbouring words say about a split."""
    head, tail = split.proclitics[-1:], "s" if split.enclitic else "-"
    shape = f"{split.proclitics}|{split.enclitic}"
    return [
        f"<{before}{shape}",
        f">{after}{shape}",
        f"<h{before}{head}",
        f"<t{before}{tail}",
        f"<1{before[:1]}{shape}",
        f"<2{before[-2:]}{shape}",
        f">2{after[:2]}{shape}",
        f">3{after[-2:]}{shape}",
        f">t{after[:2]}{tail}",
        f"<w{before} {word}{shape}",
        f">w{after} {word}{shape}",
    ]


def feature_index(name: str, size: int) -> int:
    """The row of a feature in a table of ``size`` rows (a power of two)."""
    return zlib.crc32(name.encode()) & (size - 1)


class Segmenter:
    """Chooses among the possible splits of each word.

    ``weights`` is one number a feature (hashed), ``known`` maps frequent words to their split where no
    context could change it. Same words, same segments: nothing is learned or sampled while it runs.
    """

    def __init__(
        self, weights: npt.NDArray[np.float32], counts: Frequencies, known: Mapping[str, int] | None = None
    ) -> None:
        """Put a trained model together."""
        self.weights = weights
        self.counts = counts
        self.known = dict(known or {})
        self._table = array("f", weights.astype(np.float32).tobytes())
        self._forms: dict[str, tuple[str, ...]] = {}
        self._open: dict[str, list[tuple[Split, float]]] = {}

    @classmethod
    def shipped(cls) -> "Segmenter":
        """The segmenter of the package."""
        return cls.from_bytes(resources.files("marsad.arabic").joinpath("weights/ar_marsad/tokenizer").read_bytes())

    @classmethod
    def untrained(cls) -> "Segmenter":
        """A segmenter that leaves every word whole."""
        return cls(np.zeros(1, np.float32), Frequencies({}))

    def _score(self, features: list[str]) -> float:
        table, mask, crc = self._table, len(self._table) - 1, zlib.crc32
        return sum([table[crc(name.encode()) & mask] for name in features])

    def _plausible(self, split: Split) -> bool:
        """Whether newspapers write the stem of a split with an enclitic by itself; saves scoring most splits."""
        if not split.enclitic:
            return True
        stem, levels = one_alef(split.stem), self.counts.levels
        return stem in levels or _restored(stem) in levels or len(stem) < 3

    def scored(self, word: str) -> list[tuple[Split, float]]:
        """The possible splits of a word by itself, best first, with their scores (log-odds)."""
        splits = [split for split in clitics().splits(word) if self._plausible(split)]
        if len(splits) == 1:
            return [(splits[0], 0.0)]
        scores = [(split, self._score(word_features(word, split, self.counts))) for split in splits]
        return sorted(scores, key=lambda pair: -pair[1])

    def certain(self, word: str) -> tuple[str, ...] | None:
        """The segments of a word whose context need not be asked, else None."""
        segments = self._forms.get(word)
        if segments is not None or word in self._open:
            return segments
        if len(self._forms) + len(self._open) > _CACHE_LIMIT:
            self._forms.clear()
            self._open.clear()
        if (code := self.known.get(word)) is not None:
            head, tail = clitics().shapes[code]
            segments = Split(head, word[len(head) : len(word) - len(tail)], tail).segments
        else:
            scores = self.scored(word)
            best = scores[0][1]
            if len(scores) == 1 or best - scores[1][1] > _CERTAIN:
                segments = scores[0][0].segments
            else:
                self._open[word] = [pair for pair in scores if best - pair[1] <= 2 * _CERTAIN]
        if segments is not None:
            self._forms[word] = segments
        return segments

    def certain_marked(self, word: str) -> tuple[str, ...] | None:
        """``certain`` for a word that may have diacritics or tatweel."""
        bare = MARKS.sub("", word)
        if not bare:
            return (word,)
        segments = self.certain(bare)
        return segments if segments is None or bare == word else _with_marks(word, segments)

    def segment(self, word: str, before: str = _BOUNDARY, after: str = _BOUNDARY) -> tuple[str, ...]:
        """Split one word of Arabic letters between its neighbours; the segments joined are the word.

        A word with diacritics or tatweel is judged without them, and its marks stay with their letter.
        """
        if (segments := self.certain_marked(word)) is not None:
            return segments
        bare, before, after = MARKS.sub("", word), MARKS.sub("", before), MARKS.sub("", after)
        best, _ = max(
            self._open[bare],
            key=lambda pair: pair[1] + self._score(context_features(bare, pair[0], before, after)),
        )
        return best.segments if bare == word else _with_marks(word, best.segments)

    def segment_words(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """Split each word of a text in its context."""
        padded = [_BOUNDARY, *words, _BOUNDARY]
        return [self.segment(word, padded[i], padded[i + 2]) for i, word in enumerate(words)]

    def to_bytes(self) -> bytes:
        """The model as one compressed file; weights are kept in steps of 1/16."""
        file = io.BytesIO()
        np.savez_compressed(
            file,
            weights=np.clip(np.round(self.weights * 16), -127, 127).astype(np.int8),
            forms=_packed(self.counts.levels),
            levels=np.array(list(self.counts.levels.values()), np.uint8),
            known=_packed(self.known),
            splits=np.array(list(self.known.values()), np.uint16),
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Segmenter":
        """Read what ``to_bytes`` wrote."""
        with np.load(io.BytesIO(data)) as file:
            levels = dict(zip(_unpacked(file["forms"]), file["levels"].tolist(), strict=True))
            known = dict(zip(_unpacked(file["known"]), file["splits"].tolist(), strict=True))
            return cls(file["weights"].astype(np.float32) / 16, Frequencies(levels), known)


def _packed(words: Iterable[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def _unpacked(array: npt.NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode().split("\n") if len(array) else []


def _with_marks(word: str, segments: tuple[str, ...]) -> tuple[str, ...]:
    """The segments with the marks of the written word; marks before the first letter go with it."""
    cuts, seen, lengths = [0], 0, [len(segment) for segment in segments]
    ends = np.cumsum(lengths).tolist()[:-1]
    for i, letter in enumerate(word):
        if MARKS.match(letter):
            continue
        if seen in ends:
            cuts.append(i)
        seen += 1
    cuts.append(len(word))
    return tuple(word[a:b] for a, b in pairwise(cuts))
