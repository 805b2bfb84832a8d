"""Running the examples of a codebook: each entry must find the words its examples mark."""

from collections.abc import Iterator

from marsad.arabic.tokens import tokenize
from marsad.codebook.entries import Entry
from marsad.codebook.load import Codebook
from marsad.codebook.patterns import Matcher


def faults(codebook: Codebook) -> Iterator[str]:
    """One sentence for every example or counterexample that does not hold."""
    for entry in codebook:
        yield from entry_faults(codebook, entry)


def entry_faults(codebook: Codebook, entry: Entry) -> Iterator[str]:
    """One sentence for every example or counterexample of an entry that does not hold."""
    if not any(True for _ in entry.forms()):
        return
    name = f"{entry.kind} {str(entry.id)!r}"
    own = Matcher((variant, pattern) for variant, pattern in entry.forms())
    among = codebook.matcher(type(entry))
    for example in entry.examples:
        before, _, rest = example.partition("[")
        words, _, after = rest.partition("]")
        text = before + words + after
        tokens = tokenize(text)
        marked = [i for i, t in enumerate(tokens) if t.start < len(before) + len(words) and t.end > len(before)]
        wanted = (marked[0], marked[-1] + 1)
        if wanted not in {(match.start, match.end) for match in own.all(tokens)}:
            yield f"{name} does not find [{words}] in its example: {text}"
            continue
        winner = next((m for m in among.best(tokens) if (m.start, m.end) == wanted), None)
        if winner is None or winner.key.partition(":")[0] != entry.id:
            others = ", ".join(sorted({m.key for m in among.best(tokens) if m.start < wanted[1] and wanted[0] < m.end}))
            yield f"{name} loses [{words}] to {others} in its example: {text}"
    for text in entry.counterexamples:
        tokens = tokenize(text)
        for match in own.all(tokens):
            words = text[tokens[match.start].start : tokens[match.end - 1].end]
            yield f"{name} finds [{words}] in its counterexample: {text}"
