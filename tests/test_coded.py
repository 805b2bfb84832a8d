"""Coded reports: what keeps to the form is read, and every fault is named with its place."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.coded import CodedFormError, CodedReport, check, doubts, load

GOLD = Path(__file__).parents[2] / "shared/data/gold/dev.jsonl"

REPORT: dict[str, Any] = {
    "report": {
        "id": "r1",
        "outlet": "مرصد",
        "published": "2020-06-06",
        "title": "قتيلان في تفجير",
        "text": "قُتل شخصان، بينهما طفل، في انفجار.\nوأعلن الجيش أن الانفجار وقع في مدينة حلب.",
    },
    "events": [
        {
            "id": "e1",
            "type": "bombing",
            "mentions": [
                {"sentence": 0, "text": "تفجير"},
                {"sentence": 1, "text": "انفجار"},
                {"sentence": 2, "text": "الانفجار"},
            ],
            "actors": [],
            "targets": [],
            "place": {"text": "مدينة حلب", "name": "Aleppo", "country": "SY"},
            "when": None,
            "source": {"text": "الجيش", "via": None},
            "stance": "reported",
        }
    ],
    "figures": [
        {
            "id": "f1",
            "event": "e1",
            "harm": "killed",
            "sentence": 1,
            "text": "شخصان",
            "low": 2,
            "high": 2,
            "bound": "exact",
            "group": "people",
            "part_of": None,
            "cumulative": False,
            "place": None,
            "when": "2020-06-05",
            "source": None,
            "stance": "reported",
        },
        {
            "id": "f2",
            "event": "e1",
            "harm": "killed",
            "sentence": 1,
            "text": "طفل",
            "low": 1,
            "high": 1,
            "bound": "exact",
            "group": "children",
            "part_of": "f1",
            "cumulative": False,
            "place": None,
            "when": "2020-06-05",
            "source": None,
            "stance": "reported",
        },
    ],
}


def changed(path: str, value: object) -> dict[str, Any]:
    """The report with another value at a path such as ``figures.0.low``."""
    data: Any = copy.deepcopy(REPORT)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    target = data
    for step in steps:
        target = target[step]
    target[last] = value
    return data  # type: ignore[no-any-return]


def test_a_good_report_has_no_fault():
    assert check(REPORT) == []


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("events.0.mentions.1.text", "غارة", "e1: 'غارة' does not stand in sentence 1"),
        ("events.0.mentions.1.sentence", 2, None),
        ("events.0.mentions.1.sentence", 3, "e1: there is no sentence 3, the last is 2"),
        ("events.0.mentions.0.text", "", "e1, mentions, 0, text: String should have at least 1 character"),
        ("events.0.mentions", [], "e1, mentions: Tuple should have at least 1 item after validation, not 0"),
        ("events.0.mentions.1", {"sentence": 0, "text": "تفجير"}, "e1: a mention is given twice"),
        (
            "events.0.mentions.2.text",
            "الانفجار وقع في مدينة",
            "e1: the trigger 'الانفجار وقع في مدينة' has more than 3 words",
        ),
        ("events.0.actors", ["داعش"], "e1, actors: 'داعش' does not stand in the report"),
        ("events.0.place.text", "دمشق", "e1, place: 'دمشق' does not stand in the report"),
        ("events.0.place.country", "Syria", "e1, place, country: String should match pattern '^[A-Z]{2}$'"),
        ("events.0.source.text", "الشرطة", "e1, source: 'الشرطة' does not stand in the report"),
        ("events.0.source.via", "رويترز", "e1, via: 'رويترز' does not stand in the report"),
        (
            "events.0.when",
            "2020-06-31",
            "e1, when: Value error, day is out of range for month",
        ),
        ("figures.0.text", "ثلاثة", "f1: 'ثلاثة' does not stand in sentence 1"),
        ("figures.0.event", "e7", "f1: it belongs to e7, which is no event of the record"),
        ("figures.1.part_of", "f7", "f2: it is part of f7, which is no figure of the record"),
        ("figures.1.part_of", "f2", "f2: it is part of itself"),
        ("figures.1.id", "f1", "f1: 2 statements are called so"),
        ("figures.0.low", 3, "f1: low 3 is more than high 2"),
        ("figures.0.low", 1, "f1: with the bound exact, low and high are the same number"),
        ("figures.0.bound", "at_least", "f1: with the bound at_least, high is null"),
        ("figures.0.bound", "less_than", "f1: with the bound less_than, low is null"),
        ("figures.0.bound", "range", None),
        ("figures.0.low", "2", "f1, low: Input should be a valid integer"),
        ("figures.0.id", "x", "x, id: String should match pattern '^f\\d+$'"),
        ("figures.0.note", "?", "f1, note: Extra inputs are not permitted"),
        ("figures", {}, "figures: Input should be a valid tuple"),
    ],
)
def test_a_fault_is_named_with_its_place(path: str, value: object, fault: str | None):
    assert check(changed(path, value))[:1] == ([fault] if fault else [])


@pytest.mark.parametrize("data", [None, 1, [], "report", {}, {"report": {}, "events": [1], "figures": [None]}])
def test_what_is_no_report_at_all_is_faults_too(data: object):
    assert check(data)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.sampled_from(["report", "events", "figures", "events.0", "figures.1", "events.0.place"]), json_values)
def test_no_value_raises(path: str, value: object):
    assert check(changed(path, value)) is not None


@pytest.mark.parametrize(
    ("sentence", "words", "start"),
    [
        ("أصيب طفلان وقُتل طفل", "طفل", 17),  # the whole word, not the letters of another
        ("وقع التفجير", "تفجير", 6),
        ("وقع التفجير", "غارة", -1),
        ("خرج شخصًا ثم شخص", "شخص", 13),  # a diacritic belongs to the word before it
    ],
)
def test_words_are_found_as_whole_words_first(sentence: str, words: str, start: int):
    data = changed("report.text", sentence)
    coded = CodedReport.model_validate(data | {"events": [], "figures": []})
    figure = CodedReport.model_validate(changed("figures.0.text", words)).figures[0]
    if start < 0:
        with pytest.raises(ValueError, match="does not stand in sentence 1"):
            coded.span(figure)
    else:
        assert coded.span(figure).start == start


def test_doubts_are_short_names_and_words_within_other_words():
    data = changed("report.text", "أصيب طفلان وقُتل طفل.\nوأعلن الجيش الليبي أن الجيش انسحب.")
    figure = {**REPORT["figures"][1], "part_of": None, "event": None}
    data["events"] = []
    data["figures"] = [
        figure | {"id": "f1", "source": {"text": "الجيش", "via": None}},
        figure | {"id": "f2", "text": "طفلان", "source": {"text": "الجيش الليبي", "via": None}},
    ]
    assert check(data) == []
    assert doubts(CodedReport.model_validate(data)) == [
        "'الجيش' is not the fullest name: the record has 'الجيش الليبي' too",
        "f1: 'طفل' stands earlier in sentence 1, in another word",
    ]


def test_files_are_read_in_all_their_forms(tmp_path: Path):
    other = changed("report.id", "r2")
    (tmp_path / "one.json").write_text(json.dumps(REPORT, ensure_ascii=False), encoding="utf-8-sig")
    (tmp_path / "two.jsonl").write_text("\n" + json.dumps(other) + "\n\n", encoding="utf-8")
    (tmp_path / "list.json").write_text(json.dumps([REPORT, other]), encoding="utf-8")
    assert [c.report.id for c in load(tmp_path / "one.json")] == ["r1"]
    assert [c.report.id for c in load(str(tmp_path / "two.jsonl"))] == ["r2"]
    assert [c.report.id for c in load(tmp_path / "list.json")] == ["r1", "r2"]
    (tmp_path / "list.json").unlink()
    assert [c.report.id for c in load(tmp_path)] == ["r1", "r2"]


def test_faults_of_a_file_name_file_and_line(tmp_path: Path):
    file = tmp_path / "bad.jsonl"
    lines = [json.dumps(REPORT), "{", json.dumps(changed("figures.0.low", 3)), json.dumps(REPORT)]
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CodedFormError) as error:
        load(file)
    first, second, third = error.value.faults
    assert first.startswith(f"{file}, line 2: this is not JSON")
    assert second == f"{file}, line 3: f1: low 3 is more than high 2"
    assert third == f"{file}, line 4: the report 'r1' is already in {file}, line 1"
    file.write_bytes("تفجير".encode("cp1256"))
    with pytest.raises(CodedFormError, match="this is not UTF-8"):
        load(file)


@pytest.mark.skipif(not GOLD.exists(), reason="../shared/data is not here")
def test_the_gold_reports_keep_to_the_form():
    assert len(load(GOLD)) > 50
