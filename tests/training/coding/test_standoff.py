import json
import re

import pytest
from training.coding.agreement import is_stand_off
from training.coding.corpora import Sentences
from training.coding.standoff import joined, stand_off

from tests.training.coding.made_up import REPORT, record


def test_there_and_back_gives_the_form_of_the_gold_files():
    made = json.loads(json.dumps(stand_off(record(), REPORT)))
    assert joined(made, REPORT) == record() | {"report": Sentences.of(REPORT).head(REPORT)}


def test_no_word_of_the_report_is_left():
    made = json.dumps(stand_off(record(), REPORT), ensure_ascii=False)
    assert not re.search("[\u0600-\u06ff]", made)


def test_offsets_refer_to_the_raw_text():
    made = stand_off(record(), REPORT)
    pointer = made["figures"][1]["span"]
    assert REPORT[pointer["field"]][pointer["start"] : pointer["end"]] == "طفلان"
    assert is_stand_off(made)
    assert not is_stand_off(record())


def test_a_changed_text_is_noticed():
    made = stand_off(record(), REPORT)
    with pytest.raises(ValueError, match=r"made/up/1: the words at .* are not those that were coded"):
        joined(made, REPORT | {"text": "و" + REPORT["text"]})


def test_words_that_are_not_there_are_refused():
    wrong = record()
    wrong["events"][0]["actors"] = ["طيران التحالف"]
    with pytest.raises(ValueError, match="does not stand in any one sentence"):
        stand_off(wrong, REPORT)
