"""Where the public data and the scorer are, and how figures get into the docs."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
DATA = SHARED / "data"
DOCS = ROOT / "docs"


def need(path: Path) -> Path:
    """The path, if it is there; otherwise say that nothing can be measured, and exit with status 1."""
    if not path.exists():
        sys.exit(f"{path} is not there: nothing was measured, and no figures were written.")
    return path


def scorer(name: str = "score") -> ModuleType:
    """The scorer of records (``score``) or incidents (``incidents``) from ``../shared/score``."""
    path = need(SHARED / "score" / f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"shared_{name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def json_lines(path: Path) -> list[dict[str, Any]]:
    """Rows of a file of JSON lines."""
    with need(path).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
