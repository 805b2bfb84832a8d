"""Engines: who reads. The built-in one, or a large language model behind an OpenAI-compatible endpoint."""

from marsad.engines.llm import KEY_VARIABLE, LanguageModel, NoAnswerError, Tally
from marsad.reader import BuiltIn, Reader

__all__ = ["KEY_VARIABLE", "BuiltIn", "LanguageModel", "NoAnswerError", "Reader", "Tally"]
