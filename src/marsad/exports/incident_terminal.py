"""Incidents for people in a terminal: a table of incidents, the ledger of one, control, contradictions."""

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from marsad.exports.wording import one_line
from marsad.incidents import Claim, Contradiction, Entry, Holding, Incident, Match
from marsad.record import Harm

FSI, PDI = "\u2068", "\u2069"


_WHOLE = frozenset({"id", "incident", "published", "type", "since", "when", "told"})
"""Columns of what is copied or read at a glance: never broken, however narrow the terminal."""


def print_incidents(incidents: Iterable[Incident], console: Console) -> None:
    """One line an incident."""
    table = _table("id", "when", "type", "place", "told", "killed", "wounded")
    for incident in incidents:
        place = incident.place
        table.add_row(
            incident.id,
            (incident.when or "").replace("/", "/\n"),
            incident.type.value,
            _arabic(f"{place.name or place.text}, {place.country or ''}" if place else ""),
            f"{len(incident.reports)} ({incident.accounts})",
            *(said_range(_of(incident, harm)) for harm in (Harm.KILLED, Harm.WOUNDED)),
        )
    console.print(table)
    if table.row_count:
        console.print(
            "told: reports (independent accounts). + : at least so many. All claims: marsad ledger ID", style="dim"
        )


def print_ledger(incident: Incident, matches: Iterable[Match], console: Console) -> None:
    """An incident with what it is told as, every claim, and what brought its reports together."""
    console.print(f"{incident.id} · {incident.type.value} · {incident.when or 'no day'} · "
                  f"{len(incident.reports)} reports, {incident.accounts} accounts", style="bold")  # fmt: skip
    for name in ("types", "times", "places", "actors", "targets"):
        told = getattr(incident, name)
        if told:
            console.print(f"  {name}: ", " · ".join(f"{_mark(one.value)} ({len(one.by)})" for one in told), sep="")
    for entry in incident.ledger:
        console.print()
        console.print(_ledger_table(entry))
    for match in matches:
        reasons = ", ".join(f"{reason.comparison} {reason.outcome} {reason.bits:+g}" for reason in match.reasons)
        console.print(f"  {match.one} ~ {match.other}  p = {match.probability:.3f}: {reasons}", style="dim")


def print_holdings(holdings: Iterable[Holding], console: Console) -> None:
    """The timeline of control."""
    table = _table("since", "place", "type", "held by", "contested", "says", "report")
    for held in holdings:
        for at, change in enumerate(held.changes):
            since, by = held.since or "", _arabic("، ".join(held.by)) if held.by else _lost(held)
            head = (f"{since}{'' if held.dated else ' (published)'}", _arabic(held.place), held.type.value, by,
                    "contested" if held.contested else "")  # fmt: skip
            said = f"{change.source or ''}{'' if change.stance == 'reported' else f' ({change.stance.value})'}"
            table.add_row(*(head if not at else ("",) * 5), _arabic(said), change.report)
    console.print(table)


def _lost(held: Holding) -> Text:
    lost = dict.fromkeys(name for change in held.changes for name in change.lost_by)
    return Text(f"lost by {_mark('، '.join(lost))}" if lost else "")


def print_contradictions(found: Iterable[Contradiction], console: Console) -> None:
    """Two lines a contradiction: the words of either side."""
    table = _table("kind", "incident", "report", "source", "words", "says")
    for one in found:
        for at, side in enumerate((one.one, one.other)):
            head = ("", "") if at else (one.kind, one.incident or "")
            table.add_row(*head, side.report, _arabic(side.source or ""), _arabic(side.words), _arabic(side.says))
    console.print(table)


def _ledger_table(entry: Entry) -> Table:
    title = f"{entry.harm.value}{f' · {entry.group.value}' if entry.group else ''}: {said_range(entry)}"
    table = _table("published", "number", "group", "source", "outlets", "words", "", title=title)
    for claim in entry.claims:
        table.add_row(
            str(claim.published or ""),
            number(claim),
            claim.group.value,
            _arabic(claim.source or ""),
            _arabic("، ".join(sorted({carrier.outlet or carrier.report for carrier in claim.carriers}))),
            _arabic(claim.carriers[0].words.text),
            standing(claim),
        )
    for part in entry.parts:
        table.add_row("", said_range(part), f"of whom {part.group.value if part.group else ''}", "", "", "", "")
    return table


def standing(claim: Claim) -> str:
    """Why a claim does not count for the range; empty where it does."""
    if claim.superseded:
        return "superseded"
    return "" if claim.counted else claim.stance.value


def number(of: Claim) -> str:
    """The number of a claim with its bound."""
    if of.low == of.high:
        return f"{'about ' if of.bound == 'about' else ''}{of.low}"
    if of.high is None:
        return f"≥ {of.low}"
    return f"≤ {of.high}" if of.low is None else f"{of.low}–{of.high}"


def said_range(entry: Entry | None) -> str:
    """The range of an entry with its best number; ``+`` where the upper side is open."""
    if entry is None or (entry.low is None and entry.high is None):
        return ""
    span = str(entry.low) if entry.low == entry.high else f"{entry.low if entry.low is not None else 0}–{entry.high}"
    return f"{span}{'+' if entry.open else ''}" + (f" (best {entry.best})" if entry.low != entry.high else "")


def _of(incident: Incident, harm: Harm) -> Entry | None:
    return next((entry for entry in incident.ledger if entry.harm is harm), None)


def _table(*columns: str, title: str | None = None) -> Table:
    table = Table(box=box.SIMPLE, title=title, title_justify="left", pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in _WHOLE)
    return table


def _mark(text: str) -> str:
    return f"{FSI}{one_line(text)}{PDI}" if text else ""


def _arabic(text: str) -> Text:
    return Text(_mark(text))
