"""Words, clitics and marks: what the tokenizer makes of news text, and what always holds."""

import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from marsad.arabic.segmenter import Segmenter, clitics
from marsad.arabic.tokenizer import ArabicTokenizer, glued

LETTERS = "ابتةثجحخدذرزسشصضطظعغفقكلمنهويىءأإآؤئ"
ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from(LETTERS + "َُِّْـ" + " \n\t\u00a0\u200f\x00" + ".،؛؟«»\"'()%-/:0123٤٥" + "aZé日😀"),
        st.characters(exclude_categories=["Cs"]),  # No text: half of a character, which UTF-8 cannot write.
    ),
    max_size=80,
)


@pytest.fixture(scope="module")
def tokenizer() -> ArabicTokenizer:
    return ArabicTokenizer(Vocab(), Segmenter.shipped())


def _examples() -> list[tuple[str, str]]:
    table = tomllib.loads(resources.files("marsad.arabic").joinpath("clitics.toml").read_text("utf-8"))
    groups = table["proclitics"] + table["enclitics"] + table["whole"]
    return [tuple(example.split(" = ")) for group in groups for example in group["examples"]]


@pytest.mark.parametrize(("word", "segments"), _examples())
def test_examples_of_the_table(tokenizer: ArabicTokenizer, word: str, segments: str):
    assert [token.text for token in tokenizer(word)] == segments.split()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("وقال الوزير إنه سيزور بغداد.", "و قال الوزير إن ه س يزور بغداد ."),
        ("قُتِلَ 12 مدنياً بينهم 3 أطفال", "قُتِلَ 12 مدنياً بين هم 3 أطفال"),
        ("بينت المصادر أن الوطن بخير", "بينت المصادر أن الوطن ب خير"),
        ("بنسبة 3.5% و1,200 دولار", "ب نسبة 3.5 % و 1,200 دولار"),
        ("الساعة 10:30 صباحاً...", "الساعة 10:30 صباحاً ..."),
        ("«داعش» (تنظيم الدولة)", "« داعش » ( تنظيم الدولة )"),
        ("موقع https://example.org/a?b=1 وصفحته", "موقع https://example.org/a?b=1 و صفحت ه"),
        ("وَبَيْنَهُمْ", "وَ بَيْنَ هُمْ"),
        ("بـ10 دولارات", "بـ 10 دولارات"),
        ("السيد كلينتون وزوجته", "السيد كلينتون و زوجت ه"),
    ],
)
def test_sentences(tokenizer: ArabicTokenizer, text: str, tokens: str):
    assert [token.text for token in tokenizer(text)] == tokens.split()


@given(ANY_TEXT)
def test_no_character_is_lost(tokenizer: ArabicTokenizer, text: str):
    doc = tokenizer(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert all(token.text for token in doc)
    assert len(glued(doc)) == len(doc)


@given(ANY_TEXT)
def test_same_text_same_tokens(tokenizer: ArabicTokenizer, text: str):
    assert [t.text for t in tokenizer(text)] == [t.text for t in tokenizer(text)]


@given(st.text(LETTERS, min_size=1, max_size=12))
def test_every_split_is_made_of_the_word(word: str):
    splits = clitics().splits(word)
    assert splits[0].segments == (word,)
    assert all("".join(split.segments) == word for split in splits)


def test_half_a_character_is_refused_with_its_place(tokenizer: ArabicTokenizer):
    with pytest.raises(ValueError, match="position 3"):
        tokenizer("قال\ud800")


def test_bytes_keep_the_model(tokenizer: ArabicTokenizer):
    text = "وأكد المتحدث باسمها أنهم سيغادرون للعاصمة"
    copy = ArabicTokenizer(Vocab(), Segmenter.untrained()).from_bytes(tokenizer.to_bytes())
    assert [t.text for t in copy(text)] == [t.text for t in tokenizer(text)]


def test_clitics_are_glued_to_their_word(tokenizer: ArabicTokenizer):
    doc = tokenizer("وبينهم طفل.")
    assert [(t.text, bool(g)) for t, g in zip(doc, glued(doc), strict=True)] == [
        ("و", False),
        ("بين", True),
        ("هم", True),
        ("طفل", False),
        (".", False),
    ]
