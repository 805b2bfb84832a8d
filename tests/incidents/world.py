"""Small made-up reports of incidents, with records put together by hand: what many papers tell of one day."""

from datetime import date
from typing import Any

from marsad.record import Event, Evidence, Figure, MadeBy, Place, Record, Report, Source, Span

MADE_BY = MadeBy(marsad="0", codebook="0", engine="by hand")
TOWNS = {"منبج": (36.53, 37.95, "SY"), "تلعفر": (34.4, 42.4, "IQ"), "الحديدة": (14.8, 42.95, "YE")}


TOLD = [
    "قال {source} إن {people} قتلوا في {trigger} هز {town} يوم {day}. ",
    "لقي {people} مصرعهم يوم {day} جراء {trigger} وقع وسط {town} بحسب {source}. ",
    "أسفر {trigger} شهدته {town} عن مقتل {people}، وفق ما أعلنه {source}، وكان ذلك يوم {day}. ",
    "ارتفعت حصيلة {trigger} ضرب {town} نهار يوم {day} إلى {people} كما أفاد {source}. ",
    "سقط {people} ضحية {trigger} عنيف قرب {town} حسبما نقل {source} في يوم {day}. ",
]


def report(
    number: int,
    town: str = "منبج",
    day: int = 20,
    killed: int = 5,
    outlet: str | None = None,
    kind: Any = "bombing",
    source: str = "مصدر طبي",
    stance: Any = "reported",
    extra: str = "",
    published: int | None = None,
    wounded: int | None = None,
    bound: Any = "exact",
    cumulative: bool = False,
) -> Record:
    """A report of one explosion: ``killed`` people in ``town`` on the ``day`` of July 2015."""
    low, high = (killed, None) if bound in ("at_least", "more_than") else (killed, killed)
    trigger, people = {"bombing": "انفجار", "clash": "اشتباكات"}[kind], f"{killed} شخصا"
    told = TOLD[number % len(TOLD)].format(source=source, people=people, trigger=trigger, town=town, day=f"{day} يوليو")
    hurt = f"وأصيب {wounded} مدنيا في السوق. " if wounded else ""
    text = told + hurt + extra
    own = Report(
        id=f"r{number:02}",
        outlet=outlet or f"صحيفة {number}",
        published=date(2015, 7, published or day + 1),
        title=None,
        text=text,
    )

    def span(words: str) -> Span:
        return own.span("text", text.index(words), text.index(words) + len(words))

    latitude, longitude, country = TOWNS[town]
    place = Place(
        text=town, name=f"Town {longitude}", country=country, latitude=latitude, longitude=longitude, radius_km=5
    )
    evidence = Evidence(place=span(town), when=span(f"{day} يوليو"), source=span(source))
    shared: Any = {"place": place, "when": f"2015-07-{day:02}", "source": Source(text=source), "evidence": evidence}
    event = Event(id="e1", type=kind, mentions=(span(trigger),), **shared)
    figure = Figure(
        id="f1",
        event="e1",
        harm="killed",
        span=span(people),
        low=low,
        high=high,
        bound=bound,
        stance=stance,
        cumulative=cumulative,
        **shared,
    )
    figures = [figure]
    if wounded:
        figures.append(
            Figure(
                id="f2",
                event="e1",
                harm="wounded",
                span=span(f"{wounded} مدنيا"),
                low=wounded,
                high=wounded,
                bound="exact",
                **shared,
            )
        )
    return Record(report=own, events=(event,), figures=tuple(figures), made_by=MADE_BY)


WORLD = [
    report(1, killed=13, published=21),
    report(2, killed=15, published=22),
    report(3, killed=17, published=22, source="وزارة الصحة"),
    report(4, town="تلعفر", killed=13),
    report(5, town="تلعفر", killed=14, extra="ووقع الهجوم قرب مدرسة في حي القادسية."),
    report(6, day=28, killed=3),
    report(7, town="الحديدة", kind="clash", killed=30),
    report(8, town="الحديدة", kind="clash", killed=32, day=21),
    report(9, town="الحديدة", killed=30, day=20),
]
