"""``marsad read`` as a user runs it: in a process of its own."""

import csv
import json
import subprocess
import sys

import pytest

from marsad.record import Record

NEWS = "قتل 12 مدنياً في غارة جوية على مدينة إدلب أمس، بحسب مصدر طبي."


def marsad(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from marsad.cli import main; main()", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False)


def told(result: subprocess.CompletedProcess[bytes]) -> str:
    """What a run says on standard error; a traceback is never part of it."""
    text = result.stderr.decode()
    assert "Traceback" not in text
    return text


def records(result: subprocess.CompletedProcess[bytes]) -> list[Record]:
    return [Record.model_validate_json(line) for line in result.stdout.decode().splitlines()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1256"])
def test_a_text_in_any_encoding(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes(NEWS.encode(encoding))
    result = marsad("read", str(tmp_path / "a.txt"), "--published", "2019-07-23")
    [record] = records(result)
    assert (result.returncode, told(result)) == (0, "")
    assert record.report.text == NEWS
    assert [(f.low, f.when) for f in record.figures] == [(12, "2019-07-22")]


def test_without_a_day_it_says_so():
    result = marsad("read", "-", given=NEWS.encode())
    assert "without a day of publication" in told(result)
    assert records(result)[0].figures[0].when is None


def test_records_come_in_the_order_of_the_input_with_their_ids(tmp_path):
    rows = [{"id": name, "text": NEWS, "published": "2019-07-23", "title": None} for name in "ثبأ"]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert [r.report.id for r in records(marsad("read", str(tmp_path / "a.jsonl")))] == list("ثبأ")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "is empty"),
        (bytes(range(256)) * 20, "neither UTF-8 nor UTF-16 nor"),
        (b'{"id": broken', "JSON is broken"),
        (b'{"id": "a", "published": "2017-13-45", "text": "x"}', "is no day"),
        (b'{"id": "a", "text": 5}', "text"),
        (b"<html></html>", ""),
    ],
)
def test_bad_input_is_one_sentence(given, said):
    result = marsad("read", "-", given=given)
    assert result.returncode == 1
    assert said in told(result)
    assert result.stdout == b""


def test_one_bad_line_stops_no_other():
    lines = b'{"id": "a", "text": "\xd9\x86\xd8\xb5"}\n{bad\n{"id": "c", "text": "\xd9\x86\xd8\xb5 \\ud800"}\n'
    result = marsad("read", "-", given=lines)
    assert result.returncode == 1
    assert "line 2" in told(result)
    assert [r.report.id for r in records(result)] == ["a", "c"]


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (["--published", "yesterday"], 2, "is no day"),
        (["--format", "csv"], 1, "name a folder"),
        (["--codebook", "nowhere"], 1, "not a folder"),
        (["--out", "nowhere/at/all.html"], 1, "No such file"),
    ],
)
def test_wrong_options_are_one_sentence(options, status, said):
    result = marsad("read", "-", *options, given=NEWS.encode())
    assert result.returncode == status
    assert said in told(result)


def test_forms(tmp_path):
    given = NEWS.encode()
    marsad("read", "-", "--format", "csv", "--out", str(tmp_path / "tables"), given=given)
    with (tmp_path / "tables" / "figures.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert [row["low"] for row in csv.DictReader(lines)] == ["12"]
    assert json.loads(marsad("read", "-", "--format", "json", given=given).stdout)["figures"][0]["low"] == 12
    assert b"12" in marsad("read", "-", "--format", "table", given=given).stdout
    page = marsad("read", "-", "--format", "html", given=given).stdout.decode()
    assert page.startswith("<!DOCTYPE html>")
    assert "http" not in page.replace("http-equiv", "")


def test_the_codebook_of_a_user_is_read(tmp_path):
    (tmp_path / "mine.toml").write_text(
        '[[trigger]]\nid = "shelling.drum"\ntype = "shelling"\npatterns = ["راجمة صواريخ"]\n'
        'examples = ["قصفت [راجمة صواريخ] الحي"]\n',
        encoding="utf-8",
    )
    text = "استهدفت راجمة صواريخ الحي وقتل جنديان في الاشتباكات.".encode()
    [record] = records(marsad("read", "-", "--codebook", str(tmp_path), given=text))
    assert "trigger:shelling.drum" in {why for event in record.events for why in event.why}
    check = marsad("codebook", "check", str(tmp_path))
    assert (check.returncode, told(check)) == (0, "")
    (tmp_path / "mine.toml").write_text("[[trigger]]\n", encoding="utf-8")
    check = marsad("codebook", "check", str(tmp_path))
    assert check.returncode == 1
    assert "mine.toml, line 1" in told(check)


def test_the_demo(tmp_path):
    result = marsad("demo", "--out", str(tmp_path))
    assert (result.returncode, told(result)) == (0, "")
    assert {file.name for file in tmp_path.iterdir()} == {"index.html", "records.jsonl", "events.csv", "figures.csv"}
