from pathlib import Path

import pytest

from marsad.codebook import CodebookError, Trigger, faults, load, shipped

TRIGGER = """
[[trigger]]
id = "shelling.drum"
type = "shelling"
patterns = ["راجمة صواريخ"]
examples = ["قصفت [راجمة صواريخ] الحي"]
"""


def folder_with(tmp_path: Path, text: str, name: str = "mine.toml") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_user_adds_an_entry(tmp_path):
    codebook = load(folder_with(tmp_path, TRIGGER))
    assert codebook.get(Trigger, "shelling.drum").type == "shelling"
    assert len(codebook) == len(shipped()) + 1
    assert codebook.hash != shipped().hash
    assert list(faults(codebook)) == []


def test_a_user_overrides_an_entry(tmp_path):
    codebook = load(folder_with(tmp_path, TRIGGER.replace("shelling.drum", "airstrike.raid")))
    assert codebook.get(Trigger, "airstrike.raid").patterns == ("راجمة صواريخ",)
    assert len(codebook) == len(shipped())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TRIGGER.replace('"shelling"', '"bombardment"'), "mine.toml, line 2: trigger 'shelling.drum', type"),
        (TRIGGER.replace("[راجمة صواريخ] ", "راجمة صواريخ "), "square brackets"),
        (TRIGGER.replace('"راجمة صواريخ"', '"... صواريخ"'), "begins or ends with '...'"),
        (TRIGGER + TRIGGER, "line 8: trigger 'shelling.drum' is there twice"),
        (TRIGGER.replace("trigger", "triger", 1), "line 2: no kind of entry is called 'triger'"),
        ("[[trigger]\n", "not TOML"),
        ("trigger = 3", "one table each"),
    ],
)
def test_a_fault_is_said_in_plain_words(tmp_path, text, said):
    with pytest.raises(CodebookError, match=said.replace("[", r"\[").replace(".", r"\.")):
        load(folder_with(tmp_path, text))


def test_an_example_that_does_not_hold_is_told(tmp_path):
    codebook = load(folder_with(tmp_path, TRIGGER.replace("قصفت [راجمة صواريخ]", "قصفت [دبابات]")))
    assert list(faults(codebook)) == ["trigger 'shelling.drum' does not find [دبابات] in its example: قصفت دبابات الحي"]


def test_a_folder_that_is_none_is_told(tmp_path):
    with pytest.raises(CodebookError, match="not a folder"):
        load(tmp_path / "nowhere")
