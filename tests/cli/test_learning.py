"""``marsad explain`` and ``marsad train`` as a user runs them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("scipy")

ROOT = Path(__file__).parents[2]
TEXT = "قُتل 17 مدنياً في غارة جوية على سوق في مديرية حيس أمس، بحسب مصدر طبي."


def marsad(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from marsad.cli import main; main()", *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", check=False)


def test_explain_tells_what_spoke_for_each_decision():
    told = marsad("explain", "-", "f1", "--published", "2018-10-16", given=TEXT)
    assert told.returncode == 0
    assert "what happened to «17 مدنياً»? killed" in told.stdout
    assert "who says so? مصدر طبي" in told.stdout
    assert "rule=killed" in told.stdout


def test_explain_says_which_statements_there_are():
    told = marsad("explain", "-", "f9", given=TEXT)
    assert told.returncode == 1
    assert "no statement f9; it has e1" in told.stderr


def test_learning_from_ones_own_reports(tmp_path):
    example = json.loads((ROOT / "examples" / "karrada-2016-07.json").read_text(encoding="utf-8"))
    coded = tmp_path / "mine.jsonl"
    coded.write_text(json.dumps(example) + "\n", encoding="utf-8")
    told = marsad("train", "--coded", str(coded), "--out", str(tmp_path / "models"))
    assert told.returncode == 0, told.stderr
    read = marsad("read", "-", "--weights", str(tmp_path / "models"), "--format", "json", given=TEXT)
    shipped = marsad("read", "-", "--format", "json", given=TEXT)
    made_by = [json.loads(out.stdout)["made_by"]["weights"] for out in (read, shipped)]
    assert made_by[0] != made_by[1]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("{}\n", "break the form"), ("", "no coded statement to learn from")],
)
def test_what_cannot_be_learned_from_is_told(tmp_path, content, sentence):
    coded = tmp_path / "mine.jsonl"
    coded.write_text(content, encoding="utf-8")
    told = marsad("train", "--coded", str(coded), "--out", str(tmp_path / "models"))
    assert told.returncode == 1
    assert sentence in told.stderr and "Traceback" not in told.stderr


def test_a_folder_without_models_is_told(tmp_path):
    told = marsad("read", "-", "--weights", str(tmp_path), given=TEXT)
    assert told.returncode == 2
    assert "holds no models" in told.stderr
