"""From what an expression says and the day of publication to days, TIMEX3 and the codebook's ``when``."""

from marsad.arabic.times.resolution import dates, lengths, parts
from marsad.arabic.times.resolution.base import Context, Kind, Prefer, Resolved, UnresolvedError, resolve

# Importing the modules is what makes their resolvers known.
RESOLVERS = (dates, parts, lengths)

__all__ = ["RESOLVERS", "Context", "Kind", "Prefer", "Resolved", "UnresolvedError", "resolve"]
