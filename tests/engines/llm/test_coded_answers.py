"""A model that answers as the coder of the examples did: the checks may lose nothing of it."""

from pathlib import Path
from typing import Any

import pytest

from marsad.codebook import shipped
from marsad.coded import CodedReport, load
from marsad.engines.llm.grammars import Grammars
from marsad.engines.llm.statements import Statements
from marsad.engines.llm.tally import Notes
from marsad.engines.llm.words import Words
from marsad.record import Span

CODED = load(Path(__file__).parents[3] / "examples")


def answer(coded: CodedReport, words: Words) -> dict[str, Any]:
    """The coding in the form in which a model gives it (without times: the coder gives no words for them)."""

    def quoted(span: Span) -> dict[str, Any]:
        return {"sentence": words.sentence_of(span), "text": span.text}

    def shared(row: dict[str, Any]) -> dict[str, Any]:
        return row | {"place": row["place"] and row["place"]["text"], "when": None}

    events = [
        shared(event.model_dump(mode="json")) | {"mentions": [quoted(coded.span(words)) for words in event.mentions]}
        for event in coded.events
    ]
    figures = [shared(figure.model_dump(mode="json")) | quoted(coded.span(figure)) for figure in coded.figures]
    return {"events": events, "figures": figures}


@pytest.mark.parametrize("coded", CODED, ids=lambda coded: coded.report.id.removeprefix("examples/"))
def test_what_the_coder_says_is_kept(coded):
    words, notes = Words(coded.report), Notes()
    events, figures = Statements(words, Grammars(coded.report, shipped()), notes).of(answer(coded, words))
    assert dict(notes.dropped) == {}
    assert notes.repaired <= 1  # once a coder quotes a word without its article
    assert [(e.type, len(e.mentions), e.actors, e.targets, e.source, e.stance) for e in events] == [
        (e.type, len(e.mentions), e.actors, e.targets, e.source, e.stance) for e in coded.events
    ]
    assert [(f.harm, f.low, f.high, f.bound, f.group, f.event, f.part_of, f.cumulative) for f in figures] == [
        (f.harm, f.low, f.high, f.bound, f.group, f.event, f.part_of, f.cumulative) for f in coded.figures
    ]
    assert all(
        new.span.text in f.text or f.text in new.span.text for new, f in zip(figures, coded.figures, strict=True)
    )
