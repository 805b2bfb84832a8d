"""Every example in the tables is run: expression, day of publication, what each time in it comes to."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from marsad.arabic import times
from marsad.arabic.times.tables import TABLES, load_table


def _examples() -> Iterator[Any]:
    for table in (*TABLES, "context"):
        for role, entries in load_table(table).items():
            for entry in entries:
                for text, published, when in entry.get("examples", ()):
                    yield pytest.param(text, published, when, id=f"{role}: {text} ({published})")


@pytest.mark.parametrize(("text", "published", "when"), list(_examples()))
def test_an_example_of_the_tables_comes_to_its_day(text, published, when):
    found = times.find(text, date.fromisoformat(published))
    assert [expression.when or "" for expression in found] == ([when] if isinstance(when, str) else when)
