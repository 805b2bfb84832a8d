"""How long the stages of training last: ``LENGTH=full`` (the shipped weights) or ``LENGTH=short``.

The short run does everything that the full one does, with less of it: to see on any machine that all stages work, and
what a change is worth before it is trained in full.
"""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Lengths:
    """What the stages may take."""

    every: int
    """One report in so many gives tokens to vectors and pretraining."""
    vector_passes: int
    pretraining: int
    """Batches of pretraining, each of 64 pieces of 48 tokens; never more than one pass over the reports."""
    teacher_passes: int
    silver: int
    """Paragraphs of the reports that the teacher labels."""
    habit_reports: int
    first_passes: int
    passes: int


ALL = {
    "full": Lengths(
        every=1,
        vector_passes=3,
        pretraining=3000,
        teacher_passes=4,
        silver=20_000,
        habit_reports=5000,
        first_passes=8,
        passes=10,
    ),
    "short": Lengths(
        every=8,
        vector_passes=1,
        pretraining=100,
        teacher_passes=1,
        silver=1000,
        habit_reports=400,
        first_passes=2,
        passes=3,
    ),
}
LENGTH = os.environ.get("LENGTH", "full")
if LENGTH not in ALL:
    raise SystemExit(f"LENGTH={LENGTH}: there are {' and '.join(ALL)}.")
CHOSEN = ALL[LENGTH]
