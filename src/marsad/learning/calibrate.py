"""How sure a score really is: the share of right statements at each score, on coded reports not learned from.

Neighbouring scores are pooled until the shares rise (isotonic regression by pooling adjacent violators), so that a
confidence of 0.9 means nine in ten.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from marsad.learning.train import Prepared
from marsad.reader.learned import Weights, statements
from marsad.reader.learned.weights import log_odds

BIN = 15
"""Statements a share is taken of, at least (fewer where there are not so many)."""

Points = tuple[tuple[float, float], ...]


def calibrated(weights: Weights, reports: Sequence[Prepared]) -> dict[str, Points]:
    """For events and figures, pairs of a score and the share that is right there, in rising order."""
    raw = replace(weights, calibration={})
    seen: dict[str, list[tuple[float, bool]]] = {"event": [], "figure": []}
    for report in reports:
        for kind, score, right in _judged(raw, report):
            seen[kind].append((score, right))
    return {kind: _pooled(sorted(rows)) for kind, rows in seen.items()}


def _judged(weights: Weights, report: Prepared) -> Iterator[tuple[str, float, bool]]:
    coded = report.coded
    events, figures = statements(report.context, weights)
    named = [(coded.span(words), event) for event in coded.events for words in event.mentions]
    taken: set[str] = set()
    for event in events:
        right = next(
            (
                gold.id
                for span, gold in named
                if gold.id not in taken and gold.type == event.type
                for own in event.mentions
                if own.field == span.field and own.start < span.end and span.start < own.end
            ),
            None,
        )
        taken.add(right or "")
        yield "event", event.confidence, right is not None
    counted = [(coded.span(figure), figure) for figure in coded.figures]
    for figure in figures:
        own = figure.span
        right = next(
            (
                gold.id
                for span, gold in counted
                if gold.id not in taken
                and (gold.harm, gold.low, gold.high) == (figure.harm, figure.low, figure.high)
                and own.field == span.field
                and own.start < span.end
                and span.start < own.end
            ),
            None,
        )
        taken.add(right or "")
        yield "figure", figure.confidence, right is not None


def _pooled(rows: Sequence[tuple[float, bool]]) -> Points:
    """Middle score and share right of pools of rows, pooled until both rise."""
    pools: list[list[tuple[float, bool]]] = []
    count = max(1, len(rows) // BIN)
    for n in range(count):
        pools.append(list(rows[n * len(rows) // count : (n + 1) * len(rows) // count]))
        while len(pools) > 1 and not _rising(pools[-2], pools[-1]):
            last = pools.pop()
            pools[-1] += last
    return tuple((_middle(pool), round(_share(pool), 4)) for pool in pools if pool)


def _rising(low: Sequence[tuple[float, bool]], high: Sequence[tuple[float, bool]]) -> bool:
    return _middle(low) < _middle(high) and _share(low) < _share(high)


def _middle(pool: Sequence[tuple[float, bool]]) -> float:
    """The score in the middle of a pool, by log-odds."""
    odds = math.exp(sum(log_odds(score) for score, _ in pool) / len(pool))
    return round(odds / (1 + odds), 9)


def _share(pool: Sequence[tuple[float, bool]]) -> float:
    return sum(right for _, right in pool) / len(pool)
