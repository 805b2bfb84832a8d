"""``marsad demo``: the examples, read, shown and explained."""

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.messages import Fault
from marsad.record import Record

Out = Annotated[Path, typer.Option(help="Folder for the pages and tables that the demo writes.")]


def demo(out: Out = Path("marsad-demo")) -> None:
    """Read the twelve example reports, show one of them, and write all of them as a page and as tables."""
    from rich.console import Console

    from marsad import exports
    from marsad.coded import load
    from marsad.reader import read_report

    coded = load(_examples())
    records = [read_report(report.report) for report in coded]
    out.mkdir(parents=True, exist_ok=True)
    (out / "index.html").write_text(exports.to_html(records), encoding="utf-8", newline="\n")
    (out / "records.jsonl").write_text("".join(exports.to_jsonl(records)), encoding="utf-8", newline="\n")
    exports.write_csv(records, out)

    console = Console()
    exports.write_table([max(records, key=_richness)], console)
    console.print("\nThe twelve reports in examples/ were written for this project. What Marsad finds in each:\n")
    for record in records:
        console.print(
            f"  {len(record.events):3} events {len(record.figures):3} figures  {record.report.id}", highlight=False
        )
    console.print(
        f"\n{out / 'index.html'}   every report with its statements marked in the text: open it in a browser"
        f"\n{out / 'events.csv'}, {out / 'figures.csv'}   the same for a spreadsheet"
        f"\n{out / 'records.jsonl'}   the same for programs"
        "\n\nNext: marsad read FILE --published 2017-10-17, marsad add FILE --archive my.db",
        highlight=False,
        soft_wrap=True,
    )


def _richness(record: Record) -> tuple[int, int]:
    """Parts of figures make a record worth showing; short ones are read sooner."""
    return sum(figure.part_of is not None for figure in record.figures), -len(record.report.text)


def _examples() -> Path:
    """The examples: in the installed package, or beside it in a checkout."""
    packaged = Path(str(resources.files("marsad"))) / "examples"
    checkout = Path(__file__).resolve().parents[3] / "examples"
    for folder in (packaged, checkout):
        if folder.is_dir():
            return folder
    raise Fault("the examples are not part of this installation.")
