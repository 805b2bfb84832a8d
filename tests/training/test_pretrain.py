"""Pretraining that was interrupted ends where it would have ended."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the dependency group `training`")
pytest.importorskip("floret", reason="needs the dependency group `training`")

from training.network import Forms  # noqa: E402
from training.pretrain import Run  # noqa: E402

WORDS = ["قال", "الجيش", "إن", "الغارة", "قتلت", "خمسة"]
FORMS = Forms.of(WORDS, np.ones((len(WORDS), 4), np.float32))
ROWS = torch.tensor([[0, 1, 2, 3, 4, 5, 0, 1], [1, 0, 2, 3, 5, 4, -1, -1]])
GLUE = torch.zeros_like(ROWS)


def _steps(run: Run, n: int) -> list[float]:
    return [run.step(FORMS, ROWS, GLUE, 1e-3) for _ in range(n)]


def test_a_resumed_run_goes_on_as_if_nothing_had_been(tmp_path: Path):
    straight = _steps(Run.begin(4), 6)
    first = Run.begin(4)
    losses = _steps(first, 3)
    first.save(tmp_path / "run.pt")
    second = Run.begin(4)
    second.resume(tmp_path / "run.pt")
    assert second.done == 3
    assert losses + _steps(second, 3) == pytest.approx(straight, abs=1e-6)
