"""The commands on corrections, as an analyst meets them."""

import json

import pytest

from marsad import coded
from marsad.archive import Archive
from marsad.cli import main
from marsad.record import Record
from tests.corrections.world import ENGINE, REPORT, statement


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """The command line beside an archive with one report: its status, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MARSAD_ARCHIVE", raising=False)
    monkeypatch.setenv("MARSAD_BY", "ليلى")
    with Archive.open("marsad.db") as archive:
        archive.add(ENGINE)

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["marsad", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        code = end.value.code or 0
        assert isinstance(code, int)
        return code, *capsys.readouterr()

    return call


def shown() -> Record:
    with Archive.open("marsad.db", create=False) as archive:
        record = archive.get(REPORT.id)
    assert record is not None
    return record


class TestCorrect:
    def test_a_number_with_who_and_why(self, run):
        code, out, err = run(
            "correct", "r/1", "f2", "--set", "low=6", "--set", "high=6", "--by", "سامر", "--note", "أسماء"
        )
        assert (code, err) == (0, "")
        assert out == "r/1, correction 1 by سامر: f2: low 5 → 6; high 5 → 6\n"
        assert statement(shown(), "f2").why == ("correction:سامر",)
        _, out, _ = run("show", "r/1", "--format", "table")
        assert "corrected by" in out

    def test_several_things_at_once(self, run):
        added = (
            "--add",
            "figure",
            "--set",
            "words=4 جنود",
            "--set",
            "harm=wounded",
            "--set",
            "low=4",
            "--set",
            "high=4",
        )
        code, out, _ = run("correct", "r/1", *added, "--reject", "f5", "--accept", "f1", "--accept-all")
        assert code == 0
        assert out.splitlines() == [
            "r/1, correction 1 by ليلى: f6 added: wounded 4 exact «4 جنود»",
            "r/1, correction 2 by ليلى: f5 rejected (killed 17 exact «17 مسلحاً»)",
            "r/1, correction 3 by ليلى: f1 accepted (killed 17 exact «17 مدنياً»)",
            "r/1, correction 4 by ليلى: checked as a whole: 7 statements",
        ]

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["r/1", "f2", "--set", "low=9", "--set", "high=6"], "r/1: f2: low 9 is more than high 6."),
            (
                ["r/1", "--reject", "f1", "--accept", "f9"],
                "r/1: the record has no statement f9; it has e1, e2, f2, f3, f4, f5.",
            ),
            (["r/1", "e1", "--set", "source=ناطق"], "r/1: «ناطق» does not stand in the report."),
            (["r/1", "--undo", "3"], "r/1: the report has no correction 3; it has 0."),
            (["r/1", "f2", "--set", "low=5"], "r/1: f2 says so already; to vouch for it, accept it."),
            (
                ["r/1", "f2", "--accept", "f2"],
                "--set changes the STATEMENT named behind the report, or gives --add its values.",
            ),
            (
                ["r/1", "--set", "low=5"],
                "--set changes the STATEMENT named behind the report, or gives --add its values.",
            ),
            (["r/1"], "say what to correct: --set, --add, --accept, --reject, --accept-all, --undo or --import."),
            ([], "name the report whose record is to be corrected."),
            (["r/2", "--accept", "f2"], "marsad.db: there is no report r/2."),
            (["r/1", "--history", "--accept", "f2"], "--history shows what was corrected, and corrects nothing."),
            (["r/1", "--import", "none.json"], "none.json: No such file or directory."),
        ],
    )
    def test_what_is_wrong_is_one_sentence_and_changes_nothing(self, run, arguments, told):
        code, out, err = run("correct", *arguments)
        assert (code, out, err) == (1, "", f"marsad: {told}\n")
        assert shown() == ENGINE

    def test_the_systems_user_where_nobody_is_named(self, run, monkeypatch):
        monkeypatch.delenv("MARSAD_BY")
        monkeypatch.setattr("getpass.getuser", lambda: "samir")
        _, out, _ = run("correct", "r/1", "--accept", "f1")
        assert out.startswith("r/1, correction 1 by samir: ")


class TestHistory:
    def test_for_people(self, run):
        run("correct", "r/1", "f2", "--set", "low=6", "--set", "high=6", "--note", "أسماء")
        run("correct", "r/1", "e1", "--set", "place=مدينة تعز", "--set", "actors=الجيش")
        run("correct", "r/1", "--undo", "1", "--by", "سامر")
        code, out, _ = run("correct", "r/1", "--history", "--format", "table")
        assert code == 0
        head, *lines = out.splitlines()
        assert "read 2 events and 5 figures." in head
        assert [line.strip().split("  ", 2)[2] for line in lines[:3]] == [
            "ليلى  f2: low 5 → 6; high 5 → 6 (أسماء) [taken back by 3]",
            "ليلى  e1: place «مدينة حيس» (Hays, YE) → «مدينة تعز» (Taiz, YE); actors none → «الجيش»",
            "سامر  correction 1 taken back",
        ]
        assert lines[3:] == ["e1: the engine reads airstrike «غارة»"]

    def test_for_programs(self, run):
        run("correct", "r/1", "f2", "--set", "low=6", "--set", "high=6")
        run("correct", "r/1", "--accept-all", "--by", "سامر")
        _, out, _ = run("correct", "r/1", "--history")
        history = json.loads(out)
        assert history["engine"]["figures"][1]["low"] == 5
        assert history["record"]["figures"][1]["low"] == 6
        assert history["checked_by"] == ["سامر"]
        first, second = history["corrections"]
        assert (first["by"], first["was"], first["values"]) == ("ليلى", {"low": 5, "high": 5}, {"low": 6, "high": 6})
        assert first["engine"][0]["low"] == 5
        assert len(second["checks"]) == 7


class TestImport:
    def test_a_record_that_was_corrected_elsewhere(self, run, tmp_path):
        run("show", "r/1", "--format", "json", "--out", "r.json")
        data = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
        data["figures"][1] |= {"low": 6, "high": 6}
        del data["figures"][3]
        (tmp_path / "r.json").write_text(json.dumps(data), encoding="utf-8")
        code, out, _ = run("correct", "r/1", "--import", "r.json")
        assert code == 0
        assert out.splitlines() == [
            "r/1, correction 1 by ليلى: f2: low 5 → 6; high 5 → 6",
            "r/1, correction 2 by ليلى: f4 rejected (missing 12 exact «12 شخصاً»)",
        ]
        code, out, _ = run("correct", "--import", "r.json")
        assert (code, out) == (0, "Nothing is different: nothing was corrected.\n")

    def test_all_of_a_file_or_nothing(self, run, tmp_path):
        run("show", "r/1", "--out", "r.jsonl")
        line = (tmp_path / "r.jsonl").read_text(encoding="utf-8")
        good, bad = line.replace('"low":5', '"low":4'), line.replace('"text":"قُتل', '"text":"قتل')
        (tmp_path / "r.jsonl").write_text(good + bad, encoding="utf-8")
        code, _, err = run("correct", "--import", "r.jsonl", "--accept-all")
        assert code == 1
        assert err.count("\n") == 1
        assert shown() == ENGINE

    def test_what_is_no_json_is_told(self, run, tmp_path):
        (tmp_path / "r.json").write_text("{", encoding="utf-8")
        code, _, err = run("correct", "r/1", "--import", "r.json")
        assert (code, err[:40]) == (1, "marsad: r.json: this is not JSON (Expect")


class TestLearning:
    def test_checked_reports_are_exported_as_coded_ones_and_come_back(self, run, tmp_path):
        code, _, err = run("export-coded", "--out", "coded.jsonl")
        assert (code, err) == (0, "marsad: wrote 0 reports to coded.jsonl.\n")
        run("correct", "r/1", "f2", "--set", "low=6", "--set", "high=6", "--accept-all")
        code, _, err = run("export-coded", "--out", "coded.jsonl")
        assert (code, err) == (0, "marsad: wrote 1 reports to coded.jsonl.\n")
        [report] = coded.load(tmp_path / "coded.jsonl")
        assert [figure.low for figure in report.figures] == [17, 6, 30, 12, 17]
        assert [figure.sentence for figure in report.figures] == [1, 1, 1, 2, 3]
        code, out, _ = run("correct", "r/1", "--import", "coded.jsonl")
        assert (code, out) == (0, "Nothing is different: nothing was corrected.\n")

    def test_what_the_coded_form_cannot_hold_is_told(self, run):
        run("correct", "r/1", "e1", "--set", "place.name=none", "--accept-all")
        code, out, err = run("export-coded")
        assert (code, out) == (1, "")
        assert err.splitlines() == [
            "marsad: 1 do not keep to the coded form and are left out:",
            "r/1: e1, place, name: Input should be a valid string",
        ]

    def test_evaluation_sees_the_corrected_record(self, run):
        run("correct", "r/1", "f2", "--set", "low=6", "--set", "high=6", "--accept-all")
        run("export-coded", "--out", "coded.jsonl")
        code, out, _ = run("evaluate", "coded.jsonl", "--kept", "--json")
        assert code == 0
        assert json.loads(out)["figures"]["f1"] == 1.0
        run("correct", "r/1", "--undo", "2")
        run("correct", "r/1", "--reject", "f2")
        _, out, _ = run("evaluate", "coded.jsonl", "--kept", "--json")
        assert json.loads(out)["figures"]["f1"] < 1.0
        code, _, err = run("evaluate", "coded.jsonl", "coded.jsonl", "--kept")
        assert (code, err) == (1, "marsad: name a file of records or --kept, not both.\n")
