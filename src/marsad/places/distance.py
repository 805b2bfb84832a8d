"""Distances and bearings on the globe."""

from math import asin, cos, degrees, radians, sin, sqrt

_EARTH_KM = 6371.0


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points given in degrees (haversine formula)."""
    a, b = radians(lat1), radians(lat2)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point ``km`` away in the direction ``bearing`` (degrees clockwise from north); for short ways."""
    north = km * cos(radians(bearing)) / 111.2
    east = km * sin(radians(bearing)) / (111.2 * max(0.05, cos(radians(lat))))
    return max(-90.0, min(90.0, lat + north)), (lon + east + 180.0) % 360.0 - 180.0


def bearing_of(*directions: str) -> float:
    """The bearing of ``north``, ``south``, ``east``, ``west`` or the middle of two of them."""
    points = {"north": (0.0, 1.0), "south": (0.0, -1.0), "east": (1.0, 0.0), "west": (-1.0, 0.0)}
    from math import atan2

    x = sum(points[name][0] for name in directions)
    y = sum(points[name][1] for name in directions)
    return degrees(atan2(x, y)) % 360.0
