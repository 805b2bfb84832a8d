"""Stages of the training: done once, gone on with after an interruption, never taken for done by halves."""

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the dependency group `training`")
pytest.importorskip("floret", reason="needs the dependency group `training`")

from training.__main__ import STAGES, Stage, run
from training.data import written


def test_stages_that_are_done_are_skipped(tmp_path: Path):
    ran = list[str]()

    def stage(name: str) -> Stage:
        def work() -> None:
            ran.append(name)
            (tmp_path / name).touch()

        return Stage(name, tmp_path / name, work)

    (tmp_path / "a").touch()
    run([stage("a"), stage("b")])
    run([stage("a"), stage("b"), stage("c")])
    assert ran == ["b", "c"]


def test_an_interrupted_stage_is_done_again(tmp_path: Path):
    file, tries = tmp_path / "made", list[int]()

    def work() -> None:
        tries.append(1)
        with written(file) as part:
            part.write_text("half")
            if len(tries) == 1:
                raise KeyboardInterrupt
            part.write_text("whole")

    with pytest.raises(KeyboardInterrupt):
        run([Stage("s", file, work)])
    assert not file.exists()
    run([Stage("s", file, work)])
    assert file.read_text() == "whole"
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


def test_a_stage_that_leaves_nothing_is_named(tmp_path: Path):
    with pytest.raises(RuntimeError, match="'lazy'"):
        run([Stage("lazy", tmp_path / "nothing", lambda: None)])


def test_every_stage_has_a_file_of_its_own():
    assert len({stage.file for stage in STAGES}) == len({stage.name for stage in STAGES}) == len(STAGES)
