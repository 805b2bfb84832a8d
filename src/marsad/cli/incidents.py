"""Commands on incidents: ``incidents``, ``ledger``, ``control``, ``contradictions``, ``merge``, ``split``."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.cli.archive import DEFAULT_ARCHIVE, ArchivePath, opened
from marsad.cli.messages import Fault, complain, day
from marsad.record import EventType

if TYPE_CHECKING:
    from rich.console import Console

    from marsad.archive import Incidents
    from marsad.incidents import Incident


class Form(StrEnum):
    """How incidents are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"
    GEOJSON = "geojson"
    ACLED = "acled"
    GED = "ged"
    HXL = "hxl"
    PARQUET = "parquet"


class ListForm(StrEnum):
    """How other lists are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


_FORM_HELP = "Table in a terminal, JSON elsewhere, unless you say. acled, ged and hxl are CSV in their columns."
FormOption = Annotated[Form | None, typer.Option("--format", help=_FORM_HELP)]
ListFormOption = Annotated[
    ListForm | None, typer.Option("--format", help="Table in a terminal, JSON elsewhere, unless you say.")
]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write there.")]
Id = Annotated[str, typer.Argument(metavar="INCIDENT", help="The id of an incident, or of any telling in it.")]
Since = Annotated[str | None, typer.Option(help="Only of this day or later.")]
Until = Annotated[str | None, typer.Option(help="Only of this day or earlier.")]


@contextmanager
def _up_to_date(archive: str) -> Iterator["Incidents"]:
    """The incidents of an archive, after what is new is matched; troubles end the command with their sentence."""
    with opened(archive) as kept:
        from marsad.archive import Incidents

        found = Incidents(kept)
        found.update()
        yield found


def incidents(
    archive: ArchivePath = DEFAULT_ARCHIVE,
    since: Since = None,
    until: Until = None,
    place: Annotated[str | None, typer.Option(help="Only at a place with this in its name.")] = None,
    country: Annotated[str | None, typer.Option(help="Only in this country, such as SY.")] = None,
    event_type: Annotated[EventType | None, typer.Option("--type", help="Only of this type.")] = None,
    min_reports: Annotated[int | None, typer.Option(min=1, help="Only told by so many reports or more.")] = None,
    form: FormOption = None,
    out: Out = None,
) -> None:
    """Bring together what speaks of one incident, and list the incidents with their ranges."""
    with _up_to_date(archive) as kept:
        found = kept.find(
            since=_day(since),
            until=_day(until),
            place=place,
            country=country.upper() if country else None,
            type=event_type.value if event_type else None,
            min_reports=min_reports,
        )
        _write(found, form or (Form.TABLE if out is None and sys.stdout.isatty() else Form.JSON), out)


def ledger(incident: Id, archive: ArchivePath = DEFAULT_ARCHIVE, form: FormOption = None, out: Out = None) -> None:
    """Show one incident: every claim with its source and words, the range, and why its reports belong together."""
    with _up_to_date(archive) as kept:
        found = _get(kept, incident, archive)
        chosen = form or (Form.TABLE if out is None and sys.stdout.isatty() else Form.JSON)
        if chosen is Form.TABLE:
            from marsad.exports.incident_terminal import print_ledger

            _print(lambda console: print_ledger(found, kept.explain(found), console), out)
        else:
            _write(iter([found]), chosen, out)


def control(
    place: Annotated[str, typer.Argument(help="A place with this in its name.")],
    archive: ArchivePath = DEFAULT_ARCHIVE,
    since: Since = None,
    until: Until = None,
    form: ListFormOption = None,
    out: Out = None,
) -> None:
    """Show who held a place since when, according to whom, and where sources differ."""
    with _up_to_date(archive) as kept:
        from marsad.exports.incident_terminal import print_holdings
        from marsad.incidents import timeline

        found = timeline(kept.find(since=_day(since), until=_day(until), place=place))
        _write_list(found, lambda console: print_holdings(found, console), form, out)


def contradictions(
    archive: ArchivePath = DEFAULT_ARCHIVE,
    since: Since = None,
    until: Until = None,
    form: ListFormOption = None,
    out: Out = None,
) -> None:
    """List what cannot be true together, within reports and across them, with the words of both sides."""
    with _up_to_date(archive) as kept:
        from marsad.exports.incident_terminal import print_contradictions
        from marsad.incidents import contradictions as contradictions_of

        found = contradictions_of(kept.find(since=_day(since), until=_day(until)))
        _write_list(found, lambda console: print_contradictions(found, console), form, out)


_By = Annotated[str, typer.Option("--by", help="Who decides.")]
_Why = Annotated[str, typer.Option("--why", help="The reason, for those who come after.")]


def merge(one: Id, other: Id, by: _By, archive: ArchivePath = DEFAULT_ARCHIVE, why: _Why = "") -> None:
    """Make one incident of two. It stays so, whatever is added."""
    with _up_to_date(archive) as kept:
        print(kept.merge(one, other, by=by, why=why).id)


def split(
    incident: Id,
    tellings: Annotated[list[str], typer.Argument(help="The ids of the tellings to take out.")],
    by: _By,
    archive: ArchivePath = DEFAULT_ARCHIVE,
    why: _Why = "",
) -> None:
    """Take tellings out of an incident into one of their own. It stays so, whatever is added."""
    with _up_to_date(archive) as kept:
        for found in kept.split(incident, tellings, by=by, why=why):
            print(found.id)


def _get(kept: "Incidents", name: str, archive: str) -> "Incident":
    found = kept.get(name)
    if found is None:
        raise Fault(f"{archive}: there is no incident {name}.")
    return found


def _day(value: str | None) -> date | None:
    return day(value)


def _write(found: Iterable["Incident"], form: Form, out: Path | None) -> None:
    from marsad.exports import incident_tables as tables
    from marsad.exports.incident_json import incident_object

    if form is Form.TABLE:
        from marsad.exports.incident_terminal import print_incidents

        _print(lambda console: print_incidents(found, console), out)
    elif form is Form.PARQUET:
        _write_parquet(found, out)
    elif form is Form.JSON:
        _text(_json(incident_object(incident) for incident in found), out)
    elif form is Form.JSONL:
        _text("".join(json.dumps(incident_object(i), ensure_ascii=False) + "\n" for i in found), out)
    elif form is Form.HTML:
        from marsad.exports.incident_page import incidents_page

        _text(incidents_page(found), out)
    elif form is Form.GEOJSON:
        _text(json.dumps(tables.to_geojson(found), ensure_ascii=False) + "\n", out)
    else:
        _text(tables.to_csv(found, form.value), out)


def _write_parquet(found: Iterable["Incident"], out: Path | None) -> None:
    from marsad.exports.incident_tables import write_parquet

    if out is None:
        raise Fault("parquet is not for the screen: name a file for it with --out.")
    try:
        write_parquet(found, out)
    except ModuleNotFoundError:
        raise Fault('Parquet needs pyarrow: pip install "marsad[parquet]".') from None
    complain(f"wrote {out}.")


def _write_list(found: list[Any], table: Callable[["Console"], None], form: ListForm | None, out: Path | None) -> None:
    """A list of dataclasses as a table, JSON, or CSV with a column for each plain field."""
    from marsad.exports.incident_json import plain

    form = form or (ListForm.TABLE if out is None and sys.stdout.isatty() else ListForm.JSON)
    rows = [plain(one) for one in found]
    if form is ListForm.TABLE:
        _print(table, out)
    elif form is ListForm.JSON:
        _text(_json(rows), out)
    elif form is ListForm.JSONL:
        _text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), out)
    else:
        from marsad.exports.incident_tables import flat, rows_to_csv

        flattened = [flat(one) for one in rows]
        _text(rows_to_csv(flattened, list(dict.fromkeys(name for one in flattened for name in one))), out)


def _json(rows: Iterable[dict[str, Any]]) -> str:
    return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in rows) + "\n]\n"


def _print(show: Callable[["Console"], None], out: Path | None) -> None:
    from rich.console import Console

    if out is None:
        show(Console())
        return
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        show(Console(file=stream, width=200))
    complain(f"wrote {out}.")


def _text(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text)
        return
    with out.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
    complain(f"wrote {out}.")


def register(app: typer.Typer) -> None:
    """Put the commands into the command line."""
    for name, command in (
        ("incidents", incidents),
        ("ledger", ledger),
        ("control", control),
        ("contradictions", contradictions),
        ("merge", merge),
        ("split", split),
    ):
        app.command(name)(command)
