"""What the corrections of a report come to: each statement as people left it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from marsad.corrections.correction import (
    VOUCHED,
    Action,
    Correction,
    Known,
    Neighbour,
    Statement,
    changed,
    corrected,
    plain,
)
from marsad.vouching import ACCEPTED, CORRECTION


@dataclass(frozen=True)
class Ruling:
    """A statement as people left it: its values, whether it is rejected, who changed it and who accepts it so."""

    base: Known
    statement: Statement
    rejected: bool = False
    correctors: tuple[str, ...] = ()
    acceptors: tuple[str, ...] = ()

    @property
    def shown(self) -> Statement:
        """The statement as the record shows it: it says who vouches for it."""
        marks = [
            *(CORRECTION + name for name in dict.fromkeys(self.correctors)),
            *(ACCEPTED + name for name in dict.fromkeys(self.acceptors)),
        ]
        own = plain(self.statement)
        return changed(own, confidence=VOUCHED, why=(*own.why, *marks))


@dataclass
class Identity:
    """By what a statement is known again in another reading: its versions, and what it is not.

    ``from_engine`` is false where a person added it.
    """

    versions: list[Statement] = field(default_factory=list)
    beside: set[Neighbour] = field(default_factory=set)
    from_engine: bool = False


@dataclass(frozen=True)
class Standing:
    """What the corrections of a report come to.

    ``rulings``: by id, what people say of statements. ``identities``: every statement that any correction ever
    was about; its id is its own for good. ``pointed_at``: the last known version of those that are only pointed at.
    ``checked_by``: who says that the record is right as a whole, and complete; empty where nobody does.
    """

    rulings: Mapping[str, Ruling]
    identities: Mapping[str, Identity]
    pointed_at: Mapping[str, Statement]
    checked_by: tuple[str, ...]


def taken_back(log: Sequence[Correction]) -> dict[int, int]:
    """For each correction that is taken back, undoings too, the one that takes it back."""
    found: dict[int, int] = {}
    for correction in reversed(log):
        if correction.undoes is not None and correction.number not in found:
            found[correction.undoes] = correction.number
    return found


def in_force(log: Sequence[Correction]) -> list[Correction]:
    """The corrections that are not taken back, without those that take back."""
    gone = taken_back(log)
    return [c for c in log if c.action is not Action.UNDO and c.number not in gone]


def standing(log: Sequence[Correction]) -> Standing:
    """What the corrections come to. Raises pydantic's ValidationError where values do not go together."""
    rulings: dict[str, Ruling] = {}
    pointed_at: dict[str, Statement] = {}
    checked: list[str] = []
    for correction in in_force(log):
        for known in correction.about:
            pointed_at[known.shown.id] = known.shown
        for name in correction.ruled:
            before = rulings.get(name)
            if before is None:
                base = correction.known(name)
                assert base, name
                before = Ruling(base, base.shown)
            rulings[name] = _ruled(before, correction)
        if correction.action is Action.CHECK:
            checked.append(correction.by)
    only_pointed_at = {name: shown for name, shown in pointed_at.items() if name not in rulings}
    return Standing(rulings, _identities(log, rulings), only_pointed_at, tuple(dict.fromkeys(checked)))


def _ruled(before: Ruling, correction: Correction) -> Ruling:
    by = (correction.by,)
    match correction.action:
        case Action.SET:
            # Whoever accepted the statement before did not see what is changed now.
            statement = corrected(before.statement, correction.values)
            return replace(before, statement=statement, correctors=before.correctors + by, acceptors=())
        case Action.ADD:
            return replace(before, correctors=before.correctors + by)
        case Action.REJECT:
            return replace(before, rejected=True)
        case _:
            return replace(before, rejected=False, acceptors=before.acceptors + by)


def _identities(log: Sequence[Correction], rulings: Mapping[str, Ruling]) -> dict[str, Identity]:
    found: dict[str, Identity] = {}
    for known in (known for correction in log for known in correction.about):
        identity = found.setdefault(known.shown.id, Identity())
        for version in (known.engine or known.shown, known.shown):
            if version not in identity.versions:
                identity.versions.append(version)
        identity.beside.update(known.beside)
        identity.from_engine |= known.engine is not None
    for name, ruling in rulings.items():
        if not ruling.rejected and ruling.statement not in found[name].versions:
            found[name].versions.append(ruling.statement)
    for name, identity in found.items():
        if name not in rulings and not identity.from_engine:
            # Added and taken back: its id stays its own, but nothing that the engine finds is it.
            identity.versions.clear()
    # Where two are as like another reading's statement, it is the one that people say something about.
    return dict(sorted(found.items(), key=lambda item: item[0] not in rulings))
