"""The package's figures are those of the scripts in ../shared/score, digit for digit."""

import importlib.util
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from marsad.evaluation import interval, score_incidents, score_report, summary
from marsad.reader import read_report
from marsad.record import Report

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "score").is_dir(), reason="../shared is not there")


def script(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"shared_{name}", SHARED / "score" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def coded():
    lines = (SHARED / "data" / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()][:40]


def pairs_of(coded: list[Any]) -> list[tuple[Any, Any]]:
    """Gold with the reader's records, with itself, and with records of other reports (spans that are bad)."""
    read = [json.loads(read_report(Report.model_validate(gold["report"])).model_dump_json()) for gold in coded]
    return [*zip(coded, read, strict=True), *zip(coded, coded, strict=True), *zip(coded, read[1:], strict=False)]


def test_records(coded):
    score = script("score")
    theirs_errors: list[Any] = []
    ours_errors: list[Any] = []
    theirs = [score.score_report(gold, record, theirs_errors) for gold, record in pairs_of(coded)]
    ours = [score_report(gold, record, ours_errors) for gold, record in pairs_of(coded)]
    for one, other in zip(theirs, ours, strict=True):
        assert +one == +other
    assert score.summary(sum(theirs, Counter())) == summary(sum(ours, Counter()))
    assert score.interval(theirs, "record_f1", 50) == interval(ours, "record_f1", 50)
    assert sorted(map(str, theirs_errors)) == sorted(map(str, ours_errors))


@pytest.mark.parametrize("seed", range(20))
def test_incidents(seed):
    gold = json.loads((SHARED / "data" / "gold" / "incidents.json").read_text(encoding="utf-8"))
    rng = random.Random(seed)
    found = []
    for incident in gold["incidents"]:
        reports = [report for report in incident["reports"] if rng.random() < 0.8]
        low, high = rng.choice([(16, 19), (1, 1), (2, 2), (None, 3)])
        entry = {"harm": "killed", "group": None, "claimed_low": low, "claimed_high": high}
        found.append({"reports": reports + rng.sample(gold["window"], rng.choice([0, 0, 1])), "ledger": [entry]})
    theirs, ours = script("incidents").score(gold, found), score_incidents(gold, found)
    assert {name: pytest.approx(value, abs=1e-12) for name, value in theirs.items()} == ours
    assert score_incidents(gold, []) == script("incidents").score(gold, [])
