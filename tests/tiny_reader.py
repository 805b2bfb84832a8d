"""A reader of a few lines for the tests of archive and execution: every word for killing is an event.

Some words make it misbehave, as a real reader might on some report. It can be sent to other processes.
"""

import os
import re
import time
from dataclasses import dataclass

from marsad.record import Event, EventType, MadeBy, Record, Report

RAISE = "raise-an-error"
DIE = "kill-the-process"


@dataclass(frozen=True)
class TinyReader:
    trigger: str = "مقتل"
    version: str = "1"
    seconds: float = 0.0

    def __call__(self, report: Report) -> Record:
        time.sleep(self.seconds)
        if RAISE in report.text:
            raise ValueError(f"this report\ncannot be read: {report.id}")
        if DIE in report.text:
            os._exit(9)
        events = tuple(
            Event(
                id=f"e{number}",
                type=EventType.ATTACK,
                mentions=(report.span("text", match.start(), match.end()),),
                why=(f"{self.trigger} as of {report.published}",),
            )
            for number, match in enumerate(re.finditer(self.trigger, report.text), 1)
        )
        made_by = MadeBy(marsad="0", codebook=self.version, engine="tiny")
        return Record(report=report, events=events, made_by=made_by)


def some_reports(count: int) -> list[Report]:
    """Reports that all differ, with none to three events each."""
    return [Report(id=f"r/{n}", outlet="وكالة", text=f"خبر {n}: " + "مقتل جندي. " * (n % 4)) for n in range(count)]
