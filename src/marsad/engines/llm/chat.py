"""One exchange with an OpenAI-compatible endpoint: a question goes out, an answer or a reason comes back."""

import json
import time
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx

from marsad import __version__
from marsad.engines.llm.errors import NoAnswerError, PassingError, RefusedError
from marsad.engines.llm.patience import retry_after
from marsad.engines.llm.settings import Endpoint
from marsad.threads import within

MAX_ANSWER_BYTES = 4_000_000
"""What is longer is no record of a report."""
_CONNECT_SECONDS = 10.0
_REASON_LENGTH = 160
_PASSING = frozenset((408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529))
_REFUSED = frozenset((401, 402, 404, 405))


_COMPLAINTS = {
    "response_format": ("response_format", "json_schema", "json_object", "schema", "guided"),
    "max_tokens": ("max_tokens", "max_completion_tokens"),
    "temperature": ("temperature",),
}
"""The words by which a server's complaint is known to be about a parameter."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model wrote, and the tokens that it took (None where the server does not tell)."""

    content: str
    tokens_in: int | None
    tokens_out: int | None
    cut_off: bool = False
    refusal: str | None = None


class Chat:
    """Asks one model at one endpoint; made for many threads.

    Servers differ in what they know of the protocol. Where one says that it cannot take a parameter, the
    engine goes on without it, or with what takes its place, for all reports.
    """

    def __init__(self, endpoint: Endpoint, model: str, schema: dict[str, Any], max_tokens_answer: int) -> None:
        """``schema`` is the JSON Schema of the answer."""
        self._endpoint, self._model = endpoint, model
        form = {"type": "json_schema", "json_schema": {"name": "record", "strict": True, "schema": schema}}
        # Of each parameter the forms to try, the one wanted first; None leaves it out.
        self._choices: dict[str, list[dict[str, Any] | None]] = {
            "response_format": [{"response_format": form}, {"response_format": {"type": "json_object"}}, None],
            "max_tokens": [{"max_tokens": max_tokens_answer}, {"max_completion_tokens": max_tokens_answer}, None],
            "temperature": [{"temperature": 0}, None],
        }

        self._client = self._connected()

    def _connected(self) -> httpx.Client:
        headers = {"User-Agent": f"marsad/{__version__}", "Accept-Encoding": "identity"}
        if self._endpoint.key:
            headers["Authorization"] = f"Bearer {self._endpoint.key}"
        # A connection that was given up is held until the server lets go: there is no limit to wait at.
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=8)
        try:
            return httpx.Client(headers=headers, limits=limits, trust_env=not self._endpoint.is_here)
        except (ImportError, ValueError) as error:
            raise ValueError(f"the proxy that the environment names cannot be used: {error}") from None

    def ask(self, messages: list[dict[str, str]], seconds: float) -> Reply:
        """The model's reply to messages, in that time at most.

        Raises PassingError where another attempt may succeed, NoAnswerError where it cannot, and RefusedError
        where it cannot for any report.
        """
        deadline = time.monotonic() + seconds
        while True:
            tried = {name: len(choices) for name, choices in self._choices.items()}
            status, headers, body = self._post(messages, deadline)
            if status not in (400, 422) or not self._give_way(body, tried):
                return self._reply(status, headers, body)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _post(self, messages: list[dict[str, str]], deadline: float) -> tuple[int, httpx.Headers, bytes]:
        question: dict[str, Any] = {"model": self._model, "messages": messages}
        for choices in self._choices.values():
            question.update(choices[0] or {})
        # Half a surrogate pair cannot be sent; it is no word either.
        content = json.dumps(question, ensure_ascii=False).encode("utf-8", "replace")
        left = deadline - time.monotonic()
        try:
            # The library's own limits hold for each piece of an answer; a server that drips has no end to it.
            return within(left, partial(self._exchange, content, left, deadline))
        except (TimeoutError, httpx.TimeoutException):
            raise PassingError("the server does not answer in time") from None
        except httpx.HTTPError as error:
            reason = self._shown(str(error)) or type(error).__name__
            raise PassingError(f"the connection fails ({reason})") from None

    def _exchange(self, content: bytes, seconds: float, deadline: float) -> tuple[int, httpx.Headers, bytes]:
        timeout = httpx.Timeout(max(seconds, 0.001), connect=min(_CONNECT_SECONDS, max(seconds, 0.001)))
        headers = {"Content-Type": "application/json"}
        with self._client.stream(
            "POST", self._endpoint.url, content=content, headers=headers, timeout=timeout
        ) as answer:
            body = bytearray()
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > MAX_ANSWER_BYTES:
                    raise PassingError(f"the answer is longer than {MAX_ANSWER_BYTES:,} bytes")
                if time.monotonic() > deadline:
                    raise TimeoutError
            return answer.status_code, answer.headers, bytes(body)

    def _give_way(self, body: bytes, tried: dict[str, int]) -> bool:
        """Go on without what the server says that it cannot take; false where that is nothing of ours."""
        said = body.decode("utf-8", "replace").lower()
        for name, choices in self._choices.items():
            if any(word in said for word in _COMPLAINTS[name]):
                # Another thread may have given way meanwhile: then its choice is tried first.
                if len(choices) > 1 and len(choices) == tried[name]:
                    del choices[0]
                    return True
                if len(choices) < tried[name]:
                    return True
        return False

    def _reply(self, status: int, headers: httpx.Headers, body: bytes) -> Reply:
        if status in _REFUSED or (status == 429 and b"insufficient_quota" in body):
            raise RefusedError(f"the endpoint refuses ({status}{self._said(body)}).")
        if status in _PASSING or status >= 500:
            raise PassingError(
                f"the server answers {status}{self._said(body)}", retry_after(headers.get("retry-after"))
            )
        if 300 <= status < 400:
            raise RefusedError(f"the endpoint answers {status}: it has moved; give its new address.")
        if status >= 400:
            raise NoAnswerError(f"the server answers {status}{self._said(body)}.")
        return _read(body)

    def _said(self, body: bytes) -> str:
        """What a server says of its trouble, as it may be shown, in brackets; nothing where it says nothing."""
        try:
            told: Any = json.loads(body)
        except (ValueError, RecursionError):
            told = None
        if isinstance(told, dict):
            told = told.get("error", told.get("message", told.get("detail")))
        if isinstance(told, dict):
            told = told.get("message")
        words = self._shown(told) if isinstance(told, str) else ""
        return f" ({words})" if words else ""

    def _shown(self, words: str) -> str:
        # A server's words go to a terminal: they may not steer it.
        plain = "".join(letter if letter.isprintable() else " " for letter in self._endpoint.without_key(words))
        words = " ".join(plain.split()).rstrip(".")
        return words if len(words) <= _REASON_LENGTH else words[:_REASON_LENGTH] + "…"


def _read(body: bytes) -> Reply:
    """The reply in the body of a chat completion; raises PassingError where it has not that form."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise PassingError("the server's answer is no JSON") from None
    usage = told.get("usage") if isinstance(told, dict) else None
    choices = told.get("choices") if isinstance(told, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    if not isinstance(first, dict) or not isinstance(message, dict):
        raise PassingError("the server's answer is no chat completion")
    content = message.get("content")
    if isinstance(content, list):
        parts = (part.get("text") for part in content if isinstance(part, dict))
        content = "".join(part for part in parts if isinstance(part, str))
    refusal = message.get("refusal")
    return Reply(
        content if isinstance(content, str) else "",
        _tokens(usage, "prompt_tokens"),
        _tokens(usage, "completion_tokens"),
        cut_off=first.get("finish_reason") == "length",
        refusal=refusal if isinstance(refusal, str) and refusal.strip() else None,
    )


def _tokens(usage: object, name: str) -> int | None:
    count = usage.get(name) if isinstance(usage, dict) else None
    return count if isinstance(count, int) and not isinstance(count, bool) and 0 <= count < 10**9 else None
