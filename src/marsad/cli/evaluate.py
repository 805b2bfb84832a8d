"""``marsad evaluate``: compare records, or incidents, with what people coded."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from marsad.cli.archive import DEFAULT_ARCHIVE, ArchivePath, opened
from marsad.cli.messages import Fault


def evaluate(
    gold: Annotated[Path | None, typer.Argument(help="Coded records, one a line.")] = None,
    records: Annotated[
        Path | None, typer.Argument(help="Records of the same reports; without it, the reports are read.")
    ] = None,
    kept: Annotated[bool, typer.Option("--kept", help="Compare the records that the archive shows.")] = False,
    incidents: Annotated[Path | None, typer.Option(help="Coded incidents, to compare with the archive's.")] = None,
    archive: ArchivePath = DEFAULT_ARCHIVE,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as JSON.")] = False,
    errors: Annotated[
        bool,
        typer.Option(
            "--errors", help="List every disagreement, tab separated; with --incidents, why ranges are wrong."
        ),
    ] = False,
) -> None:
    """Compare with coded reports: precision, recall and F1 of what is found, and the share of each field right."""
    if (gold is None) == (incidents is None):
        raise Fault("name coded records, or coded incidents with --incidents.")
    if kept and records is not None:
        raise Fault("name a file of records or --kept, not both.")
    if incidents is not None:
        _incidents(incidents, archive, as_json=as_json, errors=errors)
    elif gold is not None:
        _records(gold, records, archive if kept else None, as_json=as_json, errors=errors)


def _incidents(gold: Path, archive: str, *, as_json: bool, errors: bool) -> None:
    from marsad.evaluation import range_errors, score_incidents
    from marsad.evaluation.wording import range_lines
    from marsad.exports.incident_json import incident_object

    coded = _load_json(gold)
    with opened(archive) as kept:
        from marsad.archive import Incidents

        found = Incidents(kept)
        found.update()
        listed = list(found.find())
        result = score_incidents(coded, [incident_object(incident) for incident in listed])
        wrong = range_lines(range_errors(coded, listed, kept.get)) if errors else []
    print("".join(f"{line}\n" for line in wrong), end="")
    if as_json:
        print(json.dumps(result))
        return
    print(
        "partners P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; ranges right {ranges_right} of {ranges}".format(
            **result
        )
    )


def _records(gold: Path, records: Path | None, archive: str | None, *, as_json: bool, errors: bool) -> None:
    from marsad.evaluation import score_records
    from marsad.evaluation.wording import lines

    coded = _load_records(gold)
    rows = _load_records(records) if records else _kept(coded, archive) if archive else _read(coded)
    given = {row["report"]["id"]: row for row in rows}
    missing = [row["report"]["id"] for row in coded if row["report"]["id"] not in given]
    if missing:
        raise Fault(f"no record for {len(missing)} of {len(coded)} reports: {', '.join(missing[:5])}")
    listed: list[tuple[str, str, Any, Any]] | None = [] if errors else None
    result = score_records(coded, given, listed)
    for cells in listed or []:
        print("\t".join("" if x is None else x if isinstance(x, str) else _dumps(x) for x in cells))
    if as_json:
        print(json.dumps(result, indent=1))
    else:
        print("\n".join(lines(result)))


def _read(coded: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The reader's records of the coded reports."""
    from marsad.reader import read_report
    from marsad.record import Report

    fields = set(Report.model_fields)
    reports = [Report.model_validate({k: v for k, v in row["report"].items() if k in fields}) for row in coded]
    return [json.loads(read_report(report).model_dump_json()) for report in reports]


def _kept(coded: list[dict[str, Any]], archive: str) -> list[dict[str, Any]]:
    """The records of the coded reports that an archive shows, as people corrected them, by the coded ids."""
    rows = []
    with opened(archive) as kept:
        for row in coded:
            record = kept.get(row["report"]["id"])
            if record is not None:
                shown = json.loads(record.model_dump_json())
                rows.append(shown | {"report": shown["report"] | {"id": row["report"]["id"]}})
    return rows


def _load_records(path: Path) -> list[dict[str, Any]]:
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
                row["report"]["id"]
            except (ValueError, KeyError, TypeError) as error:
                raise Fault(f"{path}, line {number}: not a record ({error})") from None
            rows.append(row)
    return rows


def _load_json(path: Path) -> dict[str, Any]:
    try:
        coded = json.loads(path.read_text(encoding="utf-8-sig"))
        [incident["reports"] for incident in coded["incidents"]]
    except (ValueError, KeyError, TypeError) as error:
        raise Fault(f"{path}: these are no coded incidents ({error}).") from None
    return dict(coded)


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def register(app: typer.Typer) -> None:
    """Put the command into the command line."""
    app.command("evaluate")(evaluate)
