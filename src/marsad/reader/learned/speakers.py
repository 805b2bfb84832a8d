"""Who may be the source of a statement: attributions that the rules see, and everybody else whom the report names."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from marsad.arabic.nouns import bare
from marsad.codebook import Actor, Reporting, SourceHead
from marsad.reader import sources
from marsad.reader.learned.context import Context, bucket
from marsad.reader.learned.options import Option, Spot, Statement
from marsad.reader.sources import Attribution
from marsad.record import Span

OFTEN = 3
"""A name told so often is nobody's by chance."""


@dataclass(eq=False)
class Speaker:
    """Somebody who may say so: the fullest name, and the attributions of the rules that name them."""

    name: Span
    words: frozenset[str]
    attributions: list[tuple[int, Attribution]] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    tellings: list[Span] = field(default_factory=list)

    def told(self, span: Span, words: frozenset[str]) -> None:
        """Note a name under which they are told; the fullest is theirs."""
        self.tellings.append(span)
        if len(words) > len(self.words):
            self.name, self.words = span, words

    def usual_name(self) -> Span:
        """The fullest name, without last words that are missing where it is told three times or more.

        A fuller name may have taken in a word beside it: ``رايات قوات سوريا الديمقراطية الصفراء``.
        """
        often = Counter(span.text for span in self.tellings)
        shorter = [
            span
            for span in self.tellings
            if often[span.text] >= OFTEN and " " in span.text and self.name.text.startswith(f"{span.text} ")
        ]
        return max(shorter, key=lambda span: len(span.text), default=self.name)

    def told_by(self) -> tuple[Span | None, tuple[str, ...]]:
        """Who carried their words to the outlet, and the codebook's entries that the rules know them by."""
        vias = [row.via for _, row in self.attributions if row.via]
        return (vias[0] if vias else None), tuple(dict.fromkeys(w for _, row in self.attributions for w in row.why))


Speakers = Option[Speaker]


class Naming(NamedTuple):
    """A spot where somebody is named: what kind of name it is, letters before it, and the attribution it is of."""

    kind: str
    spot: Spot
    leading: int = 0
    attribution: Attribution | None = None


def speaker_options(context: Context) -> list[Speakers]:
    """Everybody who may be a source, each with all the spots where they are named."""
    return told_apart(_named(context))


def told_apart(namings: Iterable[Naming], *, whole: bool = False) -> list[Speakers]:
    """Everybody who is named, one option for each, with all spots.

    A name within another's words is the same one's; where ``whole`` is asked for, only names of the same words are.
    """
    found: list[Speakers] = []
    for kind, spot, leading, attribution in namings:
        tokens = spot.sentence.tokens[spot.start : spot.end]
        words = frozenset(bare(t.form) for t in tokens if t.form[0].isalnum())
        if not words:
            continue
        span = spot.sentence.span(spot.start, spot.end, leading)
        anybody = whole or sources.is_anybody(span.text)
        option = next((o for o in reversed(found) if o.value and _fits(o.value, words, anybody)), None)
        if option is None:
            option = Option(Speaker(span, words))
            found.append(option)
        speaker = option.value
        assert speaker is not None
        speaker.told(span, words)
        speaker.kinds.add(kind)
        if attribution:
            speaker.attributions.append((spot.sentence.index, attribution))
        if not any(s.sentence is spot.sentence and s.start < spot.end and spot.start < s.end for s in option.spots):
            option.spots.append(spot)
    for option in found:
        assert option.value is not None
        option.value.name = option.value.usual_name()
        option.traits = tuple(sorted(f"who={kind}" for kind in option.value.kinds))
    return found


def _fits(known: Speaker, words: frozenset[str], anybody: bool) -> bool:
    """Whether a name is one of somebody known; ``مصادر`` are not the ``مصادر طبية`` told before."""
    return known.words == words if anybody else same_one(known.words, words)


