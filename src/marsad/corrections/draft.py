"""Making corrections: each one is checked against the record that it leads to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import ValidationError

from marsad.coded import faulty_numbers
from marsad.corrections.assignments import Assigning, parse
from marsad.corrections.correction import (
    Action,
    Correction,
    CorrectionError,
    Known,
    Statement,
    changed,
    plain,
    references,
    sentence,
    statements_of,
)
from marsad.corrections.matching import IDENTICAL, neighbours, rank
from marsad.corrections.shown import Shown, next_id, show
from marsad.corrections.undoing import check_undo
from marsad.record import Event, Figure, Record

_NOT_SET = ("id", "why", "confidence")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who corrects, when and why."""

    by: str
    note: str = ""
    at: datetime | None = None


class Draft:
    """New corrections of one report, on top of those that it has.

    Every method either makes a correction that leads to a valid record, or raises CorrectionError and changes nothing.
    """

    def __init__(self, engine: Record, log: Sequence[Correction], signature: Signature) -> None:
        """``engine`` is the engine's own record, ``log`` the report's corrections so far."""
        self._engine, self._log = engine, tuple(log)
        self._before = len(self._log)
        self._signature = signature
        if not signature.by.strip() or not signature.by.isprintable():
            raise CorrectionError("say who corrects")
        self._shown = show(engine, self._log)

    @property
    def record(self) -> Record:
        """The record as it is shown with the new corrections."""
        return self._shown.record

    @property
    def shown(self) -> Shown:
        """The record, with what corrections come to and the engine's own statements."""
        return self._shown

    @property
    def new(self) -> tuple[Correction, ...]:
        """The corrections that were made here."""
        return self._log[self._before :]

    def set(self, statement: str, assignments: Sequence[str]) -> None:
        """Change values of a statement, each as ``field=value`` (``marsad.corrections.assignments``)."""
        old = self._get(statement)
        assigning = Assigning(self.record, old.model_dump(mode="json"))
        assigning.put(parse(assignments, statement[0]))
        self.change(statement, _validated(type(old), assigning.data))

    def add(self, kind: Literal["event", "figure"], assignments: Sequence[str]) -> str:
        """Add a statement that the engine did not find; its id."""
        name = self._next_id(kind[0])
        data: dict[str, Any] = {"id": name, "evidence": {}}
        Assigning(self.record, data).put(parse(assignments, kind[0]))
        if kind == "figure":
            data = {"low": None, "high": None} | data
            if "bound" not in data and data["low"] is not None and data["low"] == data["high"]:
                data["bound"] = "exact"
            _need(data, {"span": "words", "harm": "harm", "bound": "bound"}, "a figure")
        else:
            _need(data, {"mentions": "mentions", "type": "type"}, "an event")
        return self.insert(_validated(Figure if kind == "figure" else Event, data))

    def change(self, statement: str, new: Statement) -> None:
        """Put other values into a statement: those of ``new``, but for id, why and confidence."""
        values, was = difference(self._get(statement), changed(new, id=statement))
        if not values:
            raise CorrectionError(f"{statement} says so already; to vouch for it, accept it")
        if not values.keys().isdisjoint(("low", "high", "bound")):
            self._check_numbers(new)
        self._check_wholes(statement, values.get("part_of"))
        self._append(Action.SET, statement, values=values, was=was, about=self._about([statement], points_at=new))

    def insert(self, new: Statement) -> str:
        """Add a whole statement; it gets the next free id, which is returned."""
        self._check_numbers(new)
        self._check_new(new)
        name = self._next_id("e" if isinstance(new, Event) else "f")
        own = plain(changed(new, id=name))
        known = Known(shown=own, beside=neighbours(own, list(self._shown.engine.values())))
        about = (known, *self._about([], points_at=own))
        self._append(Action.ADD, name, about=about)
        return name

    def accept(self, statement: str) -> None:
        """Say that a statement is right as it is shown; one that was rejected is shown again."""
        ruling = self._shown.standing.rulings.get(statement)
        if not (ruling and ruling.rejected):
            self._get(statement)
        self._append(Action.ACCEPT, statement, about=self._about([statement]))

    def reject(self, statement: str) -> None:
        """Say that the report does not say this; the statement is shown no more."""
        self._get(statement)
        self._append(Action.REJECT, statement, about=self._about([statement]))

    def check(self) -> None:
        """Say that the record is right as it is shown, and complete."""
        names = tuple(statement.id for statement in statements_of(self.record))
        self._append(Action.CHECK, None, checks=names, about=self._about(names))

    def undo(self, number: int) -> None:
        """Take a correction back; undoing an undoing brings it back. What others built on must go first."""
        check_undo(self._log, number)
        self._append(Action.UNDO, None, undoes=number)

    def _get(self, name: str) -> Statement:
        statement = _by_id(self.record).get(name)
        if statement:
            return statement
        ruling = self._shown.standing.rulings.get(name)
        if ruling and ruling.rejected:
            raise CorrectionError(f"{name} is rejected; accept it first")
        raise CorrectionError(f"the record has no statement {name}; it has {_listed(self.record)}")

    def _next_id(self, letter: str) -> str:
        return next_id(letter, {*_by_id(self.record), *self._shown.standing.identities, *self._shown.engine})

    def _about(self, names: Iterable[str], points_at: Statement | None = None) -> tuple[Known, ...]:
        """What is known of statements, and of all that they point at."""
        shown = _by_id(self.record)
        names = list(names)
        waiting = [*names, *(references(points_at) if points_at else ())]
        found: dict[str, Known] = {}
        while waiting:
            name = waiting.pop(0)
            if name in found:
                continue
            ruling = self._shown.standing.rulings.get(name)
            if ruling is not None:
                found[name] = ruling.base
                waiting += references(ruling.statement)
            elif name in shown:
                engine = self._shown.engine.get(name)
                beside = neighbours(engine, list(self._shown.engine.values())) if engine else ()
                found[name] = Known(shown=plain(shown[name]), engine=engine, beside=beside)
                waiting += references(shown[name])
            else:
                raise CorrectionError(f"the record has no statement {name}; it has {_listed(self.record)}")
        return tuple(found.values())

    def _append(self, action: Action, statement: str | None, **more: Any) -> None:  # noqa: ANN401 (fields)
        signature = self._signature
        new = Correction(
            number=len(self._log) + 1,
            action=action,
            statement=statement,
            by=signature.by.strip(),
            at=signature.at or datetime.now(UTC),
            note=" ".join(signature.note.split()),
            **more,
        )
        log = (*self._log, new)
        try:
            shown = show(self._engine, log)
        except ValidationError as error:
            raise CorrectionError(sentence(error)) from None
        self._log, self._shown = log, shown

    def _check_new(self, new: Statement) -> None:
        """What is there already is not added again: one of the two would pass for the other in another reading."""
        for shown in statements_of(self.record):
            if rank(shown, new) == IDENTICAL:
                raise CorrectionError(f"{shown.id} says this already")
        for name, ruling in self._shown.standing.rulings.items():
            if ruling.rejected and IDENTICAL in (rank(ruling.statement, new), rank(ruling.base.shown, new)):
                raise CorrectionError(f"{name} says this and is rejected; accept it instead")

    def _check_wholes(self, statement: str, whole: str | None) -> None:
        """A new whole must not be a part of its part: elsewhere a circle is broken where nobody corrected."""
        rows = _by_id(self.record)
        while whole is not None:
            if whole == statement:
                raise CorrectionError(f"{statement} would be part of itself")
            above = rows.get(whole)
            whole = above.part_of if isinstance(above, Figure) else None

    def _check_numbers(self, new: Statement) -> None:
        """The codebook's table of numbers and bounds, which is stricter than the record."""
        for fault in faulty_numbers(new) if isinstance(new, Figure) else ():
            raise CorrectionError(f"{new.id}: {fault}; the bound is set with bound=…")


def difference(old: Statement, new: Statement) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values in which two statements differ, of the new one and of the old one, in the record's JSON form."""
    before, after = old.model_dump(mode="json"), new.model_dump(mode="json")
    fields = [name for name in after if name not in _NOT_SET and before[name] != after[name]]
    values, was = {name: after[name] for name in fields}, {name: before[name] for name in fields}
    if "evidence" in values:
        one, two = before["evidence"], after["evidence"]
        changed_evidence = [name for name in two if one[name] != two[name]]
        values["evidence"] = {name: two[name] for name in changed_evidence}
        was["evidence"] = {name: one[name] for name in changed_evidence}
    return values, was


def _by_id(record: Record) -> dict[str, Statement]:
    return {statement.id: statement for statement in statements_of(record)}


def _listed(record: Record) -> str:
    return ", ".join(_by_id(record)) or "none"


def _need(data: dict[str, Any], needed: dict[str, str], what: str) -> None:
    missing = [name for field, name in needed.items() if not data.get(field)]
    if missing:
        raise CorrectionError(f"{what} needs {' and '.join(missing)}: set them with --set")


def _validated(model: type[Statement], data: dict[str, Any]) -> Statement:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise CorrectionError(sentence(error)) from None
