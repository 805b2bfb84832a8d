"""A correction: what a person says about statements of one report, with who, when and why.

Corrections of a report are a list that only grows: what is taken back is taken back by a further one. What
they come to is told by ``standing``, and the record that follows from it by ``shown``.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from marsad.record import Event, EventType, Figure, Harm, Record, Span
from marsad.vouching import ACCEPTED, CORRECTION, KEPT_FOR

Statement = Event | Figure

VOUCHED = 1.0
"""The confidence of a statement that a person corrected or accepted."""


class CorrectionError(ValueError):
    """A correction that cannot be made; the message is one sentence for the user."""


class Action(StrEnum):
    """What a correction does: to one statement, to the whole report (``check``), to another one (``undo``)."""

    SET = "set"
    ADD = "add"
    ACCEPT = "accept"
    REJECT = "reject"
    CHECK = "check"
    UNDO = "undo"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Neighbour(_Model):
    """Another statement that stood beside one, by its type or harm and its words: that one it is not."""

    kind: EventType | Harm
    spans: tuple[Span, ...]


class Known(_Model):
    """A statement as it was known when a correction was made.

    ``shown`` is the statement before any correction of it, with the ids that the record shown has; ``engine``
    the engine's own version, None where the engine does not have it; ``beside`` are statements near it.
    """

    shown: Event | Figure
    engine: Event | Figure | None = None
    beside: tuple[Neighbour, ...] = ()


class Correction(_Model):
    """One correction; ``number`` counts from 1 in its report.

    ``values`` are the new values of a ``set`` in the record's JSON form, and ``was`` those before (``evidence``
    has only what changes); ``checks`` the statements that a ``check`` accepts; ``undoes`` the correction that an
    ``undo`` takes back. ``about`` holds what is corrected and every statement that it points at, so that the
    correction holds when the engine finds them no more.
    """

    number: int
    action: Action
    by: str
    at: datetime
    note: str = ""
    statement: str | None = None
    undoes: int | None = None
    checks: tuple[str, ...] = ()
    values: dict[str, Any] = {}
    was: dict[str, Any] = {}
    about: tuple[Known, ...] = ()

    @property
    def ruled(self) -> tuple[str, ...]:
        """The ids of the statements that it says something about."""
        return self.checks if self.action is Action.CHECK else (self.statement,) if self.statement else ()

    def known(self, statement: str) -> Known | None:
        """What it knows of a statement."""
        return next((known for known in self.about if known.shown.id == statement), None)


def sentence(error: ValidationError) -> str:
    """What is wrong first, in one sentence."""
    fault = error.errors()[0]
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where + ': ' if where else ''}{fault['msg'].removeprefix('Value error, ')}"


def statements_of(record: Record) -> list[Statement]:
    """Events, then figures."""
    return [*record.events, *record.figures]


def spans_of(statement: Statement) -> tuple[Span, ...]:
    """The words that a statement itself stands in."""
    return statement.mentions if isinstance(statement, Event) else (statement.span,)


def kind_of(statement: Statement) -> EventType | Harm:
    """The type of an event, the harm of a figure."""
    return statement.type if isinstance(statement, Event) else statement.harm


def references(statement: Statement) -> Iterator[str]:
    """The ids of the statements that one points at."""
    if isinstance(statement, Figure):
        yield from (name for name in (statement.event, statement.part_of) if name)


def changed(statement: Statement, **values: object) -> Statement:
    """The statement with other values of fields that no rule ties to others: ids, why, confidence."""
    return statement.model_copy(update=values)


def corrected(statement: Statement, values: dict[str, Any]) -> Statement:
    """The statement with new values in the record's JSON form, checked; raises pydantic's ValidationError."""
    data = statement.model_dump(mode="json")
    evidence = data["evidence"] | values.get("evidence", {})
    return type(statement).model_validate(data | values | {"evidence": evidence})


def plain(statement: Statement) -> Statement:
    """The statement without the entries of ``why`` that tell of corrections."""
    marks = (CORRECTION, ACCEPTED, KEPT_FOR)
    return changed(statement, why=tuple(entry for entry in statement.why if not entry.startswith(marks)))
