"""What the engine does when the server misbehaves, each time over a real connection."""

import json
import re
import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.engines import LanguageModel, NoAnswerError
from marsad.engines.llm.patience import retry_after
from marsad.execute import Failure, read_many
from tests.engines.llm.news import ANSWER, NOTHING, REPORT, patient
from tests.engines.llm.server import (
    Behaviour,
    Server,
    breaks_off,
    completion,
    drips,
    drops,
    fails,
    floods,
    hangs,
    says,
    sends,
)

WRITTEN = json.dumps(ANSWER, ensure_ascii=False)


def reason(engine: LanguageModel) -> str:
    """Why there is no record."""
    with pytest.raises(NoAnswerError) as raised:
        engine(REPORT)
    return str(raised.value)


@pytest.mark.parametrize(
    "first",
    [
        fails(500, "boom"),
        fails(502),
        fails(503, "overloaded"),
        fails(429, "slow down"),
        fails(408),
        sends(b"<html>Bad gateway</html>", 502),
        drops,
        breaks_off,
        floods,
        sends(b"not json"),
        sends(b""),
        sends({"choices": []}),
        sends({"choices": [{"message": None}]}),
        sends([1, 2]),
        sends(completion(None)),
        says("عذراً، لا أستطيع"),
        says(WRITTEN[:-40]),
        says('{"events": {"id": 1}}'),
        says("[" * 100_000),
        says('{"a":' * 50_000),
    ],
)
def test_what_passes_is_asked_again(first: Behaviour):
    pauses: list[float] = []
    with Server(first, says(ANSWER)) as server, LanguageModel(server.url, "m", patience=patient(pauses)) as engine:
        assert len(engine(REPORT).figures) == 2
    assert (len(server.questions), pauses, engine.tally.requests) == (2, [0.5], 2)


@pytest.mark.parametrize(
    "written",
    [
        f"```json\n{WRITTEN}\n```",
        f"```\n{WRITTEN}```\nHope this helps!",
        f"Here is the record: {WRITTEN}",
        f'<think>The {{report}} says {{"events": []}} …</think>\n{WRITTEN}',
        json.dumps(ANSWER, indent=2),
        [{"type": "text", "text": WRITTEN}],
    ],
)
def test_an_answer_in_other_clothes_is_an_answer(written):
    body = completion("")
    body["choices"][0]["message"]["content"] = written
    with Server(sends(body)) as server, LanguageModel(server.url, "m", patience=patient()) as engine:
        assert len(engine(REPORT).figures) == 2
    assert len(server.questions) == 1


def test_pauses_grow_and_have_an_end():
    pauses: list[float] = []
    calm = patient(pauses, attempts=5, longest=5.0)
    with Server(fails(503, "overloaded")) as server, LanguageModel(server.url, "m", patience=calm) as engine:
        assert re.search(r"503 \(overloaded\) \(5 attempts\)\.", reason(engine))
    assert pauses == [0.5, 1.0, 2.0, 2.5]
    assert len(server.questions) == 5


def test_chance_spreads_the_pauses():
    assert {patient(chance=lambda n=n: n).pause(1, None) for n in (0.0, 0.5)} == {0.5, 0.75}


@pytest.mark.parametrize("as_date", [False, True])
def test_the_pause_that_the_server_asks_for_is_kept(as_date):
    asked = format_datetime(datetime.now(UTC) + timedelta(seconds=8), usegmt=True) if as_date else "7"
    pauses: list[float] = []
    behaviours = (fails(429, "wait", Retry_After=asked), says(ANSWER))
    with Server(*behaviours) as server, LanguageModel(server.url, "m", patience=patient(pauses)) as engine:
        engine(REPORT)
    [pause] = pauses
    assert 6 <= pause <= 8


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("0", 0), ("1.5", 1.5), ("9" * 400, float("inf")), ("", None), ("soon", None), ("-1", None), ("١٢", None)],
)
def test_retry_after(value, seconds):
    assert retry_after(value) == seconds


@given(st.text(max_size=40))
def test_any_retry_after(value):
    assert (retry_after(value) or 0) >= 0


def test_a_pause_longer_than_the_time_is_not_waited_for():
    pauses: list[float] = []
    limited = Server(fails(429, "daily limit", Retry_After="86400"))
    with limited as server, LanguageModel(server.url, "m", seconds=60, patience=patient(pauses)) as engine:
        assert re.search(r"429 \(daily limit\), and 60 seconds are up", reason(engine))
    assert (pauses, len(server.questions)) == ([], 1)


@pytest.mark.parametrize("behaviour", [hangs, drips])
def test_the_time_for_a_report_is_the_time_for_a_report(behaviour):
    started = time.monotonic()
    hasty = patient(first=0.01)
    with Server(behaviour) as server, LanguageModel(server.url, "m", seconds=0.4, patience=hasty) as engine:
        assert re.search("does not answer in time", reason(engine))
        assert time.monotonic() - started < 2
        assert len(server.questions) > 1


