"""The archive in PostgreSQL: the same as in a file. Needs a server's programs (initdb, pg_ctl)."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from marsad.archive import Archive, ArchiveError, Corrections, Fate, Incidents, Reading
from marsad.corrections import Signature
from tests.archive.test_store import REPORT, changed, failure, read
from tests.tiny_reader import some_reports

pytest.importorskip("pg8000")
pytestmark = pytest.mark.skipif(
    not (shutil.which("initdb") and shutil.which("pg_ctl")) or os.name == "nt", reason="no PostgreSQL here"
)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server of our own on a socket; as root it must run as somebody else."""
    folder = Path(tempfile.mkdtemp(prefix="marsad-pg"))
    user = "nobody" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)

    def run(*command: str) -> None:
        done = subprocess.run(command, user=user, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"PostgreSQL does not start: {done.stderr[-300:]}")

    data = str(folder / "data")
    try:
        run("initdb", "-D", data, "-U", "marsad", "--auth=trust", "--encoding=UTF8", "--no-sync")
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        yield f"postgresql://marsad@/postgres?unix_sock={folder}/.s.PGSQL.5432"
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_keep_skip_rename_date_list_and_remove(url):
    with pytest.raises(ArchiveError, match="there is no archive in it"):
        Archive.open(url, create=False)
    with Archive.open(url) as archive:
        assert archive.add(read(changed(REPORT, published=None))).fate is Fate.KEPT
        assert archive.add(read(changed(REPORT, id="b"))).fate is Fate.DATED
        assert archive.add(read(changed(REPORT, id="c"))).fate is Fate.SKIPPED
        assert archive.add(read(changed(REPORT, text="غيره"))).fate is Fate.RENAMED
        archive.add_many([Reading.of(read(report)) for report in some_reports(450)])
        archive.note_failures([failure("b")])
    with Archive.open(url, create=False) as archive:
        assert archive.get("c") == read(REPORT)
        assert archive.count() == len(list(archive.summaries())) == len(list(archive.readings())) == 452
        assert archive.failures() == [failure("b")]
        assert archive.remove("c") == ["a/1", "b", "c"]
        assert (archive.find("b"), archive.failures(), archive.count()) == (None, [], 451)


def test_corrections_also_in_an_archive_of_version_2(url):
    Archive.open(url).close()
    with Archive.open(url) as archive:
        for report in [reading.report.id for reading in archive.readings()]:
            archive.remove(report)
        archive.add(read(REPORT))
        with archive.writing() as connection:
            for statement in (
                "DROP TABLE corrections",
                "DROP TABLE originals",
                "UPDATE marsad_archive SET version = 2",
            ):
                connection.execute(text(statement))
    with Archive.open(url, create=False) as archive:
        assert Incidents(archive).update() == 1
        with Corrections(archive).making(Signature("ليلى", "why")) as correcting:
            correcting.draft("a/1").set("e1", ["type=clash"])
            correcting.draft("a/1").reject("e2")
        archive.replace(read(REPORT))
        record = archive.get("a/1")
        assert record is not None
        assert [one.type for one in record.events] == ["clash"]
        assert Incidents(archive).update() == 1
        history = Corrections(archive).history("a/1")
        assert [one.by for one in history.corrections] == ["ليلى", "ليلى"]
        assert history.engine == read(REPORT)
        archive.remove("a/1")
        with archive.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM corrections")).scalar() == 0
