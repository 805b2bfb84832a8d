"""Whether a correction can be taken back: not while others vouch for what it says."""

from collections.abc import Sequence

from marsad.corrections.correction import Action, Correction, CorrectionError, references
from marsad.corrections.standing import in_force, standing, taken_back

_VOUCH = (Action.ACCEPT, Action.CHECK)


def check_undo(log: Sequence[Correction], number: int) -> None:
    """Raise CorrectionError where a correction cannot be taken back, with what stands in the way."""
    by_number = {correction.number: correction for correction in log}
    if number not in by_number:
        raise CorrectionError(f"the report has no correction {number}; it has {len(log)}")
    gone = taken_back(log)
    if number in gone:
        raise CorrectionError(f"correction {number} is taken back already, by {gone[number]}")
    root = by_number[number]
    again = False
    while root.undoes is not None:
        root, again = by_number[root.undoes], True
    if again and root.action in _VOUCH:
        raise CorrectionError(f"correction {root.number} accepted what was shown then; accept what is shown now")
    later = [correction for correction in in_force(log) if correction.number > root.number]
    if root.action is Action.ADD:
        _nothing_on_it(log, root, later)
    for correction in later:
        if _vouches(correction, root):
            raise CorrectionError(
                f"correction {correction.number} by {correction.by} accepts what correction {root.number} led to; "
                f"undo {correction.number} first"
            )


def _vouches(later: Correction, root: Correction) -> bool:
    """Whether somebody said, after a change or a rejection, that it is right so."""
    if root.action is Action.REJECT:
        return later.action is Action.CHECK
    return root.action is Action.SET and later.action in _VOUCH and root.statement in later.ruled


def _nothing_on_it(log: Sequence[Correction], root: Correction, later: Sequence[Correction]) -> None:
    for correction in later:
        if root.statement in correction.ruled:
            raise CorrectionError(
                f"correction {correction.number} by {correction.by} is about {root.statement}, which correction "
                f"{root.number} added; undo {correction.number} first"
            )
    for name, ruling in standing(log).rulings.items():
        if not ruling.rejected and root.statement in set(references(ruling.statement)):
            raise CorrectionError(f"{name} points at {root.statement}, which correction {root.number} added")
