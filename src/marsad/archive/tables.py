"""The tables of an archive.

Reports and their readings are apart: a report is never changed, its reading is replaced by ``reread`` and
follows from corrections. What people and later stages add (corrections, incidents) gets tables of its own, by a
step in ``migrations.py``, and points at ``reports.id``.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()


def _of_report(*, primary_key: bool = False) -> Column[str]:
    """The column that ties a row to its report: the row goes when the report goes."""
    to = ForeignKey("reports.id", ondelete="CASCADE")
    return Column("report", Text, to, primary_key=primary_key, nullable=False)


about = Table(
    "marsad_archive",
    metadata,
    Column("version", Integer, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
)
"""One row: the version of these tables, and when the archive was made (UTC, like all times here)."""

reports = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("fingerprint", String(64), nullable=False, unique=True),
    Column("outlet", Text),
    Column("published", Date, index=True),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("url", Text),
    Column("added_at", DateTime(timezone=True), nullable=False),
)
"""Each report once, numbered as they were added. ``fingerprint`` is that of outlet and words."""

aliases = Table(
    "aliases",
    metadata,
    Column("id", Text, primary_key=True),
    _of_report(),
    Column("published", Date),
    Column("url", Text),
    Column("added_at", DateTime(timezone=True), nullable=False),
    Index("ix_aliases_report", "report"),
)
"""Ids of duplicates that were skipped, with what they said otherwise than the report kept."""

readings = Table(
    "readings",
    metadata,
    _of_report(primary_key=True),
    Column("events", Text, nullable=False),
    Column("figures", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("event_count", Integer, nullable=False),
    Column("figure_count", Integer, nullable=False),
    Column("read_at", DateTime(timezone=True), nullable=False),
)
"""The record shown of each report: ``events``, ``figures`` and ``made_by``, as JSON.

It is what the engine read; where people corrected it, it is the corrected one, and ``originals`` has the engine's.
"""

originals = Table(
    "originals",
    metadata,
    _of_report(primary_key=True),
    Column("events", Text, nullable=False),
    Column("figures", Text, nullable=False),
    Column("read_at", DateTime(timezone=True), nullable=False),
)
"""The engine's own reading of each report that has corrections."""

corrections = Table(
    "corrections",
    metadata,
    _of_report(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("action", Text, nullable=False),
    Column("statement", Text),
    Column("by", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("note", Text, nullable=False),
    Column("content", Text, nullable=False),
)
"""What people corrected, numbered in each report; rows are added, never changed. ``content`` is the rest, as JSON."""

failures = Table(
    "failures",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("input", Text, nullable=False, index=True),
    Column("place", Text, nullable=False),
    Column("report_id", Text, index=True),
    Column("reason", Text, nullable=False),
    Column("failed_at", DateTime(timezone=True), nullable=False),
)
"""What could not be read: the ``input`` (file) it came from, the ``place`` in it, and the reason."""

matched = Table(
    "matched",
    metadata,
    _of_report(primary_key=True),
    Column("read_at", DateTime(timezone=True), nullable=False),
)
"""The reports whose tellings are among the incidents, and of which reading they are."""

tellings = Table(
    "tellings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(12), nullable=False, unique=True),
    _of_report(),
    Column("incident", String(12), index=True),
    Column("told", Text, nullable=False),
    Index("ix_tellings_report", "report"),
)
"""Each event of a report that may be one of an incident, the incident that it is in, and what it is known by."""


def _of_telling(name: str) -> Column[int]:
    return Column(name, Integer, ForeignKey("tellings.number", ondelete="CASCADE"), primary_key=True)


blocks = Table(
    "blocks",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    _of_telling("telling"),
    Index("ix_blocks_telling", "telling"),
    sqlite_with_rowid=False,
)
"""The keys of each telling: only tellings that share one are compared."""

links = Table(
    "links",
    metadata,
    _of_telling("one"),
    _of_telling("other"),
    Column("bits", Float, nullable=False),
    Index("ix_links_other", "other"),
    sqlite_with_rowid=False,
)
"""Pairs of tellings that were compared, with the bits that speak for one incident."""

incidents = Table(
    "incidents",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("type", Text, nullable=False),
    Column("first_day", Date, index=True),
    Column("last_day", Date),
    Column("country", String(2)),
    Column("place", Text),
    Column("reports", Integer, nullable=False),
    Column("members", Integer, nullable=False),
)
"""Each incident by what it is looked up by; everything else is made anew from the records of its tellings."""

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("ruling", Text, nullable=False),
    Column("one", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("why", Text, nullable=False),
)
"""Merges and splits by hand: the ids of the tellings on both sides, as JSON."""
