"""The command line with the tests' tiny reader, as a program that can be killed.

``TINY_SECONDS`` is how long it takes for a report.
"""

import os
from pathlib import Path

from marsad.cli import archive, main
from tests.tiny_reader import TinyReader


def make_reader(_: Path | None) -> TinyReader:
    return TinyReader(seconds=float(os.environ.get("TINY_SECONDS", "0")))


if __name__ == "__main__":
    archive.make_reader = make_reader  # type: ignore[assignment]
    main()
