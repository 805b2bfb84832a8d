"""Figures that count different people of one incident are added up; rival counts never are."""

from typing import Any

import pytest

from marsad.incidents import build, tellings_of
from marsad.record import Event, Evidence, Figure, Record, Report, Source
from tests.incidents.world import MADE_BY


def record(text: str, *figures: dict[str, Any], actors: tuple[str, ...] = (), targets: tuple[str, ...] = ()) -> Record:
    """A report of one clash with figures: ``words`` and ``number``, and what else a figure has."""
    own = Report(id="r1", outlet="صحيفة", published=None, title=None, text=text)

    def span(words: str) -> Any:
        return own.span("text", text.index(words), text.index(words) + len(words))

    event = Event(
        id="e1",
        type="clash",
        mentions=(span("اشتباكات"),),
        actors=actors,
        targets=targets,
        evidence=Evidence(actors=tuple(map(span, actors)), targets=tuple(map(span, targets))),
    )
    made = []
    for at, given in enumerate(figures, 1):
        source, number = given.get("source"), given["number"]
        made.append(
            Figure(
                id=f"f{at}",
                event="e1",
                harm=given.get("harm", "killed"),
                span=span(given["words"]),
                low=number,
                high=number,
                bound="exact",
                group=given.get("group", "people"),
                source=Source(text=source) if source else None,
                evidence=Evidence(source=span(source)) if source else Evidence(),
            )
        )
    return Record(report=own, events=(event,), figures=tuple(made), made_by=MADE_BY)


def killed(given: Record) -> tuple[int | None, int | None]:
    entry = next(e for e in build([given], [t.id for t in tellings_of(given)]).ledger if e.harm == "killed")
    return entry.claimed_low, entry.claimed_high


CASES = {
    "in one breath": (
        record(
            "قتل ستة أطفال وثلاثة بالغين في اشتباكات",
            {"words": "ستة أطفال", "number": 6, "group": "children"},
            {"words": "ثلاثة بالغين", "number": 3},
        ),
        (9, 9),
    ),
    "two sides, each by its own source": (
        record(
            "اشتباكات بين الطوارق وقبيلة تبو. وقال الخيالي قتل 29 فردا من الطوارق. وقالت زهرة إن ثمانية من تبو قتلوا",
            {"words": "29 فردا", "number": 29, "source": "الخيالي"},
            {"words": "ثمانية", "number": 8, "source": "زهرة"},
            actors=("الطوارق", "قبيلة تبو"),
        ),
        (37, 37),
    ),
    "fighters and civilians": (
        record(
            "قتل 5 جنود في اشتباكات، كما قتل 3 مدنيين",
            {"words": "5 جنود", "number": 5, "group": "combatants"},
            {"words": "3 مدنيين", "number": 3, "group": "civilians"},
        ),
        (8, 8),
    ),
    "the total is there": (
        record(
            "قتل 8 في اشتباكات: 5 جنود و3 مدنيين",
            {"words": "8", "number": 8},
            {"words": "5 جنود", "number": 5, "group": "combatants"},
            {"words": "3 مدنيين", "number": 3, "group": "civilians"},
        ),
        (8, 8),
    ),
    "rivals": (
        record(
            "قالت الشرطة إن 5 أشخاص قتلوا في اشتباكات، وقال الأهالي إن 9 أشخاص قتلوا",
            {"words": "5 أشخاص", "number": 5, "source": "الشرطة"},
            {"words": "9 أشخاص", "number": 9, "source": "الأهالي"},
        ),
        (5, 9),
    ),
    "rivals about who they were": (
        record(
            "قال الجيش إنه قتل 5 مسلحين في اشتباكات، وقال الأهالي إن 5 مدنيين قتلوا",
            {"words": "5 مسلحين", "number": 5, "group": "combatants", "source": "الجيش"},
            {"words": "5 مدنيين", "number": 5, "group": "civilians", "source": "الأهالي"},
        ),
        (5, 5),
    ),
}


@pytest.mark.parametrize(("given", "wanted"), CASES.values(), ids=CASES)
def test_claimed(given, wanted):
    assert killed(given) == wanted


def test_a_sum_says_so_and_keeps_the_words_of_its_parts():
    given = CASES["in one breath"][0]
    [entry] = build([given], [t.id for t in tellings_of(given)]).ledger
    [claim] = entry.claims
    assert claim.added
    assert [carrier.words.text for carrier in claim.carriers] == ["ستة أطفال", "ثلاثة بالغين"]
    assert {part.group for part in entry.parts} == {"children", "people"}
