"""Commands on corrections: ``correct`` and ``export-coded``."""

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.archive import DEFAULT_ARCHIVE, ArchivePath, opened
from marsad.cli.messages import Fault, complain

if TYPE_CHECKING:
    from marsad.archive import Correcting
    from marsad.corrections import Draft


class Kind(StrEnum):
    """What can be added."""

    EVENT = "event"
    FIGURE = "figure"


class HistoryForm(StrEnum):
    """How a history is written."""

    TABLE = "table"
    JSON = "json"


def correct(
    report: Annotated[
        str | None, typer.Argument(metavar="REPORT", help="The report's id; without it --import takes all in the file.")
    ] = None,
    statement: Annotated[str | None, typer.Argument(metavar="STATEMENT", help="What --set changes: e1, f2 …")] = None,
    assign: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="A new value; FIELD+=VALUE adds to a list, none empties."),
    ] = None,
    add: Annotated[Kind | None, typer.Option("--add", help="Add a statement of the values of --set.")] = None,
    reject: Annotated[
        list[str] | None, typer.Option("--reject", metavar="STATEMENT", help="The report does not say this.")
    ] = None,
    accept: Annotated[
        list[str] | None, typer.Option("--accept", metavar="STATEMENT", help="This is right as it is.")
    ] = None,
    accept_all: Annotated[
        bool, typer.Option("--accept-all", help="The record is right as it is and complete: mark it as checked.")
    ] = False,
    undo: Annotated[
        list[int] | None, typer.Option("--undo", metavar="NUMBER", help="Take a correction of the history back.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--import", help="Corrected records or coded reports: the difference is kept.")
    ] = None,
    history: Annotated[bool, typer.Option("--history", help="Show what was corrected, by whom, when and why.")] = False,
    by: Annotated[
        str | None, typer.Option("--by", envvar="MARSAD_BY", help="Who corrects; the system's user name by default.")
    ] = None,
    note: Annotated[str, typer.Option("--note", help="The reason, for those who come after.")] = "",
    form: Annotated[
        HistoryForm | None, typer.Option("--format", help="Of --history: table in a terminal, JSON elsewhere.")
    ] = None,
    archive: ArchivePath = DEFAULT_ARCHIVE,
) -> None:
    """Correct the record of a report. Everything named is done, or, where something is wrong, nothing.

    The engine's own reading and every correction are kept, and reread loses none: docs/corrections.md.
    """
    asked = bool(assign or add or reject or accept or accept_all or undo or file)
    if report is None and (file is None or assign or add or reject or accept or undo or history):
        raise Fault("name the report whose record is to be corrected.")
    if history and report is not None:
        if asked:
            raise Fault("--history shows what was corrected, and corrects nothing.")
        _show_history(report, archive, form)
        return
    if not asked:
        raise Fault("say what to correct: --set, --add, --accept, --reject, --accept-all, --undo or --import.")
    if bool(assign) != (statement is not None or add is not None) or (statement and add):
        raise Fault("--set changes the STATEMENT named behind the report, or gives --add its values.")
    with _making(archive, by or _user(), note, report or str(file)) as correcting:
        drafts = _imported(correcting, report, file) if file else []
        if report is not None:
            draft = correcting.draft(report)
            for number in undo or ():
                draft.undo(number)
            if statement:
                draft.set(statement, assign or [])
            elif add:
                draft.add(add.value, assign or [])
            for name in reject or ():
                draft.reject(name)
            for name in accept or ():
                draft.accept(name)
            drafts = [draft]
        if accept_all:
            for draft in drafts:
                draft.check()
        lines = list(_lines(drafts))
    for line in lines or ["Nothing is different: nothing was corrected."]:
        print(line)


@contextmanager
def _making(archive: str, by: str, note: str, what: str) -> "Iterator[Correcting]":
    """One transaction of corrections; what is wrong with them ends the command with its sentence."""
    from marsad.corrections import CorrectionError, Signature

    with opened(archive) as kept:
        from marsad.archive import Corrections

        try:
            with Corrections(kept).making(Signature(by, note)) as correcting:
                yield correcting
        except CorrectionError as error:
            from marsad.exports.wording import one_line

            raise Fault(f"{what}: {one_line(str(error))}.") from None


def _imported(correcting: "Correcting", report: str | None, file: Path) -> "list[Draft]":
    """The drafts of the reports in a file, each with what the file has otherwise; of one report, if it is named."""
    from marsad.coded import documents
    from marsad.corrections import CorrectionError, parse, put

    wrong: list[str] = []
    drafts: list[Draft] = []
    rows = list(documents(file, wrong))
    if wrong:
        raise Fault(f"{wrong[0]}.")
    for place, data in rows:
        try:
            given = parse(data)
            if report is not None and len(rows) > 1 and given.report.id != report:
                continue
            draft = correcting.draft(report or given.report.id)
            put(draft, given)
        except CorrectionError as error:
            raise CorrectionError(f"{place}: {error}") from None
        drafts.append(draft)
    if not drafts:
        raise Fault(f"{file}: the report {report} is not in it." if report else f"{file}: there is no report in it.")
    return drafts


def _lines(drafts: "list[Draft]") -> Iterator[str]:
    from marsad.cli.corrections_listing import line

    for draft in drafts:
        for correction in draft.new:
            yield f"{draft.record.report.id}, correction {correction.number} by {correction.by}: {line(correction)}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise Fault("say who corrects with --by NAME, or MARSAD_BY in the environment.") from None


def _show_history(report: str, archive: str, form: HistoryForm | None) -> None:
    with opened(archive) as kept:
        from marsad.archive import Corrections
        from marsad.cli.corrections_listing import history_json, history_lines

        found = Corrections(kept).history(report)
        if form is HistoryForm.TABLE or (form is None and sys.stdout.isatty()):
            for line in history_lines(found):
                print(line)
        else:
            print(history_json(found))


def export_coded(
    archive: ArchivePath = DEFAULT_ARCHIVE,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write there.")] = None,
) -> None:
    """Write the records that people checked (correct --accept-all) as coded reports, one a line, to learn from."""
    from marsad.coded import check
    from marsad.exports import to_coded

    left_out: list[str] = []
    lines: list[str] = []
    with opened(archive) as kept:
        from marsad.archive import Corrections

        for record in Corrections(kept).checked():
            row = to_coded(record)
            faults = check(row)
            if faults:
                left_out.append(f"{record.report.id}: {'; '.join(faults)}")
            else:
                lines.append(json.dumps(row, ensure_ascii=False) + "\n")
    if out is None:
        sys.stdout.writelines(lines)
    else:
        out.write_text("".join(lines), encoding="utf-8", newline="\n")
        complain(f"wrote {len(lines)} reports to {out}.")
    if left_out:
        raise Fault(f"{len(left_out)} do not keep to the coded form and are left out:\n" + "\n".join(left_out))


def register(app: typer.Typer) -> None:
    """Put the commands into the command line."""
    app.command("correct")(correct)
    app.command("export-coded")(export_coded)
