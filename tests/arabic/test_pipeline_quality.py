"""Quality floors of the shipped weights, on test parts that they never saw."""

from functools import cache

import pytest

import marsad

data = pytest.importorskip("training.data", reason="runs in a checkout only")
if not data.DATA.exists():
    pytest.skip("needs ../shared/data", allow_module_level=True)
if not (marsad.pipeline_path() / "config.cfg").exists():
    pytest.skip("the trained pipeline is not there (make train)", allow_module_level=True)

from training.evaluate import name_figures, treebank_figures  # noqa: E402
from training.names import anercorp_split, aqmar  # noqa: E402


@cache
def on_padt() -> dict[str, float]:
    return treebank_figures(marsad.load())


@pytest.mark.parametrize(
    ("figure", "floor"), [("words", 0.994), ("tag", 0.93), ("pos", 0.93), ("lemma", 0.95), ("Aspect", 0.95)]
)
def test_treebank(figure: str, floor: float):
    assert on_padt()[figure] >= floor


def test_names_in_anercorp():
    # The figure is 0.76; another machine's rounding may turn a name or two.
    assert name_figures(marsad.load(), anercorp_split()[1])["all"].f1 >= 0.75


def test_names_in_aqmar():
    assert name_figures(marsad.load(), aqmar()[::4])["all"].f1 >= 0.52
