"""The tables of corrections: rows in and out, and what they make of a reading that is to be written."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select, update

from marsad.archive.items import Reading, reading_columns
from marsad.archive.tables import corrections, originals, readings
from marsad.corrections import Correction, show

_MANY = 400
_COLUMNS = ("number", "action", "statement", "by", "at", "note")


def read_logs(connection: Connection, report_ids: Sequence[str]) -> dict[str, list[Correction]]:
    """The corrections of each of the reports that has some, in their order."""
    found: dict[str, list[Correction]] = {}
    for at in range(0, len(report_ids), _MANY):
        query = select(corrections).where(corrections.c.report.in_(report_ids[at : at + _MANY]))
        for row in connection.execute(query.order_by(corrections.c.report, corrections.c.number)):
            own = {name: getattr(row, name) for name in _COLUMNS}
            own["at"] = row.at.replace(tzinfo=row.at.tzinfo or UTC)  # SQLite keeps no time zone; what is written is UTC
            correction = Correction.model_validate(json.loads(row.content) | own)
            found.setdefault(row.report, []).append(correction)
    return found


def write_corrections(connection: Connection, report_id: str, new: Sequence[Correction]) -> None:
    """Add corrections to a report's."""
    rows = [
        {name: getattr(correction, name) for name in _COLUMNS}
        | {
            "report": report_id,
            "action": correction.action.value,
            "at": correction.at.astimezone(UTC),
            # With the defaults: they may be others one day, and what was said stays.
            "content": correction.model_dump_json(exclude=set(_COLUMNS)),
        }
        for correction in new
    ]
    if rows:
        connection.execute(insert(corrections), rows)


def keep_original(connection: Connection, reading: Reading, read_at: datetime) -> None:
    """Put the engine's own reading of a corrected report aside."""
    report = reading.report.id
    connection.execute(delete(originals).where(originals.c.report == report))
    row = {"report": report, "events": reading.events, "figures": reading.figures, "read_at": read_at}
    connection.execute(insert(originals), [row])


def write_shown(connection: Connection, reading: Reading, now: datetime) -> None:
    """Put a reading into the place of the one that is shown."""
    new = reading_columns(reading, now)
    connection.execute(update(readings).where(readings.c.report == reading.report.id).values(new))


def corrected(connection: Connection, new: Sequence[Reading], now: datetime) -> list[Reading]:
    """The engine's new readings of kept reports as they are to be shown; its own of the corrected ones are put aside.

    Corrections are looked up in the transaction that writes, so that none that was made meanwhile is lost.
    """
    logs = read_logs(connection, [reading.report.id for reading in new])
    if not logs:
        return list(new)
    out: list[Reading] = []
    for reading in new:
        log = logs.get(reading.report.id)
        if log:
            keep_original(connection, reading, now)
            reading = replace(Reading.of(show(reading.record(), log).record), made_by=reading.made_by)
        out.append(reading)
    return out
