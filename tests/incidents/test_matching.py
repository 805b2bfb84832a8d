"""Which tellings come together, and that the order in which they come makes no difference."""

import itertools
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.archive import Archive, Incidents
from marsad.archive.incident_tables import IncidentTables
from marsad.incidents import Decision, Ruling, compare, match, tellings_of
from marsad.incidents.cluster import groups
from marsad.incidents.weights import COMPARISONS, weights
from tests.incidents.world import WORLD, report

TELLINGS = [telling for record in WORLD for telling in tellings_of(record)]
REPORT_OF = {telling.id: telling.report for telling in TELLINGS}


def together(found: list[tuple[str, ...]]) -> list[list[str]]:
    return sorted(sorted(REPORT_OF[name] for name in group) for group in found)


def test_one_incident_for_one_place_day_and_type():
    found = together(match(TELLINGS))
    assert ["r01", "r02", "r03"] in found
    assert ["r04", "r05"] in found
    assert ["r06"] in found


def test_comparison_is_explained_and_symmetric():
    one, other = TELLINGS[0], TELLINGS[1]
    found = compare(one, other)
    assert found == compare(other, one)
    assert [reason.comparison for reason in found.reasons] == list(COMPARISONS)
    assert sum(reason.bits for reason in found.reasons) + weights().prior == found.bits
    assert found.probability > 0.9
    assert compare(one, TELLINGS[3]).probability < 0.5 < compare(one, TELLINGS[2]).probability


@given(st.permutations(TELLINGS))
def test_order_makes_no_difference(tellings):
    assert match(tellings) == match(TELLINGS)


def test_no_chain():
    """A long battle: each day is like the next, the first is not like the last."""
    days = [f"d{day}" for day in range(10)]
    links = dict.fromkeys(itertools.pairwise(days), 2.0)
    assert max(len(group) for group in groups(days, links)) <= 2


@given(st.dictionaries(st.tuples(st.integers(0, 11), st.integers(0, 11)), st.floats(-3, 9), max_size=40))
def test_groups_are_a_partition(pairs):
    names = [f"t{number:02}" for number in range(12)]
    links = {(f"t{min(p):02}", f"t{max(p):02}"): bits for p, bits in pairs.items() if p[0] != p[1]}
    found = groups(names, links)
    assert sorted(name for group in found for name in group) == names
    assert found == groups(reversed(names), dict(reversed(links.items())))


def test_decisions_stay():
    ids = {REPORT_OF[telling.id]: telling.id for telling in TELLINGS}
    now = datetime(2026, 1, 1, tzinfo=UTC)
    merge = Decision(Ruling.MERGE, (ids["r01"],), (ids["r04"],), "a", now)
    split = Decision(Ruling.SPLIT, (ids["r01"],), (ids["r02"],), "a", now)
    assert any({"r01", "r04"} <= set(group) for group in together(match(TELLINGS, [merge])))
    assert not any({"r01", "r02"} <= set(group) for group in together(match(TELLINGS, [split])))


def listed(archive: Archive) -> list[tuple[str, tuple[str, ...]]]:
    return sorted((i.id, i.reports) for i in Incidents(archive).find())


@settings(max_examples=8, deadline=None)
@given(st.permutations(WORLD), st.lists(st.booleans(), min_size=len(WORLD), max_size=len(WORLD)))
def test_adding_in_any_order_gives_the_same_incidents(tmp_path_factory, records, updates):
    folder = tmp_path_factory.mktemp("order")
    with Archive.open(folder / "one.db") as one, Archive.open(folder / "other.db") as other:
        for record in WORLD:
            one.add(record)
        Incidents(one).update()
        for record, update in zip(records, updates, strict=True):
            other.add(record)
            if update:
                Incidents(other).update()
        Incidents(other).update()
        assert listed(one) == listed(other)
        assert together(match(TELLINGS)) == sorted(sorted(reports) for _, reports in listed(one))


def test_archive_incidents_follow_removal_and_decisions(tmp_path):
    with Archive.open(tmp_path / "a.db") as archive:
        for record in WORLD:
            archive.add(record)
        incidents = Incidents(archive)
        assert incidents.update() == len(WORLD)
        assert incidents.update() == 0
        first = next(i for i in incidents.find() if "r01" in i.reports)
        other = next(i for i in incidents.find() if "r04" in i.reports)
        assert len(incidents.explain(first)) == 2
        merged = incidents.merge(first.id, other.id, by="analyst", why="one cell")
        assert {"r01", "r05"} <= set(merged.reports)
        archive.add(report(20, killed=15, published=22))
        incidents.update()
        kept = incidents.get(first.id)
        assert kept and {"r01", "r05", "r20"} <= set(kept.reports)
        assert incidents.get(other.id) == kept, "the id of any member leads to the incident"
        outs = [member.telling for member in kept.members if member.record.report.id == "r20"]
        incidents.split(kept.id, outs, by="analyst")
        archive.add(report(21, killed=16, published=23))
        incidents.update()
        kept = incidents.get(first.id)
        assert kept and "r20" not in kept.reports
        archive.remove("r02")
        incidents.update()
        kept = incidents.get(first.id)
        assert kept and "r02" not in kept.reports


def test_other_rules_match_anew(tmp_path, monkeypatch):
    with Archive.open(tmp_path / "a.db") as archive:
        for record in WORLD:
            archive.add(record)
        incidents = Incidents(archive)
        incidents.update()
        before = listed(archive)
        monkeypatch.setattr("marsad.archive.incident_tables.rules", lambda: 7)
        assert incidents.update() == 0
        assert listed(archive) == before
        with archive.reading() as connection:
            assert not IncidentTables(connection).outdated()
