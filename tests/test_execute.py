"""Reading in several processes is reading in one: same results, same order, no report stops another."""

import itertools
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from marsad.execute import Failure, read_many, undisturbed
from marsad.record import Record, Report
from tests.tiny_reader import DIE, RAISE, TinyReader, some_reports

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_in_order_whatever_the_number_of_workers(workers):
    reports = some_reports(100)
    assert list(read_many(reports, TinyReader(), workers=workers)) == list(map(TinyReader(), reports))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_report_whose_reading_raises_stops_no_other(workers):
    reports = some_reports(40)
    reports[7] = Report(id="bad", text=RAISE)
    results = list(read_many(reports, TinyReader(), workers=workers))
    assert results[7] == Failure(reports[7], "ValueError: this report cannot be read: bad")
    assert [type(result) for result in results].count(Record) == 39


def test_a_report_that_kills_its_process_stops_no_other():
    reports = some_reports(80)
    for at in (20, 21, 60):
        reports[at] = Report(id=f"deadly/{at}", text=f"{DIE} {at}")
    results = list(read_many(reports, TinyReader(), workers=2))
    assert [at for at, result in enumerate(results) if isinstance(result, Failure)] == [20, 21, 60]
    assert isinstance(results[20], Failure)
    assert "killed" in results[20].reason
    assert [r.report for r in results if isinstance(r, (Record, Failure))] == reports


def test_the_input_is_taken_as_it_is_needed():
    taken = itertools.count()
    endless = (Report(id=f"r/{n}", text=f"خبر {n}") for n in taken)
    results = read_many(endless, TinyReader(), workers=2)
    for _ in range(50):
        next(results)
    assert isinstance(results, Generator)
    results.close()
    assert next(taken) < 1000


def test_nothing_in_nothing_out():
    assert list(read_many([], TinyReader(), workers=2)) == []


def _script(tmp_path: Path, body: str) -> subprocess.Popen[str]:
    path = tmp_path / "script.py"
    path.write_text(
        "from itertools import count\n"
        "from marsad.execute import read_many\nfrom marsad.record import Report\n"
        "from tests.tiny_reader import TinyReader, some_reports\n" + textwrap.dedent(body),
        encoding="utf-8",
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    return subprocess.Popen(
        [sys.executable, str(path)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


ENDLESS = """
    if __name__ == "__main__":
        endless = (Report(id=str(n), text=str(n)) for n in count())
        try:
            for _ in read_many(endless, TinyReader(seconds=0.01), workers=2):
                print("read", flush=True)
        except KeyboardInterrupt:
            print("interrupted")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to single processes there")
def test_ctrl_c_ends_it_without_a_traceback(tmp_path):
    with _script(tmp_path, ENDLESS) as process:
        assert process.stdout
        assert process.stdout.readline() == "read\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert out.endswith("interrupted\n")
    assert err == ""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="counts processes in /proc")
def test_workers_end_with_a_parent_that_is_killed(tmp_path):
    with _script(tmp_path, ENDLESS) as process:
        assert process.stdout
        assert process.stdout.readline() == "read\n"
        children = _children(process.pid)
        assert len(children) >= 2
        process.kill()
        process.wait()
        deadline = time.monotonic() + 20
        while any(Path(f"/proc/{child}").exists() for child in children):
            assert time.monotonic() < deadline, "workers outlive their parent"
            time.sleep(0.05)


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task")
    return [int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()]


def test_a_script_without_its_main_guard_is_told_so(tmp_path):
    body = "list(read_many(some_reports(100), TinyReader(), workers=2))\n"
    with _script(tmp_path, body) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode != 0
    assert 'if __name__ == "__main__"' in err


def test_ctrl_c_waits_for_the_end_of_what_may_not_be_cut_in_two():
    done = []
    with pytest.raises(KeyboardInterrupt), undisturbed():
        signal.raise_signal(signal.SIGINT)
        done.append("kept")
    assert done == ["kept"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
