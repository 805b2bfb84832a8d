"""JSON: nothing is lost, Arabic is readable, and the published schema is that of the code."""

import json
from itertools import repeat
from pathlib import Path

from hypothesis import given
from jsonschema import Draft202012Validator

from marsad.exports import schema, schema_text, to_json, to_jsonl
from marsad.record import Record
from tests.exports.cases import record, records

SCHEMA = Path(__file__).parents[2] / "docs" / "record.schema.json"


@given(records())
def test_a_record_comes_back_equal(made):
    assert Record.model_validate_json(to_json(made)) == made
    assert Record.model_validate_json(to_json(made, indent=2)) == made


@given(records(), records())
def test_json_lines_hold_one_record_a_line(one, two):
    lines = "".join(to_jsonl([one, two])).split("\n")
    assert lines.pop() == ""
    assert [Record.model_validate_json(line) for line in lines] == [one, two]


def test_arabic_is_not_escaped():
    assert "12 مدنياً على الأقل" in to_json(record())


def test_lines_are_made_one_by_one():
    assert next(to_jsonl(repeat(record())))


def test_unknown_values_are_null_and_present():
    figure = json.loads(to_json(record(published=None)))["figures"][0]
    assert figure["when"] is None and figure["evidence"]["when"] is None


def test_the_published_schema_is_current():
    written = SCHEMA.read_text(encoding="utf-8")
    assert written == schema_text(), "run: python docs/write_schema.py"


def test_the_schema_describes_what_is_written():
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema())
    validator.validate(json.loads(to_json(record())))
    assert not validator.is_valid({"report": {}})
