"""The decisions of the learned engine, one after the other: mentions, events, figures, and what belongs to each."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np

from marsad.codebook import Cumulation, Trigger
from marsad.reader import figures as rules_for_figures
from marsad.reader import stance
from marsad.reader.encoder import Reading
from marsad.reader.learned import counts, mentions, options, sides, speakers, where
from marsad.reader.learned.context import Context, bucket
from marsad.reader.learned.counts import Candidate as CountCandidate
from marsad.reader.learned.linear import Floats, softmax
from marsad.reader.learned.options import Option, Spot, Statement, Times
from marsad.reader.learned.own import is_own
from marsad.reader.learned.same import APART, Happening, Mention, bring_together, pair_features
from marsad.reader.learned.speakers import Speaker, Speakers
from marsad.reader.learned.weights import Weights
from marsad.reader.learned.where import Places
from marsad.reader.setting import Setting
from marsad.record import EventType, Group, Harm, Stance

T = TypeVar("T")
Own: TypeAlias = Option[Any] | bool
"""What the event of a figure has in a field; True for a figure without an event, False for an event itself."""

Likely: TypeAlias = Collection[int] | None
"""The options (by ``id``) that may be chosen; None where every one may."""
Rows: TypeAlias = Callable[[Statement, Own, Likely], Iterator[list[str]]]
"""Features of the options of a statement, the likely ones."""

NEAR = 4
"""Over how many sentences somebody may be a side or a source who is not among those named most."""


@dataclass(eq=False)
class FoundFigure:
    """A figure of the report: its candidate, harm and group, how sure, and the event that it belongs to."""

    candidate: CountCandidate
    harm: Harm
    group: Group
    sure: float
    owner: Happening | None = None
    owner_sure: float = 1.0
    cumulative: bool = False

    @property
    def spot(self) -> Spot:
        """Where its words stand."""
        return self.candidate.spot


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


class Decider:
    """Asks the models about one report."""

    def __init__(self, context: Context, weights: Weights) -> None:
        """Take a report prepared for the models, and the models."""
        self.context, self.weights = context, weights
        self._reading = Reading(weights.encoder, context.document) if weights.encoder else None

    # --- scores ---------------------------------------------------------------------------------------------

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

    def _read(self, name: str, statement: Statement, asked: Sequence[Option[Any]]) -> Floats | None:
        """What the encoder adds to the score of each option; None where it has no say."""
        if self._reading is None or not (strength := self._reading.encoder.strength(name)):
            return None
        own = [spot.place for spot in (*statement.spots, *statement.beside)]
        spots = [None if o.value is None else [spot.place for spot in o.spots] for o in asked]
        return self._reading.options(name, own, spots) * np.float32(strength)

    def _choice(self, name: str, rows: Sequence[list[str]], read: Floats | None) -> Choice:
        """The likeliest of the options with these features."""
        scores = self.weights[name].ranked_scores(rows)
        if read is not None:
            scores = scores + read
            scores[[row is UNLIKELY for row in rows]] = -np.inf
        chances = softmax(scores)
        best = int(chances.argmax())
        return Choice(best, float(chances[best]), rows, chances, read)

    def same(self, a: Mention, b: Mention) -> float:
        """What the encoder adds to the log-odds that two mentions name one event."""
        if self._reading is None or not (strength := self._reading.encoder.strength("same")):
            return 0.0
        return strength * self._reading.pair("same", a.candidate.spot.place, b.candidate.spot.place)

    # --- events ---------------------------------------------------------------------------------------------

    def mentions(self) -> list[Mention]:
        """Candidates that are taken for mentions of events."""
        model = self.weights["mention"]
        none = model.classes.index(mentions.NONE)
        kept = []
        for candidate in mentions.candidates(self.context):
            row = mentions.features(self.context, candidate)
            chances = self.classified("mention", candidate.spot, row, mentions.NONE).chances
            entry = candidate.entries[0]
            if is_own(self.context.document.codebook, entry) and isinstance(entry, Trigger):
                chances = np.array([name == entry.type for name in model.classes], np.float32) * entry.strength
                chances[none] = 1 - entry.strength
            sure = 1 - float(chances[none])
            if sure < self.weights.limit("mention"):
                continue
            chances[none] = 0
            chances /= chances.sum()
            kept.append(Mention(candidate, EventType(model.classes[int(chances.argmax())]), chances, sure))
        return kept

    def events(self) -> list[Happening]:
        """The events of the report, in order of their first mention."""
        model = self.weights["same"]
        same = model.classes.index("same")
        bias = self.weights.limit("same")

        def judge(a: Mention, b: Mention, between: int) -> float:
            if a.unlike(b):
                return APART
            scores = model.scores(pair_features(self.context, a, b, between))
            return float(scores[same] - scores[1 - same]) + self.same(a, b) + bias

        classes = self.weights["mention"].classes
        found = []
        for group in bring_together(self.mentions(), judge):
            votes = sum(m.types * m.sure for m in group)
            happening = Happening(EventType(classes[int(np.argmax(votes))]), group)
            if happening.sure >= self.weights.limit("event"):
                found.append(happening)
        return found

    # --- figures --------------------------------------------------------------------------------------------

    def figures(self) -> list[FoundFigure]:
        """The figures of the report, repetitions left out, in order."""
        model = self.weights["harm"]
        groups = self.weights["group"]
        none = model.classes.index(counts.NONE)
        found: list[FoundFigure] = []
        for candidate in counts.candidates(self.context):
            row = counts.features(self.context, candidate)
            chances = self.classified("harm", candidate.spot, row, counts.NONE).chances
            sure = 1 - float(chances[none])
            if sure < self.weights.limit("figure"):
                continue
            chances[none] = 0
            harm = Harm(model.classes[int(chances.argmax())])
            group = Group(groups.classes[int(self.classified("group", candidate.spot, row).chances.argmax())])
            candidate.count.harm = harm
            found.append(FoundFigure(candidate, harm, group, sure))
        # Repetitions are known by the group that the words give (a bare count of dead gives none).
        kept = {id(count) for count in rules_for_figures.without_repetitions([f.candidate.count for f in found])}
        return [f for f in found if id(f.candidate.count) in kept]

    def settle(self, found: Sequence[FoundFigure], events: Sequence[Happening]) -> None:
        """Say of each figure which event it belongs to, and whether it is a total over several."""
        for figure in found:
            chosen = self.owner(figure, events)
            figure.owner = events[chosen.chosen] if chosen.chosen < len(events) else None
            figure.owner_sure = chosen.sure
            model = self.weights["cumulative"]
            chances = self.classified("cumulative", figure.spot, total_features(self.context, figure)).chances
            figure.cumulative = bool(chances[model.classes.index("yes")] > 0.5)

    def owner(self, figure: FoundFigure, events: Sequence[Happening]) -> Choice:
        """The event that a figure belongs to; the last option is none of them."""
        statement, asked = owner_options(figure.harm, figure.spot, events)
        rows = [*owner_rows(self.context, statement, asked)]
        return self._choice("owner", rows, self._read("owner", statement, asked))

    # --- settings -------------------------------------------------------------------------------------------

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

    @cached_property
    def sides(self) -> list[Option[Speaker]]:
        """Who may have done it or suffered it."""
        return sides.side_options(self.context)

    def place(self, kind: str, statement: Statement, own: Own = False) -> Choice:
        """The place of a statement."""
        return self._chosen(f"{kind}-place", statement, own, self.places, self.place_rows)

    def when(self, kind: str, statement: Statement, own: Own = False) -> Choice:
        """The time of a statement."""
        return self._chosen(f"{kind}-when", statement, own, self.times, self.time_rows)

    def source(self, kind: str, statement: Statement, own: Own = False) -> Choice:
        """The source of a statement."""
        return self._chosen(f"{kind}-source", statement, own, self.speakers, self.source_rows)

    def _chosen(self, name: str, statement: Statement, own: Own, asked: Sequence[Option[Any]], rows: Rows) -> Choice:
        """The likeliest option; only those that the encoder holds likely are weighed by their features."""
        read = self._read(name, statement, asked)
        return self._choice(name, [*rows(statement, own, _likely(asked, [read], own))], read)

    def place_rows(self, statement: Statement, own: Own, likely: Likely = None) -> Iterator[list[str]]:
        """Features of every place for a statement, or of the likely ones alone."""
        ruled = [(r.place.name or r.place.text, r.place.country) for r in self._ruled(statement) if r.place]
        near = within_reach(statement, self.places)
        for option in self.places:
            if likely is not None and id(option) not in likely:
                yield UNLIKELY
                continue
            if _out_of_reach(option, near, own) and option.first > 1:
                yield ["far-away"]
                continue
            extra = list(_of_event(option, own))
            if option.value is not None:
                found = option.value.value
                extra += self.narrower.get(id(option), ())
                extra += where.extras(self.context, statement, option)
                extra += _by_rules((found.name or found.text, found.country), ruled)
            else:
                extra += _nothing_by_rules(statement, bool(ruled))
            yield self._row(statement, option, self.places, extra)

    def time_rows(self, statement: Statement, own: Own, likely: Likely = None) -> Iterator[list[str]]:
        """Features of every time for a statement, or of the likely ones alone."""
        ruled = [r.when for r in self._ruled(statement) if r.when]
        for option in self.times:
            if likely is not None and id(option) not in likely:
                yield UNLIKELY
                continue
            extra = list(_of_event(option, own))
            if option.value is not None:
                extra += _by_rules(option.value.value.when, ruled)
            else:
                extra += _nothing_by_rules(statement, bool(ruled))
            yield self._row(statement, option, self.times, extra)

    def source_rows(self, statement: Statement, own: Own, likely: Likely = None) -> Iterator[list[str]]:
        """Features of every speaker for a statement, or of the likely ones alone; of those far away none."""
        near = within_reach(statement, self.speakers)
        for option in self.speakers:
            if likely is not None and id(option) not in likely:
                yield UNLIKELY
                continue
            if _out_of_reach(option, near, own):
                yield ["far-away"]
                continue
            extra = [*speakers.extras(self.context, statement, option), *_of_event(option, own)]
            yield self._row(statement, option, self.speakers, extra)

    def _ruled(self, statement: Statement) -> list[Setting]:
        """What the rules say of each spot of a statement."""
        spots = sorted(statement.spots, key=lambda spot: spot.sentence.field == "title")
        return [self.context.ruled(*spot) for spot in spots]

    def _row(
        self, statement: Statement, option: Option[T], every: Sequence[Option[T]], extra: Sequence[str]
    ) -> list[str]:
        return options.features(self.context, statement, option, every, extra)

    def asked_sides(self, statement: Statement) -> list[Option[Speaker]]:
        """Sides within reach of an event; the last option is "nobody"."""
        near = within_reach(statement, self.sides)
        return [*(o for o in self.sides if id(o) in near), Option(None)]

    def side_rows(
        self, happening: Happening, statement: Statement, asked: Sequence[Option[Speaker]], likely: Likely = None
    ) -> Iterator[list[str]]:
        """Features of every side for an event, or of the likely ones alone."""
        ruled = sides.by_rules(happening.mentions)
        for option in asked:
            if likely is not None and id(option) not in likely:
                yield UNLIKELY
                continue
            extra = [*sides.extras(self.context, happening.mentions, ruled, option)]
            yield self._row(statement, option, asked, extra)

    def roles(self, happening: Happening, statement: Statement) -> tuple[list[Option[Speaker]], dict[str, Choice]]:
        """The sides that are asked after, and the choice among them as actor and as target."""
        asked = self.asked_sides(statement)
        reads = {role: self._read(role, statement, asked) for role in (sides.ACTOR, sides.TARGET)}
        rows = [*self.side_rows(happening, statement, asked, _likely(asked, [*reads.values()]))]
        return asked, {role: self._choice(role, rows, read) for role, read in reads.items()}

    def who(self, happening: Happening, statement: Statement) -> tuple[list[Option[Speaker]], list[Option[Speaker]]]:
        """Actors and targets of an event."""
        asked, chosen = self.roles(happening, statement)
        acting, harmed = (self._in_role(role, asked, chosen[role]) for role in (sides.ACTOR, sides.TARGET))
        return acting, [o for o in harmed if not any(_one(o, other) for other in acting)]

    def _in_role(self, role: str, asked: Sequence[Option[Speaker]], choice: Choice) -> list[Option[Speaker]]:
        """The likeliest side, and whoever else is likely enough; nobody where that is likeliest."""
        chances, best = choice.chances, choice.chosen
        assert chances is not None
        if asked[best].value is None:
            return []
        limit = self.weights.limit(role)
        return _apart(
            [(float(chances[i]), asked[i]) for i in range(len(asked) - 1) if i == best or chances[i] >= limit]
        )

    def stance(self, kind: str, spot: Spot, row: Sequence[str]) -> tuple[Stance, tuple[str, ...]]:
        """As what the report presents a statement, and the codebook's entries that say so."""
        model = self.weights[f"{kind}-stance"]
        chances = self.classified(f"{kind}-stance", spot, row).chances
        view = Stance(model.classes[int(chances.argmax())])
        ruled, why = stance.of(spot.sentence, spot.start, spot.end)
        return view, why if ruled == view else ()


