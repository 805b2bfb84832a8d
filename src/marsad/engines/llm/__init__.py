"""The engine that asks a large language model, and keeps of its answer what stands in the report (docs/llm.md)."""

from marsad.engines.llm.engine import LanguageModel
from marsad.engines.llm.errors import NoAnswerError
from marsad.engines.llm.settings import KEY_VARIABLE
from marsad.engines.llm.tally import Tally

__all__ = ["KEY_VARIABLE", "LanguageModel", "NoAnswerError", "Tally"]
