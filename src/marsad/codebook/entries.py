"""Kinds of codebook entries. Every entry has an id, at least one example, and is one TOML table.

In an example, square brackets mark the words that the entry is to match: ``شنت المقاتلات [غارة جوية]``.
A counterexample is a sentence in which the entry must match nothing.
"""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from marsad.arabic import nouns
from marsad.codebook.patterns import PatternError, parse_pattern
from marsad.record import EventType, Group, Harm, Stance


def _check_pattern(pattern: str) -> str:
    try:
        parse_pattern(pattern)
    except PatternError as error:
        raise ValueError(str(error)) from None
    return pattern


Pattern = Annotated[str, AfterValidator(_check_pattern)]
Patterns = Annotated[tuple[Pattern, ...], Field(min_length=1)]
Example = Annotated[str, Field(pattern=r"\[[^\[\]]+\]")]


class Entry(BaseModel):
    """What all entries share. ``kind`` is the name of the entry's TOML table."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[str]

    id: str = Field(pattern=r"^[a-z0-9_.-]+$")
    examples: tuple[Example, ...] = Field(min_length=1)
    counterexamples: tuple[str, ...] = ()
    note: str | None = None

    def forms(self) -> Iterator[tuple[str, str]]:
        """Pairs of a variant's name (empty where there is one only) and a pattern."""
        raise NotImplementedError


class _Plain(Entry):
    patterns: Patterns

    def forms(self) -> Iterator[tuple[str, str]]:
        """Each pattern, without variants."""
        return (("", pattern) for pattern in self.patterns)


class EventTypeEntry(_Plain):
    """An event type; ``patterns`` are words for the means, which decide between types of a trigger."""

    kind: ClassVar[str] = "event_type"
    id: EventType
    label: str
    arabic: str
    acled: tuple[str, ...] = Field(min_length=1)
    plover: tuple[str, ...] = Field(min_length=1)


class Trigger(_Plain):
    """Words that name an event.

    ``type`` is the event type; where words of the means of one of ``or`` stand near, it is that one.
    ``strength`` is the share of matches in conflict news that name an event, as judged by the author.
    """

    kind: ClassVar[str] = "trigger"
    type: EventType
    alternatives: tuple[EventType, ...] = Field(default=(), alias="or")
    strength: float = Field(default=0.8, gt=0, le=1)
    stance: Stance | None = None
    subject: Literal["actor", "target"] = Field(
        default="actor", description="what the subject of the verb (or the possessor of the noun) is: خسر has the loser"
    )
    returns: bool = Field(default=False, description="names again an event told before, such as الحادث")


class OpenTrigger(_Plain):
    """Words that name an event now and then and something else mostly (وصل, عملية): candidates for a model.

    ``type`` and ``or`` are the types of event that they name when they do.
    """

    kind: ClassVar[str] = "open_trigger"
    type: EventType
    alternatives: tuple[EventType, ...] = Field(default=(), alias="or")


class HarmEntry(Entry):
    """A harm: its names, and the types of events it comes from, the likeliest first."""

    kind: ClassVar[str] = "harm"
    id: Harm
    label: str
    arabic: str
    events: tuple[EventType, ...] = Field(min_length=1)

    def forms(self) -> Iterator[tuple[str, str]]:
        """A harm has no words of its own: they are in harm words."""
        return iter(())


class HarmWord(_Plain):
    """Words that say what happened to people.

    ``role``: ``act`` (a verb or verbal noun: قتل, مقتل, إصابة) or ``people`` (those harmed: قتيل, جرحى).
    """

    kind: ClassVar[str] = "harm_word"
    harm: Harm
    role: Literal["act", "people"]


class GroupEntry(Entry):
    """A group of people that figures count."""

    kind: ClassVar[str] = "group"
    id: Group
    label: str
    arabic: str

    def forms(self) -> Iterator[tuple[str, str]]:
        """A group has no words of its own: they are in people words."""
        return iter(())


