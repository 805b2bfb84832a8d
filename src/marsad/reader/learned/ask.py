"""Asking the models: the linear models' scores and the encoder's, added up into probabilities."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np

from marsad.reader.encoder import Reading
from marsad.reader.learned import options
from marsad.reader.learned.context import Context
from marsad.reader.learned.linear import Floats, softmax
from marsad.reader.learned.options import Option, Spot, Statement
from marsad.reader.learned.same import Mention
from marsad.reader.learned.weights import Weights

T = TypeVar("T")

CERTAIN = 0.9
"""From this probability on the linear models' word that a spot is no mention or no figure is taken as it is."""
LIKELY = 6
"""So many options of a statement, the likeliest by the encoder, are weighed by their features."""
UNLIKELY = ["unlikely"]
"""In the place of the features of an option that is not weighed."""
FAR_AWAY = ["far-away"]
"""All that is told of an option that stands far from a statement."""

Likely: TypeAlias = Collection[int] | None
"""The options (by ``id``) that may be chosen; None where every one may."""


class Chances(NamedTuple):
    """Probabilities of classes or options, and what the encoder added to the score of each where it has a say."""

    chances: Floats
    read: Floats | None


@dataclass
class Choice:
    """What was chosen for one field of a statement, how sure, and the features of all that could be chosen."""

    chosen: int
    sure: float
    rows: Sequence[list[str]]
    chances: Floats | None = None
    """How likely each option is, where a model was asked."""
    read: Floats | None = None
    """What the encoder adds to the score of each option, where it has a say."""
    event: Floats | None = None
    """What the figure's event adds to the score of each option, where it has one."""


class Asker:
    """Asks the models about one report."""

    def __init__(self, context: Context, weights: Weights) -> None:
        """Take a report prepared for the models, and the models."""
        self.context, self.weights = context, weights
        self._reading = Reading(weights.encoder, context.document) if weights.encoder else None

    def classified(self, name: str, spot: Spot, row: Sequence[str], none: str | None = None) -> Chances:
        """Probabilities of a model's classes for a spot with these features.

        Where the linear model is nearly certain of the class ``none``, the encoder is not asked: it costs most of all,
        and most reports have nothing but such spots.
        """
        model = self.weights[name]
        scores, read = model.scores(row), None
        if none is not None and softmax(scores)[model.classes.index(none)] > CERTAIN:
            return Chances(softmax(scores), None)
        if self._reading is not None and (strength := self._reading.encoder.strength(name)):
            read = self._reading.classes(name, spot.place, model.classes) * np.float32(strength)
            scores = scores + read
        return Chances(softmax(scores), read)

    def read(self, name: str, statement: Statement, asked: Sequence[Option[Any]]) -> Floats | None:
        """What the encoder adds to the score of each option; None where it has no say."""
        if self._reading is None or not (strength := self._reading.encoder.strength(name)):
            return None
        own = [spot.place for spot in (*statement.spots, *statement.beside)]
        spots = [None if o.value is None else [spot.place for spot in o.spots] for o in asked]
        return self._reading.options(name, own, spots) * np.float32(strength)

    def choice(self, name: str, rows: Sequence[list[str]], read: Floats | None) -> Choice:
        """The likeliest of the options with these features."""
        scores = self.weights[name].ranked_scores(rows)
        if read is not None:
            scores = scores + read
            scores[[row is UNLIKELY for row in rows]] = -np.inf
        chances = softmax(scores)
        best = int(chances.argmax())
        return Choice(best, float(chances[best]), rows, chances, read)

    def rows(
        self,
        statement: Statement,
        asked: Sequence[Option[T]],
        extra: Callable[[Option[T]], Iterable[str]],
        likely: Likely = None,
        far: Collection[int] = (),
    ) -> Iterator[list[str]]:
        """Features of every option, or of the likely ones alone; of those far away (by ``id``) that they are."""
        for option in asked:
            if likely is not None and id(option) not in likely:
                yield UNLIKELY
            elif id(option) in far:
                yield FAR_AWAY
            else:
                yield options.features(self.context, statement, option, asked, extra(option))

    def same(self, a: Mention, b: Mention) -> float:
        """What the encoder adds to the log-odds that two mentions name one event."""
        if self._reading is None or not (strength := self._reading.encoder.strength("same")):
            return 0.0
        return strength * self._reading.pair("same", a.candidate.spot.place, b.candidate.spot.place)


def likely_options(asked: Sequence[Option[Any]], read: Floats | None) -> Likely:
    """The options that may be chosen: the encoder's likeliest and "not said"; all of a few, or without an encoder."""
    if len(asked) <= LIKELY or read is None:
        return None
    likely = {id(asked[at]) for at in np.argpartition(read, -LIKELY)[-LIKELY:]}
    return likely | {id(option) for option in asked if option.value is None}
