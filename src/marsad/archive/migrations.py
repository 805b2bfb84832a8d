"""From one version of the tables to the next.

``tables.py`` is always the newest version, and a new archive is made from it at once. To change the tables:
change ``tables.py``, raise ``VERSION``, and add to ``STEPS`` the function that turns an archive of the
version before into it, in plain SQL (``tables.py`` will have moved on when an old archive is opened). Steps
are never changed afterwards. All steps of an opening are one transaction: an archive is never half-way.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, update

from marsad.archive.tables import about, metadata

VERSION = 1

STEPS: Mapping[int, Callable[[Connection], None]] = {}
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
