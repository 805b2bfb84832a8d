"""The commands on an archive, as a user meets them: each one a process of its own."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

from marsad.archive import Archive, Reading
from marsad.cli import main
from tests.tiny_reader import DIE, RAISE, TinyReader, some_reports

ROOT = Path(__file__).parents[2]
READER = TinyReader()


def start(folder: Path, *arguments: str, **variables: str) -> subprocess.Popen[str]:
    """The command as a process of its own, that can be killed."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return subprocess.Popen(
        [sys.executable, "-m", "tests.cli.tiny_main", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": path} | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


class Run(Protocol):
    def __call__(self, *arguments: str, reader: TinyReader = ...) -> tuple[int, str, str]: ...


@pytest.fixture
def run(folder, monkeypatch, capsys) -> Run:
    """The command line in the folder: its status, output and errors."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("MARSAD_ARCHIVE", raising=False)

    def call(*arguments: str, reader: TinyReader = READER) -> tuple[int, str, str]:
        if arguments[0] in ("add", "reread") and "--workers" not in arguments:
            arguments += ("--workers", "1")
        monkeypatch.setattr("sys.argv", ["marsad", *arguments])
        monkeypatch.setattr("marsad.cli.archive.chosen", lambda choice, folder: reader)
        with pytest.raises(SystemExit) as end:
            main()
        code = end.value.code or 0
        assert isinstance(code, int)
        return code, *capsys.readouterr()

    return call


def write_lines(path: Path, reports) -> None:
    path.write_text("\n".join(report.model_dump_json() for report in reports), encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    write_lines(tmp_path / "in.jsonl", some_reports(40))
    return tmp_path


def kept(folder: Path) -> dict[str, str]:
    with Archive.open(folder / "marsad.db", create=False) as archive:
        return {reading.report.id: reading.events for reading in archive.readings()}


class TestAdd:
    def test_reports_are_kept_once(self, folder, run):
        code, out, err = run("add", "in.jsonl", "--workers", "2")
        assert (code, err) == (0, "")
        assert out == "Kept 40 reports with 60 events and 0 figures; skipped 0 that the archive had.\n"
        (folder / "in.jsonl").rename(folder / "other name.txt")
        code, out, _ = run("add", "other name.txt")
        assert (code, out) == (0, "Kept 0 reports with 0 events and 0 figures; skipped 40 that the archive had.\n")
        assert kept(folder).keys() == {report.id for report in some_reports(40)}

    @pytest.mark.parametrize("workers", ["1", "2"])
    def test_what_cannot_be_read_is_listed_and_stops_nothing(self, folder, run, workers):
        reports = some_reports(40)
        reports[3] = reports[3].model_copy(update={"text": RAISE})
        lines = [report.model_dump_json() for report in reports]
        lines[5] = '{"id": "r/5", "published": "أمس", "text": "مقتل"}'
        (folder / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
        (folder / "image.txt").write_bytes(b"\x89PNG\r\n")
        code, out, err = run("add", "image.txt", "nowhere.txt", "in.jsonl", "--workers", workers)
        assert code == 1
        assert out.startswith("Kept 38 reports")
        assert err.splitlines() == [
            "marsad: 4 could not be read:",
            "image.txt: this is an image, not text.",
            "nowhere.txt: there is no such file.",
            "in.jsonl, line 6: the date 'أمس' is no day in the form 2017-10-17.",
            "in.jsonl, report r/3: ValueError: this report cannot be read: r/3",
        ]
        code, out, _ = run("list", "--failures")
        assert [json.loads(line)["input"] for line in out.splitlines()] == [
            "image.txt",
            "nowhere.txt",
            "in.jsonl",
            "in.jsonl",
        ]
        write_lines(folder / "in.jsonl", some_reports(40))
        run("add", "in.jsonl")
        assert len(kept(folder)) == 40
        code, out, _ = run("list", "--failures", "--format", "table")
        assert len(out.splitlines()) == 2

    def test_a_report_that_kills_its_reader(self, folder, run):
        reports = some_reports(40)
        reports[30] = reports[30].model_copy(update={"text": DIE})
        write_lines(folder / "in.jsonl", reports)
        code, out, err = run("add", "in.jsonl", "--workers", "2")
        assert code == 1
        assert out.startswith("Kept 39 reports")
        assert "in.jsonl, report r/30: the process that read it was killed" in err

    def test_the_day_can_be_given_later(self, folder, run):
        (folder / "a.txt").write_text("مقتل جندي", encoding="utf-8")
        run("add", "a.txt")
        _, out, _ = run("add", "a.txt", "--published", "2017-10-17")
        assert "1 that the archive had without a day of publication have theirs now." in out
        _, out, _ = run("list")
        assert json.loads(out)["published"] == "2017-10-17"
        code, _, err = run("add", "a.txt", "--published", "17.10.2017")
        assert code == 2
        assert "is no day in the form 2017-10-17" in err

    def test_verbose_names_each_report(self, folder, run):
        twins = [some_reports(2)[1], some_reports(2)[1].model_copy(update={"id": "twin"})]
        write_lines(folder / "in.jsonl", twins)
        _, out, _ = run("add", "in.jsonl", "--verbose")
        assert out.splitlines()[:2] == ["kept r/1", "skipped twin as r/1"]

    @pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
    def test_killed_at_any_moment_it_loses_nothing_that_it_named(self, folder, run):
        reports = some_reports(600)
        write_lines(folder / "in.jsonl", reports)
        dice = random.Random(2)
        named: set[str] = set()
        for _ in range(6):
            arguments = ("add", "in.jsonl", "--verbose", "--workers", "2")
            with start(folder, *arguments, TINY_SECONDS="0.004") as process:
                assert process.stdout
                for _ in range(dice.randint(1, 90)):
                    line = process.stdout.readline()
                    named.update(line.split()[1:2] if line.startswith("kept ") else ())
                process.kill()
                rest = process.stdout.readlines()
            named.update(line.split()[1] for line in rest if line.startswith("kept r/") and line.endswith("\n"))
            assert named <= kept(folder).keys()
        assert named
        code, _, _ = run("add", "in.jsonl")
        assert code == 0
        assert kept(folder) == {report.id: Reading.of(READER(report)).events for report in reports}

    @pytest.mark.skipif(sys.platform == "win32", reason="no signals to single processes there")
    def test_ctrl_c_says_what_is_kept(self, folder):
        write_lines(folder / "in.jsonl", some_reports(600))
        with start(folder, "add", "in.jsonl", "--verbose", "--workers", "2", TINY_SECONDS="0.01") as process:
            assert process.stdout
            assert process.stdout.readline() == "kept r/0\n"
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "Traceback" not in err
        assert out.splitlines()[-1].startswith(f"Kept {len(kept(folder))} reports")

    @pytest.mark.skipif(sys.platform == "win32", reason="limits the size of a file")
    def test_a_full_disk_is_one_sentence_and_keeps_what_was_kept(self, folder, run):
        reports = [
            report.model_copy(update={"text": report.text + str(n) * 30_000})
            for n, report in enumerate(some_reports(400))
        ]
        write_lines(folder / "in.jsonl", reports)
        program = (
            "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (6_000_000, 6_000_000));"
            "sys.argv = ['marsad', 'add', 'in.jsonl', '--workers', '1', '--verbose'];"
            "runpy.run_module('tests.cli.tiny_main', run_name='__main__')"
        )
        path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "What was kept before is safe." in done.stderr
        named = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("kept ")]
        assert 0 < len(named) < 400
        assert f"Kept {len(named)} reports" in done.stdout
        assert set(named) <= kept(folder).keys()
        run("add", "in.jsonl")
        assert len(kept(folder)) == 400


class TestLooking:
    def test_list_show_and_remove(self, folder, run):
        run("add", "in.jsonl")
        _, out, _ = run("list")
        assert [json.loads(line)["id"] for line in out.splitlines()] == [r.id for r in some_reports(40)]
        _, out, _ = run("list", "--format", "table")
        assert len(out.splitlines()) == 41
        _, out, _ = run("show", "r/3")
        record = json.loads(out)
        assert record == json.loads(READER(some_reports(4)[3]).model_dump_json())
        code, out, _ = run("remove", "r/3")
        assert (code, out) == (0, "Removed r/3.\n")
        for command in ("show", "remove"):
            code, _, err = run(command, "r/3")
            assert (code, err) == (1, "marsad: marsad.db: there is no report r/3.\n")

    @pytest.mark.parametrize("command", [["list"], ["show", "x"], ["remove", "x"], ["reread"]])
    def test_an_archive_that_is_not_there(self, run, command):
        code, _, err = run(*command)
        assert (code, err) == (1, "marsad: marsad.db: there is no such archive.\n")

    def test_the_archive_may_be_named_in_the_environment(self, run, monkeypatch):
        run("add", "in.jsonl", "--archive", "here.db")
        monkeypatch.setenv("MARSAD_ARCHIVE", "here.db")
        _, out, _ = run("list")
        assert len(out.splitlines()) == 40


class TestReread:
    def test_it_says_what_changed(self, folder, run):
        run("add", "in.jsonl")
        _, out, _ = run("reread")
        assert out == "Read 40 reports anew; 0 have another record: 0 statements came, 0 went, 0 changed.\n"
        code, out, _ = run("reread", "--verbose", reader=TinyReader("جندي", "جندي"))
        assert code == 0
        assert out.splitlines()[-1] == (
            "Read 40 reports anew; 30 have another record: 60 statements came, 60 went, 0 changed."
        )
        assert out.splitlines()[0] == "r/1: went attack «مقتل»"
        _, out, _ = run("show", "r/1")
        assert json.loads(out)["made_by"]["codebook"] == "جندي"

    def test_a_report_that_cannot_be_read_any_more_keeps_its_record(self, folder, run):
        with Archive.open(folder / "marsad.db") as archive:
            for report in some_reports(3):
                archive.add(TinyReader()(report))
            spoilt = some_reports(1)[0].model_copy(update={"id": "bad", "text": "مقتل"})
            archive.add(TinyReader()(spoilt))
        code, out, err = run("reread", reader=TinyReader("("))
        assert code == 1
        assert out.startswith("Read 0 reports anew")
        assert err.startswith("marsad: 4 could not be read and keep their old record:\nr/0: ")
        assert len(kept(folder)) == 4
