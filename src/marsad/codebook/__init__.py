"""The codebook as data: what is recorded and by which words it is known.

TOML files in ``data`` hold the entries; an analyst reads and extends them (``docs/codebook.md``).
"""

from marsad.codebook.check import entry_faults, faults
from marsad.codebook.entries import (
    KINDS,
    Actor,
    ActorHead,
    Cumulation,
    Entry,
    EventTypeEntry,
    GroupEntry,
    HarmEntry,
    HarmWord,
    Negation,
    OpenTrigger,
    OtherNews,
    PartMarker,
    PeopleWord,
    Reporting,
    SourceHead,
    StanceCue,
    Thing,
    Trigger,
)
from marsad.codebook.load import Codebook, CodebookError, load, shipped
from marsad.codebook.patterns import Match, Matcher

__all__ = [
    "KINDS",
    "Actor",
    "ActorHead",
    "Codebook",
    "CodebookError",
    "Cumulation",
    "Entry",
    "EventTypeEntry",
    "GroupEntry",
    "HarmEntry",
    "HarmWord",
    "Match",
    "Matcher",
    "Negation",
    "OpenTrigger",
    "OtherNews",
    "PartMarker",
    "PeopleWord",
    "Reporting",
    "SourceHead",
    "StanceCue",
    "Thing",
    "Trigger",
    "entry_faults",
    "faults",
    "load",
    "shipped",
]
