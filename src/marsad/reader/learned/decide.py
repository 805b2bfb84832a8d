"""The decisions of the learned engine, one after the other: mentions, events, figures, and what belongs to each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from marsad.codebook import Cumulation, Trigger
from marsad.reader import figures as rules_for_figures
from marsad.reader import stance
from marsad.reader.learned import counts, mentions, options, sides
from marsad.reader.learned.ask import Choice, Likely, likely_options
from marsad.reader.learned.context import Context, bucket
from marsad.reader.learned.counts import Candidate as CountCandidate
from marsad.reader.learned.linear import Floats
from marsad.reader.learned.options import Option, Spot, Statement
from marsad.reader.learned.own import is_own
from marsad.reader.learned.same import APART, Happening, Mention, bring_together, pair_features
from marsad.reader.learned.settings import Settings, within_reach
from marsad.reader.learned.speakers import Speaker
from marsad.record import EventType, Group, Harm, Stance

MOST_SIDES = 4
"""So many actors, and so many targets, an event has at most."""


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


class Role(NamedTuple):
    """Who may have a role in an event, the last one nobody, and the choice among them."""

    asked: Sequence[Option[Speaker]]
    choice: Choice


class Decider(Settings):
    """Decides about one report: its events, its figures, and what belongs to each."""

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
        return self.choice("owner", rows, self.read("owner", statement, asked))

    # --- sides ----------------------------------------------------------------------------------------------

    @cached_property
    def sides(self) -> list[Option[Speaker]]:
        """Who may have done it or suffered it."""
        return sides.side_options(self.context)

    def asked_sides(self, statement: Statement) -> list[Option[Speaker]]:
        """Sides within reach of an event; the last option is "nobody"."""
        near = within_reach(statement, self.sides)
        return [*(o for o in self.sides if id(o) in near), Option(None)]

    def side_rows(
        self, happening: Happening, statement: Statement, asked: Sequence[Option[Speaker]], likely: Likely = None
    ) -> Iterator[list[str]]:
        """Features of every side for an event, or of the likely ones alone."""
        ruled = sides.by_rules(happening.mentions)

        def extra(option: Option[Speaker]) -> Iterator[str]:
            return sides.extras(self.context, happening.mentions, ruled, option)

        return self.rows(statement, asked, extra, likely)

    def roles(self, happening: Happening, statement: Statement) -> dict[str, Role]:
        """The choice among the sides as actor and as target."""
        asked = self.asked_sides(statement)
        may = {role: sides.that_may_be(role, asked) for role in (sides.ACTOR, sides.TARGET)}
        own = {role: [asked[n] for n in at] for role, at in may.items()}
        reads = {role: self.read(role, statement, some) for role, some in own.items()}
        rows = [*self.side_rows(happening, statement, asked, _likely_among(own, reads))]
        return {
            role: Role(own[role], self.choice(role, [rows[n] for n in at], reads[role])) for role, at in may.items()
        }

    def who(self, happening: Happening, statement: Statement) -> tuple[list[Option[Speaker]], list[Option[Speaker]]]:
        """Actors and targets of an event."""
        chosen = self.roles(happening, statement)
        acting, harmed = (self._in_role(role, *chosen[role]) for role in (sides.ACTOR, sides.TARGET))
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


def _likely_among(asked: Mapping[str, Sequence[Option[Speaker]]], reads: Mapping[str, Floats | None]) -> set[int]:
    """The sides (by ``id``) that may be chosen in one of the roles."""
    found: set[int] = set()
    for role, every in asked.items():
        likely = likely_options(every, reads[role])
        found |= {id(option) for option in every} if likely is None else set(likely)
    return found


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
