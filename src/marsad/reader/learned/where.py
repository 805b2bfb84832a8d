"""Where a statement may have happened: every place that the report names, also those that no gazetteer knows."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from marsad.places import Resolved, kilometres
from marsad.places.spelling import ARTICLE, key
from marsad.places.words import words
from marsad.reader.document import Located, Sentence
from marsad.reader.function_words import WORDS
from marsad.reader.learned.context import Context, bucket
from marsad.reader.learned.options import Option, Spot, Statement

Places = Option[Located[Resolved]]

OPENING = 4
"""Within how many words of its sentence a place opens it: what follows is told of there."""
_NAME = frozenset({"PROPN", "X", "NOUN", "ADJ"})
_LONGEST = 3
_BESIDE = 3


def place_options(context: Context) -> list[Places]:
    """The places of a report, one option for each place on earth; then names that only a word for places tells."""
    found: dict[Hashable, Places] = {}
    for sentence in context.document.sentences:
        for at in (*sentence.places, *unlisted(context, sentence)):
            place = at.value
            name = (place.name or key(place.text), place.country)
            if name not in found:
                traits = (
                    f"kind={place.kind}",
                    f"role={place.role}",
                    f"radius={bucket(int(place.radius_km or 0), 3, 10, 40, 150)}",
                    f"fallback={place.fallback}",
                    f"sure={bucket(int(100 * place.probability), 40, 70, 90)}",
                )
                found[name] = Option(at, [], traits)
            found[name].spots.append(Spot(sentence, at.start, at.end))
    return list(found.values())


def unlisted(context: Context, sentence: Sentence) -> Iterator[Located[Resolved]]:
    """Names behind a word for a kind of place that the gazetteer does not have: ``معسكر الصدرين``."""
    taken = {i for place in sentence.places for i in range(place.start, place.end)} | sentence.counted_or_dated
    kinds = words().kinds
    for at, token in enumerate(sentence.tokens):
        leading = context.leading(sentence, at)
        kind = kinds.get(token.form[leading:])
        if kind is None or at in taken or token.form[leading:].startswith(ARTICLE):
            continue
        end = _name_end(context, sentence, at + 1, taken)
        if end > at + 1:
            span = sentence.span(at, end, leading)
            base = 0 if sentence.field == "title" else len(sentence.report.title or "") + 1
            yield Located(at, end, _unknown(context, sentence, span.text, base + span.start, kind.takes[0]))


def _name_end(context: Context, sentence: Sentence, at: int, taken: set[int]) -> int:
    """Where the name ends that begins at a token; ``at`` itself where none does."""
    tokens = sentence.tokens
    quoted = at < len(tokens) and tokens[at].form in WORDS["quote"]
    end = at + 1 if quoted else at
    start = end
    while end < len(tokens) and end - start < _LONGEST and end not in taken and not sentence.is_mark(end):
        word = context.word(sentence, end)
        joined = end > start and word.before and not word.before.endswith(ARTICLE)
        plain = end > start and not tokens[end].form.startswith(ARTICLE) and word.pos not in ("PROPN", "X")
        if word.pos not in _NAME or joined or plain:
            break
        end += 1
    if end == start:
        return at
    return end + 1 if quoted and end < len(tokens) and tokens[end].form in WORDS["quote"] else end


def _unknown(context: Context, sentence: Sentence, text: str, start: int, kind: str) -> Resolved:
    """A place of which only the country can be guessed: that of the places beside it, or that told most."""
    beside = [p.value.country for p in sentence.places if p.value.country]
    every = beside or [p.country for p in context.document.named_places() if p.country]
    country = Counter(every).most_common(1)[0][0] if every else None
    return Resolved(
        start=start,
        end=start + len(text),
        text=text,
        name=None,
        arabic=text,
        kind=kind,
        country=country,
        division=None,
        latitude=None,
        longitude=None,
        radius_km=None,
        geonames=None,
        probability=0.5,
        fallback=True,
    )


def narrower(options: Sequence[Places]) -> dict[int, tuple[str, ...]]:
    """For each option (by its ``id``) whether the report names a place inside it or around it, and how near."""
    found: dict[int, tuple[str, ...]] = {}
    known = [o for o in options if o.value and o.value.value.latitude is not None]
    for option in known:
        assert option.value is not None
        here, own = option.value.value, {s.sentence.index for s in option.spots}
        told = set()
        for other in known:
            if other is option or other.value is None:
                continue
            there = other.value.value
            apart = kilometres(here.latitude, here.longitude, there.latitude, there.longitude)  # type: ignore[arg-type]
            mine, its = here.radius_km or 5.0, there.radius_km or 5.0
            beside = any(s.sentence.index in own for s in other.spots)
            if its < mine / 2 and apart <= mine + its:
                told.add(f"holds beside={beside}")
            if mine < its / 2 and apart <= mine + its:
                told.add(f"within beside={beside}")
        found[id(option)] = tuple(sorted(told)) or ("alone",)
    return found


def extras(context: Context, statement: Statement, option: Places) -> Iterator[str]:
    """How the text leads from the statement to a place: by what was told last, what opened the account, an address."""
    told = context.told_places
    for spot in sorted(statement.spots, key=lambda s: s.sentence.field == "title")[:2]:
        here = (spot.sentence.index, spot.start)
        own = {(s.sentence.index, s.start) for s in option.spots}
        before = [at for at in told if at <= here]
        behind = [at for at in told if at > here]
        if before:
            yield f"place-before={before[-1] in own} back={bucket(here[0] - before[-1][0], 0, 1, 2, 4)}"
        if behind:
            yield f"place-behind={behind[0] in own} on={bucket(behind[0][0] - here[0], 0, 1, 2, 4)}"
            yield f"place-behind={behind[0] in own} before={bool(before) and before[-1][0] == here[0]}"
        opening = [at for at in before if at[1] <= OPENING and at[0] > 0]
        if opening:
            yield f"place-opened={opening[-1] in own} back={bucket(here[0] - opening[-1][0], 0, 1, 2, 4)}"
        if len([at for at in told if at[0] == here[0]]) == 1:
            yield f"place-alone={any(at[0] == here[0] for at in own)}"
    near = statement.nearest(option).spot
    yield from _address(near)


def _address(spot: Spot) -> Iterator[str]:
    """Whether the place stands in an address, ``قرية كذا بريف حلب``, and as what."""
    others = [p for p in spot.sentence.places if p.start != spot.start]
    if any(0 <= p.start - spot.end <= _BESIDE for p in others):
        yield "address=head"
    if any(0 <= spot.start - p.end <= _BESIDE for p in others):
        yield "address=tail"
