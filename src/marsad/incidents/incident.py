"""The incident: one happening in the world as many reports tell it, with the ledger of all that is claimed of it."""

from dataclasses import dataclass
from datetime import date

from marsad.record import Bound, Event, EventType, Figure, Group, Harm, Place, Record, Span, Stance


@dataclass(frozen=True, slots=True)
class Member:
    """One telling of an incident: a happening of a record, and the number of the account that it belongs to.

    ``event`` has the happening's own mentions, place and time, ``figures`` those that the report ties to it.

    Members with the same ``account`` (from 1) copy one wire story: however many papers carry it, it is one account.
    """

    telling: str
    record: Record
    event: Event
    account: int
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Carrier:
    """A report that carries a claim: with its words, and what the report gives as the one who passed it on."""

    report: str
    outlet: str | None
    published: date | None
    via: str | None
    words: Span
    account: int
    figure: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that somebody named for a harm, once, with all the reports that carry it.

    ``added``: the report gives parts only, and they are added up. ``superseded``: the same source named another
    number later. ``counted``: it stands for the range
    (``low``, ``high`` of the entry): not superseded, denied, unconfirmed or expected.
    """

    harm: Harm
    group: Group
    low: int | None
    high: int | None
    bound: Bound
    source: str | None
    stance: Stance
    published: date | None
    carriers: tuple[Carrier, ...]
    superseded: bool = False
    added: bool = False

    @property
    def counted(self) -> bool:
        """Whether the claim stands for the range."""
        return not self.superseded and self.stance in (Stance.REPORTED, Stance.DISPUTED)

    @property
    def accounts(self) -> int:
        """How many independent accounts carry it."""
        return len({carrier.account for carrier in self.carriers})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: a harm to a group (None: to all people) with every claim, in order of time.

    ``low`` and ``high``: the range over the claims that count; ``high`` is None where none gives an upper side, and
    ``open`` says that somebody counts at least or more than ``high``. ``best`` is the single number by the rule in
    ``docs/incidents.md``. ``claimed_low`` and ``claimed_high``: the least and the greatest number named by anybody.
    """

    harm: Harm
    group: Group | None
    low: int | None
    high: int | None
    open: bool
    best: int | None
    claimed_low: int | None
    claimed_high: int | None
    claims: tuple[Claim, ...]
    parts: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One value that members give for a field, and the members (telling ids) that give it."""

    value: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """What many reports tell of one happening.

    ``id`` is that of its first telling: it stays while reports are added, but for an earlier one; the id of
    any member leads to the incident. ``type``, ``when`` and ``place`` are what most accounts give; ``types``, ``times``
    and ``places`` hold all that is given, most accounts first. ``reports`` has every report, duplicates too.
    """

    id: str
    type: EventType
    when: str | None
    place: Place | None
    types: tuple[Told, ...]
    times: tuple[Told, ...]
    places: tuple[Told, ...]
    actors: tuple[Told, ...]
    targets: tuple[Told, ...]
    reports: tuple[str, ...]
    outlets: tuple[str, ...]
    accounts: int
    published_first: date | None
    published_last: date | None
    members: tuple[Member, ...]
    ledger: tuple[Entry, ...]

    @property
    def gravity(self) -> tuple[int, ...]:
        """For an order of incidents: most people killed, then harmed in any way, then reports."""
        named = {entry.harm: entry.claimed_high or 0 for entry in self.ledger}
        return named.get(Harm.KILLED, 0), sum(named.values()), len(self.reports)
