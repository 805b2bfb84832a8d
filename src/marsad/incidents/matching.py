"""From tellings to groups of tellings: blocks, links, groups."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from marsad.incidents.blocking import keys
from marsad.incidents.cluster import Pair, components, groups
from marsad.incidents.compare import score
from marsad.incidents.decisions import Decision, constraints
from marsad.incidents.tellings import Telling
from marsad.incidents.weights import weights


def match(tellings: Iterable[Telling], decisions: Sequence[Decision] = ()) -> list[tuple[str, ...]]:
    """Groups of the ids of tellings that tell one incident, each sorted; the order of what is given does not count."""
    known = sorted(tellings, key=lambda telling: telling.id)
    return regroup([telling.id for telling in known], dict(find_links(known)), decisions)


def find_links(tellings: Iterable[Telling]) -> Iterator[tuple[Pair, float]]:
    """The links between all the tellings with their bits; telling by telling, so little is held at a time."""
    blocks: dict[int, list[Telling]] = {}
    for telling in tellings:
        own = keys(telling)
        near = {other.id: other for key in own for other in blocks.get(key, ())}
        yield from links_of(telling, near.values())
        for key in own:
            blocks.setdefault(key, []).append(telling)


def links_of(telling: Telling, candidates: Iterable[Telling]) -> Iterator[tuple[Pair, float]]:
    """The links of one telling with candidates: pairs that weigh more than one that was never proposed."""
    floor = weights().missing
    for other in candidates:
        bits = round(score(telling, other), 3)
        if bits > floor and other.id != telling.id:
            yield (min(telling.id, other.id), max(telling.id, other.id)), bits


def regroup(
    members: Sequence[str], links: Mapping[Pair, float], decisions: Sequence[Decision] = ()
) -> list[tuple[str, ...]]:
    """Group members by links and decisions; what no strong link connects is grouped apart, so it is quick."""
    together, apart = constraints(decisions)
    strong = [pair for pair, bits in links.items() if bits > weights().link]
    strong += [(min(a, b), max(a, b)) for some in together for a, b in itertools.pairwise(some)]
    parts = components(members, strong)
    of = {name: at for at, some in enumerate(parts) for name in some}
    inner: list[dict[Pair, float]] = [{} for _ in parts]
    for pair, bits in links.items():
        at = of.get(pair[0])
        if at is not None and at == of.get(pair[1]):
            inner[at][pair] = bits
    found: list[tuple[str, ...]] = []
    for part, own in zip(parts, inner, strict=True):
        inside = set(part)
        found += groups(
            part,
            own,
            [frozenset(some) for some in together if inside.intersection(some)],
            [(a, b) for a, b in apart if inside & a and inside & b],
        )
    return sorted(found)
