"""Any file gives reports, or sentences that say what is wrong and where."""

import gzip
import io
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from marsad.intake import Unreadable, parse_day, reports
from marsad.record import Report

TEXT = "قتل 12 مدنياً في غارة على مدينة الرقة.\nوقال مصدر طبي إن 20 آخرين أصيبوا.\n"
ONE = {"id": "a/1", "outlet": "وكالة", "published": "2017-10-17", "title": "غارة", "text": TEXT}


def read(tmp_path: Path, name: str, content: str | bytes, **options: Any) -> list[Any]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(reports(path, **options))


def reason(tmp_path: Path, name: str, content: str | bytes) -> str:
    [item] = read(tmp_path, name, content)
    assert isinstance(item, Unreadable), item
    return str(item).removeprefix(str(tmp_path / name))


class TestText:
    def test_a_text_is_one_report_without_a_title(self, tmp_path):
        [report] = read(tmp_path, "a.txt", TEXT, outlet="وكالة", published=date(2017, 10, 17))
        assert (report.text, report.title, report.outlet) == (TEXT, None, "وكالة")
        assert report.published == date(2017, 10, 17)

    def test_its_id_depends_on_outlet_and_words_alone(self, tmp_path):
        ids = [
            read(tmp_path, name, text, outlet=outlet)[0].id
            for name, text, outlet in [
                ("a.txt", TEXT, "و"),
                ("b", TEXT.replace("\n", " \r\n"), "و"),
                ("a.txt", TEXT, "ز"),
                ("a.txt", TEXT + "بعد", "و"),
            ]
        ]
        assert ids[0] == ids[1]
        assert len(set(ids)) == 3

    @pytest.mark.parametrize("start", ["[عاجل] ", "{عاجل} ", "< ", "\n\n[", '"'])
    def test_a_bracket_at_the_start_makes_no_json(self, tmp_path, start):
        [report] = read(tmp_path, "a.txt", start + TEXT)
        assert report.text == start + TEXT

    def test_fifty_megabytes_are_no_report(self, tmp_path):
        data = TEXT.encode() * (50_000_000 // len(TEXT.encode()))
        [refused] = read(tmp_path, "a.txt", data)
        assert isinstance(refused, Unreadable)
        assert "one report at most 2,000,000" in refused.reason

    def test_a_line_of_a_million_characters_gets_through(self, tmp_path):
        [report] = read(tmp_path, "a.txt", "مقتل " * 200_000)
        assert len(report.text) == 1_000_000


PAGE = f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="CHARSET">
<title>مقتل 12 مدنياً في غارة على الرقة - وكالة الأنباء</title>
<meta property="og:title" content="مقتل 12 مدنياً في غارة على الرقة">
<meta property="og:site_name" content="وكالة الأنباء">
<meta property="article:published_time" content="2017-10-17T08:00:00+03:00">
<link rel="canonical" href="https://news.example/2017/raqqa">
<script>var x = "لا";</script></head><body>
<nav><a href="/">الرئيسية</a> <a href="/s">سياسة</a></nav>
<article><h1>مقتل 12 مدنياً في غارة على الرقة</h1>
<p>{TEXT.splitlines()[0]}</p><p>{TEXT.splitlines()[1]}</p></article>
<footer>جميع الحقوق محفوظة 2020</footer></body></html>"""


class TestPage:
    @pytest.mark.parametrize("name", ["a.html", "a.txt", "a"])
    @pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
    def test_a_saved_page_gives_article_title_day_outlet_and_address(self, tmp_path, name, encoding):
        page = PAGE.replace("CHARSET", {"cp1256": "windows-1256"}.get(encoding, encoding))
        [report] = read(tmp_path, name, page.encode(encoding))
        assert report.text.splitlines() == TEXT.splitlines()
        assert report.title == "مقتل 12 مدنياً في غارة على الرقة"
        assert (report.outlet, report.published) == ("وكالة الأنباء", date(2017, 10, 17))
        assert report.url == "https://news.example/2017/raqqa"

    def test_what_the_user_gives_goes_first(self, tmp_path):
        [report] = read(tmp_path, "a.html", PAGE, published=date(2017, 1, 2), outlet="و", title="ع")
        assert (report.published, report.outlet, report.title) == (date(2017, 1, 2), "و", "ع")

    def test_no_day_is_guessed_from_the_text(self, tmp_path):
        page = f"<html><body><p>{TEXT * 4}</p><p>تأسست في 12/03/2011 وفي 2014</p></body></html>"
        [report] = read(tmp_path, "a.html", page)
        assert report.published is None

    def test_a_page_without_an_article(self, tmp_path):
        assert "no article was found" in reason(tmp_path, "a.html", "<html><body></body></html>")


class TestJson:
    @pytest.mark.parametrize("indent", [None, 2])
    @pytest.mark.parametrize("ascii_only", [True, False])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("name", ["a.json", "a"])
    def test_one_report_or_a_list(self, tmp_path, indent, ascii_only, encoding, name):
        for value, count in ((ONE, 1), ([ONE, ONE | {"id": "a/2"}], 2)):
            text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
            found = read(tmp_path, name, text.encode(encoding))
            assert [report.id for report in found] == ["a/1", "a/2"][:count]
            assert found[0] == Report(**ONE)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
    @pytest.mark.parametrize("name", ["a.jsonl", "a", "a.jsonl.gz"])
    def test_lines_in_their_order(self, tmp_path, encoding, name):
        lines = [json.dumps(ONE | {"id": f"a/{n}"}, ensure_ascii=False) for n in range(5)]
        data = "\n\n".join(lines).encode(encoding)
        found = read(tmp_path, name, gzip.compress(data) if name.endswith("gz") else data)
        assert [report.id for report in found] == [f"a/{n}" for n in range(5)]
        assert found[4].text == TEXT

    def test_a_broken_line_does_not_stop_the_others(self, tmp_path):
        lines = [
            json.dumps(ONE),
            '{"id": ',
            "[1]",
            json.dumps(ONE | {"text": 7}),
            json.dumps(ONE | {"published": "17/10/2017"}),
            json.dumps(ONE | {"text": None, "title": ""}),
            json.dumps(ONE | {"text": " \n.", "title": None}),
            json.dumps(ONE | {"id": "a/2"}),
        ]
        found = read(tmp_path, "a.jsonl", "\n".join(lines))
        assert [item.id for item in found if isinstance(item, Report)] == ["a/1", "a/2"]
        reasons = [str(item).partition("a.jsonl, ")[2] for item in found if isinstance(item, Unreadable)]
        assert reasons == [
            "line 2: the JSON is broken at column 7 (Expecting value).",
            "line 3: a report is an object with a text, and this is a list.",
            "line 4: 'text' is a number, not text.",
            "line 5: the date '17/10/2017' is no day in the form 2017-10-17.",
            "line 6: the report has no text.",
            "line 7: there are no words in it.",
        ]

    def test_options_fill_in_what_the_file_leaves_out(self, tmp_path):
        lines = json.dumps(ONE) + "\n" + json.dumps({"text": TEXT})
        kept, filled = read(tmp_path, "a.jsonl", lines, outlet="ز", published=date(2011, 1, 1), title="ع")
        assert kept == Report(**ONE)
        assert (filled.outlet, filled.published, filled.title) == ("ز", date(2011, 1, 1), "ع")

    def test_halves_of_surrogate_pairs_and_nulls_are_replaced(self, tmp_path):
        line = r'{"id": "x\ud800", "text": "قبل \ud800 بعد \u0000 \ud83d\ude00"}'
        [report] = read(tmp_path, "a.jsonl", line)
        assert (report.id, report.text) == ("x\ufffd", "قبل \ufffd بعد \ufffd 😀")

    def test_a_number_is_an_id_and_a_headline_may_stand_alone(self, tmp_path):
        [report] = read(tmp_path, "a.json", '{"id": 12, "title": "مقتل جندي", "text": null, "more": [1]}')
        assert (report.id, report.title, report.text) == ("12", "مقتل جندي", "")

    def test_a_record_is_taken_for_its_report(self, tmp_path):
        [report] = read(tmp_path, "a.jsonl", json.dumps({"report": ONE, "events": [], "figures": []}))
        assert report == Report(**ONE)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ("[]", "the list in it is empty"),
            ('[{"text": "قتل"', "the JSON is broken"),
            ('{"text":\n' + "[" * 100_000, "nested too deep"),
            ('{"text":\n' + "1" * 10_000 + "}", "a number that is too long"),
            ('"مقتل"', "this is text"),
            ("null", "this is null"),
        ],
    )
    def test_broken_json(self, tmp_path, content, words):
        assert words in reason(tmp_path, "a.json", content)


class TestFiles:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", ": the file is empty."),
            (b"\xef\xbb\xbf", ": there are no words in it."),
            (b" \n\t\n", ": there are no words in it."),
            (b"\x89PNG\r\n\x1a\n\0\0", ": this is an image, not text."),
            (gzip.compress(TEXT.encode() * 100)[:-20], ": the gzip file is damaged or was cut off."),
            (gzip.compress(b""), ": the file is empty."),
            (b"\x1f\x8b\x08\x00garbage of all sorts", ": the gzip file is damaged or was cut off."),
        ],
    )
    def test_a_sentence_for_each(self, tmp_path, content, said):
        assert reason(tmp_path, "a.txt", content) == said

    def test_what_came_before_the_damage_is_kept(self, tmp_path):
        lines = "\n".join(json.dumps(ONE | {"id": os.urandom(40).hex()}) for _ in range(2000))
        found = read(tmp_path, "a.jsonl.gz", gzip.compress(lines.encode())[:-4000])
        assert len(found) > 1000
        assert isinstance(found[-1], Unreadable)

    @pytest.mark.parametrize("path", ["nowhere.txt", "a\0b", "x" * 5000, "a\udcff"])
    def test_a_missing_file(self, path):
        [item] = reports(path)
        assert isinstance(item, Unreadable)
        str(item).encode()

    def test_a_folder(self, tmp_path):
        assert list(reports(tmp_path)) == [Unreadable(str(tmp_path), "this is a folder; name the files in it.")]

    def test_a_file_without_permission(self, tmp_path, monkeypatch):
        def refuse(*_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("pathlib.Path.open", refuse)  # root may read any file
        [item] = reports(tmp_path / "a.txt")
        assert isinstance(item, Unreadable)
        assert item.reason == "you have no permission to read it."

    @pytest.mark.parametrize("content", [TEXT, PAGE.replace("CHARSET", "utf-8"), json.dumps(ONE)])
    def test_standard_input_shows_its_form(self, monkeypatch, content):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        [report] = reports("-")
        assert isinstance(report, Report)
        assert report.text.splitlines() == TEXT.splitlines()

    @pytest.mark.parametrize("suffix", [".txt", ".json", ".jsonl", ".html", ".gz"])
    @given(
        data=st.builds(
            bytes.__add__,
            st.sampled_from([b"", b"<html><body><p>", b'{"text": "', b'[{"', b"\xff\xfe", b"\x1f\x8b\x08\0"]),
            st.binary(max_size=200),
        )
    )
    @example(b'{"a": 1}\n{')
    @example(b"<html>\0<p>\xd9<div")
    @example(b"\xff\xfe\0\xd8{\0")
    @example(b'{"text": "\\ud800", "id": "\\udfff"}')
    def test_any_bytes_in_no_traceback_out(self, tmp_path_factory, suffix, data):
        path = tmp_path_factory.mktemp("any") / f"a{suffix}"
        path.write_bytes(data)
        found = list(reports(path))
        assert found
        for item in found:
            assert isinstance(item, (Report, Unreadable))
            str(item).encode()


@pytest.mark.parametrize("value", ["2017-10-17", "2017-10-17T23:30:00Z", " 2017-10-17 08:00"])
def test_a_day(value):
    assert parse_day(value) == date(2017, 10, 17)


@pytest.mark.parametrize("value", ["", "2017-02-30", "17-10-2017", "2017-10", "أمس", "2017-10-171"])
def test_no_day(value):
    with pytest.raises(ValueError, match="is no day in the form 2017-10-17"):
        parse_day(value)
