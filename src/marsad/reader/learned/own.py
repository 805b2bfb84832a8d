"""An analyst's own triggers: no model has learned of them, and the analyst is in charge."""

from functools import lru_cache

from marsad.codebook import Codebook, OpenTrigger, Trigger, shipped
from marsad.reader.document import split
from marsad.record import Report


@lru_cache(maxsize=8)
def own_triggers(codebook: Codebook) -> frozenset[str]:
    """Ids of the triggers that a codebook has and the shipped one has not, or has otherwise."""
    if codebook is shipped():
        return frozenset()
    known = {entry.id: entry for entry in shipped().all(Trigger)}
    return frozenset(entry.id for entry in codebook.all(Trigger) if known.get(entry.id) != entry)


def is_own(codebook: Codebook, entry: Trigger | OpenTrigger) -> bool:
    """Whether an entry is the analyst's own."""
    return isinstance(entry, Trigger) and entry.id in own_triggers(codebook)


def tells_own(report: Report, codebook: Codebook) -> bool:
    """Whether a report has words of the analyst's own triggers: then it is read, whatever the triage makes of it."""
    own = own_triggers(codebook)
    if not own:
        return False
    return any(
        match.key in own for sentence in split(report, codebook).sentences for match in sentence.matches(Trigger)
    )
