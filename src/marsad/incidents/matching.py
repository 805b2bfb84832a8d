"""From tellings to groups of tellings: blocks, links, groups."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from marsad.incidents.blocking import candidates, features
from marsad.incidents.cluster import Pair, components, groups
from marsad.incidents.decisions import Decision, constraints
from marsad.incidents.scoring import Prepared, Scorer
from marsad.incidents.tellings import Telling
from marsad.incidents.weights import weights
from marsad.incidents.words import number

_FORM = 3
"""To be raised where what a telling holds, its features or the comparisons change."""


@cache
def rules() -> int:
    """A number for the rules of matching: their form and both tables. What was matched by others is matched anew."""
    data = files(__package__).joinpath("data")
    tables = (data.joinpath(name).read_text(encoding="utf-8") for name in ("weights.toml", "words.tsv"))
    return number("\n".join(["rules", str(_FORM), *tables]))


def match(tellings: Iterable[Telling], decisions: Sequence[Decision] = ()) -> list[tuple[str, ...]]:
    """Groups of the ids of tellings that tell one incident, each sorted; the order of what is given does not count."""
    known = sorted(tellings, key=lambda telling: telling.id)
    return regroup([telling.id for telling in known], dict(find_links(known)), decisions)


def find_links(tellings: Iterable[Telling]) -> Iterator[tuple[Pair, float]]:
    """The links between all the tellings with their bits; telling by telling, so little is held at a time."""
    scorer = Scorer()
    blocks: dict[int, list[int]] = {}
    before: list[Prepared] = []
    for at, telling in enumerate(tellings):
        own = features(telling)
        prepared = scorer.prepare(telling)
        yield from _pairs(scorer, prepared, (before[name] for name in candidates(own, blocks)))
        before.append(prepared)
        for key in {key for feature in own for key in feature.keys}:
            blocks.setdefault(key, []).append(at)


def links_of(tellings: Iterable[tuple[Telling, Iterable[Telling]]]) -> Iterator[tuple[Pair, float]]:
    """The links of tellings, each with its candidates: pairs that weigh more than one that was never proposed."""
    scorer = Scorer()
    known: dict[str, Prepared] = {}

    def prepared(telling: Telling) -> Prepared:
        if telling.id not in known:
            known[telling.id] = scorer.prepare(telling)
        return known[telling.id]

    for telling, others in tellings:
        yield from _pairs(scorer, prepared(telling), map(prepared, others))


def _pairs(scorer: Scorer, one: Prepared, others: Iterable[Prepared]) -> Iterator[tuple[Pair, float]]:
    name = one.telling.id
    for other, bits in scorer.links(one, others):
        if (also := other.telling.id) != name:
            yield (name, also) if name < also else (also, name), bits


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
