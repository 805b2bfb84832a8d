"""Links into groups: average-link agglomeration, so that a chain of likenesses does not make one incident.

Two groups are joined where the mean weight of all pairs between them is a link, the strongest first. A pair that
was never proposed counts as ``missing``. So a long battle, in which each day resembles the next, stays apart, and a
mention in passing does not draw two incidents together. The groups depend on the links only, not on their order.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence

from marsad.incidents.weights import weights

Pair = tuple[str, str]
"""Two names of tellings, the lower first."""


def groups(
    members: Iterable[str],
    links: Mapping[Pair, float],
    together: Sequence[frozenset[str]] = (),
    apart: Sequence[tuple[frozenset[str], frozenset[str]]] = (),
) -> list[tuple[str, ...]]:
    """All members in groups, each sorted, in the order of their first member.

    ``links`` gives the bits of pairs. Each set of ``together`` stays together; of each two sets of ``apart`` no
    member of the one comes together with a member of the other, unless ``together`` says so.
    """
    return _Agglomeration(sorted(set(members)), links, together, apart).run()


def components(members: Iterable[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """Members that pairs connect, each component sorted."""
    parent = {name: name for name in members}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for one, other in pairs:
        if one in parent and other in parent:
            low, high = sorted((root(one), root(other)))
            parent[high] = low
    found: dict[str, list[str]] = {}
    for name in sorted(parent):
        found.setdefault(root(name), []).append(name)
    return list(found.values())


class _Agglomeration:
    """Groups named by their first member; between two groups, the sum of the bits and how many pairs have any."""

    def __init__(
        self,
        members: list[str],
        links: Mapping[Pair, float],
        together: Sequence[frozenset[str]],
        apart: Sequence[tuple[frozenset[str], frozenset[str]]],
    ) -> None:
        self.missing, self.threshold = weights().missing, weights().link
        self.members = {name: [name] for name in members}
        self.near: dict[str, dict[str, tuple[float, int]]] = {name: {} for name in members}
        for (one, other), bits in links.items():
            if one in self.near and other in self.near:
                self.near[one][other] = self.near[other][one] = (bits, 1)
        self.barred: dict[str, set[str]] = {name: set() for name in members}
        self.group = {name: name for name in members}
        for some in together:
            first, *rest = sorted({self.group[name] for name in some if name in self.group}) or [""]
            for name in rest:
                self._join(first, name)
        for left, right in apart:
            for a in {self.group[name] for name in left if name in self.group}:
                for b in {self.group[name] for name in right if name in self.group} - {a}:
                    self.barred[a].add(b)
                    self.barred[b].add(a)

    def run(self) -> list[tuple[str, ...]]:
        heap = [(-bits, a, b) for a, row in self.near.items() for b in row if a < b and (bits := self._mean(a, b)) > 0]
        heapq.heapify(heap)
        while heap:
            negative, a, b = heapq.heappop(heap)
            if a not in self.members or b not in self.near[a] or b in self.barred[a] or -negative != self._mean(a, b):
                continue
            self._join(a, b)
            for other, (total, _) in self.near[a].items():
                # What was never compared counts less than a link, so the known pairs alone must be above it.
                if total > self.threshold and (mean := self._mean(a, other)) > self.threshold:
                    heapq.heappush(heap, (-mean, a, other) if a < other else (-mean, other, a))
        return sorted(tuple(sorted(some)) for some in self.members.values())

    def _mean(self, a: str, b: str) -> float:
        total, known = self.near[a][b]
        pairs = len(self.members[a]) * len(self.members[b])
        # To a part in a million, so that the order of additions does not decide.
        return round((total + (pairs - known) * self.missing) / pairs, 6)

    def _join(self, a: str, b: str) -> None:
        """Put group ``b`` into group ``a``, which is the lower name."""
        for name in self.members[b]:
            self.group[name] = a
        self.members[a] += self.members.pop(b)
        for other, (bits, count) in self.near.pop(b).items():
            del self.near[other][b]
            if other != a:
                before = self.near[a].get(other, (0.0, 0))
                self.near[a][other] = self.near[other][a] = (before[0] + bits, before[1] + count)
        for other in self.barred.pop(b):
            self.barred[other].discard(b)
            if other != a:
                self.barred[a].add(other)
                self.barred[other].add(a)
