"""Records as one self-contained page: the report with its statements marked, and a card for each statement.

The page needs nothing from outside and may not ask for it: a content security policy forbids every request
and allows only the script and the style that stand in it, by their hashes. Without the script all links
between words and cards work as links.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from marsad.exports.labels import families, family, in_arabic, page_words
from marsad.exports.marking import Mark, Role, Segment, marks_of, paragraphs
from marsad.exports.wording import number_in_arabic, outline, printable, time_in_arabic
from marsad.record import Event, EventType, Figure, Harm, Record, Report, Span, Stance

_WORD_END = re.compile("[\\w\u0640\u064b-\u065f\u0670]*")
_WEB = re.compile("https?://", re.IGNORECASE)


def to_html(records: Iterable[Record]) -> str:
    """One page with all the records; a list of them stands at the top where there are several.

    The page is a whole HTML document in Arabic, right to left, in UTF-8. All text of the reports is escaped.
    """
    articles = [_Article(record, f"r{number}") for number, record in enumerate(records, 1)]
    style = _file("page.css") + "".join(article.style() for article in articles)
    script = _file("page.js")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            articles=articles,
            say=page_words(),
            families=families(),
            style=Markup(style),  # our own file, and identifiers made here
            script=Markup(script),
            policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'",
        )
    )


@dataclass(frozen=True)
class Piece:
    """A run of words in the page: to which cards it belongs, how it looks, and what is noted after it."""

    text: str
    anchor: str
    cards: tuple[str, ...] = ()
    classes: str = ""
    notes: tuple["Note", ...] = ()


@dataclass(frozen=True)
class Note:
    """The small sign after words that leads to a card, like that of a footnote.

    ``settled`` is whether the report presents the statement as having happened.
    """

    card: str
    sign: str
    title: str
    settled: bool


@dataclass(frozen=True)
class Value:
    """A value in a card: words that are linked to where they stand, and what is known besides them."""

    words: str
    anchors: tuple[str, ...]
    also: str = ""
    also_latin: bool = True


@dataclass(frozen=True)
class Card:
    """What a page shows of a statement."""

    id: str
    sign: str
    statement: Event | Figure
    kind: str
    code: str
    family: str
    depth: int
    anchors: tuple[str, ...]
    rows: list[tuple[str, list[Value]]]
    related: list[tuple[str, list[Note]]]
    number: str = ""
    figures: Sequence["Card"] = ()


class _Article:
    """One record on the page. ``key`` begins the ids of all its elements."""

    def __init__(self, record: Record, key: str) -> None:
        self.record, self.key = record, key
        self._say = page_words()
        self._statements: dict[str, Event | Figure] = {event.id: event for event in record.events}
        self._statements |= {figure.id: figure for figure in record.figures}
        self._parts: dict[str, list[str]] = {}
        for figure in record.figures:
            if figure.part_of:
                self._parts.setdefault(figure.part_of, []).append(figure.id)
        # The elements that hold the words of a span, filled while the text is cut.
        self._anchors: dict[Span, list[str]] = {}
        marks = marks_of(record)
        between = Piece(" ", "")
        self.title = [piece for line in self._pieces("title", marks) for piece in (*line, between)]
        self.paragraphs = list(self._pieces("text", marks))
        self.cards, self.loose = self._cards()

    @property
    def report(self) -> Report:
        return self.record.report

    @property
    def link(self) -> str | None:
        """The report's address where it is one of the web: no other kind becomes a link."""
        return self.report.url if self.report.url and _WEB.match(self.report.url) else None

    def style(self) -> str:
        """Rules that mark a statement's words when its card is the target of a link, without the script."""
        within = f":root:not(.js) #{self.key}"
        rules = [f"{within}:has(#{self.key}-{name}:target) .{self.key}-{name}" for name in self._statements]
        for anchors in self._anchors.values():
            rest = ",".join(f"#{anchor}" for anchor in anchors[1:])
            if rest:
                rules.append(f"{within}:has(#{anchors[0]}:target) :is({rest})")
        return "".join(f"{rule}{{background:var(--lit)}}\n" for rule in rules)

    # --- the text ---

    def _pieces(self, name: Literal["title", "text"], marks: Iterable[Mark]) -> Iterator[list[Piece]]:
        text = self.report.field(name)
        marks = [mark for mark in marks if mark.span.field == name]
        notes: dict[int, list[Note]] = {}
        for mark in marks:
            if mark.role.names_statement:
                notes.setdefault(_word_end(text, mark.span.end), []).append(self._note(mark.statement))
        for line in paragraphs(text, marks, notes):
            yield [self._piece(segment, f"{self.key}-{name}-{segment.start}", notes) for segment in line]

    def _piece(self, segment: Segment, anchor: str, notes: dict[int, list[Note]]) -> Piece:
        for mark in segment.marks:
            anchors = self._anchors.setdefault(mark.span, [])
            if anchor not in anchors:
                anchors.append(anchor)
        naming = [mark for mark in segment.marks if mark.role.names_statement]
        evidence = [mark for mark in segment.marks if not mark.role.names_statement]
        # The shortest words that name a statement are the ones that a reader means.
        naming.sort(key=lambda mark: (mark.span.end - mark.span.start, mark.role))
        cards = tuple(dict.fromkeys(f"{self.key}-{mark.statement}" for mark in (*naming, *evidence)))
        looks = dict.fromkeys(look for mark in naming for look in self._look(mark))
        return Piece(
            text=printable(segment.text),
            anchor=anchor,
            cards=cards,
            classes=" ".join(["w", *looks, *([] if naming else ["evidence"]), *cards]),
            notes=tuple(dict.fromkeys(notes.get(segment.end, ()))),
        )

    def _look(self, mark: Mark) -> tuple[str, str]:
        return ("figure" if mark.role is Role.FIGURE else "event", _family(self._statements[mark.statement]))

    def _note(self, statement: str) -> Note:
        named = self._statements[statement]
        title = f"{self._say['event' if isinstance(named, Event) else 'figure']}: {in_arabic(_kind(named))}"
        return Note(f"{self.key}-{statement}", self._sign(statement), title, named.stance is Stance.REPORTED)

    def _sign(self, statement: str) -> str:
        short = self._say["event_short" if statement[0] == "e" else "figure_short"]
        return f"{short}{statement[1:]}"

    # --- the cards ---

    def _cards(self) -> tuple[list[Card], list[Card]]:
        """The cards of the events, each with those of its figures, and of the figures without an event."""
        of_event: dict[str | None, list[Figure]] = {}
        for figure in self.record.figures:
            of_event.setdefault(figure.event, []).append(figure)
        events = []
        for event in sorted(self.record.events, key=_first_mention):
            figures = [self._figure_card(depth, figure) for depth, figure in outline(of_event.get(event.id, ()))]
            events.append(self._event_card(event, figures))
        return events, [self._figure_card(depth, figure) for depth, figure in outline(of_event.get(None, ()))]

    def _event_card(self, event: Event, figures: list[Card]) -> Card:
        rows = [
            ("mentions", [self._value(mention) for mention in event.mentions]),
            ("actors", [self._value(actor) for actor in event.evidence.actors]),
            ("targets", [self._value(target) for target in event.evidence.targets]),
            *self._rows(event),
        ]
        return self._card(event, 0, event.mentions[0], rows, [], figures=figures)

    def _figure_card(self, depth: int, figure: Figure) -> Card:
        related = [
            ("of_event", [self._note(figure.event)] if figure.event else []),
            ("part_of", [self._note(figure.part_of)] if figure.part_of else []),
            ("parts", [self._note(part) for part in self._parts.get(figure.id, ())]),
        ]
        rows = [("words", [self._value(figure.span)]), *self._rows(figure)]
        return self._card(figure, depth, figure.span, rows, related, number=number_in_arabic(figure))

    def _card(
        self,
        statement: Event | Figure,
        depth: int,
        span: Span,
        rows: list[tuple[str, list[Value]]],
        related: list[tuple[str, list[Note]]],
        number: str = "",
        figures: Sequence[Card] = (),
    ) -> Card:
        kind = _kind(statement)
        return Card(
            id=f"{self.key}-{statement.id}",
            sign=self._sign(statement.id),
            statement=statement,
            kind=in_arabic(kind),
            code=kind,
            family=family(kind),
            depth=min(depth, 3),
            anchors=self._value(span).anchors,
            rows=[row for row in rows if row[1]],
            related=[row for row in related if row[1]],
            number=number,
            figures=figures,
        )

    def _rows(self, statement: Event | Figure) -> list[tuple[str, list[Value]]]:
        """Place, time and source: what events and figures share."""
        place, evidence = statement.place, statement.evidence
        name = ", ".join(part for part in (place.name, place.country) if part) if place else ""
        if place and place.latitude is not None and place.longitude is not None:
            name += f" ({place.latitude:.3f},\N{NO-BREAK SPACE}{place.longitude:.3f})"
        time = time_in_arabic(statement.when) if statement.when else ""
        return [
            ("place", [self._value(evidence.place, name)] if evidence.place else []),
            ("when", [self._value(evidence.when, time, also_latin=False)] if evidence.when else []),
            ("source", [self._value(evidence.source)] if evidence.source else []),
            ("via", [self._value(evidence.via)] if evidence.via else []),
        ]

    def _value(self, span: Span, also: str = "", *, also_latin: bool = True) -> Value:
        # Words that are nothing but white space stand nowhere on the page.
        anchors = tuple(self._anchors.get(span, ()))
        return Value(printable(span.text), anchors, printable(also), also_latin)


def _kind(statement: Event | Figure) -> EventType | Harm:
    return statement.type if isinstance(statement, Event) else statement.harm


def _family(statement: Event | Figure) -> str:
    return family(_kind(statement))


def _first_mention(event: Event) -> tuple[bool, int]:
    """Where an event is first named; the title comes before the text."""
    return min((mention.field == "text", mention.start) for mention in event.mentions)


def _word_end(text: str, position: int) -> int:
    """The end of the word in which a position lies: a sign inside a word would break its letters' joins."""
    end = _WORD_END.match(text, position)
    return end.end() if end else position


def _hash(text: str) -> str:
    """The source expression of an inline script or style in a content security policy (CSP Level 3)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_file),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(arabic=in_arabic, printable=printable)
    return environment
