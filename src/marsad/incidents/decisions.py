"""What a person decided: these belong to one incident, those do not. Decisions outlive every new matching."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Ruling(StrEnum):
    """What was decided about two sets of tellings."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Decision:
    """A merge or split by hand: the ids of the tellings on both sides, who decided, when, and why."""

    ruling: Ruling
    one: tuple[str, ...]
    other: tuple[str, ...]
    by: str
    at: datetime
    why: str = ""


def constraints(
    decisions: Sequence[Decision],
) -> tuple[list[tuple[str, ...]], list[tuple[frozenset[str], frozenset[str]]]]:
    """Sets of tellings that stay together, and pairs of sets that stay apart.

    A later decision about two tellings takes the place of an earlier one. A merge keeps all of both sides
    together; a split keeps each side together and the two apart.
    """
    verdict: dict[tuple[str, str], bool] = {}
    for decision in sorted(decisions, key=lambda decision: decision.at):
        merge = decision.ruling is Ruling.MERGE
        for some in (decision.one, decision.other):
            for a, b in itertools.pairwise(some):
                verdict[min(a, b), max(a, b)] = True
        for a in decision.one:
            for b in decision.other:
                verdict[min(a, b), max(a, b)] = merge
    together = [pair for pair, one in sorted(verdict.items()) if one]
    apart = [(frozenset([a]), frozenset([b])) for (a, b), one in sorted(verdict.items()) if not one]
    return list[tuple[str, ...]](together), apart
