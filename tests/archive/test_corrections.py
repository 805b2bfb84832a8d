"""Corrections in an archive: kept with who and when, in force in all that is shown, never lost, gone with the report."""

import sqlite3
from datetime import UTC, datetime

import pytest

from marsad.archive import Archive, ArchiveError, Corrections, Fate, Incidents, Reading, migrations, reread
from marsad.corrections import CorrectionError, Signature
from marsad.record import Event, Figure, Record
from tests.corrections.world import (
    AT_HAYS,
    CHILDREN,
    CLASH,
    DEAD,
    ENGINE,
    HURT,
    MISSING,
    REPORT,
    STRIKE,
    event,
    figure,
    names,
    record,
    statement,
    words,
)

LAYLA = Signature("ليلى", "قائمة الأسماء", datetime(2024, 1, 2, 3, 4, tzinfo=UTC))


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "a.db") as opened:
        opened.add(ENGINE)
        yield opened


def correct(archive: Archive, *steps: tuple[object, ...], signature: Signature = LAYLA) -> None:
    with Corrections(archive).making(signature) as correcting:
        for name, *arguments in steps:
            getattr(correcting.draft(REPORT.id), str(name))(*arguments)


def shown(archive: Archive) -> Record:
    found = archive.get(REPORT.id)
    assert found is not None
    return found


class Reads:
    """An engine that reads what it is told to; it can be sent to other processes."""

    def __init__(self, reading) -> None:
        self.reading = reading

    def __call__(self, report):
        return self.reading.model_copy(update={"report": report})


def read_anew(archive: Archive, *statements: Event | Figure) -> list[str]:
    [outcome] = reread(archive, Reads(record(*statements)), workers=1)
    return [str(change) for change in outcome.changes]  # type: ignore[union-attr]


class TestKeeping:
    def test_the_record_shown_is_the_corrected_one_everywhere(self, archive):
        correct(archive, ("set", "f2", ["low=6", "high=6"]), ("reject", "f5"))
        assert statement(shown(archive), "f2").low == 6
        [reading] = archive.readings()
        assert reading.record() == shown(archive)
        [summary] = archive.summaries()
        assert (summary.event_count, summary.figure_count) == (2, 4)

    def test_the_engines_own_and_every_correction_are_kept(self, archive, tmp_path):
        correct(archive, ("set", "f2", ["low=6", "high=6"]))
        archive.close()
        with Archive.open(tmp_path / "a.db", create=False) as again:
            correct(again, ("undo", 1), signature=Signature("سامر"))
            history = Corrections(again).history(REPORT.id)
            assert shown(again) == ENGINE
        assert history.engine == ENGINE
        first, second = history.corrections
        assert (first.by, first.note, first.at) == ("ليلى", "قائمة الأسماء", datetime(2024, 1, 2, 3, 4, tzinfo=UTC))
        assert (first.was, first.values) == ({"low": 5, "high": 5}, {"low": 6, "high": 6})
        assert (second.by, second.undoes) == ("سامر", 1)

    def test_where_one_fails_none_is_kept(self, archive):
        with pytest.raises(CorrectionError):
            correct(archive, ("reject", "f1"), ("set", "f9", ["low=6"]))
        assert shown(archive) == ENGINE
        assert Corrections(archive).history(REPORT.id).corrections == ()

    def test_a_report_goes_by_its_aliases_and_must_be_there(self, archive):
        twin = REPORT.model_copy(update={"id": "b/9"})
        archive.add(ENGINE.model_copy(update={"report": twin}))
        with Corrections(archive).making(LAYLA) as correcting:
            correcting.draft("b/9").reject("f1")
        assert statement(shown(archive), "f1") is None
        with (
            pytest.raises(ArchiveError, match="there is no report nobody"),
            Corrections(archive).making(LAYLA) as making,
        ):
            making.draft("nobody")

    def test_a_checked_report_is_found(self, archive):
        assert list(Corrections(archive).checked()) == []
        correct(archive, ("check",))
        assert list(Corrections(archive).checked()) == [shown(archive)]
        correct(archive, ("undo", 1))
        assert list(Corrections(archive).checked()) == []


