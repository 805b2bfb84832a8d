"""``--engine llm`` as a user meets it, with a server on loopback."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from marsad.archive import Archive
from marsad.cli import main
from tests.engines.llm.news import ANSWER, PUBLISHED, STRIKE, TEXT, TITLE
from tests.engines.llm.server import Behaviour, Server, fails, for_each, hangs, says

ROOT = Path(__file__).parents[2]
KEY = "sk-geheim-4711"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MARSAD_ARCHIVE", raising=False)
    monkeypatch.setenv("MARSAD_LLM_API_KEY", KEY)
    rows = [
        {"id": f"r{n}", "outlet": f"وكالة {n}", "title": TITLE, "text": TEXT, "published": str(PUBLISHED)}
        for n in range(6)
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder, monkeypatch, capsys):
    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["marsad", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        code = end.value.code or 0
        assert isinstance(code, int)
        return code, *capsys.readouterr()

    return call


def by(server: Server, *more: str) -> tuple[str, ...]:
    return ("--engine", "llm", "--endpoint", server.url, "--model", "m", *more)


def test_read(run):
    wrong = STRIKE | {"id": "e2", "actors": ["طيران لم يذكر"], "place": "مديريه حيس"}
    with Server(says(ANSWER | {"events": [STRIKE, wrong]})) as server:
        code, out, err = run("read", "in.jsonl", "--format", "jsonl", *by(server))
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [record["report"]["id"] for record in records] == [f"r{n}" for n in range(6)]
    assert {record["made_by"]["engine"] for record in records} == {f"llm m at {server.host}"}
    assert err.splitlines() == [
        "marsad: 6 reports read with 6 requests, 6,600 tokens (6,000 in, 600 out).",
        "marsad: 6 values dropped, as the report does not bear them out (6 actors).",
        "marsad: 6 quotations repaired after the report's own words.",
    ]


def test_a_report_that_fails_stops_no_other(run):
    behaviour = for_each(lambda told: "؟" if told["outlet"] == "وكالة 2" else ANSWER)
    with Server(behaviour) as server:
        code, out, err = run("read", "in.jsonl", *by(server, "--timeout", "1"))
    assert code == 1
    assert len(out.splitlines()) == 5
    assert "r2: NoAnswerError: the model's answer is no record in JSON" in err
    assert "1 of the inputs could not be read." in err


def test_add_and_reread(run, folder):
    with Server(says({"events": [], "figures": []})) as server:
        code, out, err = run("add", "in.jsonl", *by(server, "--workers", "3"))
        assert (code, "Kept 6 reports with 0 events" in out, "6,600 tokens" in err) == (0, True, True)
        server.behaviours = [says(ANSWER)]
        code, out, err = run("add", "in.jsonl", *by(server))
        assert (code, "skipped 6" in out, len(server.questions)) == (0, True, 6)
        code, out, err = run("reread", *by(server))
        assert (code, "6 have another record: 18 statements came" in out) == (0, True)
        assert "6,600 tokens" in err
    with Archive.open(folder / "marsad.db", create=False) as archive:
        assert {json.loads(reading.made_by)["engine"] for reading in archive.readings()} == {f"llm m at {server.host}"}
    assert all(KEY.encode() not in path.read_bytes() for path in folder.iterdir())


def test_the_limit_of_tokens_stops_the_asking_and_keeps_what_there_is(run, folder):
    with Server(says(ANSWER, (5000, 500))) as server:
        code, out, err = run("add", "in.jsonl", *by(server, "--max-tokens-total", "20000", "--workers", "1"))
    assert (code, len(server.questions)) == (1, 3)
    assert out.startswith("Kept 3 reports")
    assert "16,500 tokens of at most 20,000" in err
    assert "leaves no room" in err


def test_a_key_that_is_refused_is_told_and_not_shown(run, folder):
    with Server(fails(401, f"Incorrect API key: {KEY}")) as server:
        code, _, err = run("add", "in.jsonl", *by(server))
    assert code == 1
    assert "the endpoint refuses (401 (Incorrect API key: [key]))" in err
    assert KEY not in err
    assert all(KEY.encode() not in path.read_bytes() for path in folder.iterdir())
    with sqlite3.connect(folder / "marsad.db") as database:
        assert KEY not in "\n".join(database.iterdump())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--engine", "llm"), "needs --endpoint and --model"),
        (("--engine", "llm", "--endpoint", "http://localhost/v1"), "needs --endpoint and --model"),
        (("--model", "m"), "--model goes with --engine llm"),
        (("--engine", "llm", "--endpoint", "localhost", "--model", "m"), "no address"),
        (("--engine", "llm", "--endpoint", "http://u:p@h/v1", "--model", "m"), "MARSAD_LLM_API_KEY"),
        (("--engine", "abacus"), "abacus"),
    ],
)
@pytest.mark.parametrize("command", ["read", "add"])
def test_options_that_do_not_go_together(run, command, arguments, said):
    code, out, err = run(command, "in.jsonl", *arguments)
    assert (code, out) == (2, "")
    assert said in " ".join(err.replace("│", " ").split())


@pytest.mark.parametrize("command", ["read", "add"])
def test_ctrl_c_ends_it_while_the_server_hangs(folder, command):
    first: Behaviour = says(ANSWER)
    with Server(first, hangs) as server:
        process = subprocess.Popen(
            [sys.executable, "-c", "from marsad.cli import main; main()", command, "in.jsonl", *by(server)],
            env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        try:
            end = time.monotonic() + 60
            while len(server.questions) < 4 and time.monotonic() < end:
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=15)
        finally:
            process.kill()
    assert process.returncode not in (0, None)
    assert "Traceback" not in err
    assert "tokens" in err
