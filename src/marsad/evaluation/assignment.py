"""The best one-to-one pairing of two lists: the Hungarian method with potentials (Kuhn, 1955), in cubic time."""

from collections.abc import Sequence


def best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs of rows and columns with the greatest sum of weights; pairs of weight 0 are left out."""
    rows, columns = len(weights), len(weights[0]) if weights else 0
    size = max(rows, columns)
    if not rows or not columns:
        return []
    top = max(max(row) for row in weights)
    cost = [[top - (weights[i][j] if i < rows and j < columns else 0) for j in range(size)] for i in range(size)]
    match = _assign(cost)
    return [
        (match[j] - 1, j - 1)
        for j in range(1, size + 1)
        if match[j] <= rows and j <= columns and weights[match[j] - 1][j - 1] > 0
    ]


def _assign(cost: list[list[float]]) -> list[int]:
    """For each column (from 1) the row (from 1) that it gets, at least cost."""
    size = len(cost)
    of_row, of_column = [0.0] * (size + 1), [0.0] * (size + 1)
    match, way = [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        match[0], column = row, 0
        least, used = [float("inf")] * (size + 1), [False] * (size + 1)
        while True:
            used[column] = True
            here_row, delta, following = match[column], float("inf"), 0
            for j in range(1, size + 1):
                if not used[j]:
                    here = cost[here_row - 1][j - 1] - of_row[here_row] - of_column[j]
                    if here < least[j]:
                        least[j], way[j] = here, column
                    if least[j] < delta:
                        delta, following = least[j], j
            for j in range(size + 1):
                if used[j]:
                    of_row[match[j]] += delta
                    of_column[j] -= delta
                else:
                    least[j] -= delta
            column = following
            if match[column] == 0:
                break
        while column:
            match[column], column = match[way[column]], way[column]
    return match