def test_a_server_that_hangs_once_is_asked_again():
    hasty = patient(first=0.01)
    with Server(hangs, says(ANSWER)) as server, LanguageModel(server.url, "m", seconds=1, patience=hasty) as engine:
        assert engine(REPORT).figures


def test_nobody_listens():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
        with LanguageModel(url, "m", patience=patient(attempts=2)) as engine:
            assert re.search(r"the connection fails \(.*\) \(2 attempts\)", reason(engine))


def test_answers_that_are_no_record_are_asked_for_three_times():
    with Server(says("no")) as server, LanguageModel(server.url, "m", patience=patient()) as engine:
        assert re.search("no record in JSON", reason(engine))
    assert len(server.questions) == 3
    assert engine.tally.tokens == 3300


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (fails(400, "prompt is too long"), "prompt is too long"),
        (fails(413), "413"),
        (fails(403, "moderated"), "moderated"),
        (says(WRITTEN[:200], finish_reason="length"), "cut off"),
        (sends({"choices": [{"message": {"content": None, "refusal": "I cannot"}}]}), "refuses"),
        (sends({}, 307, Location="http://127.0.0.1:9/"), "moved"),
    ],
)
def test_what_does_not_pass_is_not_asked_again(behaviour, said):
    with Server(behaviour) as server, LanguageModel(server.url, "m", patience=patient()) as engine:
        assert re.search(said, reason(engine))
    assert len(server.questions) == 1


@pytest.mark.parametrize(
    "refusal", [fails(401, "bad key"), fails(404, "no such model"), fails(429, "insufficient_quota")]
)
def test_an_endpoint_that_refuses_is_not_asked_about_every_report(refusal):
    reports = [REPORT.model_copy(update={"id": f"t/{n}"}) for n in range(50)]
    with Server(refusal) as server, LanguageModel(server.url, "m", patience=patient()) as engine:
        outcomes = list(read_many(reports, engine, workers=2))
    assert all(isinstance(outcome, Failure) and "the endpoint refuses" in outcome.reason for outcome in outcomes)
    assert len(server.questions) <= 2


def test_what_a_server_says_may_not_steer_the_terminal():
    with Server(fails(400, "\x1b[2J\x07 no\nsuch\u202e thing")) as server, LanguageModel(server.url, "m") as engine:
        assert reason(engine) == "the server answers 400 ([2J no such thing)."


def test_half_a_surrogate_pair_can_be_asked_about():
    with Server(says(NOTHING)) as server, LanguageModel(server.url, "m", patience=patient()) as engine:
        assert not engine(REPORT.model_copy(update={"text": "مقتل \ud800 جندي"})).figures


def test_a_parameter_that_the_server_does_not_know_is_given_up_for_all_reports():
    behaviours = (
        fails(400, "response_format of type json_schema is not supported"),
        fails(400, "'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."),
        fails(400, "'temperature' does not support 0 with this model"),
        fails(422, "response_format: extra fields not permitted"),
        says(ANSWER),
    )
    with Server(*behaviours) as server, LanguageModel(server.url, "m", patience=patient()) as engine:
        engine(REPORT)
        engine(REPORT)
    first, *_, last = server.questions
    assert first["response_format"]["json_schema"]["schema"]["required"] == ["events", "figures"]
    assert first.keys() - {"response_format"} == {"model", "messages", "max_tokens", "temperature"}
    assert last.keys() == {"model", "messages", "max_completion_tokens"}
    assert len(server.questions) == 6


class TestCost:
    def test_tokens_are_summed(self):
        with Server(says(ANSWER, (5000, 700))) as server, LanguageModel(server.url, "m") as engine:
            for _ in range(3):
                engine(REPORT)
        assert (engine.tally.tokens_in, engine.tally.tokens_out, engine.tally.estimated) == (15000, 2100, False)
        assert engine.tally.sentences()[0] == ("3 reports read with 3 requests, 17,100 tokens (15,000 in, 2,100 out).")

    @pytest.mark.parametrize("usage", [None, "much", {"prompt_tokens": -5}, {"prompt_tokens": 10**400}])
    def test_tokens_that_the_server_does_not_tell_of_are_estimated(self, usage):
        body = completion(ANSWER, None) | {"usage": usage}
        with Server(sends(body)) as server, LanguageModel(server.url, "m", patience=patient()) as engine:
            engine(REPORT)
        assert engine.tally.estimated
        assert 1000 < engine.tally.tokens < 20_000
        assert "about" in engine.tally.sentences()[0]

    def test_the_limit_holds_with_many_under_way(self):
        reports = [REPORT.model_copy(update={"id": f"t/{n}"}) for n in range(40)]
        with Server(says(ANSWER, (5000, 500))) as server:
            engine = LanguageModel(server.url, "m", max_tokens_total=30_000, patience=patient())
            outcomes = list(read_many(reports, engine, workers=8))
        failures = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
        assert engine.tally.tokens <= 30_000
        assert len(server.questions) == 40 - len(failures) >= 3
        assert "the limit of 30,000 tokens leaves no room for it." in failures[-1].reason
