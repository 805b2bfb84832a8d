"""The page: everything escaped, every link leads somewhere, the words of the report unchanged, no network."""

import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from hypothesis import given

from marsad.exports import to_html
from marsad.exports.wording import printable
from marsad.record import Record
from tests.coded import DEV, dev_records
from tests.exports.cases import record, records

_OURS = {
    *("html", "head", "meta", "title", "style", "script", "body", "template", "button"),
    *("nav", "ol", "ul", "li", "article", "section", "aside", "header", "footer", "div", "p", "span", "br"),
    *("h1", "h2", "h3", "h4", "dl", "dt", "dd", "a", "sup", "small", "bdi", "code", "time", "meter"),
}
_VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a browser would make of a page: elements, attributes, and the text of the report."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.lines: list[str] = []
        self.comments: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert self._open == [], "every element is closed"

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in _VOID:
            self._open.append((tag, dict(attrs).get("class") or ""))
        if tag in ("p", "h2") and self._in_text():
            self.lines.append("")

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_comment(self, data):
        self.comments.append(data)

    def handle_data(self, data):
        tags = [tag for tag, _ in self._open]
        if self._in_text() and "sup" not in tags and ("p" in tags or "h2" in tags):
            self.lines[-1] += data

    def _in_text(self) -> bool:
        """Inside the title or the text of a report."""
        return any(name == "text" or (tag == "h2" and name != "untitled") for tag, name in self._open)

    def values(self, name: str) -> list[str]:
        return [value for _, key, value in self.attributes if key == name]


def lines_of(made: Record) -> list[str]:
    """The lines of a report as the page should show them."""
    title = [made.report.title] if made.report.title and made.report.title.strip() else []
    return [printable(line) for text in (*title, made.report.text) for line in text.split("\n") if line.strip()]


@given(records(), records())
def test_nothing_of_a_report_becomes_markup(one, two):
    page = Page(to_html([one, two]))
    assert page.tags <= _OURS
    assert not page.comments
    names = {name for _, name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on")} and "style" not in names and "src" not in names


@given(records())
def test_every_link_leads_to_an_element_and_every_id_is_one(made):
    page = Page(to_html([made, made]))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    links = page.values("href")
    assert all(link[1:] in ids for link in links if link.startswith("#"))
    assert {link for link in links if not link.startswith("#")} <= {"https://example.org/?a=1&b=<b>"}
    assert {card for cards in page.values("data-cards") for card in cards.split()} <= set(ids)


@given(records())
def test_the_words_of_the_report_are_unchanged(made):
    shown = "".join(Page(to_html([made])).lines)
    # HTML shows a carriage return as a line feed, and neither is seen.
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", "".join(lines_of(made)))


def test_a_page_may_ask_the_network_for_nothing():
    html = to_html([record()])
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy and policy[1].startswith("default-src &#39;none&#39;")
    assert "unsafe" not in policy[1]
    assert not re.search(r"(?:src=|@import|url\(|fetch\(|<link)", html)


def test_words_and_cards_are_linked_both_ways():
    page = Page(to_html([record()]))
    cards = set(page.values("data-card"))
    assert cards == {"r1-e1", "r1-e2", "r1-f1", "r1-f2"}
    assert {card for value in page.values("data-cards") for card in value.split()} == cards


def test_a_card_says_what_the_record_says():
    html = to_html([record()])
    for words in (
        "12 على الأقل",
        "مدنيون",
        "ضربة جوية",
        "منفي",
        "Idlib, SY",
        "وكالة فرانس برس",
        "events/airstrike",
    ):
        assert words in html
    assert ">0.87" in html.replace("درجة الثقة 0", ">0")


def test_several_records_have_a_list_at_the_top_and_one_has_none():
    assert '<nav class="contents"' not in to_html([record()])
    several = to_html([record(), record(published=None)])
    assert several.count('href="#r1"') == several.count('href="#r2"') == 1
    assert several.count("لا تاريخ لنشر هذا الخبر") == 1


def test_no_record_and_an_empty_record_give_a_page():
    assert to_html([]).startswith("<!DOCTYPE html>")
    empty = record().model_copy(update={"events": (), "figures": ()})
    assert "لم يُسجَّل" in to_html([empty])


@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed")
def test_a_browser_runs_the_script_and_lights_the_card_that_the_address_names(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(to_html([record()]), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    flags += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    flags += [f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", f"{path.as_uri()}#r1-f2"]
    done = subprocess.run(["chromium", *flags], check=True, capture_output=True, timeout=120)
    seen = done.stdout.decode()
    assert 'class="js"' in seen, "the policy lets the page's own script run"
    assert re.search(r'class="card figure force depth0[^"]* on\b', seen)
    assert re.search(r'class="w figure force r1-f2[^"]* on[^"]*"', seen)


@pytest.mark.skipif(not DEV.exists(), reason="the coded reports (../shared/data/gold) are not here")
def test_pages_of_coded_reports_hold_every_word():
    for made in dev_records():
        assert [" ".join(line.split()) for line in Page(to_html([made])).lines] == [
            " ".join(line.split()) for line in lines_of(made)
        ]
