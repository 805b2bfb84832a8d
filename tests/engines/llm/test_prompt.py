"""What the model is told: all of the codebook, also the user's, and the form of the answer."""

import json

import jsonschema
import pytest

from marsad.codebook import load, shipped
from marsad.engines.llm import answer, prompt
from marsad.engines.llm.words import Words
from marsad.record import Bound, EventType, Group, Harm, Report, Stance
from tests.engines.llm.news import ANSWER, NOTHING, TEXT, TITLE

OWN = """
[[trigger]]
id = "airstrike.own"
type = "airstrike"
patterns = ["درون انتحاري"]
examples = ["سقط [درون انتحاري] على الميناء"]
"""


@pytest.mark.parametrize("kind", [EventType, Harm, Group, Bound, Stance])
def test_every_value_is_explained(kind):
    told = prompt.instructions(shipped())
    assert all(f"- {value}: " in told for value in kind)


def test_the_users_own_words_are_told_too(tmp_path):
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    assert "درون انتحاري" not in prompt.instructions(shipped())
    assert "سقط [درون انتحاري] على الميناء" in prompt.instructions(load(tmp_path))


def test_the_question_has_the_whole_report():
    told = json.loads(prompt.question(Words(Report(id="a", title=TITLE, text=TEXT))))
    assert told["published"] is None
    assert [row["sentence"] for row in told["sentences"]] == list(range(len(told["sentences"])))
    assert told["sentences"][0]["text"] == TITLE
    assert "".join("".join(row["text"].split()) for row in told["sentences"][1:]) == "".join(TEXT.split())


def test_the_form_of_the_answer_is_strict():
    schema = answer.schema()
    for form in (schema, *schema["$defs"].values()):
        if form["type"] == "object":
            assert set(form["required"]) == set(form["properties"])
            assert form["additionalProperties"] is False
    jsonschema.validate(ANSWER, schema)
    jsonschema.validate(NOTHING, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"events": []}, schema)