CERTAIN = 0.9
"""From this probability on the linear models' word that a spot is no mention or no figure is taken as it is."""
LIKELY = 6
"""So many options of a statement, the likeliest by the encoder, are weighed by their features."""
UNLIKELY = ["unlikely"]
"""In the place of the features of an option that is not weighed."""

MOST_SIDES = 4
"""So many actors, and so many targets, an event has at most."""


def _likely(asked: Sequence[Option[Any]], reads: Sequence[Floats | None], own: Own = False) -> Likely:
    """The options that may be chosen: the encoder's likeliest, that of the figure's event, and "not said"."""
    if len(asked) <= LIKELY:
        return None
    likely = {id(option) for option in asked if option.value is None or option is own}
    for read in reads:
        if read is None:
            return None
        likely |= {id(asked[at]) for at in np.argpartition(read, -LIKELY)[-LIKELY:]}
    return likely


def _apart(found: Sequence[tuple[float, Option[Speaker]]]) -> list[Option[Speaker]]:
    """The surest names, each side once."""
    kept: list[Option[Speaker]] = []
    for _, option in sorted(found, key=lambda row: -row[0]):
        if not any(_one(option, other) for other in kept):
            kept.append(option)
    return kept[:MOST_SIDES]


def _one(a: Option[Speaker], b: Option[Speaker]) -> bool:
    assert a.value is not None and b.value is not None
    return sides.one_side(a.value, b.value)


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


