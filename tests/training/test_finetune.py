"""Classes of the network's heads."""

import pytest

pytest.importorskip("torch", reason="needs the dependency group `training`")
pytest.importorskip("floret", reason="needs the dependency group `training`")

from training.examples import Sentence, Token
from training.finetune import OPEN, Classes

VERB = Token("قتل", False, tag="VERB", proper=False, features={"Aspect": "Perf", "Number": ""}, script="s")
UNKNOWN = Token("كفرزيتا", False)


def _classes() -> Classes:
    return Classes.seen([Sentence([VERB, VERB, UNKNOWN])])


def test_a_feature_that_no_example_has_gets_no_head():
    assert "Aspect" in _classes().of
    assert "Definite" not in _classes().of
    assert "Definite" not in _classes().targets(VERB)


def test_what_is_not_known_of_a_token_stays_open():
    assert set(_classes().targets(UNKNOWN).values()) == {OPEN}


def test_targets_are_numbers_of_classes():
    targets = _classes().targets(VERB)
    assert _classes().of["tag"][targets["tag"]] == "VERB"
    assert _classes().of["Aspect"][targets["Aspect"]] == "Perf"
