"""A real HTTP server on loopback that answers like an OpenAI-compatible one, or misbehaves as it is told to."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

Handler = BaseHTTPRequestHandler
Behaviour = Callable[["Handler", "Server"], None]


class Server:
    """Answers each request as the next of ``behaviours`` says; the last of them goes on for ever."""

    def __init__(self, *behaviours: Behaviour) -> None:
        self.behaviours = list(behaviours)
        self.questions: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.closing = threading.Event()
        self._lock = threading.Lock()
        server = self

        class Answering(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                with server._lock:
                    server.questions.append(json.loads(body))
                    server.headers.append({name.lower(): value for name, value in self.headers.items()})
                    server.paths.append(self.path)
                    last = len(server.behaviours) == 1
                    behaviour = server.behaviours[0] if last else server.behaviours.pop(0)
                try:
                    behaviour(self, server)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._http.server_address[1]}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/v1"

    @property
    def reports(self) -> list[dict[str, Any]]:
        """The reports that were asked about."""
        return [json.loads(question["messages"][1]["content"]) for question in self.questions]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()


def completion(content: object, tokens: tuple[int, int] | None = (1000, 100), **choice: object) -> dict[str, Any]:
    """A chat completion; ``content`` that is no string is written as JSON."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    body: dict[str, Any] = {
        "choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": "stop"} | choice]
    }
    if tokens:
        body["usage"] = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
    return body


def sends(body: object, status: int = 200, **headers: str) -> Behaviour:
    """Answer with a body (bytes, or what is written as JSON)."""
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()

    def behave(handler: Handler, _: Server) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(raw)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(raw)

    return behave


def says(content: object, tokens: tuple[int, int] | None = (1000, 100), **choice: object) -> Behaviour:
    """Answer as a model that wrote this."""
    return sends(completion(content, tokens, **choice))


def fails(status: int, said: str = "", **headers: str) -> Behaviour:
    """Answer with an error."""
    return sends({"error": {"message": said}}, status, **headers)


def hangs(handler: Handler, server: Server) -> None:
    """Never answer."""
    server.closing.wait()
    handler.close_connection = True


def drips(handler: Handler, server: Server) -> None:
    """Send a byte now and then, without end: each comes in good time."""
    handler.send_response(200)
    handler.end_headers()
    while not server.closing.wait(0.02):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def drops(handler: Handler, _: Server) -> None:
    """Close the connection without a word."""
    handler.close_connection = True


def breaks_off(handler: Handler, _: Server) -> None:
    """Close the connection in the middle of the answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def floods(handler: Handler, server: Server) -> None:
    """Answer without end."""
    handler.send_response(200)
    handler.end_headers()
    while not server.closing.is_set():
        handler.wfile.write(b" " * 1_000_000)


def for_each(answer: Callable[[dict[str, Any]], object]) -> Behaviour:
    """Answer each report as a function of it says, whatever the order of asking."""

    def behave(handler: Handler, server: Server) -> None:
        with server._lock:
            report = server.reports[-1]
        says(answer(report))(handler, server)

    return behave
