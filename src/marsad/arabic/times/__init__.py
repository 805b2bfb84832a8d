"""Finds and resolves time expressions in Arabic text.

>>> from datetime import date
>>> from marsad.arabic import times
>>> [(found.text, found.when) for found in times.find("قتلوا في يونيو الماضي", date(2017, 10, 17))]
[('يونيو الماضي', '2017-06')]

The words and rules are TOML tables in ``data``, with their examples beside them.
"""

from marsad.arabic.times.expressions import TimeExpression, anchor, find

__all__ = ["TimeExpression", "anchor", "find"]
