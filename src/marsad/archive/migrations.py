"""From one version of the tables to the next.

``tables.py`` is always the newest version, and a new archive is made from it at once. To change the tables:
change ``tables.py``, raise ``VERSION``, and add to ``STEPS`` the function that turns an archive of the
version before into it, in plain SQL (``tables.py`` will have moved on when an old archive is opened). Steps
are never changed afterwards. All steps of an opening are one transaction: an archive is never half-way.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, update

from marsad.archive.tables import about, metadata

VERSION = 3

# What version 2 adds. The types are known to SQLite and PostgreSQL alike.
_INCIDENTS = (
    "CREATE TABLE matched (report TEXT NOT NULL PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE, "
    "read_at {time} NOT NULL)",
    "CREATE TABLE tellings (number {serial}, id VARCHAR(12) NOT NULL UNIQUE, "
    "report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE, incident VARCHAR(12), told TEXT NOT NULL)",
    "CREATE INDEX ix_tellings_incident ON tellings (incident)",
    "CREATE INDEX ix_tellings_report ON tellings (report)",
    "CREATE TABLE blocks (key BIGINT NOT NULL, telling INTEGER NOT NULL REFERENCES tellings (number) "
    "ON DELETE CASCADE, PRIMARY KEY (key, telling)){compact}",
    "CREATE INDEX ix_blocks_telling ON blocks (telling)",
    "CREATE TABLE links (one INTEGER NOT NULL REFERENCES tellings (number) ON DELETE CASCADE, "
    "other INTEGER NOT NULL REFERENCES tellings (number) ON DELETE CASCADE, bits FLOAT NOT NULL, "
    "PRIMARY KEY (one, other)){compact}",
    "CREATE INDEX ix_links_other ON links (other)",
    "CREATE TABLE incidents (id VARCHAR(12) NOT NULL PRIMARY KEY, type TEXT NOT NULL, first_day DATE, "
    "last_day DATE, country VARCHAR(2), place TEXT, reports INTEGER NOT NULL, members INTEGER NOT NULL)",
    "CREATE INDEX ix_incidents_first_day ON incidents (first_day)",
    "CREATE TABLE decisions (number {serial}, ruling TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL, "
    '"by" TEXT NOT NULL, at {time} NOT NULL, why TEXT NOT NULL)',
)


# What version 3 adds.
_CORRECTIONS = (
    "CREATE TABLE originals (report TEXT NOT NULL PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE, "
    "events TEXT NOT NULL, figures TEXT NOT NULL, read_at {time} NOT NULL)",
    "CREATE TABLE corrections (report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE, "
    "number INTEGER NOT NULL, action TEXT NOT NULL, statement TEXT, "
    '"by" TEXT NOT NULL, at {time} NOT NULL, note TEXT NOT NULL, content TEXT NOT NULL, '
    "PRIMARY KEY (report, number))",
)


def _run(connection: Connection, statements: Iterable[str]) -> None:
    sqlite = connection.dialect.name == "sqlite"
    words = {
        "serial": "INTEGER NOT NULL PRIMARY KEY" if sqlite else "SERIAL PRIMARY KEY",
        "time": "DATETIME" if sqlite else "TIMESTAMP WITH TIME ZONE",
        "compact": " WITHOUT ROWID" if sqlite else "",
    }
    for statement in statements:
        connection.exec_driver_sql(statement.format(**words))


def _add_incidents(connection: Connection) -> None:
    """From 1 to 2: tables for incidents; they are filled when incidents are first asked for."""
    _run(connection, _INCIDENTS)


def _add_corrections(connection: Connection) -> None:
    """From 2 to 3: tables for corrections."""
    _run(connection, _CORRECTIONS)


STEPS: Mapping[int, Callable[[Connection], None]] = {1: _add_incidents, 2: _add_corrections}
"""``STEPS[n]`` turns an archive of version ``n`` into one of version ``n + 1``."""


def create(connection: Connection) -> None:
    """Make all tables, in their newest version."""
    metadata.create_all(connection)
    connection.execute(insert(about).values(version=VERSION, made_at=datetime.now(UTC)))


def migrate(connection: Connection, found: int) -> None:
    """Bring an archive of an older version to the newest one."""
    for version in range(found, VERSION):
        STEPS[version](connection)
    connection.execute(update(about).values(version=VERSION))
