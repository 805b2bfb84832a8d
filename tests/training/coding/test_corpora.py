import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.coding.corpora import Sentences, reports, shared

from tests.training.coding.made_up import REPORT


def test_a_line_ends_at_a_break_or_after_a_stop():
    sentences = Sentences.of(REPORT)
    assert [sentences[number] for number in range(len(sentences))] == [
        "مقتل 12 مدنياً في غارة على تعز",
        "عواصم – وكالات",
        "قال مصدر طبي لرويترز أمس إن 12 مدنياً بينهم طفلان قتلوا في غارة على مدينة تعز.",
        "وقال إن الغارة دمرت منزلاً!",
        "وأصيب العشرات.",
    ]


@given(st.text(alphabet="اب .!؟?\n\t«»5"))
def test_lines_are_slices_and_leave_out_nothing_but_blanks(text):
    sentences = Sentences("", text)
    for number in range(1, len(sentences)):
        field, at = sentences.raw(number, 0)
        assert field == "text"
        assert text[at : at + len(sentences[number])] == sentences[number]
        assert sentences.number("text", at) == number
    assert "".join("".join(sentences.lines).split()) == "".join(text.split())


def test_sentences_are_those_of_the_gold_files():
    gold = shared() / "data" / "gold" / "dev.jsonl"
    if not gold.exists():
        pytest.skip("needs ../shared/data/gold")
    heads = [json.loads(line)["report"] for line in gold.read_text(encoding="utf-8").splitlines()]
    heads = [head for head in heads if not head["id"].startswith("seed/")]
    texts = reports([head["id"] for head in heads])
    assert [Sentences.of(texts[head["id"]]).head(texts[head["id"]]) for head in heads] == heads
