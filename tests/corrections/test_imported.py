"""A record that was corrected elsewhere, or coded, becomes corrections: its difference to what is shown."""

from typing import Any

import pytest

from marsad.corrections import CorrectionError, parse, put
from marsad.exports import to_coded
from tests.corrections.world import ENGINE, HAYS, draft, names, record, statement, words


class TestImporting:
    def given(self, **changes: Any) -> dict[str, Any]:
        """The record as JSON, with some values of f2 changed."""
        data = ENGINE.model_dump(mode="json")
        data["figures"][1] |= changes
        return data

    def test_a_record_with_a_value_changed(self):
        made = draft()
        put(made, parse(self.given(low=6, high=6, confidence=0.1, why=[])))
        assert [one.values for one in made.new] == [{"low": 6, "high": 6}]

    def test_the_same_record_makes_no_correction(self):
        made = draft()
        put(made, parse(ENGINE.model_dump(mode="json")))
        assert made.new == ()

    def test_statements_that_came_and_went_in_another_numbering(self):
        data = self.given()
        del data["figures"][0]
        data["figures"][0] |= {"part_of": None, "id": "f1"}
        data["figures"].append(data["figures"][0] | {"id": "f9", "span": words("4 جنود").model_dump(), "event": "e2"})
        made = draft()
        put(made, parse(data))
        assert names(made.record) == ["e1", "e2", "f2", "f3", "f4", "f5", "f6"]
        assert statement(made.record, "f6").span == words("4 جنود")

    def test_what_was_rejected_comes_back(self):
        made = draft()
        made.reject("f2")
        put(made, parse(self.given(low=6, high=6)))
        assert [one.action for one in made.new] == ["reject", "accept", "set"]
        assert statement(made.record, "f2").low == 6
        made.reject("f2")
        put(made, parse(to_coded(ENGINE)))
        assert statement(made.record, "f2").low == 5

    def test_a_whole_that_became_a_part(self):
        made = draft()
        data = self.given(part_of=None)
        data["figures"][0]["part_of"] = "f2"
        put(made, parse(data))
        assert [(one.id, one.part_of) for one in made.record.figures][:2] == [("f1", "f2"), ("f2", None)]

    def test_a_coded_report(self):
        made = draft()
        coded = to_coded(record(*ENGINE.events, *ENGINE.figures[:5]))
        coded["events"][1] |= {"place": {"text": "مدينة تعز", "name": "Taiz", "country": "YE"}, "actors": ["الجيش"]}
        coded["events"][0] |= {"when": "2018-10-15", "id": "e7"}
        coded["figures"][3] |= {"stance": "unconfirmed", "source": {"text": "شهود", "via": None}}
        for figure in coded["figures"]:
            figure["event"] = "e7" if figure["event"] == "e1" else figure["event"]
        put(made, parse(coded))
        assert {one.statement: sorted(one.values) for one in made.new} == {
            "e1": ["evidence", "when"],
            "e2": ["actors", "evidence", "place"],
            "f4": ["evidence", "source", "stance"],
        }
        assert statement(made.record, "e1").evidence.when == words("أمس")
        assert statement(made.record, "e1").place == HAYS
        assert statement(made.record, "e2").place.latitude is not None

    def test_a_coders_time_that_no_words_say_rests_on_the_line(self):
        made = draft()
        coded = to_coded(ENGINE)
        coded["figures"][4]["when"] = "2018-09"
        put(made, parse(coded))
        assert statement(made.record, "f5").evidence.when.text == ENGINE.report.text.split("\n")[2]

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            ([], "the report: Input should be a valid dictionary"),
            ({"report": {}}, "report, id: Field required"),
            ({"made_by": {}}, "report: Field required"),
        ],
    )
    def test_what_is_no_record_is_told(self, data, told):
        with pytest.raises(CorrectionError) as caught:
            parse(data)
        assert str(caught.value).startswith(told)

    def test_another_report_is_refused(self):
        data = self.given()
        data["report"]["text"] = data["report"]["text"] + " "
        with pytest.raises(CorrectionError, match="the words of r/1 are not those of the report r/1"):
            put(draft(), parse(data))
