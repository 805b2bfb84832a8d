"""Sentences of Arabic news text."""

import re

# A full stop between digits or inside an abbreviation ends nothing; a quotation mark or bracket that
# follows a stop still belongs to the sentence.
_END = re.compile(r"(?:\.(?!\d)|[!؟?…])+[\"'»”)\]]*\s*|\n+")
# A line that ends with one of these words, or with a comma, goes on in the next line.
_OPEN_WORDS = frozenset(
    [
        "في",
        "من",
        "على",
        "إلى",
        "الى",
        "عن",
        "أن",
        "ان",
        "إن",
        "و",
        "أو",
        "او",
        "مع",
        "التي",
        "الذي",
        "الذين",
        "بعد",
        "قبل",
        "بين",
        "كما",
        "حيث",
        "خلال",
        "ضد",
    ]
)


def split(text: str) -> list[tuple[int, int]]:
    """Slices of the sentences, in order, without the white space around them; offsets in code points."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        if end.group().startswith("\n") and _goes_on(text, start, end.start()):
            continue
        if end.group().startswith(".") and _abbreviates(text, end.start()):
            continue
        _keep(text, start, end.end(), found)
        start = end.end()
    _keep(text, start, len(text), found)
    return found


def _keep(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


def _goes_on(text: str, start: int, line_end: int) -> bool:
    """Whether the line that ends here stops in the middle of a sentence."""
    tail = text[max(start, line_end - 12) : line_end].rstrip()
    if tail.endswith(("،", ",")):
        return True
    return tail.rpartition(" ")[2] in _OPEN_WORDS


def _abbreviates(text: str, stop: int) -> bool:
    """Whether the stop follows a single letter (د. علي), as in a title or an initial."""
    return stop >= 1 and text[stop - 1].isalpha() and (stop == 1 or not text[stop - 2].isalnum())