class TestReadingAnew:
    def test_under_another_id(self, archive):
        correct(archive, ("set", "f2", ["low=6", "high=6"]))
        children = figure("f1", "killed", CHILDREN.span, 5, event="e1")
        changes = read_anew(
            archive, STRIKE, children, HURT.model_copy(update={"id": "f2"}), DEAD.model_copy(update={"id": "f3"})
        )
        kept = {one.id: (one.harm, one.low, one.part_of) for one in shown(archive).figures}
        assert kept == {"f2": ("killed", 6, "f1"), "f1": ("killed", 17, None), "f3": ("wounded", 30, None)}
        assert not any("خمسة أطفال" in change for change in changes)

    def test_at_other_words_and_with_another_harm(self, archive):
        correct(archive, ("set", "f4", ["stance=unconfirmed"]), ("reject", "f3"))
        longer = figure("f1", "wounded", words("12 شخصاً ما زالوا مفقودين"), 12)
        read_anew(archive, STRIKE, longer, figure("f2", "wounded", words("30"), 30))
        kept = shown(archive)
        assert names(kept) == ["e1", "f4"]
        assert (kept.figures[0].harm, kept.figures[0].stance) == ("missing", "unconfirmed")

    def test_not_found_any_more(self, archive):
        correct(archive, ("set", "f2", ["low=6", "high=6"]))
        read_anew(archive)
        kept = shown(archive)
        # The total and the strike that the corrected figure points at stay as well, and say why.
        assert names(kept) == ["e1", "f1", "f2"]
        assert kept.figures[0].why == ("kept-for:f2",)
        assert kept.figures[1].part_of == "f1"
        read_anew(archive, *ENGINE.events, *ENGINE.figures)
        assert names(shown(archive)) == names(ENGINE)

    def test_a_rejected_statement_stays_away_and_its_neighbour_stays(self, archive):
        read_anew(archive, event("e1", "airstrike", words("غارة جوية")), event("e2", "destruction", words("غارة جوية")))
        correct(archive, ("reject", "e1"))
        read_anew(archive, event("e1", "destruction", words("غارة جوية")))
        assert [one.type for one in shown(archive).events] == ["destruction"]
        read_anew(archive, event("e1", "airstrike", words("غارة جوية")), event("e2", "destruction", words("غارة جوية")))
        assert [(one.id, one.type) for one in shown(archive).events] == [("e2", "destruction")]

    def test_of_two_events_of_one_trigger_the_other_stays(self, archive):
        airport = event("e1", "control", words("دمرت"), actors=["الجيش"], evidence={"actors": [words("الجيش")]})
        base = event("e2", "control", words("دمرت"), actors=["الحوثيين"], evidence={"actors": [words("الحوثيين")]})
        read_anew(archive, airport, base)
        correct(archive, ("reject", "e1"))
        read_anew(archive, base.model_copy(update={"id": "e1"}))
        assert [(one.id, one.actors) for one in shown(archive).events] == [("e2", ("الحوثيين",))]

    def test_what_was_added_is_not_doubled_when_the_engine_finds_it(self, archive):
        correct(archive, ("add", "figure", ["words=4 جنود", "harm=wounded", "low=4", "high=4", "event=e2"]))
        read_anew(archive, STRIKE, CLASH, DEAD, MISSING, figure("f6", "wounded", words("4 جنود"), 4))
        soldiers = [one for one in shown(archive).figures if "جنود" in one.span.text]
        assert [(one.id, one.event) for one in soldiers] == [("f6", "e2")]

    def test_another_statement_with_its_id_gets_another(self, archive):
        correct(archive, ("accept", "f1"))
        read_anew(archive, figure("f1", "missing", MISSING.span, 12))
        assert [(one.id, one.harm) for one in shown(archive).figures] == [("f1", "killed"), ("f2", "missing")]

    def test_a_checked_record_gets_nothing_that_nobody_saw(self, archive):
        correct(archive, ("check",))
        assert read_anew(archive, STRIKE, event("e2", "riot", words("دمرت"))) == []
        assert names(shown(archive)) == names(ENGINE)
        correct(archive, ("undo", 1))
        assert [one.type for one in shown(archive).events] == ["airstrike", "riot"]

    def test_the_day_that_was_missing_keeps_the_corrections(self, tmp_path):
        undated = REPORT.model_copy(update={"published": None})
        with Archive.open(tmp_path / "b.db") as archive:
            archive.add(ENGINE.model_copy(update={"report": undated}))
            correct(archive, ("set", "f2", ["low=6", "high=6"]))
            dated = ENGINE.model_copy(update={"report": REPORT.model_copy(update={"id": "b/9"})})
            assert archive.add(dated).fate is Fate.DATED
            assert shown(archive).report == REPORT
            assert statement(shown(archive), "f2").low == 6


