"""``marsad codebook``: look after a codebook."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.messages import Fault
from marsad.codebook import Codebook, CodebookError, faults, load

app = typer.Typer(help="Check a codebook.", no_args_is_help=True)

Folder = Annotated[
    Path | None,
    typer.Option("--codebook", help="A folder of TOML files that add to the shipped codebook or override it."),
]


def open_codebook(folder: Path | None) -> Codebook:
    """The shipped codebook with the user's folder on top; a fault in it ends the command."""
    try:
        return load(folder)
    except CodebookError as error:
        raise Fault(f"the codebook has faults:\n{error}") from None


@app.callback()
def _group() -> None:
    """Keep ``check`` a command of its own."""


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of your own; without it, the shipped codebook.")
    ] = None,
) -> None:
    """Say what is wrong in a codebook, file and line; check that every example is found."""
    codebook = open_codebook(folder)
    found = list(faults(codebook))
    if found:
        raise Fault(f"{len(found)} examples do not hold:\n" + "\n".join(found))
    print(f"{len(codebook)} entries, every example holds ({codebook.hash}).")
