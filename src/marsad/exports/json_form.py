"""Records as JSON: the record's own form, one object or one a line, and the JSON Schema that describes it.

``python docs/write_schema.py`` writes the schema to ``docs/record.schema.json``.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from marsad.record import Record


def to_json(record: Record, *, indent: int | None = None) -> str:
    """The record as one JSON object, Arabic not escaped; on one line unless an indent is given.

    ``Record.model_validate_json`` reads it back as an equal record.
    """
    return record.model_dump_json(indent=indent)


def to_jsonl(records: Iterable[Record]) -> Iterator[str]:
    """One line for each record, each ending with a line feed; taken one by one from ``records``."""
    for record in records:
        yield to_json(record) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record as it is written, with every field present."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Record.model_json_schema(mode="serialization"),
    }


def schema_text() -> str:
    """The JSON Schema as it stands in ``docs/record.schema.json``."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