class TestIncidents:
    def test_they_follow(self, archive):
        incidents = Incidents(archive)
        assert incidents.update() == 1
        [strike] = incidents.find(type="airstrike")
        [killed] = [entry for entry in strike.ledger if entry.harm == "killed"]
        assert killed.best == 17
        correct(archive, ("set", "f1", ["low=19", "high=19"]), ("reject", "e2"))
        assert incidents.update() == 1
        [strike] = incidents.find()
        [killed] = [entry for entry in strike.ledger if entry.harm == "killed"]
        assert killed.best == 19
        assert incidents.update() == 0

    def test_another_type_makes_another_incident(self, archive):
        incidents = Incidents(archive)
        incidents.update()
        correct(archive, ("set", "e1", ["type=shelling"]))
        incidents.update()
        assert sorted(one.type for one in incidents.find()) == ["clash", "shelling"]


class TestRemoving:
    SECRET = "شاهدعيان"

    def test_corrections_go_with_the_report(self, archive, tmp_path):
        correct(archive, ("set", "f2", ["low=6", "high=6"]), signature=Signature("ليلى", self.SECRET))
        correct(archive, ("reject", "f1"))
        archive.remove(REPORT.id)
        for file in tmp_path.iterdir():
            for trace in (self.SECRET, "خمسة أطفال", "ليلى"):
                assert trace.encode() not in file.read_bytes(), file
        archive.add(ENGINE)
        assert shown(archive) == ENGINE
        assert Corrections(archive).history(REPORT.id).corrections == ()


class TestOpening:
    def test_an_archive_of_version_2_gets_the_tables_and_keeps_what_it_has(self, tmp_path):
        new, old = tmp_path / "new.db", tmp_path / "old.db"
        Archive.open(new).close()
        with Archive.open(old) as archive:
            archive.add(ENGINE)
            Incidents(archive).update()
        with sqlite3.connect(old) as file:
            file.execute("DROP TABLE corrections")
            file.execute("DROP TABLE originals")
            file.execute("UPDATE marsad_archive SET version = 2")
        file.close()
        with Archive.open(old) as archive:
            assert shown(archive) == ENGINE
            assert len(list(Incidents(archive).find())) == 2
            correct(archive, ("set", "f2", ["low=6", "high=6"]))
            assert statement(shown(archive), "f2").low == 6
        assert self.columns(old) == self.columns(new)

    def columns(self, path) -> list[tuple[object, ...]]:
        file = sqlite3.connect(path)
        found = [
            (table, *row[1:])
            for table in ("corrections", "originals", "marsad_archive")
            for row in file.execute(f"PRAGMA table_info({table})")
        ]
        [version] = file.execute("SELECT version FROM marsad_archive").fetchone()
        file.close()
        assert version == migrations.VERSION
        return found


def test_replacing_a_reading_keeps_the_engines_own_beside_the_corrected(archive):
    correct(archive, ("set", "e1", ["place=none"]))
    newer = record(event("e1", "airstrike", words("غارة جوية"), **AT_HAYS))
    [kept] = archive.replace_many([Reading.of(newer)])
    assert kept.record() == shown(archive)
    assert statement(shown(archive), "e1").place is None
    assert Corrections(archive).history(REPORT.id).engine == newer
