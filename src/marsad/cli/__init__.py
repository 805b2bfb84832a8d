"""The command line: each command is thin, and lives in a file with those it belongs to."""

import gc
import os
import sys

import typer

from marsad.cli import archive, codebook, correct, demo, evaluate, explain, gazetteer, incidents, read, train
from marsad.cli.messages import Fault, complain

app = typer.Typer(
    name="marsad",
    help="Reads Arabic news about armed conflict and keeps the record of it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("demo")(demo.demo)
app.command("read")(read.read)
app.command("explain")(explain.explain)
app.command("train")(train.train)
archive.register(app)
correct.register(app)
incidents.register(app)
evaluate.register(app)
app.add_typer(codebook.app, name="codebook")
app.add_typer(gazetteer.app, name="gazetteer")


def main() -> None:
    """Run the command line. A fault is one sentence on standard error and status 1; no traceback."""
    for stream in (sys.stdout, sys.stderr):
        # Arabic goes out as UTF-8 whatever the locale says, and what cannot be encoded is replaced.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # Tables and models are built once and stay: looking through them for garbage takes a tenth of the start.
    gc.set_threshold(50_000, 20, 20)
    # The models are small: threads of numpy would wait for each other longer than they work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        app()
    except Fault as fault:
        complain(str(fault))
        sys.exit(1)
    except BrokenPipeError:
        # The reader of a pipe (head, less) has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        complain(f"{error.filename or 'the output'}: {error.strerror or error}.")
        sys.exit(1)


__all__ = ["app", "main"]
