"""Incidents as rows: Marsad's own, and the column layouts of ACLED, UCDP GED and HXL; GeoJSON and Parquet.

ACLED: Codebook 2023, event types as the project's codebook maps them. UCDP GED: Codebook 23.1 (low, best, high). HXL:
standard 1.1, the hashtags in the second row. An incident for which no report gives a day stands under the first day of
publication, with the precision that says so. Other columns for which Marsad records nothing are left empty.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from marsad.exports.spreadsheet import days, guarded
from marsad.incidents import Entry, Incident, days_of
from marsad.places import gazetteer
from marsad.record import EventType, Group, Harm, Place

_Row = dict[str, str | int | float | None]
_BETWEEN = "; "

ACLED_TYPES: dict[EventType, tuple[str, str]] = {
    EventType.CLASH: ("Battles", "Armed clash"),
    EventType.AIRSTRIKE: ("Explosions/Remote violence", "Air/drone strike"),
    EventType.SHELLING: ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    EventType.BOMBING: ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    EventType.ATTACK: ("Violence against civilians", "Attack"),
    EventType.ABDUCTION: ("Violence against civilians", "Abduction/forced disappearance"),
    EventType.ARREST: ("Strategic developments", "Arrests"),
    EventType.CONTROL: ("Strategic developments", "Non-violent transfer of territory"),
    EventType.SIEGE: ("Strategic developments", "Other"),
    EventType.PROTEST: ("Protests", "Peaceful protest"),
    EventType.RIOT: ("Riots", "Violent demonstration"),
    EventType.AGREEMENT: ("Strategic developments", "Agreement"),
    EventType.MOVEMENT: ("Strategic developments", "Other"),
    EventType.DESTRUCTION: ("Strategic developments", "Looting/property destruction"),
    EventType.INTERDICTION: ("Strategic developments", "Disrupted weapons use"),
    EventType.DEPLOYMENT: ("Strategic developments", "Change to group/activity"),
    EventType.AID: ("Strategic developments", "Other"),
}
"""ACLED's event and sub-event type for each type of the codebook."""

HXL_TAGS = {
    "id": "#event+id", "type": "#event+type", "first_day": "#date+start", "last_day": "#date+end",
    "place": "#loc+name", "country": "#country+code+v_iso2", "latitude": "#geo+lat", "longitude": "#geo+lon",
    "actors": "#org+actor+list", "reports": "#meta+reports+num", "accounts": "#meta+sources+num",
    "outlets": "#meta+source+list", "killed_low": "#affected+killed+min", "killed_best": "#affected+killed",
    "killed_high": "#affected+killed+max", "wounded_low": "#affected+injured+min",
    "wounded_best": "#affected+injured", "wounded_high": "#affected+injured+max",
}  # fmt: skip
"""The HXL hashtag of each column of ``row``."""


CSV_COLUMNS = list(HXL_TAGS)
"""The columns of ``row``."""
ACLED_COLUMNS = [
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
]  # fmt: skip
"""The columns of ``acled_row``, in ACLED's order."""
GED_COLUMNS = [
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_name", "side_a", "side_b",
    "number_of_sources", "source_article", "source_office", "where_prec", "where_coordinates", "latitude",
    "longitude", "country", "event_clarity", "date_prec", "date_start", "date_end", "deaths_civilians", "best",
    "high", "low",
]  # fmt: skip
"""The columns of ``ged_row``, in UCDP GED's order."""


def row(incident: Incident) -> _Row:
    """Marsad's own row of an incident."""
    place, (first, last) = incident.place, days(incident.when) if incident.when else (None, None)
    cells: _Row = {
        "id": incident.id,
        "type": incident.type.value,
        "first_day": first,
        "last_day": last,
        "place": (place.name or place.text) if place else None,
        "country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "actors": _BETWEEN.join(told.value for told in incident.actors),
        "reports": len(incident.reports),
        "accounts": incident.accounts,
        "outlets": _BETWEEN.join(incident.outlets),
    }
    for harm in (Harm.KILLED, Harm.WOUNDED):
        entry = _of(incident, harm)
        for name in ("low", "best", "high"):
            cells[f"{harm.value}_{name}"] = getattr(entry, name) if entry else None
    return cells


