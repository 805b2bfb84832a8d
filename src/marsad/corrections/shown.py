"""The record that is shown: what the engine read, and what people corrected in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from marsad.corrections.correction import Correction, Statement, changed, references, spans_of, statements_of
from marsad.corrections.matching import partners
from marsad.corrections.standing import Standing, standing
from marsad.record import Event, Figure, Record
from marsad.vouching import KEPT_FOR


@dataclass(frozen=True)
class Shown:
    """A record as it is shown, and how it came to be.

    ``engine``: by the ids of the record shown and of all that was ever corrected, the engine's own version;
    statements that the engine does not find are not among them.
    """

    record: Record
    standing: Standing
    engine: Mapping[str, Statement]


def show(engine: Record, log: Sequence[Correction]) -> Shown:
    """The record shown, given the engine's own and the corrections of its report.

    What people ruled on stands as they left it, whatever the engine reads now. A statement that a corrected one
    points at stays, even where the engine finds it no more. Nothing else stands in a checked record. Ids
    of what was ever corrected stay; another statement of the engine that comes by such an id gets the next free one.
    """
    stand = standing(log)
    own = statements_of(engine)
    known = partners(stand.identities, own)
    names = _names(own, known, stand.identities)
    present = {names[one.id]: one for one in own}
    rows: dict[str, Statement] = {}
    for name, statement in present.items():
        ruling = stand.rulings.get(name)
        if ruling is None and not stand.checked_by:
            rows[name] = _renamed(statement, name, names)
        elif ruling and not ruling.rejected:
            rows[name] = ruling.shown
    by_place = sorted(stand.rulings.items(), key=lambda item: _position(item[1].statement))
    for name, ruling in by_place:
        if not ruling.rejected and name not in rows:
            rows = _inserted(rows, ruling.shown)
    ruled = {name for name, ruling in stand.rulings.items() if not ruling.rejected}
    for name in _pointed_at(stand, ruled):
        if name not in rows:
            found = present.get(name)
            rows = _inserted(rows, _renamed(found, name, names) if found else _kept(stand, name, ruled))
    record = Record(
        report=engine.report,
        events=tuple(row for row in rows.values() if isinstance(row, Event)),
        figures=_figures(rows, ruled),
        made_by=engine.made_by,
    )
    return Shown(record, stand, present)


def _names(own: Sequence[Statement], known: Mapping[str, str], taken: Iterable[str]) -> dict[str, str]:
    """The id of each statement of the engine in the record shown: the lowest free one where its own is taken.

    The lowest, so that later corrections, which take ids after the last one, change no id that is shown.
    """
    reserved = set(taken)
    used = reserved.union(one.id for one in own if one.id not in known)
    names: dict[str, str] = {}
    for one in own:
        name = known.get(one.id, one.id)
        if one.id not in known and one.id in reserved:
            name = next(free for number in count(1) if (free := f"{one.id[0]}{number}") not in used)
            used.add(name)
        names[one.id] = name
    return names


def next_id(letter: str, used: Iterable[str]) -> str:
    """The id after the last one of its kind (``e`` or ``f``)."""
    numbers = (int(name[1:]) for name in used if re.fullmatch(rf"{letter}\d+", name))
    return f"{letter}{max(numbers, default=0) + 1}"


def _renamed(statement: Statement, name: str, names: Mapping[str, str]) -> Statement:
    if isinstance(statement, Event):
        return changed(statement, id=name)
    event = names.get(statement.event) if statement.event else None
    part_of = names.get(statement.part_of) if statement.part_of else None
    return changed(statement, id=name, event=event, part_of=part_of)


def _pointed_at(stand: Standing, ruled: Iterable[str]) -> list[str]:
    """What rulings point at, and what that points at, in the order of ids."""
    waiting = [name for own in ruled for name in references(stand.rulings[own].statement)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in found or name not in stand.pointed_at:
            continue
        found.add(name)
        waiting += references(stand.pointed_at[name])
    return sorted(found)


def _kept(stand: Standing, name: str, ruled: Iterable[str]) -> Statement:
    """A statement that the engine finds no more, and that stays for those that point at it."""
    statement = stand.pointed_at[name]
    pointing = sorted(own for own in ruled if name in references(stand.rulings[own].statement))
    return changed(statement, why=(*statement.why, *(KEPT_FOR + own for own in pointing)))


def _inserted(rows: dict[str, Statement], new: Statement) -> dict[str, Statement]:
    """The rows with a new one before the first that stands later in the report."""
    later = [name for name, row in rows.items() if row.id[0] == new.id[0] and _position(row) > _position(new)]
    if not later:
        return {**rows, new.id: new}
    out: dict[str, Statement] = {}
    for name, row in rows.items():
        if name == later[0]:
            out[new.id] = new
        out[name] = row
    return out


def _position(statement: Statement) -> tuple[bool, int, str]:
    first = min(spans_of(statement), key=lambda span: (span.field == "text", span.start))
    return (first.field == "text", first.start, statement.id)


def _figures(rows: Mapping[str, Statement], ruled: Iterable[str]) -> tuple[Figure, ...]:
    """The figures without references to what is not shown; a circle is broken where nobody corrected."""
    figures = [row for row in rows.values() if isinstance(row, Figure)]
    whole: dict[str, str] = {}
    settled = set(ruled)
    for figure in sorted(figures, key=lambda figure: figure.id not in settled):
        above = figure.part_of
        if above and above in rows and not _leads_to(above, figure.id, whole):
            whole[figure.id] = above
    return tuple(
        figure
        if (figure.event is None or figure.event in rows) and figure.part_of == whole.get(figure.id)
        else figure.model_copy(
            update={"event": figure.event if figure.event in rows else None, "part_of": whole.get(figure.id)}
        )
        for figure in figures
    )


def _leads_to(start: str, goal: str, whole: Mapping[str, str]) -> bool:
    at: str | None = start
    while at is not None:
        if at == goal:
            return True
        at = whole.get(at)
    return False
