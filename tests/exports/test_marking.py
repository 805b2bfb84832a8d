"""Cutting a text at the boundaries of spans."""

from hypothesis import given

from marsad.exports.marking import marks_of, paragraphs
from tests.exports.cases import record, records


@given(records())
def test_segments_are_the_lines_and_marks_lie_on_their_words(made):
    for field in ("title", "text"):
        text = made.report.field(field)
        marks = [mark for mark in marks_of(made) if mark.span.field == field]
        lines = list(paragraphs(text, marks))
        assert ["".join(segment.text for segment in line) for line in lines] == [
            line for line in text.split("\n") if line.strip()
        ]
        for segment in (segment for line in lines for segment in line):
            assert text[segment.start : segment.end] == segment.text != ""
            covering = {mark for mark in marks if mark.span.start < segment.end and segment.start < mark.span.end}
            assert set(segment.marks) == covering
            assert all(mark.span.start <= segment.start and segment.end <= mark.span.end for mark in segment.marks)


def test_every_span_of_a_record_is_marked():
    made = record()
    assert {mark.span for mark in marks_of(made)} == set(made.spans())