def same_one(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two names are one's: all words of the one are in the other."""
    return a <= b or b <= a


def _named(context: Context) -> Iterator[Naming]:
    for sentence in context.document.sentences:
        for row in context.attributions.get(sentence.index, ()):
            own = row.source.field == sentence.field and sentence.start <= row.source.start < sentence.end
            if own:
                start, end = sentence.token_at(row.source.start), sentence.token_after(row.source.end)
                yield Naming("attributed", Spot(sentence, start, max(end, start + 1)), attribution=row)
        for match in sentence.matches(SourceHead):
            name = sources.name_at(sentence, match.start)
            if name:
                yield Naming("head", Spot(sentence, *name))
        for name_ in context.analyses[sentence.index].names:
            if name_.label != "LOC":
                yield Naming(name_.label, Spot(sentence, name_.start, name_.end))
        for match in sentence.matches(Actor):
            yield Naming(Actor.kind, Spot(sentence, match.start, match.end))


def extras(context: Context, statement: Statement, option: Speakers) -> Iterator[str]:
    """Features of a speaker for a statement: the words of saying beside the name, and what the rules attribute."""
    speaker = option.value
    spots = sorted(statement.spots, key=lambda spot: spot.sentence.field == "title")
    told = [(spot, row) for spot in spots for row in context.attributed(spot)]
    if speaker is None:
        yield f"nothing covered={bool(told)}"
        for spot, row in told[:2]:
            yield f"nothing rule={row.why[0]} carried={carried(spot, row)}"
        here = spots[0].sentence.index
        last, coming = context.told_around(here, spots[0].start)
        back = bucket(here - last[0], 0, 1, 2, 4, 8) if last else "-"
        on = bucket(coming[0] - here, 0, 1, 2, 4, 8) if coming else "-"
        title = spots[0].sentence.field == "title"
        yield f"nothing account-before={back}"
        yield f"nothing account-before={back} behind={on}"
        yield f"nothing account-behind={on} title={title}"
        yield f"nothing speakers={bucket(len(context.speakers), 0, 1, 2, 4)} title={title}"
        for trait in statement.traits:
            yield f"nothing covered={bool(told)} {trait}"
        return
    yield from _account(context, spots[0], speaker)
    covered = False
    for at, (spot, row) in enumerate(told):
        if same_one(sources.name_words(row.source.text), speaker.words):
            covered = True
            yield f"rule={row.why[0]} carried={carried(spot, row)}"
            if at == 0:
                yield "covers-first"
                yield f"covers-first carried={carried(spot, row)}"
    yield f"covered={covered}"
    for trait in option.traits:
        yield f"covered={covered} {trait}"
    for spot in option.spots[:6]:
        for match in spot.sentence.matches(Reporting):
            apart = match.start - spot.end if match.start >= spot.end else spot.start - match.end
            side = ">" if match.start >= spot.end else "<"
            if apart <= 4:
                entry = spot.sentence.codebook.get(Reporting, match.key)
                yield f"says={entry.role}{side}{bucket(apart, 0, 1)}"
                here = any(s.sentence is spot.sentence for s in statement.spots)
                yield f"says={entry.role}{side} here={here}"
                yield f"says={entry.id}{side} here={here}"
        for at, word in ((-1, context.word(spot.sentence, spot.start - 1)), (1, context.word(spot.sentence, spot.end))):
            yield f"beside{at}={word.lemma}"
    yield f"head={context.word(option.spots[0].sentence, option.spots[0].start).lemma}"


def _account(context: Context, spot: Spot, speaker: Speaker) -> Iterator[str]:
    """Whose words the report gives before and behind a statement, and whose it gives first and most."""
    here = spot.sentence.index
    last, coming = context.told_around(here, spot.start)
    if last is not None:
        at, row = last
        own = same_one(sources.name_words(row.source.text), speaker.words)
        yield f"account-before={own} back={bucket(here - at, 0, 1, 2, 4, 8)}"
    if coming is not None:
        at, row = coming
        own = same_one(sources.name_words(row.source.text), speaker.words)
        yield f"account-behind={own} on={bucket(at - here, 0, 1, 2, 4, 8)} title={spot.sentence.field == 'title'}"
        yield f"account-behind={own} before={last is not None} title={spot.sentence.field == 'title'}"
    share = context.told_share(speaker.words)
    yield f"account-share={bucket(share, 0, 20, 40, 70, 99)} before={last is not None}"
    yield f"account-share={bucket(share, 0, 20, 40, 70, 99)} title={spot.sentence.field == 'title'}"


def carried(spot: Spot, row: Attribution) -> bool:
    """Whether the source is named in another sentence than the statement."""
    sentence = spot.sentence
    return row.source.field != sentence.field or not sentence.start <= row.source.start < sentence.end
