"""The hand-made hard cases: each is a sentence, the words of the place, and what must hold of it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad import places
from marsad.places.distance import kilometres

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "hard_cases.toml").read_text("utf-8"))["case"]


def _parameter(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
    return pytest.param(case, id=case["why"], marks=marks)


def test_there_are_forty_and_more():
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", [_parameter(case) for case in CASES])
def test_hard_case(case):
    found = places.find(case["text"], country=case.get("country_given"))
    if "absent" in case:
        at = case["text"].index(case["absent"])
        end = at + len(case["absent"])
        assert not [place for place in found if place.start < end and at < place.end and place.role == "place"]
        return
    matching = [place for place in found if place.text == case["place"]]
    assert matching, [place.text for place in found]
    place = matching[0]
    expect = dict(case["expect"])
    if "near" in expect:
        lat, lon = expect.pop("near")
        assert place.latitude is not None and place.longitude is not None
        assert kilometres(lat, lon, place.latitude, place.longitude) <= expect.pop("within_km")
    if "radius_from" in expect:
        assert (place.radius_km or 0) >= expect.pop("radius_from")
    assert {name: getattr(place, name) for name in expect} == expect
