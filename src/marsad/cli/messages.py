"""What the command line says to people, on standard error."""

import sys
from datetime import date

import typer

from marsad.intake import parse_day


class Fault(Exception):  # noqa: N818 (it is the user's fault or the machine's, not the program's error)
    """Something that the user is told in one sentence; the command ends with status 1."""


def complain(sentence: str) -> None:
    """Tell the user one sentence on standard error."""
    print(f"marsad: {sentence}", file=sys.stderr)


def day(value: str | None) -> date | None:
    """The day of a ``--published`` option."""
    if value is None:
        return None
    try:
        return parse_day(value)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
