"""Numbers and times as they are said, and the order of totals and parts."""

import pytest
from hypothesis import given

from marsad.exports.labels import families, family, in_arabic
from marsad.exports.wording import number_in_arabic, number_in_english, one_line, outline, time_in_arabic
from marsad.record import Bound, EventType, Figure, Group, Harm, Span, Stance
from tests.exports.cases import records


def figure(
    low: int | None = 1,
    high: int | None = 1,
    bound: Bound = Bound.EXACT,
    name: str = "f1",
    part_of: str | None = None,
) -> Figure:
    span = Span(field="text", start=0, end=1, text="x")
    return Figure(id=name, harm=Harm.KILLED, span=span, low=low, high=high, bound=bound, part_of=part_of)


@pytest.mark.parametrize(
    ("low", "high", "bound", "english", "arabic"),
    [
        (3250, 3250, "exact", "3,250", "3,250"),
        (100, 100, "about", "about 100", "نحو 100"),
        (10, 12, "about", "about 10–12", "نحو 10 إلى 12"),
        (12, None, "at_least", "≥ 12", "12 على الأقل"),
        (6500000, None, "more_than", "> 6,500,000", "أكثر من 6,500,000"),
        (None, 12, "at_most", "≤ 12", "12 على الأكثر"),
        (None, 12, "less_than", "< 12", "أقل من 12"),
        (3000, 7000, "range", "3,000–7,000", "بين 3,000 و7,000"),
        (20, 99, "vague", "20–99 (vague)", "بين 20 و99"),
        (2, None, "vague", "≥ 2 (vague)", "2 أو أكثر"),
    ],
)
def test_numbers(low, high, bound, english, arabic):
    it = figure(low, high, bound)
    assert number_in_english(it) == english
    assert number_in_arabic(it) == arabic


@pytest.mark.parametrize(
    ("when", "arabic"),
    [
        ("2017-10-17", "\u20662017-10-17\u2069"),
        ("2011-03/..", "منذ \u20662011-03\u2069"),
        ("../2014", "حتى \u20662014\u2069"),
        ("2017-06/2017-10-17", "من \u20662017-06\u2069 إلى \u20662017-10-17\u2069"),
    ],
)
def test_times(when, arabic):
    assert time_in_arabic(when) == arabic


def test_parts_stand_under_their_totals():
    parts = [
        figure(name="f1", part_of="f3"),
        figure(name="f2"),
        figure(name="f3"),
        figure(name="f4", part_of="f1"),
        figure(name="f5", part_of="f3"),
        figure(name="f6", part_of="f9"),
    ]
    shown = [(depth, it.id) for depth, it in outline(parts)]
    assert shown == [(0, "f2"), (0, "f3"), (1, "f1"), (2, "f4"), (1, "f5"), (0, "f6")]


@given(records())
def test_an_outline_holds_each_figure_once(made):
    assert sorted(it.id for _, it in outline(made.figures)) == [it.id for it in made.figures]


def test_every_code_has_an_arabic_name_and_a_known_family():
    for codes in (EventType, Harm, Group, Bound, Stance):
        assert all(in_arabic(code) for code in codes)
        assert len({in_arabic(code) for code in codes}) == len(codes)
    assert {family(code) for codes in (EventType, Harm) for code in codes} == set(families())


def test_a_line_for_the_terminal_has_no_control():
    assert one_line("  \x1b[31mغارة\n\u202eعلى\t\u2069إدلب\x00") == "[31mغارة على إدلب"
