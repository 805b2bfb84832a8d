"""``marsad gazetteer``: what is known of places, and adding to it."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.messages import Fault, complain

app = typer.Typer(help="Look places up, and add more of them.", no_args_is_help=True)


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="A country dump of GeoNames, such as SY.txt or SY.zip.")],
) -> None:
    """Add all places of a country that bear an Arabic name, from GeoNames' dump of it."""
    from marsad.places import add_dump

    try:
        added = add_dump(file)
    except ValueError as error:
        raise Fault(f"{error}.") from None
    complain(f"added {added.places} places in {added.file}.")


@app.command()
def find(
    name: Annotated[str, typer.Argument(help="A name in Arabic, in any spelling.")],
    country: Annotated[str | None, typer.Option(help="Only there: an ISO code such as SY.")] = None,
) -> None:
    """Show the places that bear a name, the likeliest first."""
    from rich.console import Console
    from rich.table import Table

    from marsad.places import gazetteer

    entries = [e for e in gazetteer().find(name) if country is None or e.country == country.upper()]
    if not entries:
        raise Fault(f"no place of the gazetteer is called {name}.")
    table = Table("name", "Arabic", "kind", "country", "division", "point", "± km", "GeoNames", box=None)
    for e in sorted(entries, key=lambda e: -e.weight):
        point = f"{e.latitude:.4f}, {e.longitude:.4f}"
        where = (e.country, e.division, point, f"{e.radius_km:g}", str(e.geonames or ""))
        table.add_row(e.name, f"\u2068{e.arabic}\u2069", e.kind, *where)
    Console().print(table)
