"""Commands on an archive: ``add``, ``list``, ``show``, ``remove``, ``reread``."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from marsad.cli.read import Files, Form, Outlet, Published, write

if TYPE_CHECKING:  # SQLAlchemy is half a second that ``marsad read`` need not wait for
    from marsad.archive import Archive

ArchivePath = Annotated[
    str,
    typer.Option("--archive", envvar="MARSAD_ARCHIVE", help="The archive: a file, or a postgresql:// URL."),
]
DEFAULT_ARCHIVE = "marsad.db"
Workers = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Processes that read, all cores by default; with --engine llm questions asked at once, 4 by default.",
    ),
]
Id = Annotated[str, typer.Argument(metavar="ID", help="The report's id, or an alias of it.")]


@contextmanager
def opened(archive: str, *, create: bool = False) -> Iterator["Archive"]:
    """The archive; its troubles end the command with their sentence."""
    from marsad.archive import Archive, ArchiveError

    try:
        with Archive.open(archive, create=create) as kept:
            yield kept
    except ArchiveError as error:
        raise Fault(str(error)) from None


def add(
    files: Files,
    archive: ArchivePath = DEFAULT_ARCHIVE,
    published: Published = None,
    outlet: Outlet = None,
    title: Annotated[str | None, typer.Option(help="Headline of a plain text.")] = None,
    workers: Workers = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Name each report once it is kept.")] = False,
    codebook: Folder = None,
    engine: Engine = EngineName.BUILT_IN,
    endpoint: Endpoint = None,
    model: Model = None,
    max_tokens_total: MaxTokensTotal = None,
    timeout: Timeout = None,
    weights: WeightsFolder = None,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Read reports and keep them. What the archive has (outlet and words) is skipped.

    Interrupted at any moment, it loses nothing that it counted or named as kept; run it again to go on.
    """
    from marsad.cli.adding import Adding, Input

    given = Input(files, day(published), outlet, title)
    choice = Choice(engine, endpoint, model, max_tokens_total, timeout, weights, min_confidence)
    reader = chosen(choice, codebook)
    with opened(archive, create=True) as kept, told_at_end(reader):
        Adding(kept, reader, workers=workers, verbose=verbose).run(given)


class ListForm(StrEnum):
    """How a list is written."""

    TABLE = "table"
    JSONL = "jsonl"


def list_reports(
    archive: ArchivePath = DEFAULT_ARCHIVE,
    outlet: Annotated[str | None, typer.Option(help="Only of this outlet.")] = None,
    since: Annotated[str | None, typer.Option(help="Only published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Only published on this day or earlier.")] = None,
    failures: Annotated[bool, typer.Option("--failures", help="List what could not be read instead.")] = False,
    form: Annotated[
        ListForm | None, typer.Option("--format", help="Table in a terminal, JSON lines elsewhere, unless you say.")
    ] = None,
) -> None:
    """List the reports that are kept, in the order of adding."""
    from marsad.cli import listing

    as_table = form is ListForm.TABLE or (form is None and sys.stdout.isatty())
    with opened(archive) as kept:
        if failures:
            lines = listing.of_failures(kept.failures(), as_table=as_table)
        else:
            found = kept.summaries(outlet=outlet, since=day(since), until=day(until))
            lines = listing.of_reports(found, as_table=as_table)
        for line in lines:
            print(line)


def show(
    report_id: Id,
    archive: ArchivePath = DEFAULT_ARCHIVE,
    form: Annotated[
        Form | None, typer.Option("--format", help="Table in a terminal, JSON lines elsewhere, unless you say.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write there; for csv a folder.")] = None,
) -> None:
    """Show the record of one report."""
    with opened(archive) as kept:
        record = kept.get(report_id)
        if record is None:
            raise Fault(f"{archive}: there is no report {report_id}.")
        if record.report.id != report_id:
            complain(f"{report_id} has the same outlet and words as {record.report.id}, which is kept.")
    write(iter([record]), form or (Form.TABLE if out is None and sys.stdout.isatty() else Form.JSONL), out)


def remove(report_id: Id, archive: ArchivePath = DEFAULT_ARCHIVE) -> None:
    """Take a report out for good: its words are gone from the file, with its aliases and failures.

    Other copies of the file, and backups, are yours to look after. Adding the report again keeps it again.
    """
    with opened(archive) as kept:
        own, *others = kept.remove(report_id)
    print(f"Removed {own}" + (f", which was also {', '.join(others)}." if others else "."))


def reread(
    archive: ArchivePath = DEFAULT_ARCHIVE,
    workers: Workers = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Name each statement that changed.")] = False,
    codebook: Folder = None,
    engine: Engine = EngineName.BUILT_IN,
    endpoint: Endpoint = None,
    model: Model = None,
    max_tokens_total: MaxTokensTotal = None,
    timeout: Timeout = None,
    weights: WeightsFolder = None,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Read all kept reports anew, after a change of codebook, weights or engine, and say what changed."""
    from marsad.archive import reread as reread_all
    from marsad.cli.progress import ReportProgress
    from marsad.execute import Failure

    choice = Choice(engine, endpoint, model, max_tokens_total, timeout, weights, min_confidence)
    reader = chosen(choice, codebook)
    counts: Counter[str] = Counter()
    failed: list[Failure] = []
    with (
        opened(archive) as kept,
        told_at_end(reader),
        ReportProgress(kept.count(), shown=not verbose) as progress,
    ):
        for outcome in reread_all(kept, reader, workers=workers):
            progress.report_done()
            if isinstance(outcome, Failure):
                failed.append(outcome)
                continue
            counts["reports"] += 1
            counts["different"] += bool(outcome.changes)
            for change in outcome.changes:
                counts[change.kind] += 1
                if verbose:
                    print(f"{outcome.id}: {change}", flush=True)
    print(
        f"Read {counts['reports']} reports anew; {counts['different']} have another record: "
        f"{counts['came']} statements came, {counts['went']} went, {counts['changed']} changed."
    )
    if failed:
        reasons = "\n".join(f"{failure.report.id}: {failure.reason}" for failure in failed)
        raise Fault(f"{len(failed)} could not be read and keep their old record:\n{reasons}")


def register(app: typer.Typer) -> None:
    """Put the commands into the command line."""
    app.command("add")(add)
    app.command("list")(list_reports)
    app.command("show")(show)
    app.command("remove")(remove)
    app.command("reread")(reread)
