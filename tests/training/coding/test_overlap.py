import pytest
from training.coding.overlap import Overlap, leave_out, runs

STORY = "قتل خمسة جنود في هجوم على نقطة تفتيش قرب المدينة صباح الأحد بحسب مصدر عسكري"
LONG = STORY + " وأضاف المصدر أن قوات أخرى وصلت إلى المكان وأن الطريق أغلق أمام السيارات حتى المساء من دون تفاصيل أخرى"
OTHER = "افتتح الوزير المعرض السنوي للكتاب في العاصمة بحضور عدد من الكتاب والناشرين العرب"


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        (STORY, True),
        (LONG, True),  # the shorter text stands wholly in the longer
        (STORY.replace("الأحد", "الاحد,"), True),  # spelling and marks make no difference
        (" ".join(STORY.split()[:8]), True),  # an extract
        (OTHER, False),
        (OTHER + " " + " ".join(STORY.split()[:5]), False),  # one run in common
        ("", False),
    ],
)
def test_half_of_the_runs_of_either_text(text, left_out):
    assert Overlap([("gold", STORY)]).covers(text) is left_out


def test_both_directions():
    assert Overlap([("gold", LONG)]).covers(STORY)
    assert Overlap([("gold", STORY)]).covers(LONG)


def test_a_text_shorter_than_a_run_is_one_run():
    assert len(runs("قتل جندي")) == 1
    assert runs("") == set()


def test_leave_out_drops_what_is_set_aside_and_its_copies():
    reports = [{"id": name, "text": text} for name, text in (("a", STORY), ("b", LONG), ("c", OTHER))]
    assert [report["id"] for report in leave_out(reports, {"a"})] == ["c"]
    assert [report["id"] for report in leave_out(reports, set(), [STORY])] == ["c"]
