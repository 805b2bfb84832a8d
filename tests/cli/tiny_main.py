"""The command line with the tests' tiny reader, as a program that can be killed.

``TINY_SECONDS`` is how long it takes for a report.
"""

import os
from pathlib import Path

from marsad.cli import archive, main
from marsad.cli.engine import Choice
from tests.tiny_reader import TinyReader


def chosen(_: Choice, __: Path | None) -> TinyReader:
    return TinyReader(seconds=float(os.environ.get("TINY_SECONDS", "0")))


if __name__ == "__main__":
    archive.chosen = chosen  # type: ignore[assignment, attr-defined]
    main()
