"""Where records go: a table for people, JSON, CSV for spreadsheets, and a page for the browser."""

from marsad.exports.coded_form import to_coded
from marsad.exports.json_form import schema, schema_text, to_json, to_jsonl
from marsad.exports.page import to_html
from marsad.exports.spreadsheet import write_csv
from marsad.exports.terminal import write_table

__all__ = ["schema", "schema_text", "to_coded", "to_html", "to_json", "to_jsonl", "write_csv", "write_table"]