class PeopleWord(Entry):
    """A noun for people, by number; duals and the other cases are made from the singular and the plural.

    ``harm`` is given for nouns that say what happened (قتيل). ``dual`` replaces the duals made, and goes before a
    plural that is written the same (شرطيين). A noun
    with ``title`` is told of one person by name: the definite form counts one.
    """

    kind: ClassVar[str] = "people"
    group: Group
    singular: tuple[Pattern, ...] = ()
    dual: tuple[Pattern, ...] = ()
    plural: tuple[Pattern, ...] = ()
    harm: Harm | None = None
    title: bool = False
    alone: bool = Field(default=True, description="whether the noun counts people without a number")

    @model_validator(mode="after")
    def _has_a_form(self) -> Self:
        if not (self.singular or self.plural):
            raise ValueError("a people word needs a singular or a plural")
        return self

    def forms(self) -> Iterator[tuple[str, str]]:
        """Patterns by number: ``singular``, ``dual``, ``plural``."""
        for pattern in self.singular:
            yield "singular", pattern
            if _one_word(pattern) and (with_alef := nouns.accusative(pattern)):
                yield "singular", with_alef
        plurals = {form for pattern in self.plural for form in nouns.cases(pattern)} - set(self.dual)
        for pattern in sorted(plurals):
            yield "plural", pattern
        duals = self.dual or tuple(
            form for pattern in self.singular if _one_word(pattern) for form in nouns.duals(pattern)
        )
        for pattern in duals:
            if pattern not in plurals:
                yield "dual", pattern


def _one_word(pattern: str) -> bool:
    """Whether a pattern is a plain word, of which forms can be made."""
    return not any(sign in pattern for sign in " |=/")


class PartMarker(_Plain):
    """Words behind which parts of a figure stand (بينهم, منهم)."""

    kind: ClassVar[str] = "part_marker"


class Thing(_Plain):
    """Nouns for what is counted but is no people: a number before them is no figure."""

    kind: ClassVar[str] = "thing"


class Negation(_Plain):
    """Words that say that nothing happened; they stand before the word for what did not happen."""

    kind: ClassVar[str] = "negation"


class Cumulation(_Plain):
    """Words of a total over a period, a campaign or several events."""

    kind: ClassVar[str] = "cumulation"


class Reporting(_Plain):
    """Words that say who says so.

    ``role``: ``says`` (the source stands beside it), ``shows`` (likewise, where a statement follows),
    ``according`` (the source stands behind it), ``carries`` (the carrier stands behind it, and behind عن the source)
    or ``continues`` (the last source goes on).
    """

    kind: ClassVar[str] = "reporting"
    role: Literal["says", "shows", "according", "carries", "continues"]
    stance: Stance | None = None


class SourceHead(_Plain):
    """Words with which the name of a source begins; ``carrier`` for those that carry others' statements."""

    kind: ClassVar[str] = "source"
    carrier: bool = False


class StanceCue(_Plain):
    """Words that make a statement something else than reported."""

    kind: ClassVar[str] = "stance"
    stance: Stance


class Actor(_Plain):
    """An armed actor with the spellings of its name."""

    kind: ClassVar[str] = "actor"
    name: str
    side: Literal["state", "coalition", "rebel", "jihadist", "militia", "international"]
    country: str | None = Field(default=None, pattern="^[A-Z]{2}$")


class OtherNews(_Plain):
    """Words of news that tells of no conflict, though it shares words with it: sport, disasters, crime."""

    kind: ClassVar[str] = "other_news"


class ActorHead(_Plain):
    """Words with which a phrase for an armed or acting side begins (قوات, مسلحون, طيران)."""

    kind: ClassVar[str] = "actor_head"


KINDS: dict[str, type[Entry]] = {
    entry.kind: entry
    for entry in (
        EventTypeEntry,
        Trigger,
        OpenTrigger,
        HarmEntry,
        HarmWord,
        GroupEntry,
        PeopleWord,
        PartMarker,
        Thing,
        Negation,
        Cumulation,
        Reporting,
        SourceHead,
        StanceCue,
        Actor,
        ActorHead,
        OtherNews,
    )
}
"""Models of the entries by the name of their TOML table."""
