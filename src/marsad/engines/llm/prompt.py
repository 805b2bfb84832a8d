"""What the model is told: the codebook as instructions, and the report as data."""

import json
import tomllib
from importlib import resources

from jinja2 import Environment, StrictUndefined

from marsad.codebook import Codebook, EventTypeEntry, GroupEntry, HarmEntry, HarmWord, Trigger
from marsad.engines.llm.words import Words


def instructions(codebook: Codebook) -> str:
    """The instructions that a codebook gives; ``data/instructions.jinja`` is their form."""
    data = resources.files("marsad.engines.llm") / "data"
    template = (data / "instructions.jinja").read_text(encoding="utf-8")
    meanings = tomllib.loads((data / "meanings.toml").read_text(encoding="utf-8"))
    page = Environment(undefined=StrictUndefined, trim_blocks=True, autoescape=False).from_string(template)
    return page.render(
        types=[
            {
                **entry.model_dump(mode="json", include={"id", "label", "arabic", "acled"}),
                "examples": [t.examples[0] for t in codebook.all(Trigger) if t.type == entry.id and not t.returns],
            }
            for entry in codebook.all(EventTypeEntry)
        ],
        harms=[
            {
                **entry.model_dump(mode="json", include={"id", "label", "arabic"}),
                "examples": [word.examples[0] for word in codebook.all(HarmWord) if word.harm == entry.id],
            }
            for entry in codebook.all(HarmEntry)
        ],
        groups=[entry.model_dump(mode="json", include={"id", "label", "arabic"}) for entry in codebook.all(GroupEntry)],
        **{f"{kind}s": [{"id": i, "meaning": told} for i, told in rows.items()] for kind, rows in meanings.items()},
    )


def question(words: Words) -> str:
    """The report as JSON, which no text in it can end: its day, its outlet and its numbered sentences."""
    report = words.report
    told = {
        "published": report.published.isoformat() if report.published else None,
        "outlet": report.outlet,
        "sentences": [
            {"sentence": row.number, "text": report.field(row.field)[row.start : row.end]} for row in words.sentences
        ],
    }
    return json.dumps(told, ensure_ascii=False)
