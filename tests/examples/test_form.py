"""The examples keep to the form of the codebook, and together show what makes the work hard."""

from pathlib import Path

import pytest

from marsad.coded import CodedFigure, CodedReport, Words, doubts, load
from marsad.record import Bound, EventType, Group, Harm, Stance

FOLDER = Path(__file__).parents[2] / "examples"
REPORTS = load(FOLDER)

each = pytest.mark.parametrize("coded", REPORTS, ids=lambda coded: coded.report.id)


def test_there_are_twelve_and_one_is_no_conflict_news():
    assert len(REPORTS) == 12
    assert [c.report.id for c in REPORTS if not c.statements] == ["examples/cairo-derby-2020-11"]


@each
def test_the_file_is_named_after_the_report(coded: CodedReport):
    assert coded.report.id.startswith("examples/")
    assert (FOLDER / coded.report.id.removeprefix("examples/")).with_suffix(".json").is_file()


@each
def test_a_reader_has_what_it_needs(coded: CodedReport):
    assert coded.report.title
    assert coded.report.published
    assert all(sentence.text.strip() == sentence.text != "" for sentence in coded.sentences)
    assert 90 <= sum(len(sentence.text.split()) for sentence in coded.sentences) <= 400


@each
def test_nothing_is_left_in_doubt(coded: CodedReport):
    assert doubts(coded) == []


@each
def test_every_span_is_its_words(coded: CodedReport):
    every: list[Words | CodedFigure] = [*coded.figures]
    every += [mention for event in coded.events for mention in event.mentions]
    for words in every:
        span = coded.span(words)
        assert coded.report.field(span.field)[span.start : span.end] == words.text


def test_they_show_what_makes_the_work_hard():
    events = [event for coded in REPORTS for event in coded.events]
    figures = [figure for coded in REPORTS for figure in coded.figures]
    assert {event.type for event in events} >= set(EventType) - {EventType.PROTEST, EventType.RIOT}
    assert {s.stance for s in [*events, *figures]} == set(Stance)
    assert {f.bound for f in figures} >= set(Bound) - {Bound.AT_MOST, Bound.LESS_THAN}
    assert {f.group for f in figures} >= set(Group) - {Group.AID_WORKERS}
    assert {f.harm for f in figures} >= set(Harm) - {Harm.RETURNED}
    assert any(f.part_of for f in figures)
    assert any(f.cumulative for f in figures)
    assert any(s.source and s.source.via for s in [*events, *figures])
    triggers = [(coded.report.id, mention) for coded in REPORTS for e in coded.events for mention in e.mentions]
    assert len(set(triggers)) < len(triggers), "one trigger names two events"


def test_the_table_lists_every_example():
    table = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(f"{coded.report.id.removeprefix('examples/')}.json" in table for coded in REPORTS)
