"""An archive keeps each report once, finds it by any of its names, and gives it up wholly."""

import json
import sqlite3
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from marsad.archive import Archive, ArchiveError, Fate, KeptFailure, Reading, migrations
from marsad.record import Report
from tests.tiny_reader import TinyReader, some_reports

read = TinyReader()
REPORT = Report(
    id="a/1",
    outlet="وكالة",
    published=date(2017, 10, 17),
    title="مقتل جندي",
    text="مقتل جندي في غارة.\nوأضاف: مقتل آخر.",
    url="https://news.example/1",
)


def changed(report: Report, **values: object) -> Report:
    return report.model_copy(update=values)


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "a.db") as opened:
        yield opened


class TestKeeping:
    def test_a_record_comes_back_as_it_was(self, tmp_path):
        record = read(REPORT)
        with Archive.open(tmp_path / "a.db") as archive:
            assert archive.add(record).fate is Fate.KEPT
        with Archive.open(tmp_path / "a.db", create=False) as archive:
            assert archive.get("a/1") == record
            assert [reading.record() for reading in archive.readings()] == [record]
            [summary] = archive.summaries()
        assert (summary.id, summary.event_count, summary.figure_count) == ("a/1", 2, 0)

    def test_same_outlet_and_words_are_skipped_and_the_id_is_an_alias(self, archive):
        archive.add(read(REPORT))
        twin = changed(REPORT, id="b/9", text=REPORT.text.replace("\n", "  \n\n"))
        assert archive.has(twin)
        added = archive.add(read(twin))
        assert (added.fate, added.id, added.other_day) == (Fate.SKIPPED, "a/1", False)
        assert archive.get("b/9") == read(REPORT)
        assert (archive.find("b/9"), archive.aliases("a/1"), archive.count()) == ("a/1", ["b/9"], 1)

    def test_another_outlet_makes_another_report(self, archive):
        archive.add(read(REPORT))
        assert archive.add(read(changed(REPORT, id="b/9", outlet="صحيفة"))).fate is Fate.KEPT
        assert archive.count() == 2

    def test_same_id_with_other_words_keeps_both(self, archive):
        archive.add(read(REPORT))
        later = changed(REPORT, text="مقتل ثلاثة جنود.")
        added = archive.add(read(later))
        assert added.fate is Fate.RENAMED
        assert added.id.startswith("a/1~")
        assert archive.get("a/1") == read(REPORT)
        kept = archive.get(added.id)
        assert kept is not None
        assert kept.report.text == later.text
        assert archive.add(read(later)).id == added.id  # again: the same name, and nothing new
        assert archive.count() == 2

    def test_a_day_that_was_missing_is_filled_in(self, archive):
        archive.add(read(changed(REPORT, published=None)))
        assert archive.skip_known([changed(REPORT, id="b/9")]) == [None]
        assert archive.add(read(changed(REPORT, id="b/9"))).fate is Fate.DATED
        kept = archive.get("b/9")
        assert kept == read(REPORT)

    def test_another_day_is_told_and_does_not_change_the_one_kept(self, archive):
        archive.add(read(REPORT))
        added = archive.add(read(changed(REPORT, id="b/9", published=date(2017, 10, 18))))
        assert (added.fate, added.other_day) == (Fate.SKIPPED, True)
        kept = archive.get("b/9")
        assert kept is not None
        assert kept.report.published == date(2017, 10, 17)

    def test_a_portion_is_kept_wholly_or_not_at_all(self, archive):
        good, other = Reading.of(read(REPORT)), Reading.of(read(changed(REPORT, id="b", text="غيره")))
        broken = Reading(other.report, None, "[]", "{}", 0, 0)  # type: ignore[arg-type]
        with pytest.raises(ArchiveError):
            archive.add_many([good, broken])
        assert archive.count() == 0

    def test_the_list_can_be_narrowed(self, archive):
        for number, day in enumerate([date(2015, 1, 1), date(2016, 1, 1), None]):
            report = changed(REPORT, id=str(number), text=f"خبر {number}", published=day, outlet=f"o{number}")
            archive.add(read(report))
        assert [one.id for one in archive.summaries()] == ["0", "1", "2"]
        assert [one.id for one in archive.summaries(since=date(2015, 6, 1))] == ["1"]
        assert [one.id for one in archive.summaries(until=date(2015, 6, 1))] == ["0"]
        assert [one.id for one in archive.summaries(outlet="o2")] == ["2"]

    def test_more_than_a_page(self, archive):
        archive.add_many([Reading.of(read(report)) for report in some_reports(450)])
        assert [one.id for one in archive.summaries()] == [report.id for report in some_reports(450)]
        assert sum(1 for _ in archive.readings()) == archive.count() == 450

    def test_replace_puts_another_record_in_its_place(self, archive):
        archive.add(read(REPORT))
        newer = TinyReader(trigger="غارة", version="2")(REPORT)
        archive.replace(newer)
        assert archive.get("a/1") == newer

    @settings(max_examples=30, deadline=None)
    @given(
        order=st.permutations(range(12)),
        cuts=st.lists(st.integers(1, 5), min_size=12, max_size=12),
    )
    def test_any_order_gives_the_same_archive(self, tmp_path_factory, order, cuts):
        # Twelve reports, of which each three say the same.
        all_reports = [
            changed(REPORT, id=f"r/{n}", text=f"مقتل {n % 4} في غارة", published=date(2017, 1, 1 + n % 4))
            for n in range(12)
        ]
        with Archive.open(tmp_path_factory.mktemp("order") / "a.db") as archive:
            waiting = [Reading.of(read(all_reports[at])) for at in order]
            for cut in cuts:
                archive.add_many(waiting[:cut])
                del waiting[:cut]
            content = {
                (reading.events, reading.report.text, reading.report.published): {
                    reading.report.id,
                    *archive.aliases(reading.report.id),
                }
                for reading in archive.readings()
            }
        assert sorted(map(sorted, content.values())) == [
            sorted(f"r/{n}" for n in range(first, 12, 4)) for first in range(4)
        ]
        assert {(text, day) for _, text, day in content} == {(r.text, r.published) for r in all_reports}


