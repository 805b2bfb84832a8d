"""From records of many reports to incidents with their ledger.

``match`` groups tellings (events of reports) that tell one happening, ``build`` makes the incident of a group, with
every claim and the range that the claims leave. How it works and by which rules: ``docs/incidents.md``.
"""

from marsad.incidents.blocking import candidates, features, keys
from marsad.incidents.build import build
from marsad.incidents.cluster import Pair
from marsad.incidents.compare import Match, Reason, compare
from marsad.incidents.contradictions import Contradiction, Side
from marsad.incidents.contradictions import all_of as contradictions
from marsad.incidents.control import Change, Holding, timeline
from marsad.incidents.decisions import Decision, Ruling
from marsad.incidents.incident import Carrier, Claim, Entry, Incident, Member, Told
from marsad.incidents.local import Known, regroup_around
from marsad.incidents.matching import find_links, links_of, match, regroup, rules
from marsad.incidents.tellings import Telling, days_of, from_text, tellings_of, to_text
from marsad.incidents.tolls import Point, Series, series

__all__ = [
    "Carrier",
    "Change",
    "Claim",
    "Contradiction",
    "Decision",
    "Entry",
    "Holding",
    "Incident",
    "Known",
    "Match",
    "Member",
    "Pair",
    "Point",
    "Reason",
    "Ruling",
    "Series",
    "Side",
    "Telling",
    "Told",
    "build",
    "candidates",
    "compare",
    "contradictions",
    "days_of",
    "features",
    "find_links",
    "from_text",
    "keys",
    "links_of",
    "match",
    "regroup",
    "regroup_around",
    "rules",
    "series",
    "tellings_of",
    "timeline",
    "to_text",
]
