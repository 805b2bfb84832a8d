"""Who held a place: rivals make it contested, two names of one side do not; denial does."""

import pytest

from marsad.incidents import Incident, build, contradictions, tellings_of, timeline
from marsad.incidents.sides import rivals, side
from marsad.record import EventType, Record, Stance
from tests.incidents.world import report


def taken(number: int, by: str, stance: Stance = Stance.REPORTED) -> Record:
    record = report(number)
    change = {"type": EventType.CONTROL, "actors": (by,), "stance": stance}
    return record.model_copy(update={"events": (record.events[0].model_copy(update=change),), "figures": ()})


def incident_of(*records: Record) -> Incident:
    return build(records, [telling.id for record in records for telling in tellings_of(record)])


SAME = [
    ("الحوثيون", "الحوثيين"),
    ("جماعة أنصار الله", "ميليشيات الحوثي"),
    ("تنظيم داعش", "تنظيم الدولة"),
    ("الجيش السوري", "قوات النظام"),
    ("المقاومة الشعبية", "مقاتلو المقاومة"),
]
DIFFERENT = [
    ("قوات النظام", "قوات المعارضة"),
    ("قوات صالح", "قوات هادي"),
    ("تنظيم داعش", "تنظيم القاعدة"),
    ("جيش الفتح", "جيش النظام"),
    ("الحوثيون", "المقاومة الشعبية"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_side(one, other):
    assert not rivals(side([one]), side([other]))
    [held] = timeline([incident_of(taken(1, one), taken(2, other))])
    assert not held.contested
    assert len(held.changes) == 2


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_sides(one, other):
    incident = incident_of(taken(1, one), taken(2, other))
    assert [held.contested for held in timeline([incident])] == [True, True]
    assert "different_actors" in {found.kind for found in contradictions([incident])}


def test_denial_contests():
    incident = incident_of(taken(1, "الحوثيون"), taken(2, "الحوثيون", Stance.DENIED))
    [held] = timeline([incident])
    assert held.contested
    assert {found.kind for found in contradictions([incident])} == {"denied"}


def test_no_side_is_no_rival():
    assert not rivals(side([]), side(["الحوثيون"]))
