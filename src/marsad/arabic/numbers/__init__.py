"""Numbers in Arabic text: found, resolved, with their bounds.

``find(text)`` gives every number of a text. ``tokenise``, ``cardinal``, ``ordinal`` and ``amount`` read a number at a
given word and are for grammars that are built on numbers, such as that of times.
"""

from marsad.arabic.numbers.cardinals import Part, cardinal
from marsad.arabic.numbers.finding import find
from marsad.arabic.numbers.fractions import Amount, amount
from marsad.arabic.numbers.model import Bound, Kind, Number, Value
from marsad.arabic.numbers.ordinals import ordinal
from marsad.arabic.numbers.tables import Tables, default
from marsad.arabic.numbers.tokens import Tokens, tokenise, tokenise_at
from marsad.arabic.numbers.vague import Vague, vague

__all__ = [
    "Amount",
    "Bound",
    "Kind",
    "Number",
    "Part",
    "Tables",
    "Tokens",
    "Vague",
    "Value",
    "amount",
    "cardinal",
    "default",
    "find",
    "ordinal",
    "tokenise",
    "tokenise_at",
    "vague",
]
