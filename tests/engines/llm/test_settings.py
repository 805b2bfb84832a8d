"""Endpoint and key: what is refused before anything is sent, and where the key may be seen."""

import json

import pytest

from marsad.engines import KEY_VARIABLE, LanguageModel, NoAnswerError
from tests.engines.llm.news import ANSWER, NOTHING, REPORT, patient
from tests.engines.llm.server import Server, fails, says


class TestKey:
    KEY = "sk-geheim-4711"

    def test_the_key_goes_to_the_server_and_nowhere_else(self, monkeypatch, caplog):
        caplog.set_level("DEBUG")
        monkeypatch.setenv(KEY_VARIABLE, self.KEY)
        with Server(fails(400, f"Incorrect key {self.KEY}"), says(ANSWER)) as server:
            engine = LanguageModel(server.url, "m", patience=patient())
            with pytest.raises(NoAnswerError) as raised:
                engine(REPORT)
            record = engine(REPORT)
        assert [headers["authorization"] for headers in server.headers] == [f"Bearer {self.KEY}"] * 2
        said = [str(raised.value), repr(raised.value), record.model_dump_json(), repr(vars(engine)), caplog.text]
        assert self.KEY not in " ".join([*said, *engine.tally.sentences(), json.dumps(server.questions)])

    def test_no_key_no_header(self, monkeypatch):
        monkeypatch.delenv(KEY_VARIABLE, raising=False)
        monkeypatch.setenv("OPENAI_API_KEY", self.KEY)
        with Server(says(NOTHING)) as server, LanguageModel(server.url, "m") as engine:
            engine(REPORT)
        assert "authorization" not in server.headers[0]

    @pytest.mark.parametrize("key", ["sk-\nInjected: 1", "مفتاح"])
    def test_a_key_that_is_none_is_refused_without_showing_it(self, key):
        with pytest.raises(ValueError, match="API key") as raised:
            LanguageModel("http://localhost/v1", "m", key=key)
        assert key not in str(raised.value)


@pytest.mark.parametrize(
    "url", ["", "localhost:8000", "ftp://host/v1", "http://", "http://user:pw@host/v1", "http://[::1", "مرصد"]
)
def test_an_endpoint_that_is_no_address(url):
    with pytest.raises(ValueError, match="endpoint") as raised:
        LanguageModel(url, "m")
    assert "pw" not in str(raised.value)


@pytest.mark.parametrize("end", ["", "/", "/chat/completions", "/chat/completions/"])
def test_the_address_may_be_that_of_the_base_or_of_the_chat(end):
    with Server(says(NOTHING)) as server, LanguageModel(server.url + end, "m") as engine:
        engine(REPORT)
    assert server.paths == ["/v1/chat/completions"]


def test_a_proxy_that_cannot_be_used_is_told(monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "abacus://here")
    with pytest.raises(ValueError, match="proxy"):
        LanguageModel("http://example.org/v1", "m")
    LanguageModel("http://localhost/v1", "m")
