"""Opening an archive's database, and its troubles in plain sentences."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from marsad.archive import migrations
from marsad.archive.tables import about

_PATIENCE_SECONDS = 30
_LOCK = 0x4D61727361  # the number by which writers on a PostgreSQL server know each other


class ArchiveError(Exception):
    """Something is wrong with an archive; the message is one sentence for the user."""


# What a database says, and what it means for the user.
_TROUBLES = (
    ("disk is full", "the disk is full. What was kept before is safe."),
    ("disk i/o error", "the file cannot be written (is the disk full?). What was kept before is safe."),
    ("no space left", "the disk is full. What was kept before is safe."),
    ("is locked", "another process is writing to it; try again when it is done."),
    ("readonly", "it may only be read, not written."),
    ("permission denied", "you have no permission to open it."),
    ("not a database", "this file is no archive."),
    ("malformed", "the file is damaged; go back to a copy of it."),
    ("unable to open", "the file cannot be opened (folder or permission missing?)."),
)


class Database:
    """A database that holds an archive: SQLite (a path), or what a URL of SQLAlchemy names."""

    def __init__(self, path_or_url: str | Path, *, create: bool) -> None:
        """Open it and bring it to the newest version, or make it if ``create``. Raises ArchiveError."""
        url = _url(path_or_url)
        self.name = url.database or "" if _is_sqlite(url) else url.render_as_string(hide_password=True)
        if _is_sqlite(url):
            self._check_path(Path(self.name), create=create)
        self._engine = self._make_engine(url)
        self.is_sqlite = _is_sqlite(url)
        try:
            with self.reading() as connection:
                ready = self._is_ready(connection, create=create)
            if not ready:
                with self.writing() as connection:
                    self._make_ready(connection)
            if self.is_sqlite:
                self._use_write_ahead_log()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for a query; raises ArchiveError."""
        with self.troubles(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes: all of it is kept at its end, or nothing; raises ArchiveError."""
        with self.troubles(), self._engine.connect() as connection:
            connection = connection.execution_options(marsad_writes=True)
            with connection.begin():
                if not self.is_sqlite:  # one writer at a time, as in a file, so that all see what the others added
                    connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
                yield connection

    def run_alone(self, *statements: str) -> list[object]:
        """Run statements that no transaction may hold; the first value of each one's answer, or None."""
        answers: list[object] = []
        with self.troubles(), self._engine.connect() as connection:
            if self.is_sqlite:
                raw = connection.connection.dbapi_connection
                assert isinstance(raw, sqlite3.Connection)
                answers = [(raw.execute(statement).fetchone() or (None,))[0] for statement in statements]
            else:
                connection = connection.execution_options(isolation_level="AUTOCOMMIT")
                for statement in statements:
                    connection.exec_driver_sql(statement)
        return answers

    @contextmanager
    def troubles(self) -> Iterator[None]:
        """Turn what the database raises into an ArchiveError."""
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            said = _said(error.orig if isinstance(error, DBAPIError) else error)
            meant = next((meaning for sign, meaning in _TROUBLES if sign in said.lower()), f"{said}.")
            raise ArchiveError(f"{self.name}: {meant}") from error

    def _check_path(self, path: Path, *, create: bool) -> None:
        if path.is_dir():
            raise ArchiveError(f"{path}: this is a folder; an archive is a file in it.")
        if not path.exists() and not create:
            raise ArchiveError(f"{path}: there is no such archive.")
        if not path.parent.is_dir():
            raise ArchiveError(f"{path}: there is no folder {path.parent}.")

    def _make_engine(self, url: URL) -> Engine:
        try:
            if not _is_sqlite(url):
                return create_engine(url)
            engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": _PATIENCE_SECONDS})
        except ModuleNotFoundError as error:
            raise ArchiveError(
                f'{self.name}: the driver {error.name} is missing; for PostgreSQL: pip install "marsad[postgresql]".'
            ) from error
        except NoSuchModuleError as error:
            raise ArchiveError(f"{self.name}: archives are kept in SQLite or PostgreSQL only.") from error
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    def _is_ready(self, connection: Connection, *, create: bool) -> bool:
        """Whether the tables are there in the newest version. Raises ArchiveError where they cannot be."""
        version = self._version(connection)
        if version is None and self.is_sqlite and inspect(connection).get_table_names():
            raise ArchiveError(f"{self.name}: this database is no archive of Marsad.")
        if version is None and not create:
            raise ArchiveError(f"{self.name}: there is no archive in it.")
        if version is not None and version > migrations.VERSION:
            raise ArchiveError(
                f"{self.name}: this archive has version {version}, and this Marsad knows versions up to "
                f"{migrations.VERSION}; bring Marsad up to date."
            )
        return version == migrations.VERSION

    def _make_ready(self, connection: Connection) -> None:
        version = self._version(connection)  # anew: another process may have been here in between
        if version is None:
            migrations.create(connection)
        else:
            migrations.migrate(connection, version)

    def _version(self, connection: Connection) -> int | None:
        if not inspect(connection).has_table(about.name):
            return None
        return connection.execute(select(about.c.version)).scalar()

    def _use_write_ahead_log(self) -> None:
        """So that others can read while one process writes. It is a property of the file, set once."""
        if self.run_alone("PRAGMA journal_mode") != ["wal"]:
            self.run_alone("PRAGMA journal_mode = WAL")


def _url(path_or_url: str | Path) -> URL:
    if "://" not in str(path_or_url):
        return URL.create("sqlite", database=str(path_or_url))
    try:
        url = make_url(str(path_or_url))
    except ArgumentError as error:
        raise ArchiveError(f"{path_or_url}: this is no database URL.") from error
    if url.get_backend_name() == "postgresql" and not (url.username and url.database):
        raise ArchiveError(f"{path_or_url}: a database is named as postgresql://USER:PASSWORD@HOST/DATABASE.")
    # SQLAlchemy's own choice for PostgreSQL is under the LGPL.
    return url.set(drivername="postgresql+pg8000") if url.drivername == "postgresql" else url


def _said(error: BaseException | None) -> str:
    """What a driver says, in one line; pg8000 gives the fields of the server's message."""
    fields = error.args[0] if error and error.args else error
    said = fields.get("M", fields) if isinstance(fields, dict) else error
    return " ".join(str(said).split()).rstrip(".")


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy begins them, see below
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    """Take the lock at once for what writes: a lock taken midway cannot be waited for."""
    writes = connection.get_execution_options().get("marsad_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
