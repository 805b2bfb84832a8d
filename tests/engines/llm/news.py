"""A report written for these tests, and answers about it."""

from datetime import date
from typing import Any

from marsad.engines.llm.patience import Patience
from marsad.record import Report

TITLE = "17 قتيلاً في غارة على سوق بالحديدة"
TEXT = (
    "قُتل ما لا يقل عن 17 مدنياً، بينهم خمسة أطفال، في غارة جوية استهدفت سوقاً شعبية في مديرية حيس بمحافظة "
    "الحديدة أمس الاثنين، بحسب مصدر طبي نقلت عنه وكالة رويترز.\n"
    "ونفى المتحدث باسم التحالف العربي سقوط قتلى مدنيين، وقال إن مقاتلين من «أنصار الله» كانوا في المكان.\n"
    "واندلعت اشتباكات بين القوات الحكومية والحوثيين شرق مدينة الحديدة، ما أدى إلى مقتل جنديين."
)
PUBLISHED = date(2018, 10, 16)
REPORT = Report(id="t/1", outlet="مرصد", published=PUBLISHED, title=TITLE, text=TEXT)

STRIKE: dict[str, Any] = {
    "id": "e1",
    "type": "airstrike",
    "mentions": [{"sentence": 0, "text": "غارة"}, {"sentence": 1, "text": "غارة جوية"}],
    "actors": [],
    "targets": ["سوقاً شعبية"],
    "place": "مديرية حيس",
    "when": {"text": "أمس الاثنين", "value": "2018-10-15"},
    "source": {"text": "مصدر طبي", "via": "وكالة رويترز"},
    "stance": "reported",
}
KILLED: dict[str, Any] = {
    "id": "f1",
    "event": "e1",
    "harm": "killed",
    "sentence": 1,
    "text": "17 مدنياً",
    "low": 17,
    "high": None,
    "bound": "at_least",
    "group": "civilians",
    "part_of": None,
    "cumulative": False,
    "place": "مديرية حيس",
    "when": {"text": "أمس الاثنين", "value": "2018-10-15"},
    "source": {"text": "مصدر طبي", "via": None},
    "stance": "reported",
}
CHILDREN: dict[str, Any] = KILLED | {
    "id": "f2",
    "text": "خمسة أطفال",
    "low": 5,
    "high": 5,
    "bound": "exact",
    "group": "children",
    "part_of": "f1",
}
ANSWER: dict[str, Any] = {"events": [STRIKE], "figures": [KILLED, CHILDREN]}
NOTHING: dict[str, Any] = {"events": [], "figures": []}


def patient(pauses: list[float] | None = None, **changes: Any) -> Patience:
    """Patience that costs no time: pauses are noted, not slept."""
    noted: list[float] = [] if pauses is None else pauses
    return Patience(**({"sleep": noted.append, "chance": lambda: 0.0} | changes))
