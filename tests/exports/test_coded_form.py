"""A record as a coded report: what ``marsad.coded`` loads, with the same words in the same places."""

from marsad.coded import CodedReport, check
from marsad.exports import to_coded
from tests.exports.cases import record, report, words


def test_the_form_holds():
    row = to_coded(record())
    assert check(row) == []
    coded = CodedReport.model_validate(row)
    assert coded.report == record().report
    for figure, own in zip(coded.figures, record().figures, strict=True):
        assert coded.span(figure) == own.span
    assert [mention.sentence for mention in coded.events[0].mentions] == [1, 0, 3]


def test_words_over_two_lines_cannot_be_held():
    longer = words(report(), "إدلب.\n\nونفى")
    figure = record().figures[0].model_copy(update={"span": longer})
    whole = record()
    row = to_coded(whole.model_copy(update={"figures": (figure, *whole.figures[1:])}))
    assert check(row) == [f"{figure.id}: {longer.text!r} does not stand in sentence 1"]