def acled_row(incident: Incident) -> _Row:
    """A row in ACLED's layout. ``fatalities`` is the ledger's best number, 0 where none is reported, as there."""
    place, (first, length) = incident.place, _days(incident)
    kind, sub_kind = ACLED_TYPES[incident.type]
    killed = _of(incident, Harm.KILLED)
    actors, targets = ([told.value for told in some] for some in (incident.actors, incident.targets))
    return {
        "event_id_cnty": f"{place.country if place and place.country else ''}{incident.id}",
        "event_date": first,
        "year": int(first[:4]) if first else None,
        "time_precision": 3 if length is None or length > 7 else 1 if length == 1 else 2,
        "disorder_type": "Demonstrations" if kind in ("Protests", "Riots") else "Strategic developments"
        if kind == "Strategic developments" else "Political violence",
        "event_type": kind,
        "sub_event_type": sub_kind,
        "actor1": actors[0] if actors else None,
        "assoc_actor_1": _BETWEEN.join(actors[1:]) or None,
        "inter1": None,
        "actor2": targets[0] if targets else None,
        "assoc_actor_2": _BETWEEN.join(targets[1:]) or None,
        "inter2": None,
        "interaction": None,
        "civilian_targeting": None,
        "iso": None,
        "region": None,
        "country": _country(place),
        "admin1": None,
        "admin2": None,
        "admin3": None,
        "location": (place.name or place.text) if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geo_precision": _precision(incident),
        "source": _BETWEEN.join(incident.outlets),
        "source_scale": None,
        "notes": None,
        "fatalities": killed.best if killed and killed.best is not None else 0,
        "tags": None,
        "timestamp": None,
    }  # fmt: skip


def ged_row(incident: Incident) -> _Row:
    """A row in UCDP GED's layout: deaths by low, best and high estimate; sides as the reports name them."""
    place, (first, length) = incident.place, _days(incident)
    last = days(incident.when)[1] if incident.when else first
    killed = _of(incident, Harm.KILLED)
    civilians = next((p for p in killed.parts if p.group is Group.CIVILIANS), None) if killed else None
    actors, targets = ([told.value for told in some] for some in (incident.actors, incident.targets))
    return {
        "id": incident.id,
        "relid": None,
        "year": int(first[:4]) if first else None,
        "active_year": None,
        "code_status": None,
        "type_of_violence": None,
        "conflict_name": None,
        "side_a": actors[0] if actors else None,
        "side_b": targets[0] if targets else None,
        "number_of_sources": incident.accounts,
        "source_article": _BETWEEN.join(incident.reports),
        "source_office": _BETWEEN.join(incident.outlets),
        "where_prec": _ged_precision(incident),
        "where_coordinates": (place.name or place.text) if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "country": _country(place),
        "event_clarity": 1 if incident.type not in (EventType.CLASH, EventType.CONTROL) else 2,
        "date_prec": next((code for code, most in _GED_DAYS if (length or 8) <= most), 5) if first else None,
        "date_start": first,
        "date_end": last,
        "deaths_civilians": civilians.best if civilians else None,
        "best": killed.best if killed else 0,
        "high": killed.high if killed else 0,
        "low": killed.low if killed else 0,
    }


def _of(incident: Incident, harm: Harm) -> Entry | None:
    return next((entry for entry in incident.ledger if entry.harm is harm), None)


def _precision(incident: Incident) -> int | None:
    """1 a town or a part of one, 2 its surroundings or a district, 3 a province or more; None without a place."""
    if incident.place is None:
        return None
    radius = incident.place.radius_km
    return 3 if radius is None or radius > 50 else 2 if radius > 15 else 1


