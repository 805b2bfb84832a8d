"""What holds for any answer: no exception but the engine's own, and words where the record says."""

import json
from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.codebook import shipped
from marsad.engines import LanguageModel, NoAnswerError
from marsad.engines.llm.grammars import Grammars
from marsad.engines.llm.statements import Statements
from marsad.engines.llm.tally import Notes
from marsad.engines.llm.words import Words
from marsad.record import Bound, EventType, Group, Harm, MadeBy, Record, Report, Stance
from tests.engines.llm.news import PUBLISHED, REPORT, TEXT, TITLE, patient
from tests.engines.llm.server import Server, sends

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
PIECES = TEXT.split() + TITLE.split()
# Words of the report, pieces of them, and others.
QUOTATION = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(" ".join),
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, 30)).map(lambda cut: TEXT[cut[0] : cut[0] + cut[1]]),
    st.sampled_from(["مديريه حيس", "سبعة أطفال", "17", "\u200f", "«»", "ال", "و"]),
    st.text(max_size=10),
)
NAME = st.sampled_from(["e1", "e2", "f1", "f2", "f3", 1, 2, "", None])


def or_any(good: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Mostly what is asked for, at times anything."""
    return st.one_of(good, good, good, JSON)


def rows(**fields: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return or_any(
        st.lists(or_any(st.fixed_dictionaries({}, optional={k: or_any(v) for k, v in fields.items()})), max_size=5)
    )


SHARED: dict[str, st.SearchStrategy[object]] = {
    "id": NAME,
    "place": QUOTATION,
    "when": st.fixed_dictionaries(
        {
            "text": or_any(QUOTATION),
            "value": or_any(st.sampled_from(["2018-10-15", "2018/..", "../..", "0000", "2018-02-30"])),
        }
    ),
    "source": st.fixed_dictionaries({"text": or_any(QUOTATION), "via": or_any(QUOTATION)}),
    "stance": st.sampled_from(Stance),
}
QUOTED = st.fixed_dictionaries({"sentence": or_any(st.integers(0, 4)), "text": or_any(QUOTATION)})
ANSWERS = st.fixed_dictionaries(
    {
        "events": rows(type=st.sampled_from(EventType), mentions=st.lists(QUOTED, max_size=3), actors=st.lists(QUOTATION, max_size=2), targets=st.lists(QUOTATION, max_size=2), **SHARED),
        "figures": rows(event=NAME, part_of=NAME, harm=st.sampled_from(Harm), sentence=st.integers(0, 4), text=QUOTATION, low=st.integers(), high=st.integers(), bound=st.sampled_from(Bound), group=st.sampled_from(Group), cumulative=st.booleans(), **SHARED),
    }
)  # fmt: skip


def check(record: Record) -> None:
    for span in record.spans():
        assert record.report.field(span.field)[span.start : span.end] == span.text
    assert Record.model_validate_json(record.model_dump_json()) == record


@lru_cache
def _read(report: Report) -> tuple[Words, Grammars]:
    return Words(report), Grammars(report, shipped())


def record_of(report: Report, answer: dict[str, object]) -> Record:
    statements = Statements(*_read(report), Notes())
    events, figures = statements.of(answer)
    return Record(report=report, events=events, figures=figures, made_by=MadeBy(marsad="0", codebook="0", engine="llm"))


@settings(max_examples=100, deadline=None)
@given(ANSWERS, st.sampled_from([PUBLISHED, None]))
def test_any_answer_gives_a_record_whose_words_stand_in_the_report(answer, published):
    check(record_of(REPORT.model_copy(update={"published": published}), answer))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.data())
def test_any_words_of_any_report_are_found_where_they_stand(text, data):
    report = Report(id="any", text=text)
    start = data.draw(st.integers(0, len(text)))
    wanted = text[start : start + data.draw(st.integers(0, 12))]
    found = Words(report).find(wanted, sentence=data.draw(st.none() | st.integers(0, 3)))
    if found:
        assert text[found.span.start : found.span.end] == found.span.text
    check(record_of(report, {"figures": [{"harm": "killed", "text": wanted, "low": 1, "high": 1, "bound": "exact"}]}))


def test_any_body_from_the_server_gives_a_record_or_a_reason():
    with Server() as server, LanguageModel(server.url, "m", patience=patient(attempts=1)) as engine:

        @settings(max_examples=60, deadline=None)
        @given(
            st.one_of(
                st.binary(max_size=60),
                JSON.map(json.dumps).map(str.encode),
                JSON.map(lambda told: json.dumps({"choices": [{"message": {"content": told}}]}).encode()),
                JSON.map(lambda told: json.dumps({"choices": [{"message": told}], "usage": told}).encode()),
                JSON.map(
                    lambda told: json.dumps(
                        {"choices": [{"message": {"content": json.dumps({"events": told})}}]}
                    ).encode()
                ),
            ),
            st.sampled_from([200, 200, 200, 400, 429, 500]),
        )
        def ask(body, status):
            server.behaviours = [sends(body, status)]
            try:
                check(engine(REPORT))
            except NoAnswerError as error:
                assert str(error).endswith(".")

        ask()
