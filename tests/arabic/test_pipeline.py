"""The trained pipeline: what it says of plain sentences, how good it is, and what always holds."""

import tomllib
from functools import cache
from importlib import resources

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

import marsad
from tests.arabic.test_tokenizer import ANY_TEXT

pytestmark = pytest.mark.skipif(
    not (marsad.pipeline_path() / "config.cfg").exists(), reason="the trained pipeline is not there (make train)"
)
TEXT = (
    "أعلن الناطق الرسمي باسم قوات سوريا الديمقراطية طلال سلو أن القوات قتلت خمسة مسلحين في الرقة. "
    "وأضاف أنهم كانوا يستعدون للهجوم على مدينة كركوك."
)


@cache
def nlp() -> Language:
    return marsad.load()


def test_the_front_door_and_spacy_load_the_same_pipeline():
    again = spacy.load(marsad.pipeline_path())
    assert again.pipe_names == nlp().pipe_names
    assert [(t.text, t.pos_, t.lemma_, t.ent_type_) for t in again(TEXT)] == [
        (t.text, t.pos_, t.lemma_, t.ent_type_) for t in nlp()(TEXT)
    ]


def test_a_plain_report():
    doc = nlp()(TEXT)
    assert [sentence.text[:5] for sentence in doc.sents] == ["أعلن ", "وأضاف"]
    names = {(entity.text, entity.label_) for entity in doc.ents}
    assert {("طلال سلو", "PER"), ("الرقة", "LOC"), ("كركوك", "LOC")} <= names
    assert [title.text for title in doc.spans["titles"]] == ["الناطق الرسمي باسم"]
    tags = {token.text: token.pos_ for token in doc}
    assert tags["أعلن"] == "VERB"
    assert tags["القوات"] == "NOUN"
    assert tags["كركوك"] == "PROPN"
    lemmas = {token.text: token.lemma_ for token in doc}
    assert (lemmas["القوات"], lemmas["مسلحين"], lemmas["قتلت"]) == ("قوة", "مسلح", "قتل")


def test_clitics_are_off_the_names():
    doc = nlp()("وتوجه الوفد من دمشق ولندن لباريس.")
    assert {(e.text, e.label_) for e in doc.ents} == {("دمشق", "LOC"), ("لندن", "LOC"), ("باريس", "LOC")}


def test_features():
    doc = nlp()("أعلنت الوزارة أن الجنود انسحبوا.")
    by_text = {token.text: token.morph for token in doc}
    assert by_text["أعلنت"].get("Aspect", []) == ["Perf"]
    assert by_text["أعلنت"].get("Gender", []) == ["Fem"]
    assert by_text["الوزارة"].get("Definite", []) == ["Def"]
    assert by_text["الجنود"].get("Number", []) == ["Plur"]


def _titles() -> list[str]:
    table = tomllib.loads(resources.files("marsad.arabic").joinpath("titles.toml").read_text("utf-8"))
    return [example for entry in table["titles"] for example in entry["examples"]]


@pytest.mark.parametrize("example", _titles())
def test_titles_of_the_table(example: str):
    text, _, titles = example.partition(" = ")
    doc = nlp()(text)
    assert [span.text for span in doc.spans["titles"]] == titles.split(" | ")


@given(ANY_TEXT)
@settings(max_examples=60, deadline=None)
def test_any_text_keeps_its_characters_and_gives_the_same_twice(text: str):
    first, second = nlp()(text), nlp()(text)
    assert first.text == text
    assert first.to_json() == second.to_json()
    assert all(text[e.start_char : e.end_char] == e.text for e in first.ents)


@given(st.sampled_from(["", " ", "\n\n", ".", "و", "123"]))
def test_texts_of_hardly_anything(text: str):
    assert nlp()(text).text == text


def test_words_have_vectors_even_unknown_ones():
    doc = nlp()("الزعفرانستانية")
    assert doc[0].vector_norm > 0
