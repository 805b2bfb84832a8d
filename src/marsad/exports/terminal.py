"""Records for people in a terminal: tables on a wide one, cards on a narrow one.

The codes stand in English, the report's words in Arabic. Every line of Arabic is wrapped in Unicode isolates
(FSI … PDI), so that a terminal that orders right-to-left text keeps the columns in place; one that does not
still has one value in one cell.
"""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from marsad.exports.wording import number_in_english, one_line, outline
from marsad.record import Event, Figure, Place, Record, Report, Source, Stance
from marsad.vouching import vouched_by

FSI, PDI = "\u2068", "\u2069"
NARROW = 120
"""On fewer columns than this the statements are shown as cards."""

_Statement = Event | Figure
_Lines = list[RenderableType]
_Row = Sequence[RenderableType | _Lines]


def write_table(records: Iterable[Record], console: Console) -> None:
    """Print records for people, one after another, in the width of the console.

    Raises UnicodeEncodeError where the console's file cannot take Arabic: the caller sets its encoding.
    """
    for number, record in enumerate(records):
        if number:
            console.print()
        for part in _head(record.report):
            console.print(part)
        show = _cards if console.width < NARROW else _tables
        for part in show(record):
            console.print(part)


class Arabic:
    """Words of a report in a cell; ``lead`` stands before the first line.

    Several words stand on one line with a dot between them. Each of them is in isolates of its own, and where
    it must be broken, its part on each line is.
    """

    def __init__(self, *several: str, lead: str = "", style: str = "") -> None:
        """Words as they are in the report: what a terminal must not see is taken out here."""
        self.text = Text(" · ".join(f"{FSI}{one_line(words)}{PDI}" for words in several), style=style)
        self.lead = lead

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines that fit the width that is given."""
        lead, inside = self.lead, False
        for line in self.text.wrap(console, max(1, options.max_width - len(lead))):
            line.rstrip()
            first = FSI if inside else ""
            inside = line.plain.rfind(FSI) > line.plain.rfind(PDI) or (inside and PDI not in line.plain)
            yield Text.assemble((lead, "dim"), first, line, PDI if inside else "", no_wrap=True)
            lead = " " * len(lead)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """The narrowest and the widest that the words can be shown."""
        inner = Measurement.get(console, options, self.text)
        lead = len(self.lead)
        return Measurement(inner.minimum + lead, inner.maximum + lead).with_maximum(options.max_width)


def _head(report: Report) -> Iterable[RenderableType]:
    yield Rule(style="dim")
    if report.title:
        yield Arabic(report.title, style="bold")
    facts = (report.outlet, str(report.published or ""), report.id)
    yield Arabic(*(fact for fact in facts if fact), style="dim")
    if report.published is None:
        yield Text("No date of publication: relative times (yesterday, Tuesday) are not resolved.", "yellow")


# --- what the cells say -----------------------------------------------------------------------------------


def _code(name: str) -> str:
    return name.replace("_", " ")


def _stance(statement: _Statement) -> Text:
    return Text(statement.stance, "dim" if statement.stance is Stance.REPORTED else "yellow")


def _review(statement: _Statement) -> _Lines:
    """Who corrected the statement, and who accepts it."""
    return [Arabic(*names, lead=f"{verb} by ") for verb, names in vouched_by(statement).items()]


def _when(statement: _Statement, between: str) -> Text:
    return Text((statement.when or "").replace("/", between))


def _place(place: Place | None) -> _Lines:
    if place is None:
        return []
    name = ", ".join(one_line(part) for part in (place.name, place.country) if part)
    return [Arabic(place.text), *([Text(name, "dim")] if name else [])]


def _source(source: Source | None) -> _Lines:
    if source is None:
        return []
    return [Arabic(source.text), *([Arabic(source.via, lead="via ")] if source.via else [])]


def _people(event: Event) -> _Lines:
    return [*_each(event.actors), *_each(event.targets, lead="→ ")]


def _each(several: Iterable[str], lead: str = "") -> _Lines:
    return [Arabic(words, lead=lead) for words in several]


def _mentions(event: Event) -> list[str]:
    """The different words that name an event, in the order of its mentions."""
    return list(dict.fromkeys(one_line(mention.text) for mention in event.mentions))


def _harm(figure: Figure) -> _Lines:
    lines: _Lines = [Text(_code(figure.harm), "bold"), Text(_code(figure.group))]
    if figure.cumulative:
        lines.append(Text("in total", "dim"))
    if figure.stance is not Stance.REPORTED:
        lines.append(_stance(figure))
    return [*lines, *_review(figure)]


def _number(figure: Figure, depth: int) -> Text:
    """The number, a part indented under its total."""
    return Text(f"{'  ' * (depth - 1)}└ " if depth else "", "dim").append(number_in_english(figure), "bold")


# --- wide -------------------------------------------------------------------------------------------------


def _tables(record: Record) -> Iterable[RenderableType]:
    if record.events:
        rows = [
            (
                Text(event.id, "dim"),
                Text(_code(event.type), "bold"),
                _each(_mentions(event)),
                _people(event),
                _place(event.place),
                _when(event, " /\n"),
                _source(event.source),
                [_stance(event), *_review(event)],
            )
            for event in record.events
        ]
        heads = ("", "event", "words", "who → whom", "where", "when", "who says so", "stance")
        yield _table(heads, (0, 0, 2, 4, 2, 0, 3, 0), rows)
    if record.figures:
        rows_of_figures = [
            (
                Text(figure.id, "dim"),
                _number(figure, depth),
                _harm(figure),
                Text(" ".join(name for name in (figure.part_of, figure.event) if name), "dim"),
                _place(figure.place),
                _when(figure, " /\n"),
                _source(figure.source),
                Arabic(figure.span.text),
            )
            for depth, figure in outline(record.figures)
        ]
        heads = ("", "people", "harm", "of", "where", "when", "who says so", "words")
        yield _table(heads, (0, 0, 0, 0, 2, 0, 3, 3), rows_of_figures)
    yield from _nothing(record)


def _table(heads: Sequence[str], shares: Sequence[int], rows: Iterable[_Row]) -> Table:
    """A table in which the columns with a share divide what the others leave of the width."""
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, header_style="dim")
    for head, share in zip(heads, shares, strict=True):
        table.add_column(Text(head), ratio=share or None, no_wrap=not share, overflow="fold")
    for row in rows:
        table.add_row(*(Group(*cell) if isinstance(cell, list) else cell for cell in row))
    return table


def _nothing(record: Record) -> Iterable[RenderableType]:
    if not record.events and not record.figures:
        yield Text("No event and no figure.", "dim")


# --- narrow -----------------------------------------------------------------------------------------------


def _cards(record: Record) -> Iterable[RenderableType]:
    for event in record.events:
        yield Text()
        yield Text.assemble((event.id, "dim"), " ", (_code(event.type), "bold"), " · ", _stance(event))
        yield _fields(
            event,
            ("words", [Arabic(*_mentions(event))]),
            ("who", _each(event.actors)),
            ("to whom", _each(event.targets)),
        )
    for depth, figure in outline(record.figures):
        yield Text()
        head = Text.assemble((figure.id, "dim"), " ", (f"{number_in_english(figure)} {figure.harm}", "bold"))
        facts = [
            _code(figure.group),
            f"part of {figure.part_of}" if figure.part_of else "",
            f"event {figure.event}" if figure.event else "",
            "in total" if figure.cumulative else "",
        ]
        head.append("".join(f" · {fact}" for fact in facts if fact)).append(" · ").append_text(_stance(figure))
        card = Group(head, _fields(figure, ("words", [Arabic(figure.span.text)])))
        yield Padding(card, (0, 0, 0, 3 * min(depth, 3)), expand=False)
    yield from _nothing(record)


def _fields(statement: _Statement, *first: tuple[str, _Lines]) -> Table:
    """The fields of a card that have a value, their names before them."""
    when = _when(statement, " / ")
    fields: list[tuple[str, _Lines]] = [
        *first,
        ("where", _place(statement.place)),
        ("when", [when] if when else []),
        ("source", _source(statement.source)),
        ("review", _review(statement)),
    ]
    grid = Table.grid(padding=(0, 1, 0, 3))
    grid.add_column(style="dim", width=7)
    grid.add_column(overflow="fold")
    for name, values in fields:
        if values:
            grid.add_row(name, Group(*values))
    return grid