def failure(report_id: str | None = None, reason: str = "ValueError: سر") -> KeptFailure:
    return KeptFailure("in.jsonl", "in.jsonl, line 3", report_id, reason, datetime(2020, 1, 1, tzinfo=UTC))


class TestFailures:
    def test_they_are_kept_until_their_input_is_read_anew(self, archive):
        archive.note_failures([failure("x"), failure()])
        assert archive.failures() == [failure("x"), failure()]
        archive.forget_failures("other.jsonl")
        assert len(archive.failures()) == 2
        archive.forget_failures("in.jsonl")
        assert archive.failures() == []


class TestRemoving:
    SECRET = "شاهدعيان"

    def fill(self, archive: Archive) -> None:
        """Many reports around the secret one, so that its pages are split, moved and shared."""
        filler = [
            changed(REPORT, id=f"f/{n}", title=f"عنوان {n}", text=f"خبر {n} " + "مقتل " * (7 * n % 400))
            for n in range(300)
        ]
        secret = changed(REPORT, id="secret/1", title=f"{self.SECRET} ع", text=f"مقتل {self.SECRET} " * 900)
        small = changed(REPORT, id="f/small", text=f"{self.SECRET} وحده")
        for portion in (filler[:150], [secret, small], filler[150:]):
            archive.add_many([Reading.of(read(report)) for report in portion])
        archive.add(read(changed(secret, id="secret/2")))
        archive.note_failures([failure("secret/2", f"ValueError: {self.SECRET}")])
        archive.remove("f/small")

    def test_the_words_are_gone_from_the_files(self, tmp_path):
        path = tmp_path / "a.db"
        with Archive.open(path) as archive:
            self.fill(archive)
            assert archive.remove("secret/2") == ["secret/1", "secret/2"]
            for trace in (self.SECRET.encode(), b"secret/"):
                for file in tmp_path.iterdir():
                    assert trace not in file.read_bytes(), file
            assert (archive.find("secret/1"), archive.find("secret/2")) == (None, None)
            assert archive.failures() == []
            assert archive.count() == 300
            assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)

    def test_the_words_were_there_before(self, tmp_path):
        with Archive.open(tmp_path / "a.db") as archive:
            self.fill(archive)
        assert self.SECRET.encode() in (tmp_path / "a.db").read_bytes()

    def test_an_unknown_id_is_told(self, archive):
        with pytest.raises(ArchiveError, match=r"there is no report nobody\.$"):
            archive.remove("nobody")

    def test_a_process_that_still_reads_is_told(self, tmp_path, monkeypatch):
        monkeypatch.setattr("marsad.archive.database._PATIENCE_SECONDS", 0.1)
        path = tmp_path / "a.db"
        with Archive.open(path) as archive:
            archive.add(read(REPORT))
            other = sqlite3.connect(path, isolation_level=None)
            other.execute("BEGIN")
            other.execute("SELECT * FROM reports").fetchone()
            with pytest.raises(ArchiveError, match="may still stand in freed space"):
                archive.remove("a/1")
            other.close()
            with pytest.raises(ArchiveError, match="there is no report"):
                archive.remove("a/1")
        assert "غارة".encode() not in path.read_bytes()

    def test_a_disk_too_full_to_write_the_file_anew_is_told(self, archive, monkeypatch):
        archive.add(read(REPORT))

        def fail(*_: object) -> list[object]:
            raise ArchiveError("a.db: the disk is full.")

        monkeypatch.setattr(archive._database, "run_alone", fail)
        with pytest.raises(ArchiveError, match=r"disk is full.*may still stand in freed space"):
            archive.remove("a/1")
        monkeypatch.undo()
        with pytest.raises(ArchiveError, match="cannot be opened"):
            archive._database.run_alone("VACUUM INTO '/no/such/folder/a.db'")
        with pytest.raises(ArchiveError, match="there is no report"):
            archive.remove("a/1")

    def test_what_was_removed_can_be_added_again(self, archive):
        archive.add(read(REPORT))
        archive.remove("a/1")
        assert archive.add(read(REPORT)).fate is Fate.KEPT


