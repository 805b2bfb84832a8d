"""Leaving out what the engine is not sure enough of."""

from marsad.record import Record


def confident(record: Record, least: float) -> Record:
    """The record without the statements whose confidence is under ``least`` (0 to 1).

    A figure whose event or total is left out stays, without that reference.
    """
    events = tuple(event for event in record.events if event.confidence >= least)
    figures = [figure for figure in record.figures if figure.confidence >= least]
    names = {statement.id for statement in (*events, *figures)}
    kept = tuple(
        figure.model_copy(
            update={
                "event": figure.event if figure.event in names else None,
                "part_of": figure.part_of if figure.part_of in names else None,
            }
        )
        for figure in figures
    )
    return record.model_copy(update={"events": events, "figures": kept})
