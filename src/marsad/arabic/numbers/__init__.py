"""Numbers in Arabic text: found, resolved, with their bounds.

``find(text)`` gives every number of a text, as ``Number``. ``tokenise`` (or ``tokenise_at``, from one place on) and
then ``cardinal``, ``ordinal``, ``amount`` (also fractions) and ``vague`` read the number at a given word; they are for
grammars that are built on numbers, such as that of times. All words are data, in ``words.toml`` and ``phrases.toml``
beside this file, each with examples; ``Tables`` made from changed ``package_data()`` takes their place.
"""

from marsad.arabic.numbers.cardinals import Part, cardinal
from marsad.arabic.numbers.finding import find
from marsad.arabic.numbers.fractions import Amount, amount
from marsad.arabic.numbers.model import Bound, Kind, Number, Value
from marsad.arabic.numbers.ordinals import ordinal
from marsad.arabic.numbers.tables import Tables, default, package_data
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
    "package_data",
    "tokenise",
    "tokenise_at",
    "vague",
]
