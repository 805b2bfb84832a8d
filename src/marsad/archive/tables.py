"""The tables of an archive.

Reports and what the engine read in them are apart: a report is never changed, its reading is replaced by
``reread``. What people and later stages add (corrections, incidents) gets tables of its own, by a step in
``migrations.py``, and points at ``reports.id``.
"""

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, MetaData, String, Table, Text

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
"""What the engine read in each report: ``events``, ``figures`` and ``made_by`` of its record, as JSON."""

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
