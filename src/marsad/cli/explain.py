"""``marsad explain``: why a statement is in the record, and what else it could be."""

from typing import Annotated

import typer

from marsad.cli.codebook import Folder, open_codebook
from marsad.cli.messages import Fault, complain, day
from marsad.cli.read import Outlet, Published, Title


def explain(
    file: Annotated[str, typer.Argument(help="A report: text, a saved web page, JSON; - is standard input.")],
    statement: Annotated[str, typer.Argument(help="The statement's id in the record, such as e1 or f2.")],
    published: Published = None,
    outlet: Outlet = None,
    title: Title = None,
    codebook: Folder = None,
) -> None:
    """Show the decisions behind a statement: words, codebook entries, what spoke for and against, alternatives."""
    from marsad.intake import Unreadable, reports
    from marsad.reader import read_report, shipped_weights
    from marsad.reader.learned.explain import explain as explained

    weights = shipped_weights()
    if weights is None:
        raise Fault("this installation has no models: the rules' reasons stand in the record's why.")
    given = next(iter(reports(file, published=day(published), outlet=outlet, title=title)), None)
    if given is None or isinstance(given, Unreadable):
        raise Fault(f"{file} holds no report that can be read.")
    words = open_codebook(codebook)
    record = read_report(given, words)
    told = next((s for s in (*record.events, *record.figures) if s.id == statement), None)
    if told is None:
        known = ", ".join(s.id for s in (*record.events, *record.figures)) or "none"
        raise Fault(f"the record has no statement {statement}; it has {known}.")
    complain(f"{statement}, confidence {told.confidence}; codebook entries: {', '.join(told.why) or 'none'}")
    for decision in explained(given, statement, weights, words):
        print(f"\n{decision.question} {decision.chosen} ({decision.sure:.2f})")
        if decision.alternatives:
            print("  else    " + ", ".join(f"{name} ({chance:.2f})" for name, chance in decision.alternatives))
        for feature, weight in decision.spoke:
            print(f"  {weight:+.2f}   {feature}")
