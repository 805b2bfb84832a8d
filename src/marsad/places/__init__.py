"""Places: from words to the map.

``find`` reads a text, ``resolve`` one name; both give ``Resolved``. ``gazetteer`` opens what is known of places.
"""

from marsad.places.gazetteer import Entry, Gazetteer, gazetteer
from marsad.places.resolve import Alternative, Resolved, find, resolve

__all__ = ["Alternative", "Entry", "Gazetteer", "Resolved", "find", "gazetteer", "resolve"]
