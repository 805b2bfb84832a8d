import pytest
from typer.testing import CliRunner

from marsad.cli import app
from marsad.cli.messages import Fault

DUMP_ROW = "\t".join(
    [
        "1",
        "Test",
        "Test",
        "قرية الاختبار",
        "35.5",
        "36.5",
        "P",
        "PPL",
        "SY",
        "",
        "08",
        "",
        "",
        "",
        "900",
        "",
        "",
        "",
        "2020-01-01",
    ]
)


def run(*arguments: str, **environment: str):
    return CliRunner().invoke(app, ["gazetteer", *arguments], env=environment)


def test_places_of_a_name_are_shown_with_their_country():
    shown = run("find", "طرابلس").output
    assert "LY" in shown
    assert "LB" in shown
    assert "LY" not in run("find", "طرابلس", "--country", "lb").output


def test_a_dump_adds_its_places(tmp_path):
    (tmp_path / "SY.txt").write_text(DUMP_ROW + "\n", encoding="utf-8")
    added = run("add", str(tmp_path / "SY.txt"), MARSAD_GAZETTEER=str(tmp_path / "mine"))
    assert added.exit_code == 0
    assert "added 1 places" in added.output


@pytest.mark.parametrize(
    ("arguments", "said"), [(("find", "ططط"), "no place"), (("add", "nowhere.txt"), "is not there")]
)
def test_what_is_not_there_is_said(arguments, said):
    result = run(*arguments)
    assert isinstance(result.exception, Fault)
    assert said in str(result.exception)
