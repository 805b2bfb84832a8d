import pytest
from training.coding.check import Checker, bound_faults, when_faults
from training.coding.notation import Coding, place, source

from tests.training.coding.made_up import REPORT, record


def checked(change) -> Checker:
    made = record()
    change(made)
    return Checker(made, REPORT)


def test_a_good_record_has_no_faults():
    checker = Checker(record(), REPORT)
    assert (checker.errors, checker.warnings) == ([], [])


@pytest.mark.parametrize(
    ("where", "key", "value", "fault"),
    [
        ("events", "type", "battle", "type 'battle' is none of"),
        ("events", "mentions", [], "has no mentions"),
        ("events", "mentions", [{"sentence": 1, "text": "غارة"}], "it stands in sentence 0"),
        ("events", "mentions", [{"sentence": 9, "text": "غارة"}], "there is no sentence 9"),
        ("events", "mentions", [{"sentence": 0, "text": "غارة"}] * 2, "is listed twice"),
        ("events", "actors", ["طيران"], "actor 'طيران' does not stand"),
        ("events", "place", {"text": "تعز", "name": "تعز", "country": "YE"}, "is not an English name"),
        ("events", "place", {"text": "تعز", "name": "Taiz", "country": "Yemen"}, "no ISO 3166-1"),
        ("events", "when", "21.7.2015", "ISO 8601"),
        ("events", "source", {"text": "وكالة"}, "must be null or have text and via"),
        ("figures", "event", "e2", "belongs to 'e2', which is no event"),
        ("figures", "part_of", "f9", "is part of 'f9', which is no other figure"),
        ("figures", "low", 13, "low 13 is more than high 12"),
        ("figures", "low", 0, "whole numbers above 0"),
        ("figures", "bound", "vague", "does not go with vague"),
        ("figures", "stance", "said", "stance 'said' is none of"),
    ],
)
def test_errors_say_what_is_wrong(where, key, value, fault):
    checker = checked(lambda made: made[where][0].update({key: value}))
    assert any(fault in error for error in checker.errors), checker.errors


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        (lambda made: made["figures"][0].update(low=13, high=13), "'12 مدنياً' is coded as 13 to 13"),
        (lambda made: made["figures"][2].update(part_of="f1"), "no word of sentence 4 marks a part"),
        (
            lambda made: made["events"][0]["mentions"].append({"sentence": 3, "text": "وقال إن الغارة دمرت"}),
            "is over 3 words",
        ),
    ],
)
def test_warnings(change, warning):
    checker = checked(change)
    assert not checker.errors
    assert any(warning in fault for fault in checker.warnings), checker.warnings


@pytest.mark.parametrize(
    ("when", "good"),
    [
        ("2015-07-20", True),
        ("2015-07", True),
        ("2015-03/..", True),
        ("2015-07-11/2015-07-17", True),
        ("2015-07-01/2015-07-31", False),
        ("2015-01-01/2015-12-31", False),
        ("2015-07-20/2015-07-20", False),
        ("2015-07-20/2015-07-19", False),
        ("yesterday", False),
    ],
)
def test_times_are_iso_and_in_the_shortest_form(when, good):
    assert (not list(when_faults(when))) is good


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
        (20, 99, "vague", True),
        (2, None, "vague", True),
        (20, 90, "vague", False),
    ],
)
def test_bounds_follow_the_table(low, high, bound, good):
    assert (not list(bound_faults(low, high, bound))) is good


def test_the_second_read_lists_what_is_not_held():
    bare = record() | {"events": [], "figures": []}
    assert any("غارة" in line for line in Checker(bare, REPORT).unheld())
    assert not any("غارة" in line.split("in")[0] for line in Checker(record(), REPORT).unheld())


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
