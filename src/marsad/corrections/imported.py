"""A record that somebody corrected elsewhere, or coded: its difference to what is shown becomes corrections."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import ValidationError

from marsad.coded import CodedReport, check
from marsad.corrections.correction import CorrectionError, Statement, changed, references, sentence, statements_of
from marsad.corrections.draft import Draft, difference
from marsad.corrections.from_coded import from_coded, towards
from marsad.corrections.matching import SAME, rank
from marsad.record import Event, Figure, Record, Report

_UNLIKE = (9, 0)


def parse(data: object) -> Record | CodedReport:
    """A record in the record's JSON form, or a coded report in the codebook's; raises CorrectionError."""
    if isinstance(data, dict) and "made_by" in data:
        try:
            return Record.model_validate(data)
        except ValidationError as error:
            raise CorrectionError(sentence(error)) from None
    faults = check(data)
    if faults:
        raise CorrectionError(faults[0])
    return CodedReport.model_validate(data)


def put(draft: Draft, given: Record | CodedReport) -> None:
    """Make the corrections that lead from the record shown to the one given. Raises CorrectionError.

    Statements are the same where their words are; in a record, also where their ids are. What is not in the record
    given is rejected, what is only there is added. Confidence, ``why`` and the order of statements are no difference.
    """
    _check_words(draft.record.report, given.report)
    shown = statements_of(draft.record)
    is_coded = isinstance(given, CodedReport)
    new = from_coded(given, draft.record) if isinstance(given, CodedReport) else statements_of(given)
    pairs = _pairs(shown, new, by_id=not is_coded)
    rejected = [ruling.statement for ruling in draft.shown.standing.rulings.values() if ruling.rejected]
    back = _pairs(rejected, [one for one in new if one.id not in pairs], up_to=SAME)
    for name in back.values():
        draft.accept(name)
    pairs |= back
    if is_coded:
        old = {statement.id: statement for statement in (*shown, *rejected)}
        new = [towards(draft.record, old[pairs[one.id]], one) if one.id in pairs else one for one in new]
    names = dict(pairs)
    for statement in _wholes_first(new):
        if statement.id not in pairs:
            names[statement.id] = draft.insert(_renamed(statement, names))
    for statement in _wholes_first(new):
        if statement.id in pairs:
            _change(draft, _renamed(statement, names))
    for statement in shown:
        if statement.id not in pairs.values():
            draft.reject(statement.id)


def _change(draft: Draft, new: Statement) -> None:
    shown = next(one for one in statements_of(draft.record) if one.id == new.id)
    if difference(shown, new)[0]:
        draft.change(new.id, new)


def _check_words(kept: Report, given: Report) -> None:
    if kept.text != given.text or (kept.title or "") != (given.title or ""):
        raise CorrectionError(f"the words of {given.id} are not those of the report {kept.id} in the archive")


def _pairs(
    shown: Sequence[Statement], new: Sequence[Statement], *, by_id: bool = False, up_to: tuple[int, int] = _UNLIKE
) -> dict[str, str]:
    """For each new statement that is one of those shown, the id of that; ``up_to`` is the last rank that counts."""
    close = sorted(
        (likeness or _UNLIKE, one.id != other.id, row, one.id, other.id)
        for row, one in enumerate(new)
        for other in shown
        if (likeness := rank(one, other)) is not None or (by_id and one.id == other.id)
        if (likeness or _UNLIKE) <= up_to
    )
    found: dict[str, str] = {}
    for _, _, _, name, known in close:
        if name not in found and known not in found.values():
            found[name] = known
    return found


def _renamed(statement: Statement, names: Mapping[str, str]) -> Statement:
    """The statement with the ids of the record shown."""
    if isinstance(statement, Event):
        return changed(statement, id=names.get(statement.id, statement.id))
    event = names[statement.event] if statement.event else None
    part_of = names[statement.part_of] if statement.part_of else None
    return changed(statement, id=names.get(statement.id, statement.id), event=event, part_of=part_of)


def _wholes_first(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Events, then figures so that each stands after the one that it is a part of."""
    waiting = list(statements)
    yield from (statement for statement in waiting if isinstance(statement, Event))
    figures = [statement for statement in waiting if isinstance(statement, Figure)]
    done: set[str] = {statement.id for statement in waiting} - {figure.id for figure in figures}
    while figures:
        ready = [figure for figure in figures if done.issuperset(references(figure))]
        done.update(figure.id for figure in ready)
        figures = [figure for figure in figures if figure.id not in done]
        yield from ready