def _ged_precision(incident: Incident) -> int | None:
    """1 the place itself, 2 within 25 km of it, 3 a district, 4 a province, 6 a country; None without a place."""
    radius = incident.place.radius_km if incident.place else None
    return None if radius is None else next((code for code, most in _GED_KILOMETRES if radius <= most), 6)


_GED_DAYS = ((1, 1), (2, 6), (3, 8), (4, 31))
_GED_KILOMETRES = ((1, 15), (2, 25), (3, 50), (4, 150))


def _days(incident: Incident) -> tuple[str | None, int | None]:
    """The first day, and how many there are; without a day that reports give, that of publication and None."""
    given = days_of(incident.when)
    if incident.when and given:
        return days(incident.when)[0], given[1] - given[0] + 1
    return incident.published_first.isoformat() if incident.published_first else None, None


def _country(place: Place | None) -> str | None:
    return _country_names().get(place.country, place.country) if place and place.country else None


@cache
def _country_names() -> dict[str, str]:
    return gazetteer().countries()


LAYOUTS = {"csv": row, "acled": acled_row, "ged": ged_row, "hxl": row}
"""The rows of each CSV layout."""


def to_csv(incidents: Iterable[Incident], layout: str = "csv") -> str:
    """Incidents as CSV in a layout of ``LAYOUTS``; cells that a spreadsheet would run are guarded."""
    rows = [LAYOUTS[layout](incident) for incident in incidents]
    return rows_to_csv(rows, _columns(layout), [HXL_TAGS] if layout == "hxl" else [])


def rows_to_csv(rows: Iterable[_Row], columns: Sequence[str], under_head: Iterable[dict[str, str]] = ()) -> str:
    """Rows as CSV: comma, CRLF; formulas guarded as in ``marsad.exports.spreadsheet``."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(under_head)
    writer.writerows(guarded(one) for one in rows)
    return out.getvalue()


def _columns(layout: str) -> list[str]:
    return {"csv": CSV_COLUMNS, "hxl": CSV_COLUMNS, "acled": ACLED_COLUMNS, "ged": GED_COLUMNS}[layout]


def to_geojson(incidents: Iterable[Incident]) -> dict[str, Any]:
    """Incidents as a GeoJSON feature collection (RFC 7946); those without a point have no geometry."""
    return {"type": "FeatureCollection", "features": [_feature(incident) for incident in incidents]}


def _feature(incident: Incident) -> dict[str, Any]:
    cells = row(incident)
    latitude, longitude = cells.pop("latitude"), cells.pop("longitude")
    point = {"type": "Point", "coordinates": [longitude, latitude]} if latitude is not None else None
    radius = incident.place.radius_km if incident.place else None
    return {"type": "Feature", "id": incident.id, "geometry": point, "properties": {**cells, "radius_km": radius}}


def write_parquet(incidents: Iterable[Incident], path: Path) -> None:
    """Incidents as a Parquet file. Raises ModuleNotFoundError without the extra ``marsad[parquet]``."""
    import pyarrow
    import pyarrow.parquet

    kinds = {"text": pyarrow.string(), "whole": pyarrow.int64(), "real": pyarrow.float64()}
    numbers = {"latitude": "real", "longitude": "real", "reports": "whole", "accounts": "whole"}
    names = _columns("csv")
    of = {n: numbers.get(n, "whole" if n.startswith(("killed", "wounded")) else "text") for n in names}
    schema = pyarrow.schema([(name, kinds[of[name]]) for name in names])
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([row(one) for one in incidents], schema=schema), path)


def flat(value: dict[str, Any], before: str = "") -> _Row:
    """A nested JSON object as one row: names joined with a dot, lists of texts with semicolons, others as counts."""
    cells: _Row = {}
    for name, one in value.items():
        if isinstance(one, dict):
            cells |= flat(one, f"{before}{name}.")
        elif isinstance(one, list):
            texts = [str(item) for item in one if not isinstance(item, dict)]
            cells[before + name] = _BETWEEN.join(texts) if len(texts) == len(one) else len(one)
        else:
            cells[before + name] = one
    return cells
