"""A made-up report and its coding, for the tests."""

from typing import Any

REPORT = {
    "id": "made/up/1",
    "outlet": "made-up",
    "published": "2015-07-21",
    "title": "مقتل 12 مدنياً في غارة على تعز",
    "text": "عواصم – وكالات\n قال مصدر طبي لرويترز أمس إن 12 مدنياً بينهم طفلان قتلوا في غارة على مدينة تعز."
    " وقال إن الغارة دمرت منزلاً!\n\n وأصيب العشرات.",
    "url": "",
}
PLACE = {"text": "مدينة تعز", "name": "Taiz", "country": "YE"}
SOURCE = {"text": "مصدر طبي", "via": "رويترز"}
SHARED = {"place": PLACE, "when": "2015-07-20", "source": SOURCE, "stance": "reported"}


def figure(name, sentence, text, low, high, bound, group, part_of=None, **other) -> dict[str, Any]:
    return {
        "id": name,
        "event": "e1",
        "harm": "killed",
        "sentence": sentence,
        "text": text,
        "low": low,
        "high": high,
        "bound": bound,
        "group": group,
        "part_of": part_of,
        "cumulative": False,
        **SHARED,
        **other,
    }


def record() -> dict[str, Any]:
    """The coding of REPORT, anew each time."""
    return {
        "report": {"id": REPORT["id"]},
        "events": [
            {
                "id": "e1",
                "type": "airstrike",
                "mentions": [
                    {"sentence": 0, "text": "غارة"},
                    {"sentence": 2, "text": "غارة"},
                    {"sentence": 3, "text": "الغارة"},
                ],
                "actors": [],
                "targets": ["منزلاً"],
                **SHARED,
            }
        ],
        "figures": [
            figure("f1", 2, "12 مدنياً", 12, 12, "exact", "civilians"),
            figure("f2", 2, "طفلان", 2, 2, "exact", "children", "f1"),
            figure("f3", 4, "العشرات", 20, 99, "vague", "people", harm="wounded", source=None),
        ],
    }
