"""Incidents as one self-contained page: each with all its claims and their words side by side."""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from marsad.exports.incident_terminal import number, said_range
from marsad.exports.labels import in_arabic, page_words
from marsad.exports.wording import printable, time_in_arabic
from marsad.incidents import Incident


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


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True, loader=FunctionLoader(_file), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        arabic=in_arabic, printable=printable, time=time_in_arabic, number=number, range=said_range
    )
    return environment
