"""How a record says which statements people corrected: by entries of ``why``, with the person's name."""

from marsad.record import Event, Figure

CORRECTION = "correction:"
"""Begins the entry for a person who changed or added the statement; the name follows."""
ACCEPTED = "accepted:"
"""Begins the entry for a person who says that the statement is right as it is."""
KEPT_FOR = "kept-for:"
"""Begins the entry of what the engine finds no more, and that a corrected statement points at; its id follows."""


def vouched_by(statement: Event | Figure) -> dict[str, tuple[str, ...]]:
    """Who changed or added a statement (``corrected``), and who accepts it as it is (``accepted``)."""
    named = {
        verb: tuple(entry.removeprefix(mark) for entry in statement.why if entry.startswith(mark))
        for verb, mark in (("corrected", CORRECTION), ("accepted", ACCEPTED))
    }
    return {verb: names for verb, names in named.items() if names}
