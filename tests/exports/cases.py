"""Records for the tests of the exports: one written for them, and hostile ones made by hypothesis."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from marsad.record import Event, Evidence, Figure, MadeBy, Place, Record, Report, Source, Span

MADE_BY = MadeBy(marsad="0.1", codebook="c0ffee", engine="rules")

TEXT = (
    "قال مصدر طبي لوكالة فرانس برس أمس إن 12 مدنياً على الأقل، بينهم طفلان، "
    "قتلوا في غارة على سوق في مدينة إدلب.\n"
    "\n"
    "ونفى الجيش السوري الغارة."
)
TITLE = "مقتل 12 مدنياً في غارة على إدلب"


def report(*, published: date | None = date(2017, 10, 17)) -> Report:
    return Report(id="r-1", outlet="الصباح", published=published, title=TITLE, text=TEXT)


def words(of: Report, text: str, field: str = "text", nth: int = 0) -> Span:
    """The nth place where these words stand."""
    start = -1
    for _ in range(nth + 1):
        start = of.field(field).index(text, start + 1)
    return of.span(field, start, start + len(text))  # type: ignore[arg-type]


def record(*, published: date | None = date(2017, 10, 17)) -> Record:
    """A strike with a total, a part of it, a source with a carrier, and a denial."""
    of = report(published=published)
    shared = {
        "place": Place(
            text="مدينة إدلب",
            name="Idlib",
            country="SY",
            geonames=169577,
            latitude=35.93,
            longitude=-36.63,
            radius_km=3.0,
        ),
        "source": Source(text="مصدر طبي", via="وكالة فرانس برس"),
        "why": ("events/airstrike",),
        "confidence": 0.87,
    }
    evidence = {
        "place": words(of, "مدينة إدلب"),
        "source": words(of, "مصدر طبي"),
        "via": words(of, "وكالة فرانس برس"),
    }
    if published:
        shared["when"] = "2017-10-16"
        evidence["when"] = words(of, "أمس")
    strike = Event(
        id="e1",
        type="airstrike",
        mentions=(words(of, "غارة"), words(of, "غارة", "title"), words(of, "الغارة")),
        targets=("سوق",),
        evidence=Evidence(**evidence, targets=(words(of, "سوق"),)),
        **shared,
    )
    denial = Event(
        id="e2",
        type="airstrike",
        mentions=(words(of, "الغارة"),),
        source=Source(text="الجيش السوري"),
        evidence=Evidence(source=words(of, "الجيش السوري")),
        stance="denied",
    )
    part = Figure(
        id="f1",
        event="e1",
        harm="killed",
        span=words(of, "طفلان"),
        low=2,
        high=2,
        bound="exact",
        group="children",
        part_of="f2",
        evidence=Evidence(**evidence),
        **shared,
    )
    total = Figure(
        id="f2",
        event="e1",
        harm="killed",
        span=words(of, "12 مدنياً على الأقل"),
        low=12,
        high=None,
        bound="at_least",
        group="civilians",
        evidence=Evidence(**evidence),
        **shared,
    )
    return Record(report=of, events=(strike, denial), figures=(part, total), made_by=MADE_BY)


HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "'\"><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "<!-- ",
    "]]>&lt;b&gt;&#x3c;i&#x3e;",
    "\u202e\u2067\u2068abc\u2069",
    "\x1b[31m\x00\x07",
    "[bold]غارة[/bold] :smile:",
    '=HYPERLINK("http://x")',
    "@SUM(1)",
    "غارة\nعلى",
    "\u2028\ufeff",
)

_TEXTS = st.lists(
    st.one_of(
        st.sampled_from(HOSTILE),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
        st.sampled_from(["غارة جوية على ", "مقتل 12 مدنياً ", "\n", " "]),
    ),
    min_size=1,
    max_size=8,
).map(lambda parts: "".join(parts) or "نص")


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Any record of any text: spans overlap, cross lines, and hold whatever stands there."""
    title = draw(st.one_of(st.none(), _TEXTS))
    of = Report(
        id=draw(_TEXTS),
        outlet=draw(st.one_of(st.none(), _TEXTS)),
        published=draw(st.one_of(st.none(), st.just(date(2017, 10, 17)))),
        title=title,
        text=draw(_TEXTS),
        url=draw(st.sampled_from([None, "https://example.org/?a=1&b=<b>", "javascript:alert(1)"])),
    )

    def span() -> Span:
        field = draw(st.sampled_from(["title", "text"] if title else ["text"]))
        size = len(of.field(field))
        start = draw(st.integers(0, size - 1))
        return of.span(field, start, draw(st.integers(start + 1, size)))  # type: ignore[arg-type]

    def shared() -> dict[str, Any]:
        place, source, via, when = (span() if draw(st.booleans()) else None for _ in range(4))
        via = via if source else None
        return {
            "place": Place(text=place.text, name=draw(_TEXTS), country="SY") if place else None,
            "source": Source(text=source.text, via=via.text if via else None) if source else None,
            "when": draw(st.sampled_from(["2017", "2017-10", "2011-03/..", "../2014", "2014/2016-02-01"]))
            if when
            else None,
            "stance": draw(st.sampled_from(["reported", "denied", "disputed"])),
            "why": tuple(draw(st.lists(_TEXTS, max_size=2))),
            "evidence": {"place": place, "source": source, "via": via, "when": when},
        }

    events: list[Event] = []
    figures: list[Figure] = []
    for number in range(draw(st.integers(0, 3))):
        parts = shared()
        actors = tuple(span() for _ in range(draw(st.integers(0, 2))))
        parts["evidence"] = Evidence(**parts["evidence"], actors=actors)
        events.append(
            Event(
                id=f"e{number}",
                type=draw(st.sampled_from(["clash", "protest", "movement"])),
                mentions=tuple(span() for _ in range(draw(st.integers(1, 3)))),
                actors=tuple(actor.text for actor in actors),
                **parts,
            )
        )
    for number in range(draw(st.integers(0, 4))):
        low = draw(st.one_of(st.none(), st.integers(0, 10**7)))
        figures.append(
            Figure(
                id=f"f{number}",
                event=draw(st.sampled_from([None, *(event.id for event in events)])),
                harm=draw(st.sampled_from(["killed", "displaced"])),
                span=span(),
                low=low,
                high=draw(st.one_of(st.none(), st.integers(low, 10**7))) if low is not None else 12,
                bound=draw(st.sampled_from(["about", "at_least", "at_most", "range", "vague", "less_than"])),
                part_of=draw(st.sampled_from([None, *(figure.id for figure in figures)])),
                cumulative=draw(st.booleans()),
                **shared(),
            )
        )
    return Record(report=of, events=tuple(events), figures=tuple(figures), made_by=MADE_BY)
