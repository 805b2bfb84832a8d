"""Marsad reads Arabic news about armed conflict and keeps the record of it."""

__version__ = "0.1.0"
