"""The engine itself: a report is asked about, patiently, and the answer checked against its words."""

from functools import partial
from types import TracebackType
from typing import Any, ClassVar, Self

from marsad import __version__
from marsad.codebook import Codebook, shipped
from marsad.engines.llm import answer, prompt
from marsad.engines.llm.chat import Chat, Reply
from marsad.engines.llm.errors import NoAnswerError, PassingError, RefusedError
from marsad.engines.llm.grammars import Grammars
from marsad.engines.llm.patience import Patience
from marsad.engines.llm.settings import Endpoint
from marsad.engines.llm.statements import Statements
from marsad.engines.llm.tally import Notes, Tally
from marsad.engines.llm.words import Words
from marsad.record import MadeBy, Record, Report

SECONDS = 300.0
"""The time for one report, all attempts together, unless the user says."""
MAX_CHARACTERS = 100_000
"""The longest report that a model is asked about: longer ones cost much and are answered badly."""
MAX_TOKENS_ANSWER = 16_000
_CHARACTERS_A_TOKEN = 3
"""By which tokens are estimated where a server does not tell of them."""
_CHARACTERS_A_TOKEN_AT_LEAST = 2
_TOKENS_OF_AN_ANSWER = 1_000
"""By which both what a request may use is foreseen; too much rather than too little, as the limit is to hold."""
_UNREADABLE_ANSWERS = 3
"""How many answers that are no record are enough: the same question mostly gets the same answer."""


class LanguageModel:
    """Reads reports by asking a large language model over an OpenAI-compatible endpoint.

    ``endpoint`` is the base URL (``http://localhost:11434/v1``); the API key is that of ``key``, or of the
    environment variable ``MARSAD_LLM_API_KEY``. ``seconds`` is the time for one report, all attempts together (300);
    ``max_tokens_total`` the most tokens that all reports together may use. ``tally`` says what was used, dropped
    and repaired. One engine serves many threads. Raises ValueError for an endpoint that is none.
    """

    in_threads: ClassVar[bool] = True

    def __init__(
        self,
        endpoint: str,
        model: str,
        *,
        codebook: Codebook | None = None,
        key: str | None = None,
        seconds: float | None = None,
        max_tokens_total: int | None = None,
        max_tokens_answer: int = MAX_TOKENS_ANSWER,
        patience: Patience | None = None,
    ) -> None:
        self._endpoint = Endpoint.of(endpoint, key)
        if not model.strip():
            raise ValueError("the model needs a name.")
        self._model = model.strip()
        self._codebook = codebook or shipped()
        self._seconds = SECONDS if seconds is None else seconds
        self._patience = patience or Patience()
        self._instructions = prompt.instructions(self._codebook)
        self._chat = Chat(self._endpoint, self._model, answer.schema(), max_tokens_answer)
        self._refused: str | None = None
        self.tally = Tally(max_tokens_total)

    @property
    def name(self) -> str:
        """What records say of their engine: the model and the host that ran it."""
        return f"llm {self._model} at {self._endpoint.host}"

    def __call__(self, report: Report) -> Record:
        """The record of a report. Raises NoAnswerError with one sentence where there is none to be had."""
        size = len(report.text) + len(report.title or "")
        if size > MAX_CHARACTERS:
            raise NoAnswerError(f"it has {size:,} characters, and a model is asked about {MAX_CHARACTERS:,} at most.")
        words, notes = Words(report), Notes()
        told = self._answer(prompt.question(words))
        statements = Statements(words, Grammars(report, self._codebook), notes)
        events, figures = statements.of(told)
        made_by = MadeBy(marsad=__version__, codebook=self._codebook.hash, engine=self.name)
        record = Record(report=report, events=events, figures=figures, made_by=made_by)
        self.tally.note(notes)
        return record

    def close(self) -> None:
        """Close the connections to the endpoint."""
        self._chat.close()

    def __enter__(self) -> Self:
        """Use it in a ``with`` block to have its connections closed at the end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self.close()

    def _answer(self, question: str) -> dict[str, Any]:
        """What the model answers, asked again while that may help and time is left."""
        deadline = self._patience.clock() + self._seconds
        unreadable = 0
        for failed in range(1, self._patience.attempts + 1):
            left = deadline - self._patience.clock()
            try:
                # One attempt takes half of what is left, so that a server that hangs is asked twice.
                reply = self._ask(question, left if failed == self._patience.attempts else left / 2)
            except PassingError as error:
                reason, asked = str(error), error.wait
            else:
                try:
                    return answer.parse(reply.content)
                except PassingError as error:
                    reason, asked = str(error), None
                    unreadable += 1
            pause = self._patience.pause(failed, asked)
            if unreadable == _UNREADABLE_ANSWERS or failed == self._patience.attempts:
                break
            if pause >= deadline - self._patience.clock():
                reason += f", and {self._seconds:g} seconds are up" + (" before it may be asked again" if asked else "")
                break
            self._patience.sleep(pause)
        raise NoAnswerError(f"{reason} ({failed} {'attempt' if failed == 1 else 'attempts'}).")

    def _ask(self, question: str, seconds: float) -> Reply:
        if self._refused:
            raise NoAnswerError(self._refused)
        asked = len(self._instructions) + len(question)
        reserved = self.tally.reserve(asked // _CHARACTERS_A_TOKEN_AT_LEAST + _TOKENS_OF_AN_ANSWER)
        if reserved is None:
            raise NoAnswerError(f"the limit of {self.tally.limit:,} tokens leaves no room for it.")
        settle = partial(self.tally.settle, reserved)
        messages = [{"role": "system", "content": self._instructions}, {"role": "user", "content": question}]
        try:
            reply = self._chat.ask(messages, seconds)
        except RefusedError as error:
            self._refused = str(error)
            settle(0, 0)
            raise
        except BaseException:
            settle(0, 0)
            raise
        known = reply.tokens_in is not None and reply.tokens_out is not None
        tokens_in = asked // _CHARACTERS_A_TOKEN if reply.tokens_in is None else reply.tokens_in
        tokens_out = len(reply.content) // _CHARACTERS_A_TOKEN if reply.tokens_out is None else reply.tokens_out
        settle(tokens_in, tokens_out, estimated=not known)
        if reply.refusal:
            raise NoAnswerError("the model refuses to answer.")
        if reply.cut_off:
            raise NoAnswerError("the model's answer is cut off: it may not write as much as the report needs.")
        return reply
