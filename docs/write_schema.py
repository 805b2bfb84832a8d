"""Writes ``docs/record.schema.json``: run it after a change of the record."""

from pathlib import Path

from marsad.exports import schema_text

Path(__file__).with_name("record.schema.json").write_text(schema_text(), encoding="utf-8", newline="\n")
