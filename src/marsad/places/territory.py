"""Countries told by their land or border: "الأراضي اليمنية", "الحدود السورية التركية", "في البلاد"."""

from marsad.places.gazetteer import Entry
from marsad.places.lexicon import Lexicon
from marsad.places.mention import Mention
from marsad.places.spelling import ARTICLE
from marsad.places.tokens import Reading, Tokens

_WITH = "مع"


def territory(lexicon: Lexicon, tokens: Tokens, at: int, reading: Reading) -> Mention | None:
    """The country, border or "the country" that a word of the table of territories begins, if it does."""
    tables = lexicon.tables
    if reading.form in tables.border:
        last, entries = _border(lexicon, tokens, at)
    elif reading.form == tables.capital and _names_capital(lexicon, tokens, at):
        return None
    else:
        last, codes = _adjectives(lexicon, tokens, at, 1)
        land = lexicon.country(codes[0]) if codes and reading.form in tables.land else None
        entries = (land,) if land else ()
    # "البلاد", "العاصمة" alone: which country's, the report tells.
    home = last == at and (reading.form in tables.home or reading.form == tables.capital)
    if not entries and not home:
        return None
    start, end = tokens.span(at, last, reading.skip)
    return Mention(at, last, start, end, tokens.text(at, last), entries, locative=reading.locative, home=not entries)


def _adjectives(lexicon: Lexicon, tokens: Tokens, at: int, most: int) -> tuple[int, list[str]]:
    """The last of up to ``most`` definite adjectives of countries after a word, and the countries."""
    last = at
    codes: list[str] = []
    while len(codes) < most and (tokens.joined(last + 1) or (codes and _hyphen(tokens, last + 1))):
        word = lexicon.word(tokens.words[last + 1])
        if not (word and word.country and tokens.words[last + 1].startswith(ARTICLE)):
            break
        last += 1
        codes.append(word.country)
    return last, codes


def _border(lexicon: Lexicon, tokens: Tokens, at: int) -> tuple[int, tuple[Entry, ...]]:
    """The last word of a border's name, and what it may be: "الحدود مع X", "الحدود السورية", "... التركية"."""
    last, codes = _adjectives(lexicon, tokens, at, 2)
    if len(codes) == 2:
        return last, lexicon.border(codes[0], codes[1])
    if codes:
        return last, lexicon.borders_of(codes[0])
    if tokens.joined(at + 2) and tokens.words[at + 1] == _WITH:
        match = lexicon.name_at(tokens, at + 2, tokens.words[at + 2])
        if match and match[2][0].kind == "country":
            other = match[2][0].country
            return match[0], tuple(entry for entry in lexicon.borders_of(other) if entry.country != other)
    return at, ()


def _names_capital(lexicon: Lexicon, tokens: Tokens, at: int) -> bool:
    """Whether the capital's name or country follows: "العاصمة باريس", "العاصمة السورية"."""
    if not tokens.joined(at + 1):
        return False
    after = lexicon.word(tokens.words[at + 1])
    match = lexicon.name_at(tokens, at + 1, tokens.words[at + 1])
    return bool((after and after.country) or (match and match[1] not in lexicon.tables.grammar))


def _hyphen(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and tokens.gap(at).strip(" ") in ("-", "–")
