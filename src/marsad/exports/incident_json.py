"""Incidents as JSON: what ``marsad incidents --format json`` writes, a list of objects."""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from marsad.incidents import Entry, Incident
from marsad.record import Place, Span


def incident_object(incident: Incident) -> dict[str, Any]:
    """An incident as a JSON object: its fields, its members in short, and its ledger with every claim."""
    return {
        "id": incident.id,
        "type": incident.type.value,
        "when": incident.when,
        "place": plain(incident.place),
        "reports": list(incident.reports),
        "outlets": list(incident.outlets),
        "accounts": incident.accounts,
        "published": [plain(incident.published_first), plain(incident.published_last)],
        **{
            name: [plain(told) for told in getattr(incident, name)]
            for name in ("types", "times", "places", "actors", "targets")
        },
        "members": [
            {
                "telling": member.telling,
                "report": member.record.report.id,
                "event": member.event.id,
                "account": member.account,
                "words": plain(member.event.mentions[0]),
            }
            for member in incident.members
        ],
        "ledger": [_entry(entry) for entry in incident.ledger],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {
        name: plain(getattr(entry, name))
        for name in ("harm", "group", "low", "high", "open", "best", "claimed_low", "claimed_high")
    }
    row["parts"] = [_entry(part) for part in entry.parts]
    row["claims"] = [plain(claim) | {"counted": claim.counted, "accounts": claim.accounts} for claim in entry.claims]
    return row


def plain(value: Any) -> Any:  # noqa: ANN401 (JSON has no narrower type)
    """A value of the incident's dataclasses as what JSON knows."""
    if isinstance(value, Span | Place):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value
