"""Words found again in a report, as a model may write them."""

import pytest

from marsad.engines.llm.words import Words
from marsad.record import Report

TEXT = (
    "أعلن الناطق باسم «قوات سوريا الديمقراطية» مصطفى بالي، أمس، أنّ 12 مقاتلاً من تنظيم الدولة (داعش) قُتلوا.\n"
    "وسلّم ثلاثة عشر مسلحاً أنفسهم للجيش في بلدة الباغوز، ثم انسحبوا بسياراتهم."
)
WORDS = Words(Report(id="w", title="مقتل 12 مقاتلاً من داعش", text=TEXT))


@pytest.mark.parametrize(
    ("wanted", "found", "repaired"),
    [
        ("قوات سوريا الديمقراطية", "قوات سوريا الديمقراطية", False),
        ("«قوات سوريا الديمقراطية»", "قوات سوريا الديمقراطية", False),
        ("الناطق باسم قوات سوريا الديمقراطية", "الناطق باسم «قوات سوريا الديمقراطية»", True),
        ("قوات سوريا الديموقراطية", "قوات سوريا الديمقراطية", True),
        ("تنظيم الدولة (داعش)", "تنظيم الدولة (داعش)", False),
        ("تنظيم الدولة داعش", "تنظيم الدولة (داعش)", True),
        ("١٢ مقاتلا", "12 مقاتلاً", True),
        ("سلم", "سلّم", True),
        ("سلّم", "سلّم", False),
        ("سياراتهم", "سياراتهم", False),
        ("الجيش", "جيش", True),
        ("جيش", "جيش", False),
        ("ناطق", "الناطق", True),
        ("مصطفي بالي", "مصطفى بالي", True),
        ("ثلاثة عشر مسلحًا", "ثلاثة عشر مسلحاً", True),
        ("13 مسلحاً", None, None),
        ("22 مقاتلاً", None, None),
        ("قتل", None, None),
        ("لوا", None, None),
        ("مسلحون", None, None),
        ("بالي أمس أنّ 12 مقاتلاً", "بالي، أمس، أنّ 12 مقاتلاً", True),
        ("قُتلوا وسلّم", "قُتلوا.\nوسلّم", True),
        ("!", None, None),
        ("كلمة " * 200, None, None),
    ],
)
def test_found_again(wanted, found, repaired):
    row = WORDS.find(wanted, sentence=1)
    assert (row.span.text if row else None, row.repaired if row else None) == (found, repaired)


@pytest.mark.parametrize(("sentence", "field"), [(0, "title"), (1, "text"), (None, "text"), (9, "text")])
def test_the_sentence_that_is_named_goes_first(sentence, field):
    found = WORDS.find("12 مقاتلاً", sentence=sentence)
    assert found
    assert found.span.field == field
