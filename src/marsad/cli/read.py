"""``marsad read``: read reports and show what they say."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from marsad.cli.codebook import Folder
from marsad.cli.engine import (
    Choice,
    Endpoint,
    Engine,
    EngineName,
    MaxTokensTotal,
    MinConfidence,
    Model,
    Timeout,
    WeightsFolder,
    chosen,
    told_at_end,
)
from marsad.cli.messages import Fault, complain, day
from marsad.record import Record, Report

Files = Annotated[
    list[str], typer.Argument(help="Text, saved web pages, JSON or JSON lines of reports; - is standard input.")
]
Published = Annotated[str | None, typer.Option(help="Day of publication, such as 2017-10-17.")]
Outlet = Annotated[str | None, typer.Option(help="Who published it.")]
Title = Annotated[str | None, typer.Option(help="Headline of a plain text.")]


class Form(StrEnum):
    """How records are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


def read(
    files: Files,
    published: Published = None,
    outlet: Outlet = None,
    title: Title = None,
    form: Annotated[
        Form | None, typer.Option("--format", help="Table in a terminal, JSON lines elsewhere, unless you say.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write there; for csv a folder.")] = None,
    codebook: Folder = None,
    engine: Engine = EngineName.BUILT_IN,
    endpoint: Endpoint = None,
    model: Model = None,
    max_tokens_total: MaxTokensTotal = None,
    timeout: Timeout = None,
    weights: WeightsFolder = None,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Read reports and print what they say."""
    choice = Choice(engine, endpoint, model, max_tokens_total, timeout, weights, min_confidence)
    reader = chosen(choice, codebook)
    reading = _Reading(files, published, outlet, title, reader)
    with told_at_end(reader):
        write(reading.records(), form or (Form.TABLE if out is None and sys.stdout.isatty() else Form.JSONL), out)
    if reading.undated:
        complain(
            f"{reading.undated} without a day of publication: relative times are unresolved there. Give --published."
        )
    if reading.unreadable:
        raise Fault(f"{reading.unreadable} of the inputs could not be read.")


_READING = "reading …"


def _say_that_it_reads() -> bool:
    """In a terminal, say at once that work is under way: loading the models takes two seconds."""
    shown = sys.stderr.isatty()
    if shown:
        print(_READING, end="\r", file=sys.stderr, flush=True)
    return shown


class _Reading:
    """Reads files one report at a time, and counts what is to be said at the end."""

    def __init__(
        self,
        files: list[str],
        published: str | None,
        outlet: str | None,
        title: str | None,
        reader: Callable[[Report], Record],
    ) -> None:
        self.files, self.outlet, self.title = files, outlet, title
        self.published = day(published)
        self.reader = reader
        self.unreadable = 0
        self.undated = 0

    def records(self) -> Iterator[Record]:
        """Records in the order of the input."""
        from marsad.execute import Failure, read_many

        # One process: what is read is to be seen at once. A reader that waits for others has its own way.
        workers = None if getattr(self.reader, "in_threads", False) else 1
        waiting = _say_that_it_reads()
        for outcome in read_many(self._reports(), self.reader, workers=workers):
            if waiting:
                print(" " * len(_READING), end="\r", file=sys.stderr, flush=True)
                waiting = False
            if isinstance(outcome, Failure):
                complain(f"{outcome.report.id}: {outcome.reason}")
                self.unreadable += 1
            else:
                yield outcome

    def _reports(self) -> Iterator[Report]:
        from marsad.intake import Unreadable, reports

        for file in self.files:
            for report in reports(file, published=self.published, outlet=self.outlet, title=self.title):
                if isinstance(report, Unreadable):
                    complain(str(report))
                    self.unreadable += 1
                    continue
                self.undated += report.published is None
                yield report


def write(records: Iterator[Record], form: Form, out: Path | None) -> None:
    """Write records in a form to a file (a folder for csv) or to standard output."""
    from marsad import exports

    if form is Form.CSV:
        if out is None:
            raise Fault("csv makes two files, of events and of figures: name a folder for them with --out.")
        for path in exports.write_csv(records, out):
            complain(f"wrote {path}.")
        return
    with _open(out) as stream:
        if form is Form.TABLE:
            from rich.console import Console

            exports.write_table(records, Console(file=stream))
        elif form is Form.HTML:
            stream.write(exports.to_html(records))
        elif form is Form.JSON:
            _write_json(records, stream)
        else:
            for line in exports.to_jsonl(records):
                stream.write(line)
                stream.flush()


def _write_json(records: Iterator[Record], stream: TextIO) -> None:
    """One record as an object, several as a list."""
    from marsad.exports import to_json

    rows = [to_json(record, indent=2) for record in records]
    if len(rows) == 1:
        stream.write(rows[0] + "\n")
    else:
        stream.write("[\n" + ",\n".join(rows) + "\n]\n")


@contextmanager
def _open(out: Path | None) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
        return
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        yield stream
    complain(f"wrote {out}.")
