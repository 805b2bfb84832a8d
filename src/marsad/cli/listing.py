"""Lines of ``marsad list``: for people in columns, for programs as JSON."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from marsad.archive import KeptFailure, Summary


def of_reports(found: Iterable[Summary], *, as_table: bool) -> Iterator[str]:
    """One line a report."""
    if as_table:
        yield f"{'published':<10}  events  figures  {'id':<24}  outlet, title"
    for one in found:
        if not as_table:
            yield json.dumps(asdict(one), ensure_ascii=False, default=str)
            continue
        named = ", ".join(filter(None, (one.outlet, one.title)))
        day = str(one.published or "")
        yield f"{day:<10}  {one.event_count:>6}  {one.figure_count:>7}  {one.id:<24}  {named}"


def of_failures(found: Iterable[KeptFailure], *, as_table: bool) -> Iterator[str]:
    """One line for each thing that could not be read."""
    for one in found:
        if as_table:
            yield f"{one.place}: {one.reason}"
        else:
            yield json.dumps(asdict(one), ensure_ascii=False, default=str)
