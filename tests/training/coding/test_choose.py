import tomllib
from collections.abc import Iterator

import pytest
from training.coding.choose import HERE, batches, choose, matcher
from training.coding.corpora import Json, shared
from training.coding.overlap import set_aside

from marsad.arabic.orthography import fold


@pytest.mark.parametrize(
    ("text", "found"),
    [("غارات", True), ("وبالغارات", True), ("الغارة", False), ("للغارات", True), ("مغارات", False)],
)
def test_words_are_found_with_their_clitics(text, found):
    assert bool(matcher(["غارات"]).search(fold(text).text)) is found


def made_up_reports() -> Iterator[Json]:
    war = "قتل في غارات واشتباكات ومعارك في تعز باليمن "
    for number in range(120):
        start = war if number % 2 else ("حريق " if number % 4 else "معرض ")
        yield {
            "id": f"made/{number}",
            "outlet": f"o{number // 4 % 3}",
            "published": "2015-07-21",
            "title": "",
            "text": start + " ".join(f"كلمة{number}س{at}" for at in range(30)),
        }


def test_the_choice_is_the_same_each_time_and_one_in_eight_has_no_event():
    settings = tomllib.loads((HERE / "choose.toml").read_text(encoding="utf-8"))
    settings["size"] |= {"reports": 24}
    settings["outlets"] = {}
    first, second = (list(choose(made_up_reports(), settings)) for _ in range(2))
    assert [report["id"] for report in first] == [report["id"] for report in second]
    assert sum("غارات" not in report["text"] for report in first) == 3
    assert {report["outlet"] for report in first} == {"o0", "o1", "o2"}


def test_no_chosen_report_is_set_aside_and_none_comes_twice():
    ids = [name for batch in batches() for name in batch]
    assert len(set(ids)) == len(ids)
    gold = shared() / "data" / "gold"
    if not gold.exists():
        pytest.skip("needs ../shared/data/gold")
    assert not set(ids) & set_aside(gold)
