"""Marsad reads Arabic news about armed conflict and keeps the record of it.

record = marsad.read(text, published="2017-10-17", outlet="…", title="…")
for figure in record.figures:
    print(figure.harm, figure.low, figure.high, figure.source, figure.span.text)
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

    from marsad.codebook import Codebook
    from marsad.execute import Failure
    from marsad.reader import Reader
    from marsad.record import Record, Report

__version__ = "0.1.0"


def read(
    text: str,
    *,
    published: date | str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    id: str | None = None,  # noqa: A002 (the report's own name for it)
    url: str | None = None,
    codebook: "Codebook | None" = None,
    engine: "Reader | None" = None,
) -> "Record":
    """Read one report and return the record of what it says.

    ``published`` is the day of publication (``2017-10-17``); without it relative times stay unresolved. Without
    an ``id`` the report gets one made of its outlet and words. ``engine`` reads in the place of the built-in one
    (``marsad.engines``), by the codebook that it was given. Raises ValueError where the date is none or the
    report has no words.
    """
    from marsad.intake import make_report, parse_day

    day = parse_day(published) if isinstance(published, str) else published
    report = make_report(text, own_id=id, outlet=outlet, published=day, title=title, url=url)
    return _reader(engine, codebook)(report)


def read_many(
    reports: "Iterable[Report]",
    *,
    workers: int | None = None,
    codebook: "Codebook | None" = None,
    engine: "Reader | None" = None,
) -> "Iterator[Record | Failure]":
    """Read many reports in several processes (``workers``, by default the cores); records come in their order.

    An ``engine`` in the place of the built-in one is asked about several reports at once where it waits for others.

    A report that cannot be read comes back as a ``marsad.execute.Failure`` and stops no other. A script that
    calls this keeps its main part under ``if __name__ == "__main__":``.
    """
    from marsad import execute

    return execute.read_many(reports, _reader(engine, codebook), workers=workers)


def _reader(engine: "Reader | None", codebook: "Codebook | None") -> "Reader":
    """The engine that the caller gave, or the built-in one."""
    from marsad.reader import BuiltIn

    if engine is None:
        return BuiltIn(codebook)
    if codebook is not None:
        raise ValueError("an engine has its own codebook: give yours to the engine.")
    return engine


def load() -> "Language":
    """The trained Arabic pipeline for spaCy: tokens, sentences, tags, lemmas, names, titles; loaded once."""
    from marsad.arabic.pipeline import load as load_pipeline

    return load_pipeline()


def pipeline_path() -> "Path":
    """The directory of the trained pipeline, for ``spacy.load``."""
    from marsad.arabic.pipeline import pipeline_path as path

    return path()


__all__ = ["load", "pipeline_path", "read", "read_many"]
