"""New tellings into known groups, redoing only what they touch; the result is that of grouping everything anew.

Why that holds: agglomeration joins the best pair first, so a group that comes out whole when it is redone together
with what is new has had the same history as before, and nothing beyond it can have seen a difference. A group that
does not come out whole is redone with its own neighbours, until all at the border are whole.
"""

from collections.abc import Collection, Sequence
from typing import Protocol

from marsad.incidents.cluster import Pair
from marsad.incidents.decisions import Decision, constraints
from marsad.incidents.matching import regroup
from marsad.incidents.weights import weights


class Known(Protocol):
    """What is known of tellings and their groups."""

    def near(self, names: Collection[str], above: float) -> set[str]:
        """The names that a link of more bits than ``above`` ties to one of these."""
        ...

    def links(self, names: Collection[str]) -> dict[Pair, float]:
        """All links with both ends among the names."""
        ...

    def groups(self, names: Collection[str]) -> dict[str, tuple[str, ...]]:
        """For each name that is in a group, the group."""
        ...


def regroup_around(loose: Collection[str], known: Known, decisions: Sequence[Decision] = ()) -> list[tuple[str, ...]]:
    """The groups of everything that changes when the ``loose`` tellings are grouped with their neighbours.

    ``loose`` are tellings that are new, whose group has lost a member, or about which was decided. Every telling of
    the result is loose or leaves a group all of whose members are in the result.
    """
    open_names = set(loose)
    together, _ = constraints(decisions)
    while True:
        near = known.near(open_names, weights().link)
        near |= {name for some in together if open_names.intersection(some) for name in some}
        border = {group for name, group in known.groups(near - open_names).items() if name not in open_names}
        region = open_names.union(*border)
        found = regroup(sorted(region), known.links(region), decisions)
        whole = set(found)
        broken = [group for group in border if group not in whole]
        if not broken:
            return [group for group in found if group not in border]
        open_names.update(*broken)
