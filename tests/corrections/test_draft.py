"""What a person can correct, and what is refused with one sentence."""

import pytest

from marsad.corrections import CorrectionError
from tests.corrections.world import AT_HAYS, CLASH, ENGINE, HAYS, STRIKE, draft, names, record, statement, words


class TestSetting:
    @pytest.mark.parametrize(
        ("name", "given", "field", "value"),
        [
            ("f2", ["low=6", "high=6"], "low", 6),
            ("f2", ["low=6", "high=none", "bound=at_least"], "high", None),
            ("f2", ["harm=wounded"], "harm", "wounded"),
            ("f2", ["part_of=none"], "part_of", None),
            ("f4", ["event=e2"], "event", "e2"),
            ("f4", ["cumulative=true"], "cumulative", True),
            ("f4", ["stance=disputed"], "stance", "disputed"),
            ("f4", ["place=مدينة حيس"], "place", HAYS),
            ("f1", ["source=none"], "source", None),
            ("f1", ["words=17 مدنياً#1"], "span", words("17 مدنياً", field="title")),
            ("e2", ["actors=الجيش", "actors=الحوثيين"], "actors", ("الجيش", "الحوثيين")),
            ("e1", ["mentions+=الغارة"], "mentions", (*ENGINE.events[0].mentions, words("الغارة"))),
            ("e1", ["mentions-=غارة جوية"], "mentions", ENGINE.events[0].mentions[:1]),
            ("e1", ["type=shelling"], "type", "shelling"),
        ],
    )
    def test_values(self, name, given, field, value):
        made = draft()
        made.set(name, given)
        corrected = statement(made.record, name)
        assert getattr(corrected, field) == value
        assert corrected.confidence == 1.0
        assert corrected.why[-1] == "correction:ليلى"
        others = [one for one in names(ENGINE) if one != name]
        assert [statement(made.record, one) for one in others] == [statement(ENGINE, one) for one in others]

    def test_words_of_a_time_are_found(self):
        made = draft()
        made.set("e1", ["when=2018-10-15"])
        assert statement(made.record, "e1").evidence.when == words("أمس")
        made.set("e1", ["when=2018-10-14", "when.words=أمس"])
        assert statement(made.record, "e1").when == "2018-10-14"
        made.set("e1", ["when=none"])
        assert statement(made.record, "e1").evidence.when is None

    def test_a_place_is_looked_up(self):
        made = draft()
        made.set("e2", ["place=مدينة تعز"])
        place = statement(made.record, "e2").place
        assert (place.name, place.country) == ("Taiz", "YE")
        assert place.latitude == pytest.approx(13.6, abs=0.2)
        made.set("e2", ["place.name=Taizz City", "place.country=YE"])
        place = statement(made.record, "e2").place
        assert (place.name, place.latitude) == ("Taizz City", None)  # no such place is known: no point is guessed

    def test_words_may_be_typed_without_vowel_signs(self):
        made = draft()
        made.set("e2", ["targets=مدنيا#2"])
        assert statement(made.record, "e2").targets == ("مدنياً",)

    @pytest.mark.parametrize(
        ("name", "given", "told"),
        [
            ("f2", ["low=7", "high=6"], "f2: low 7 is more than high 6"),
            ("f2", ["low=7"], "f2: low 7 is more than high 5"),
            ("f2", ["high=7"], "f2: an exact figure has low equal to high"),
            ("f2", ["bound=at_least"], "f2: with the bound at_least, high is null; the bound is set with bound=…"),
            ("f2", ["low=none", "high=none"], "f2: a figure needs a low or a high"),
            ("f2", ["low=many"], "low 'many' is not a whole number"),
            ("f2", ["low=-1"], "low: Input should be greater than or equal to 0"),
            ("f2", ["low=5"], "f2 says so already; to vouch for it, accept it"),
            ("f2", ["low=5", "low=6"], "low is set twice"),
            ("f2", ["low"], "'low' is not of the form FIELD=VALUE"),
            ("f2", ["stance+=denied"], "stance holds one value: set it with ="),
            ("f2", ["stance=maybe"], "stance 'maybe' is none of reported, denied, disputed, unconfirmed, expected"),
            ("f2", ["event=e9"], "the record has no statement e9; it has e1, e2, f1, f2, f3, f4, f5"),
            ("f1", ["part_of=f2"], "f1 would be part of itself"),
            ("f9", ["low=5"], "the record has no statement f9; it has e1, e2, f1, f2, f3, f4, f5"),
            ("e1", ["source=ناطق عسكري"], "«ناطق عسكري» does not stand in the report"),
            ("e1", ["via=وكالة"], "via needs a source: whoever announces is the source, whoever carries it is via"),
            ("e1", ["mentions=none"], "mentions: Tuple should have at least 1 item after validation, not 0"),
            ("e1", ["actors-=الجيش"], "«الجيش» is not among the actors"),
            ("e1", ["mentions+=غارة#9"], "«غارة» stands 3 times in the report, there is no #9"),
            ("f4", ["place.name=Hays"], "there is no place: set its words with place=WORDS"),
            ("f4", ["when=2018-13-01"], "when.words=WORDS"),
            ("f4", ["when=2018-13-01", "when.words=أمس"], "when: month must be in 1..12"),
            ("f4", ["when.words=أمس"], "the words of a time need a time: set when too"),
        ],
    )
    def test_what_does_not_hold_is_refused(self, name, given, told):
        made = draft()
        with pytest.raises(CorrectionError) as caught:
            made.set(name, given)
        assert told in str(caught.value)
        assert "\n" not in str(caught.value)
        assert (made.new, made.record) == ((), ENGINE)

    def test_words_that_stand_twice_must_be_said_which(self):
        with pytest.raises(CorrectionError, match=r"stands 2 times in the report; say which: 17 مدنياً#1 \(title: "):
            draft().set("f1", ["words=17 مدنياً"])

    @pytest.mark.parametrize("by", ["", "  ", "a\nb"])
    def test_somebody_must_correct(self, by):
        with pytest.raises(CorrectionError, match="say who corrects"):
            draft(by=by)


