"""Places: from words to the map.

``find`` reads a text, ``resolve`` one name; both give ``Resolved``. ``gazetteer`` opens what is known of places
(``gazetteer().find(name)``), ``add_dump`` adds a GeoNames country dump to it.
"""

from marsad.places.additions import Added, add_dump
from marsad.places.distance import kilometres
from marsad.places.gazetteer import Entry, Gazetteer, gazetteer
from marsad.places.resolve import find, resolve
from marsad.places.result import Alternative, Resolved

__all__ = [
    "Added",
    "Alternative",
    "Entry",
    "Gazetteer",
    "Resolved",
    "add_dump",
    "find",
    "gazetteer",
    "kilometres",
    "resolve",
]
