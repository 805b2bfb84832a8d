"""A report written for the tests of corrections, and what engines of different skill might read in it."""

from datetime import date
from typing import Any

from marsad.corrections import Correction, Draft, Signature, Statement
from marsad.record import Event, Evidence, Figure, MadeBy, Place, Record, Report, Source, Span

REPORT = Report(
    id="r/1",
    outlet="وكالة",
    published=date(2018, 10, 16),
    title="مقتل 17 مدنياً في غارة على سوق",
    text=(
        "قُتل 17 مدنياً بينهم خمسة أطفال وأصيب 30 آخرون في غارة جوية على سوق في مدينة حيس أمس، بحسب مصدر طبي.\n"
        "وقال شهود إن الغارة دمرت منازل، وإن 12 شخصاً ما زالوا مفقودين.\n"
        "وفي مدينة تعز اندلعت اشتباكات بين الجيش والحوثيين أسفرت عن مقتل 17 مسلحاً وجرح 4 جنود."
    ),
)
MADE_BY = MadeBy(marsad="0", codebook="0", engine="hand")


def words(text: str, nth: int = 0, field: str = "text") -> Span:
    """The nth place where words stand."""
    start = -1
    for _ in range(nth + 1):
        start = REPORT.field(field).index(text, start + 1)
    return REPORT.span(field, start, start + len(text))  # type: ignore[arg-type]


def event(name: str, kind: str, *mentions: Span, **values: Any) -> Event:
    return Event.model_validate({"id": name, "type": kind, "mentions": mentions, "confidence": 0.7, **values})


def figure(name: str, harm: str, span: Span, count: int, **values: Any) -> Figure:
    fields = {"harm": harm, "bound": "exact", "low": count, "high": count, "span": span, "confidence": 0.6}
    return Figure.model_validate({"id": name, **fields, **values})


HAYS = Place(text="مدينة حيس", name="Hays", country="YE")
AT_HAYS = {"place": HAYS, "evidence": Evidence(place=words("مدينة حيس"))}
SAID = {"source": Source(text="مصدر طبي"), "evidence": Evidence(source=words("مصدر طبي"))}

STRIKE = event("e1", "airstrike", words("غارة", field="title"), words("غارة جوية"), **AT_HAYS)
CLASH = event("e2", "clash", words("اشتباكات"))
DEAD = figure("f1", "killed", words("17 مدنياً"), 17, event="e1", **SAID)
CHILDREN = figure("f2", "killed", words("خمسة أطفال"), 5, event="e1", part_of="f1", group="children")
HURT = figure("f3", "wounded", words("30 آخرون"), 30, event="e1")
MISSING = figure("f4", "missing", words("12 شخصاً"), 12)
FIGHTERS = figure("f5", "killed", words("17 مسلحاً"), 17, event="e2", group="combatants")


def record(*statements: Statement) -> Record:
    return Record(
        report=REPORT,
        events=tuple(one for one in statements if isinstance(one, Event)),
        figures=tuple(one for one in statements if isinstance(one, Figure)),
        made_by=MADE_BY,
    )


ENGINE = record(STRIKE, CLASH, DEAD, CHILDREN, HURT, MISSING, FIGHTERS)


def draft(log: tuple[Correction, ...] = (), engine: Record = ENGINE, by: str = "ليلى") -> Draft:
    return Draft(engine, log, Signature(by))


def statement(of: Record, name: str) -> Any:
    """The statement with this id; None where the record has none."""
    return next((one for one in (*of.events, *of.figures) if one.id == name), None)


def names(of: Record) -> list[str]:
    return [one.id for one in (*of.events, *of.figures)]
