"""Incidents as one self-contained page: each with all its claims and their words side by side."""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from marsad.exports.labels import bound_form, in_arabic, page_words
from marsad.exports.wording import number_in_arabic, printable, time_in_arabic
from marsad.incidents import Entry, Incident
from marsad.record import Bound


def incidents_page(incidents: Iterable[Incident]) -> str:
    """A whole HTML document in Arabic, in UTF-8, that asks for nothing from outside. All words are escaped."""
    style = _file("incidents.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template("incidents.html.j2")
        .render(
            incidents=list(incidents),
            say=page_words(),
            style=Markup(style),  # our own file
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        )
    )


def range_in_arabic(entry: Entry) -> str:
    """The range of an entry in Arabic words, with the number of most accounts where it is one of several."""
    if entry.low is None and entry.high is None:
        return ""
    low, high = (entry.low if entry.low is not None else 0), (entry.high if entry.high is not None else entry.low)
    said = bound_form(Bound.RANGE, two_numbers=low != high).format(low=f"{low:,}", high=f"{high:,}")
    words = page_words()
    said += f" {words['or_more']}" if entry.open else ""
    return said if low == high else f"{said} ({words['best'].format(best=entry.best)})"


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True, loader=FunctionLoader(_file), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        arabic=in_arabic, printable=printable, time=time_in_arabic, number=number_in_arabic, range=range_in_arabic
    )
    return environment
