"""``marsad train``: learn from one's own coded or corrected reports, on top of the shipped models."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.codebook import Folder, open_codebook
from marsad.cli.messages import Fault, complain


def train(
    coded: Annotated[Path, typer.Option("--coded", help="Coded reports: JSON lines, JSON, or a folder of them.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the models; marsad read --weights FOLDER.")],
    gold: Annotated[
        Path | None, typer.Option("--gold", help="Other coded reports, to say what the learning changed.")
    ] = None,
    codebook: Folder = None,
) -> None:
    """Learn from your own coded reports (marsad export-coded gives the corrected ones); needs marsad[train]."""
    from marsad.coded import CodedFormError, load
    from marsad.reader import shipped_weights

    try:
        from marsad import learning
    except ImportError:
        raise Fault("learning needs SciPy: pip install 'marsad[train]'.") from None
    shipped = shipped_weights()
    if shipped is None:
        raise Fault("this installation has no models to learn on top of.")
    try:
        reports = load(coded)
        others = load(gold) if gold else []
    except CodedFormError as error:
        raise Fault(f"the coded reports break the form:\n{error}") from None
    if not any(report.statements for report in reports):
        raise Fault(f"{coded} has no coded statement to learn from.")
    words = open_codebook(folder=codebook)
    complain(f"learning from {len(reports)} reports …")
    adapted = learning.train(learning.prepared(reports, words), prior=shipped)
    adapted.save(out)
    print(f"Models written to {out}: marsad read FILE --weights {out}")
    if others:
        for name, weights in (("shipped models", shipped), ("your models", adapted)):
            print(f"\n{name}\n" + "\n".join(learning.measured(weights, others, words)))
