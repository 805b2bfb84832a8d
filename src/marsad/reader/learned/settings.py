"""Where and when a statement happened and who says so: a choice among all that the report names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from marsad.reader.learned import options, speakers, where
from marsad.reader.learned.ask import Asker, Choice, Likely, likely_options
from marsad.reader.learned.context import bucket
from marsad.reader.learned.options import Option, Statement, Times
from marsad.reader.learned.speakers import Speakers
from marsad.reader.learned.where import Places
from marsad.reader.setting import Setting

T = TypeVar("T")

NEAR = 4
"""Over how many sentences somebody may be a side or a source who is not among those named most."""
SELDOM = 0.001
"""An option is never less likely for a figure than this, before its event is heard."""
AGREE: Mapping[str, float] = {"place": 4.0, "when": 4.0}
"""By so much the log-odds rise that a figure has the place or time of its event.

Coders give nearly all figures the place and time of their event (0.98 and 0.99 of those coded). Its source they give to
0.86, and a figure's own words tell its source better than any bond.
"""


class Settings(Asker):
    """Asks for place, time and source of statements."""

    @cached_property
    def places(self) -> list[Places]:
        """Where statements may have happened; the last option is "not said"."""
        return [*where.place_options(self.context), Option(None)]

    @cached_property
    def narrower(self) -> dict[int, tuple[str, ...]]:
        """Which places lie within others."""
        return where.narrower(self.places)

    @cached_property
    def times(self) -> list[Times]:
        """When statements may have happened; the last option is "not said"."""
        return [*options.time_options(self.context), Option(None)]

    @cached_property
    def speakers(self) -> list[Speakers]:
        """Who may say so; the last option is "the report itself"."""
        return [*speakers.speaker_options(self.context), Option(None)]

    def place(self, kind: str, statement: Statement) -> Choice:
        """The place of a statement; ``kind`` is ``event`` or ``figure``."""
        return self._chosen(f"{kind}-place", statement, self.places, self.place_rows)

    def when(self, kind: str, statement: Statement) -> Choice:
        """The time of a statement."""
        return self._chosen(f"{kind}-when", statement, self.times, self.time_rows)

    def source(self, kind: str, statement: Statement) -> Choice:
        """The source of a statement."""
        return self._chosen(f"{kind}-source", statement, self.speakers, self.source_rows)

    def _chosen(
        self,
        name: str,
        statement: Statement,
        asked: Sequence[Option[Any]],
        rows: Callable[[Statement, Likely], Iterator[list[str]]],
    ) -> Choice:
        """The likeliest option; only those that the encoder holds likely are weighed by their features."""
        read = self.read(name, statement, asked)
        return self.choice(name, [*rows(statement, likely_options(asked, read))], read)

    def place_rows(self, statement: Statement, likely: Likely = None) -> Iterator[list[str]]:
        """Features of every place for a statement, or of the likely ones alone."""
        ruled = [(r.place.name or r.place.text, r.place.country) for r in self._ruled(statement) if r.place]
        # What the report opens with is never far.
        far = {id(o) for o in self.places if o.value and o.first > 1} - within_reach(statement, self.places)

        def extra(option: Places) -> Iterator[str]:
            if option.value is None:
                yield from _nothing_by_rules(statement, bool(ruled))
                return
            found = option.value.value
            yield from self.narrower.get(id(option), ())
            yield from where.extras(self.context, statement, option)
            yield from _by_rules((found.name or found.text, found.country), ruled)

        return self.rows(statement, self.places, extra, likely, far)

    def time_rows(self, statement: Statement, likely: Likely = None) -> Iterator[list[str]]:
        """Features of every time for a statement, or of the likely ones alone."""
        ruled = [r.when for r in self._ruled(statement) if r.when]

        def extra(option: Times) -> Iterator[str]:
            if option.value is None:
                return _nothing_by_rules(statement, bool(ruled))
            return _by_rules(option.value.value.when, ruled)

        return self.rows(statement, self.times, extra, likely)

    def source_rows(self, statement: Statement, likely: Likely = None) -> Iterator[list[str]]:
        """Features of every speaker for a statement, or of the likely ones alone."""
        far = {id(o) for o in self.speakers if o.value} - within_reach(statement, self.speakers)

        def extra(option: Speakers) -> Iterator[str]:
            return speakers.extras(self.context, statement, option)

        return self.rows(statement, self.speakers, extra, likely, far)

    def _ruled(self, statement: Statement) -> list[Setting]:
        """What the rules say of each spot of a statement."""
        spots = sorted(statement.spots, key=lambda spot: spot.sentence.field == "title")
        return [self.context.ruled(*spot) for spot in spots]


def agreed(name: str, figure: Choice, event: Choice) -> Choice:
    """The choice of ``place`` or ``when`` for a figure in the light of its event's: likelier to be the same.

    As much as the event's own choice is open, the figure's words decide.
    """
    if figure.chances is None or event.chances is None:
        return figure
    added = np.log1p(event.chances * np.expm1(AGREE[name]))
    scores = np.maximum(figure.chances, SELDOM) * np.exp(added)
    chances = scores / scores.sum()
    best = int(chances.argmax())
    return Choice(best, float(chances[best]), figure.rows, chances, figure.read, added)


def within_reach(statement: Statement, every: Sequence[Option[T]]) -> set[int]:
    """Options (by ``id``) that stand near a statement, and those that the report names most."""
    near = set()
    for option in every:
        for spot in option.spots:
            if any(abs(spot.sentence.index - own.sentence.index) <= NEAR for own in statement.spots):
                near.add(id(option))
                break
    often = sorted((o for o in every if o.spots), key=lambda o: -len(o.spots))[:3]
    return near | {id(option) for option in often}


def _by_rules(value: object, ruled: Sequence[object]) -> Iterator[str]:
    """How often the rules say a value, and whether they do where the text tells of it first."""
    if not ruled:
        yield "ruled=-"
        return
    yield f"ruled={bucket(100 * ruled.count(value) // len(ruled), 0, 49, 99)}"
    yield f"ruled-first={ruled[0] == value}"


def _nothing_by_rules(statement: Statement, ruled: bool) -> Iterator[str]:
    yield f"nothing ruled={ruled}"
    for trait in statement.traits:
        yield f"nothing ruled={ruled} {trait}"
