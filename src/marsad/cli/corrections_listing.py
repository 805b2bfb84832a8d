"""Lines that tell of corrections: what was changed by whom, and what the engine has instead."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from marsad.archive import History
from marsad.corrections import Action, Correction, Statement, taken_back
from marsad.exports.wording import one_line
from marsad.record import Event

_QUIET = {Action.ACCEPT: "accepted", Action.REJECT: "rejected", Action.CHECK: "checked as a whole"}


def line(correction: Correction) -> str:
    """What a correction does, in one line, without what a terminal must not see."""
    return one_line(_line(correction))


def _line(correction: Correction) -> str:
    match correction.action:
        case Action.SET:
            done = "; ".join(_changes(correction.was, correction.values))
            return f"{correction.statement}: {done}"
        case Action.ADD:
            known = correction.known(correction.statement or "")
            return f"{correction.statement} added: {summary(known.shown)}" if known else f"{correction.statement} added"
        case Action.UNDO:
            return f"correction {correction.undoes} taken back"
        case Action.CHECK:
            return f"{_QUIET[correction.action]}: {len(correction.checks)} statements"
        case _:
            known = correction.known(correction.statement or "")
            what = f" ({summary(known.shown)})" if known else ""
            return f"{correction.statement} {_QUIET[correction.action]}{what}"


def summary(statement: Statement) -> str:
    """A statement in a few words: type or harm, its words, its number."""
    if isinstance(statement, Event):
        return f"{statement.type} «{statement.mentions[0].text}»"
    low, high = ("…" if side is None else str(side) for side in (statement.low, statement.high))
    number = low if low == high else f"{low}–{high}"
    return f"{statement.harm} {number} {statement.bound} «{statement.span.text}»"


def _changes(was: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[str]:
    plain = [name for name in values if name != "evidence"]
    for name in plain:
        yield f"{'words' if name == 'span' else name} {_value(was[name])} → {_value(values[name])}"
    for name, span in values.get("evidence", {}).items():
        if name not in plain and not (name == "via" and "source" in plain):
            yield f"words of {name} {_value(was['evidence'][name])} → {_value(span)}"


def _value(value: object) -> str:
    """A value of the record's JSON form, for people."""
    match value:
        case None | []:
            return "none"
        case {"field": _, "text": text}:
            return f"«{text}»"
        case {"text": text, "via": via}:
            return f"«{text}»" + (f" via «{via}»" if via else "")
        case {"text": text, "name": name, "country": country}:
            return f"«{text}» ({', '.join(part for part in (name, country) if part) or 'unknown'})"
        case list():
            return ", ".join(f"«{one}»" if isinstance(one, str) else _value(one) for one in value)
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def history_lines(history: History) -> Iterator[str]:
    """The history of a record for people: every correction, then the engine's own of what was corrected."""
    made = history.engine.made_by
    yield (
        f"The engine ({made.engine}, codebook {made.codebook}, {history.read_at:%Y-%m-%d %H:%M}) read "
        f"{len(history.engine.events)} events and {len(history.engine.figures)} figures."
    )
    gone = taken_back(history.corrections)
    for one in history.corrections:
        undone = f" [taken back by {gone[one.number]}]" if one.number in gone else ""
        note = f" ({one.note})" if one.note else ""
        yield f"{one.number:>3}  {one.at:%Y-%m-%d %H:%M}  {one.by}  {line(one)}{note}{undone}"
    standing, own = history.shown.standing, history.shown.engine
    for name in sorted(standing.rulings, key=lambda name: (name[0], int(name[1:]))):
        now = f"reads {summary(own[name])}" if name in own else "does not find it"
        yield one_line(f"{name}: the engine {now}")
    if standing.checked_by:
        yield f"Checked by {', '.join(standing.checked_by)}."
        for name, statement in own.items():
            if name not in standing.rulings:
                yield one_line(f"Not shown, as the record was checked without it: {name} {summary(statement)}")


def history_json(history: History) -> str:
    """The same for programs: the engine's own record, the corrections, and the record shown."""
    gone = taken_back(history.corrections)
    corrections = [
        one.model_dump(mode="json", exclude={"about"})
        | {
            "taken_back_by": gone.get(one.number),
            "engine": [_dump(known.engine) for name in one.ruled if (known := one.known(name))],
        }
        for one in history.corrections
    ]
    whole = {
        "engine": history.engine.model_dump(mode="json") | {"read_at": history.read_at.isoformat()},
        "corrections": corrections,
        "checked_by": list(history.shown.standing.checked_by),
        "record": history.shown.record.model_dump(mode="json"),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _dump(statement: Statement | None) -> dict[str, Any] | None:
    return statement.model_dump(mode="json") if statement else None
