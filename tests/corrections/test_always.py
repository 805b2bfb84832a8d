"""What holds for any corrections, in any order, with any rereading between them."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.corrections import Action, Correction, CorrectionError, Draft, Shown, Signature, in_force, show
from marsad.record import Event, Figure, Record
from tests.corrections.world import (
    AT_HAYS,
    CHILDREN,
    CLASH,
    DEAD,
    ENGINE,
    FIGHTERS,
    HURT,
    MISSING,
    SAID,
    STRIKE,
    draft,
    event,
    figure,
    names,
    record,
    statement,
    words,
)

# Each statement as better and worse engines read it: other words, types, harms and numbers.
EVENTS = (
    (STRIKE, event("e1", "shelling", words("غارة")), event("e1", "airstrike", words("الغارة"), **AT_HAYS)),
    (CLASH, event("e2", "attack", words("اشتباكات"))),
    (event("e3", "destruction", words("دمرت")), event("e3", "airstrike", words("دمرت"))),
    (event("e3", "airstrike", words("غارة جوية"), targets=["سوق"], evidence={"targets": [words("سوق")]}),),
    (event("e4", "attack", words("مقتل", 0)), event("e4", "attack", words("مقتل", 0, "title"))),
)
FIGURES = (
    (
        DEAD,
        figure("f1", "killed", words("17 مدنياً", field="title"), 17, **SAID),
        figure("f1", "wounded", words("17"), 17),
    ),
    (CHILDREN, figure("f2", "wounded", words("خمسة أطفال"), 5)),
    (HURT, figure("f3", "wounded", words("30"), 30), figure("f3", "casualties", words("30 آخرون"), 30)),
    (MISSING, figure("f4", "missing", words("12 شخصاً ما زالوا"), 12)),
    (FIGHTERS, figure("f5", "killed", words("17 مسلحاً"), 17)),
    (figure("f6", "wounded", words("4 جنود"), 4), figure("f6", "killed", words("4 جنود"), 4)),
)


@st.composite
def readings(make):
    """A reading of the report: some of the statements, in one of their versions, numbered anew."""
    draw = make
    events = [draw(st.sampled_from(one)) for one in EVENTS if draw(st.integers(0, 3))]
    figures = [draw(st.sampled_from(one)) for one in FIGURES if draw(st.integers(0, 3))]
    events = [one.model_copy(update={"id": f"e{n}"}) for n, one in enumerate(draw(st.permutations(events)), 1)]
    of = st.sampled_from([None, *(one.id for one in events)])
    numbered: list[Figure] = []
    for number, one in enumerate(draw(st.permutations(figures)), 1):
        whole = draw(st.sampled_from([None, *(other.id for other in numbered)]))
        numbered.append(one.model_copy(update={"id": f"f{number}", "event": draw(of), "part_of": whole}))
    return record(*events, *numbered)


IDS = st.sampled_from(["e1", "e2", "e3", "e4", "e5", "f1", "f2", "f3", "f4", "f5", "f6", "f7"])
STEPS = st.one_of(
    readings(),
    st.tuples(
        st.just("set"),
        IDS,
        st.sampled_from(
            [
                *(["low=6", "high=6"], ["harm=missing"], ["stance=denied"], ["words=4 جنود"], ["source=شهود"]),
                *(["event=e1"], ["event=e2"], ["part_of=f1"], ["part_of=f2"], ["part_of=none"]),
                *(["type=riot"], ["mentions=دمرت"], ["place=مدينة تعز"], ["actors=الجيش"]),
            ]
        ),
    ),
    st.tuples(st.just("add"), st.just("figure"), st.just(["words=4 جنود", "harm=wounded", "low=4", "high=4"])),
    st.tuples(st.just("add"), st.just("event"), st.just(["mentions=اندلعت", "type=clash"])),
    st.tuples(st.just("add"), st.just("event"), st.just(["mentions=اشتباكات", "type=clash", "actors=الجيش"])),
    st.tuples(st.sampled_from(["accept", "reject"]), IDS),
    st.tuples(st.just("undo"), st.integers(1, 12)),
    st.tuples(st.just("check")),
)


class World:
    """An engine's reading that changes, and corrections that are made meanwhile."""

    def __init__(self, engine: Record) -> None:
        self.engine = engine
        self.log: tuple[Correction, ...] = ()

    def step(self, step: Any) -> bool:
        """Whether the step was possible."""
        if isinstance(step, Record):
            self.engine = step
            return True
        made = Draft(self.engine, self.log, Signature("ليلى"))
        try:
            getattr(made, step[0])(*step[1:])
        except CorrectionError:
            assert made.new == ()
            return False
        self.log = (*self.log, *made.new)
        return True

    def shown(self) -> Shown:
        return show(self.engine, self.log)


