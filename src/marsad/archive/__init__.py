"""The store: reports with their records, in SQLite by default, in PostgreSQL for a team."""

from marsad.archive.changes import Change, changes
from marsad.archive.corrections import Correcting, Corrections, History
from marsad.archive.database import ArchiveError
from marsad.archive.flow import Reread, add_reports, reread
from marsad.archive.incidents import Incidents
from marsad.archive.items import Added, Fate, KeptFailure, Reading, Summary
from marsad.archive.store import Archive

__all__ = [
    "Added",
    "Archive",
    "ArchiveError",
    "Change",
    "Correcting",
    "Corrections",
    "Fate",
    "History",
    "Incidents",
    "KeptFailure",
    "Reading",
    "Reread",
    "Summary",
    "add_reports",
    "changes",
    "reread",
]
