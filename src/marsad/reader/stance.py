"""Stance: as what the report presents a statement (codebook, section 8)."""

from marsad.codebook import StanceCue
from marsad.reader.document import Sentence
from marsad.record import Stance

REACH = 8
"""How many words before a statement a cue may stand."""


def of(sentence: Sentence, start: int, end: int) -> tuple[Stance, tuple[str, ...]]:
    """Stance of what stands at tokens ``start`` to ``end``, and the codebook entry that says so."""
    nearest, stance = REACH + 1, Stance.REPORTED
    why: tuple[str, ...] = ()
    for match in sentence.matches(StanceCue):
        distance = start - match.end
        behind = match.start - end
        if 0 <= distance < nearest or 0 <= behind < min(3, nearest):
            entry = sentence.codebook.get(StanceCue, match.key)
            nearest = distance if distance >= 0 else behind
            stance, why = entry.stance, (f"stance:{entry.id}",)
    return stance, why