class TestOpening:
    def complaint(self, path: object, *, create: bool = True) -> str:
        with pytest.raises(ArchiveError) as caught, Archive.open(str(path), create=create):
            pass
        assert "\n" not in str(caught.value)
        return str(caught.value).removeprefix(f"{path}: ")

    def test_nothing_there(self, tmp_path):
        assert self.complaint(tmp_path / "a.db", create=False) == "there is no such archive."
        assert not (tmp_path / "a.db").exists()

    def test_a_folder_and_no_folder(self, tmp_path):
        assert self.complaint(tmp_path).startswith("this is a folder")
        assert self.complaint(tmp_path / "no" / "a.db").startswith("there is no folder")

    def test_a_file_that_is_no_archive(self, tmp_path):
        (tmp_path / "a.txt").write_text("مقتل جندي " * 1000, encoding="utf-8")
        before = (tmp_path / "a.txt").read_bytes()
        assert self.complaint(tmp_path / "a.txt") == "this file is no archive."
        assert (tmp_path / "a.txt").read_bytes() == before

    def test_another_database(self, tmp_path):
        with sqlite3.connect(tmp_path / "b.db") as other:
            other.execute("CREATE TABLE bookmarks (id)")
        other.close()
        before = (tmp_path / "b.db").read_bytes()
        assert self.complaint(tmp_path / "b.db") == "this database is no archive of Marsad."
        assert (tmp_path / "b.db").read_bytes() == before

    def test_an_empty_file_becomes_an_archive(self, tmp_path):
        (tmp_path / "a.db").touch()
        with Archive.open(tmp_path / "a.db") as archive:
            assert archive.count() == 0

    def test_a_newer_version(self, tmp_path):
        Archive.open(tmp_path / "a.db").close()
        with sqlite3.connect(tmp_path / "a.db") as file:
            file.execute("UPDATE marsad_archive SET version = 99")
        file.close()
        assert self.complaint(tmp_path / "a.db").startswith("this archive has version 99")

    def test_an_older_version_is_brought_up_to_date_in_one_go(self, tmp_path, monkeypatch):
        path = tmp_path / "a.db"
        with Archive.open(path) as archive:
            archive.add(read(REPORT))
        step = text("CREATE TABLE remarks (report TEXT REFERENCES reports (id))")
        now = migrations.VERSION
        steps = {now: lambda connection: connection.execute(step), now + 1: lambda connection: 1 / 0}
        monkeypatch.setattr(migrations, "STEPS", steps)
        monkeypatch.setattr(migrations, "VERSION", now + 2)
        with pytest.raises(ZeroDivisionError):
            Archive.open(path)
        assert self.tables(path) == (now, False)
        monkeypatch.setattr(migrations, "VERSION", now + 1)
        with Archive.open(path) as archive:
            assert archive.get("a/1") == read(REPORT)
        assert self.tables(path) == (now + 1, True)

    def test_an_archive_of_version_1_gets_all_later_tables(self, tmp_path):
        new, old = tmp_path / "new.db", tmp_path / "old.db"
        Archive.open(new).close()
        Archive.open(old).close()
        with sqlite3.connect(old) as file:
            for table in (
                "blocks",
                "links",
                "tellings",
                "matched",
                "incidents",
                "decisions",
                "corrections",
                "originals",
            ):
                file.execute(f"DROP TABLE {table}")
            file.execute("UPDATE marsad_archive SET version = 1")
        file.close()
        Archive.open(old).close()
        assert self.columns(old) == self.columns(new)

    def columns(self, path: object) -> dict[str, list[tuple[object, ...]]]:
        file = sqlite3.connect(str(path))
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master ORDER BY name")]
        found = {name: sorted(row[1:] for row in file.execute(f"PRAGMA table_info({name})")) for name in names}
        file.close()
        return found

    def tables(self, path: object) -> tuple[int, bool]:
        file = sqlite3.connect(str(path))
        [version] = file.execute("SELECT version FROM marsad_archive").fetchone()
        found = file.execute("SELECT 1 FROM sqlite_master WHERE name = 'remarks'").fetchone()
        file.close()
        return version, found is not None

    @pytest.mark.parametrize("url", ["mysql+nothing://x/y", "nonsense://", "://", "postgresql://", "postgresql://u@h"])
    def test_a_url_that_is_none(self, url):
        assert self.complaint(url)

    def test_a_password_is_not_told(self):
        assert "geheim" not in self.complaint("postgresql://user:geheim@localhost:1/x")

    def test_the_kept_json_can_be_queried(self, archive, tmp_path):
        archive.add(read(REPORT))
        file = sqlite3.connect(tmp_path / "a.db")
        query = "SELECT json_extract(value, '$.type') FROM readings, json_each(readings.events)"
        assert file.execute(query).fetchall() == [("attack",), ("attack",)]
        [made_by] = file.execute("SELECT made_by FROM readings").fetchone()
        assert json.loads(made_by)["engine"] == "tiny"
        file.close()