def worlds(steps: list[Any]) -> World:
    world = World(ENGINE)
    for step in steps:
        world.step(step)
    return world


@settings(deadline=None)
@given(st.lists(STEPS, max_size=12), readings())
def test_no_correction_is_lost_and_the_record_is_valid(steps, reading):
    world = worlds(steps)
    before = world.shown()
    world.engine = reading
    after = world.shown()
    assert Record.model_validate(after.record.model_dump()) == after.record
    for name, ruling in after.standing.rulings.items():
        shown = statement(after.record, name)
        if ruling.rejected:
            assert shown is None
            continue
        # What people ruled on stands as they left it; it points at nothing that was rejected.
        here = names(after.record)
        loose = {field: None for field in ("event", "part_of") if getattr(ruling.shown, field, None) not in here}
        assert shown == (ruling.shown if isinstance(shown, Event) else ruling.shown.model_copy(update=loose))
        assert shown == statement(before.record, name)


@settings(deadline=None)
@given(st.lists(STEPS, max_size=12), readings())
def test_nothing_of_the_engine_is_hidden_but_by_a_ruling(steps, reading):
    world = worlds(steps)
    world.engine = reading
    shown = world.shown()
    assert sorted(one[0] for one in shown.engine) == sorted(one[0] for one in names(reading))
    for name in shown.engine:
        ruling = shown.standing.rulings.get(name)
        assert name in names(shown.record) or shown.standing.checked_by or (ruling and ruling.rejected)


@settings(deadline=None)
@given(st.lists(STEPS, max_size=8), STEPS.filter(lambda step: not isinstance(step, Record) and step[0] != "undo"))
def test_undoing_restores(steps, step):
    world = worlds(steps)
    before = world.shown()
    if world.step(step):
        assert world.step(("undo", len(world.log)))
        assert world.shown().record == before.record


@settings(deadline=None)
@given(st.lists(STEPS, max_size=12))
def test_without_corrections_in_force_the_record_is_the_engines(steps):
    world = worlds(steps)
    for correction in reversed(world.log):
        if correction.action is not Action.UNDO and correction in in_force(world.log):
            assert world.step(("undo", correction.number))
    shown = world.shown()
    back = {own.id: name for name, own in shown.engine.items()}
    assert [back[name] for name in names(world.engine)] == names(shown.record)
    for name in names(world.engine):
        own, there = statement(world.engine, name), statement(shown.record, back[name])
        assert own.model_dump(exclude={"id", "event", "part_of"}) == there.model_dump(
            exclude={"id", "event", "part_of"}
        )


@settings(deadline=None)
@given(st.lists(STEPS, max_size=12), readings())
def test_an_id_is_one_statements_for_good(steps, reading):
    world = worlds(steps)
    before = world.shown()
    for engine in (reading, ENGINE):
        world.engine = engine
        for name in before.standing.rulings:
            assert statement(world.shown().record, name) == statement(before.record, name)


SETS = (
    ("f2", ["low=6", "high=6"]),
    ("f2", ["stance=disputed"]),
    ("f4", ["event=e2"]),
    ("e1", ["type=shelling"]),
)


@pytest.mark.parametrize("order", list(permutations(SETS)))
def test_changes_of_different_values_may_come_in_any_order(order):
    made = draft()
    for name, values in order:
        made.set(name, values)
    inorder = draft()
    for name, values in SETS:
        inorder.set(name, values)
    assert made.record == inorder.record


@settings(deadline=None)
@given(st.lists(STEPS, max_size=10))
def test_corrections_come_back_from_json(steps):
    for correction in worlds(steps).log:
        assert Correction.model_validate_json(correction.model_dump_json()) == correction