class TestAdding:
    def test_a_figure(self):
        made = draft()
        name = made.add("figure", ["words=4 جنود", "harm=wounded", "low=4", "high=4", "event=e2", "group=combatants"])
        assert name == "f6"
        assert statement(made.record, name).bound == "exact"
        assert statement(made.record, name).why == ("correction:ليلى",)

    def test_an_event(self):
        made = draft()
        assert made.add("event", ["mentions=دمرت", "type=destruction", "targets=منازل"]) == "e3"
        assert [one.id for one in made.record.events] == ["e1", "e3", "e2"]  # in the order of the report

    def test_one_trigger_may_name_two_events(self):
        made = draft()
        name = made.add("event", ["mentions=اشتباكات", "type=clash", "place=مدينة تعز"])
        again = draft(made.new, record(STRIKE, CLASH))
        assert names(again.record) == ["e1", "e2", name]
        made.undo(1)
        assert made.record == ENGINE

    def test_what_is_there_already(self):
        made = draft()
        given = ["words=خمسة أطفال", "harm=killed", "low=5", "high=5", "group=children"]
        with pytest.raises(CorrectionError, match="f2 says this already"):
            made.add("figure", given)
        made.reject("f2")
        with pytest.raises(CorrectionError, match="f2 says this and is rejected; accept it instead"):
            made.add("figure", given)

    @pytest.mark.parametrize(
        ("kind", "given", "told"),
        [
            ("figure", ["words=4 جنود"], "a figure needs harm and bound: set them with --set"),
            ("figure", ["words=4 جنود", "harm=wounded", "low=4"], "a figure needs bound"),
            ("figure", ["words=9 جنود", "harm=wounded", "low=9", "high=9"], "«9 جنود» does not stand in the report"),
            ("event", ["type=clash"], "an event needs mentions: set them with --set"),
            ("event", ["low=4"], "an event has no low to set; it has type, mentions"),
        ],
    )
    def test_what_is_missing_is_told(self, kind, given, told):
        made = draft()
        with pytest.raises(CorrectionError) as caught:
            made.add(kind, given)
        assert told in str(caught.value)
        assert made.new == ()


class TestJudging:
    def test_who_accepts_is_told_until_somebody_changes_it(self):
        made = draft()
        made.accept("f1")
        assert statement(made.record, "f1").why == ("accepted:ليلى",)
        other = draft(made.new, by="سامر")
        other.set("f1", ["stance=disputed"])
        assert statement(other.record, "f1").why == ("correction:سامر",)

    def test_what_is_rejected_is_gone_with_what_points_at_it(self):
        made = draft()
        made.reject("f1")
        made.reject("e1")
        assert names(made.record) == ["e2", "f2", "f3", "f4", "f5"]
        assert (statement(made.record, "f2").part_of, statement(made.record, "f2").event) == (None, None)
        with pytest.raises(CorrectionError, match="f1 is rejected; accept it first"):
            made.set("f1", ["low=1", "high=1"])
        made.accept("f1")
        assert statement(made.record, "f2").part_of == "f1"

    def test_a_checked_record_is_vouched_for_as_a_whole(self):
        made = draft()
        made.check()
        assert made.shown.standing.checked_by == ("ليلى",)
        assert {one.why for one in (*made.record.events, *made.record.figures)} == {("accepted:ليلى",)}


class TestUndoing:
    def test_a_change_an_addition_and_a_rejection(self):
        made = draft()
        made.set("f2", ["low=6", "high=6"])
        made.add("event", ["mentions=دمرت", "type=destruction"])
        made.reject("e1")
        for number in (1, 2, 3):
            made.undo(number)
        assert made.record == ENGINE

    def test_an_undoing_can_be_undone(self):
        made = draft()
        made.set("f2", ["low=6", "high=6"])
        made.undo(1)
        made.undo(2)
        assert statement(made.record, "f2").low == 6
        made.undo(3)
        assert made.record == ENGINE

    def test_the_earlier_of_two_changes(self):
        made = draft()
        made.set("f2", ["low=6", "high=6"])
        made.set("f2", ["stance=disputed"])
        made.undo(1)
        assert (statement(made.record, "f2").low, statement(made.record, "f2").stance) == (5, "disputed")

    def test_what_others_build_on_stays(self):
        made = draft()
        made.set("f2", ["low=6", "high=6"])
        made.accept("f2")
        event = made.add("event", ["mentions=دمرت", "type=destruction"])
        made.set("f4", [f"event={event}"])
        made.undo(2)
        made.accept("f2")
        for number, told in (
            (1, "correction 6 by ليلى accepts what correction 1 led to; undo 6 first"),
            (2, "correction 2 is taken back already, by 5"),
            (3, "f4 points at e3, which correction 3 added"),
            (5, "correction 2 accepted what was shown then; accept what is shown now"),
            (9, "the report has no correction 9; it has 6"),
        ):
            with pytest.raises(CorrectionError) as caught:
                made.undo(number)
            assert str(caught.value) == told

    def test_what_does_not_go_together_without_it(self):
        made = draft()
        made.set("f2", ["bound=range", "high=9"])
        made.set("f2", ["low=7"])
        with pytest.raises(CorrectionError, match="low 7 is more than high 5"):
            made.undo(1)


def test_the_place_of_another_statement_is_taken_over():
    made = draft()
    made.set("f5", ["place=مدينة حيس"])
    assert statement(made.record, "f5").place == AT_HAYS["place"]