def _out_of_reach(option: Option[T], near: Collection[int], own: Own) -> bool:
    """Whether an option is no more than far away: neither near, nor that of the figure's event, nor "not said"."""
    return option.value is not None and id(option) not in near and option is not own


def _of_event(option: Option[T], own: Own) -> list[str]:
    if own is False:
        return []
    if own is True:
        return ["no-event"]
    return [f"of-event={option is own} null={option.value is None}"]


def _by_rules(value: object, ruled: Sequence[object]) -> list[str]:
    """How often the rules say a value, and whether they do where the text tells of it first."""
    if not ruled:
        return ["ruled=-"]
    share = bucket(100 * ruled.count(value) // len(ruled), 0, 49, 99)
    return [f"ruled={share}", f"ruled-first={ruled[0] == value}"]


def _nothing_by_rules(statement: Statement, ruled: bool) -> list[str]:
    return [f"nothing ruled={ruled}", *(f"nothing ruled={ruled} {trait}" for trait in statement.traits)]


def event_statement(happening: Happening) -> Statement:
    """An event as that for which place, time, source and sides are sought."""
    spots = [mention.candidate.spot for mention in happening.mentions]
    return Statement(spots, (f"is={happening.type}",))


def figure_statement(harm: Harm, spot: Spot, owner: Happening | None = None) -> Statement:
    """A figure as that for which place, time and source are sought; ``owner`` is the event that it belongs to."""
    # The event's nearest words alone: those far away are of other events more often.
    every = event_statement(owner).spots if owner else ()
    return Statement([spot], (f"is={harm}",), sorted(every, key=lambda own: options.distance(own, spot))[:1])


def owner_options(harm: Harm, spot: Spot, events: Sequence[Happening]) -> tuple[Statement, list[Option[Happening]]]:
    """A figure as a statement, and the events that it may belong to, the last option "none of them"."""
    every = [
        Option(e, list(event_statement(e).spots), (f"event={e.type}", f"event={e.type} harm={harm}")) for e in events
    ]
    return figure_statement(harm, spot), [*every, Option(None)]


def owner_rows(context: Context, statement: Statement, asked: Sequence[Option[Happening]]) -> Iterator[list[str]]:
    """Features of every event as the one that a figure belongs to, and of none (``owner_options``)."""
    for option in asked:
        yield options.features(context, statement, option, asked)


def total_features(context: Context, figure: FoundFigure) -> list[str]:
    """What a model sees of a figure when it asks whether it is a total."""
    sentence = figure.spot.sentence
    row = counts.features(context, figure.candidate)
    row += [f"owner={figure.owner.type if figure.owner else None}", f"harm={figure.harm}"]
    row += [f"sum={m.key}" for m in sentence.matches(Cumulation)]
    row += ["open-time" for t in sentence.times if t.value.when and "/" in t.value.when]
    row += ["year" for t in sentence.times if t.value.when and len(t.value.when) == len("2017")]
    return row


def stance_features(context: Context, spot: Spot, own: Sequence[str]) -> list[str]:
    """What a model sees of a statement when it asks for the stance; ``own`` are the statement's other features."""
    ruled, _ = stance.of(spot.sentence, spot.start, spot.end)
    says = context.attributions.get(spot.sentence.index, ())
    return [
        *own,
        f"rule={ruled}",
        *(f"says={a.stance}" for a in says),
        *(f"opens{at}={context.word(spot.sentence, at).lemma}" for at in range(3)),
        *(f"back{n}={context.word(spot.sentence, spot.start - n).lemma}" for n in (4, 5, 6)),
        f"stands={bucket(spot.start, 3, 8, 16)}",
    ]
