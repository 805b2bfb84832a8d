"""What the grammar's rules make of the tokens that they match.

Each public function of the modules here is a production. A rule in ``data/grammar.toml`` names it; it gets
the tokens that the rule's pattern names, and returns a meaning (or data of the role that its pass gives), or
None where the words do not mean a time after all.
"""

from marsad.arabic.times.productions import amounts, clock, dates, days, spans
from marsad.arabic.times.productions.found import Found

MODULES = (dates, days, amounts, clock, spans)

__all__ = ["MODULES", "Found"]
