"""The model's answer: the form that it is asked for, and the reading of whatever it gives instead."""

import json
import re
from typing import Any

from pydantic import BaseModel, ConfigDict

from marsad.engines.llm.errors import PassingError
from marsad.record import Bound, EventType, Group, Harm, Stance


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class QuotedForm(_Form):
    """Words of one sentence."""

    sentence: int
    text: str


class TimeForm(_Form):
    """Words for a time, and the time in ISO 8601."""

    text: str
    value: str | None


class SourceForm(_Form):
    """Words for who says it, and for who carried it."""

    text: str
    via: str | None


class StatementForm(_Form):
    """What events and figures share."""

    id: str
    place: str | None
    when: TimeForm | None
    source: SourceForm | None
    stance: Stance


class EventForm(StatementForm):
    """An event."""

    type: EventType
    mentions: list[QuotedForm]
    actors: list[str]
    targets: list[str]


class FigureForm(StatementForm):
    """A figure."""

    event: str | None
    harm: Harm
    sentence: int
    text: str
    low: int | None
    high: int | None
    bound: Bound
    group: Group
    part_of: str | None
    cumulative: bool


class AnswerForm(_Form):
    """The whole answer: the record's statements, with words in the place of offsets and coordinates."""

    events: list[EventForm]
    figures: list[FigureForm]


def schema() -> dict[str, Any]:
    """JSON Schema of the answer, as it is sent to the server."""
    return AnswerForm.model_json_schema()


_thinking = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)


def parse(content: str) -> dict[str, Any]:
    """The object in what the model wrote, out of code fences, thoughts and talk around it.

    Raises PassingError where there is none with events or figures.
    """
    content = _thinking.sub("", content)
    decoder = json.JSONDecoder()
    at = content.find("{")
    # The first brace may belong to talk; a few are tried, lest a long answer be read over and over.
    for _ in range(20):
        if at < 0:
            break
        try:
            told, _end = decoder.raw_decode(content, at)
        except (ValueError, RecursionError):
            at = content.find("{", at + 1)
            continue
        if isinstance(told, dict) and (isinstance(told.get("events"), list) or isinstance(told.get("figures"), list)):
            return told
        at = content.find("{", at + 1)
    raise PassingError("the model's answer is no record in JSON")
