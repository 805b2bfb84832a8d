"""The progress bar of long commands: how far, how many, how fast, how long still."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn


class ReportProgress:
    """A bar on standard error, where that is a terminal; nothing elsewhere.

    ``total`` is the work in any unit (bytes, reports), None where it is not known: then there is no end to
    foresee, only a count and a rate.
    """

    def __init__(self, total: int | None, *, shown: bool = True) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[reports]:,} reports, {task.fields[rate]:.0f} a second"),
            TimeRemainingColumn(),
            TextColumn("left"),
            console=Console(stderr=True),
            disable=not (shown and sys.stderr.isatty()),
            transient=True,
        )
        self._task = self._progress.add_task("", total=total, reports=0, rate=0.0)
        self._reports = 0
        self._started = time.monotonic()

    def __enter__(self) -> Self:
        """Show the bar."""
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._progress.stop()

    def report_done(self, at: int | None = None) -> None:
        """One more report is done; ``at`` is how far the work is, by default as far as reports are done."""
        self._reports += 1
        seconds = max(time.monotonic() - self._started, 1e-3)
        self._progress.update(
            self._task,
            completed=self._reports if at is None else at,
            reports=self._reports,
            rate=self._reports / seconds,
        )
