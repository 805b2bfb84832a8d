"""The options that choose who reads, for ``read``, ``add`` and ``reread``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.codebook import open_codebook
from marsad.cli.messages import complain
from marsad.record import Record, Report


class EngineName(StrEnum):
    """Who reads."""

    BUILT_IN = "built-in"
    RULES = "rules"
    LLM = "llm"


Engine = Annotated[
    EngineName,
    typer.Option(
        help="Who reads: Marsad's own models, the codebook's rules alone, or a language model of yours (docs/llm.md)."
    ),
]
WeightsFolder = Annotated[
    Path | None, typer.Option("--weights", help="Folder of your own models, made by marsad train.", file_okay=False)
]
MinConfidence = Annotated[
    float, typer.Option(min=0, max=1, help="Leave out statements of which the engine is less sure than this.")
]
Endpoint = Annotated[
    str | None,
    typer.Option(
        help="Of the language model: an OpenAI-compatible address, such as http://localhost:11434/v1. "
        "An API key is taken from $MARSAD_LLM_API_KEY."
    ),
]
Model = Annotated[str | None, typer.Option(help="Name of the language model.")]
MaxTokensTotal = Annotated[
    int | None, typer.Option(min=1, help="The most tokens to use in all; reports beyond are not read.")
]
Timeout = Annotated[
    float | None,
    typer.Option(min=1, help="Seconds for one report by the language model, all attempts together; 300 by default."),
]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user says of the engine."""

    engine: EngineName
    endpoint: str | None
    model: str | None
    max_tokens_total: int | None
    timeout: float | None
    weights: Path | None = None
    min_confidence: float = 0.0


def chosen(choice: Choice, folder: Path | None) -> Callable[[Report], Record]:
    """The reader that the user chose, with the codebook in ``folder``; a fault in the codebook is told here."""
    given = {
        "--endpoint": choice.endpoint,
        "--model": choice.model,
        "--max-tokens-total": choice.max_tokens_total,
        "--timeout": choice.timeout,
    }
    if choice.weights is not None and choice.engine is not EngineName.BUILT_IN:
        raise typer.BadParameter("--weights goes with Marsad's own models, --engine built-in.")
    if choice.min_confidence and choice.engine is EngineName.LLM:
        raise typer.BadParameter("--min-confidence goes with Marsad's own engines.")
    if choice.engine is not EngineName.LLM:
        meant = next((option for option, value in given.items() if value is not None), None)
        if meant:
            raise typer.BadParameter(f"{meant} goes with --engine llm.")
        return _built_in(choice, folder)
    if choice.endpoint is None or choice.model is None:
        raise typer.BadParameter("--engine llm needs --endpoint and --model.")
    from marsad.engines import LanguageModel

    try:
        return LanguageModel(
            choice.endpoint,
            choice.model,
            codebook=open_codebook(folder),
            seconds=choice.timeout,
            max_tokens_total=choice.max_tokens_total,
        )
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _built_in(choice: Choice, folder: Path | None) -> Callable[[Report], Record]:
    from marsad.reader import BuiltIn, read_weights

    open_codebook(folder)
    if choice.weights is not None:
        try:
            read_weights(choice.weights)
        except (OSError, ValueError, KeyError) as error:
            raise typer.BadParameter(f"{choice.weights} holds no models of marsad train ({error}).") from None
    rules_only = choice.engine is EngineName.RULES
    return BuiltIn(folder, rules_only, choice.weights, choice.min_confidence)


@contextmanager
def told_at_end(reader: Callable[[Report], Record]) -> Iterator[None]:
    """Say at the end, also of a command that fails or is interrupted, what a language model used and got wrong."""
    try:
        yield
    finally:
        tally = getattr(reader, "tally", None)
        if tally is not None:
            for sentence in tally.sentences():
                complain(sentence)
