import pytest
from training.coding.check import faults, shorter, unheld
from training.coding.notation import Coding, place, source

from tests.training.coding.made_up import REPORT, record


def test_a_good_record_has_no_faults():
    assert faults(record(), REPORT) == ([], [])


@pytest.mark.parametrize(
    ("where", "key", "value", "fault"),
    [
        ("events", "type", "battle", "e1, type"),
        ("events", "mentions", [], "e1, mentions"),
        ("events", "mentions", [{"sentence": 1, "text": "غارة"}], "does not stand in sentence 1"),
        ("events", "mentions", [{"sentence": 9, "text": "غارة"}], "there is no sentence 9"),
        ("events", "actors", ["طيران"], "e1, actors: 'طيران' does not stand"),
        ("events", "place", {"text": "تعز", "name": "تعز", "country": "YE"}, "is not English"),
        ("events", "when", "21.7.2015", "ISO 8601"),
        ("events", "when", "2015-07-01/2015-07-31", "is shorter as 2015-07"),
        ("events", "id", "e2", "it belongs to e1, which is no event"),
        ("figures", "event", "e2", "it belongs to e2, which is no event"),
        ("figures", "low", 13, "low 13 is more than high 12"),
        ("figures", "bound", "vague", "does not go with vague"),
    ],
)
def test_errors_say_what_is_wrong(where, key, value, fault):
    wrong = record()
    wrong[where][0][key] = value
    errors, _ = faults(wrong, REPORT)
    assert any(fault in error for error in errors), errors


def test_ids_count_from_one():
    gap = record()
    gap["figures"][2]["id"] = "f7"
    assert faults(gap, REPORT) == (["the ids f1, f2, f7 do not count from f1"], [])


@pytest.mark.parametrize(
    ("figure", "change", "warning"),
    [
        (0, {"low": 13, "high": 13}, "f1: '12 مدنياً' is coded as 13 to 13"),
        (2, {"part_of": "f1"}, "f3: is part of f1, but no word of sentence 4 marks a part"),
    ],
)
def test_warnings(figure, change, warning):
    doubtful = record()
    doubtful["figures"][figure].update(change)
    assert faults(doubtful, REPORT) == ([], [warning])


@pytest.mark.parametrize(
    ("when", "better"),
    [
        ("2015-07-20", None),
        ("2015-07", None),
        ("2015-03/..", None),
        ("2015-07-11/2015-07-17", None),
        ("2015-07-01/2015-07-31", "2015-07"),
        ("2015-01-01/2015-12-31", "2015"),
        ("2015-07-20/2015-07-20", "2015-07-20"),
    ],
)
def test_times_are_given_in_the_shortest_form(when, better):
    assert shorter(when) == better


@pytest.mark.parametrize(
    ("low", "high", "bound", "good"),
    [
        (12, 12, "exact", True),
        (12, None, "exact", False),
        (12, 12, "about", True),
        (12, None, "at_least", True),
        (None, 12, "at_most", True),
        (12, 12, "at_most", False),
        (3000, 7000, "range", True),
        (5, 5, "range", False),
        (3, 9, "vague", True),
        (20, 99, "vague", True),
        (2, None, "vague", True),
        (20, 90, "vague", False),
        (0, 0, "exact", False),
    ],
)
def test_bounds_follow_the_table(low, high, bound, good):
    counted = record()
    counted["figures"][2].update(low=low, high=high, bound=bound)
    errors, _ = faults(counted, REPORT)
    assert (not errors) is good


def test_the_second_read_lists_what_is_not_held():
    bare = record() | {"events": [], "figures": []}
    assert any("غارة" in line.split("in")[0] for line in unheld(bare, REPORT))
    assert not any("غارة" in line.split("in")[0] for line in unheld(record(), REPORT))


def test_the_notation_gives_the_same_record():
    coding = Coding()
    report = coding.report(REPORT["id"])
    taiz, doctor = place("مدينة تعز", "Taiz", "YE"), source("مصدر طبي", "رويترز")
    mentions = [(0, "غارة"), (2, "غارة"), (3, "الغارة")]
    strike = report.event("airstrike", mentions, [], ["منزلاً"], taiz, "2015-07-20", doctor)
    dead = report.figure(strike, "killed", 2, "12 مدنياً", 12, 12, "exact", "civilians")
    report.figure(strike, "killed", 2, "طفلان", 2, 2, "exact", "children", part_of=dead)
    report.figure(strike, "wounded", 4, "العشرات", 20, 99, "vague", "people", source=None)
    assert report.record == record()
