from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.codebook import shipped
from marsad.intake import make_report
from marsad.reader import sources
from marsad.reader.document import annotate, split


def told(text: str, words: str, title: str | None = None) -> str | None:
    """The source that covers words of a report, by the rules."""
    document = split(make_report(text, published=date(2021, 3, 10), title=title), shipped())
    annotate(document)
    found = sources.attribute(document)
    at = text.index(words)
    sentence = next(s for s in document.sentences if s.field == "text" and s.start <= at < s.end)
    token = sentence.token_at(at)
    covering = [row for row in found[sentence.index] if row.start <= token < row.end]
    return covering[-1].source.text if covering else None


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        # between the verb and its complement stands who speaks, known to the codebook or not
        ("قال مصدر طبي إن خمسة أشخاص قتلوا.", "خمسة", "مصدر طبي"),
        ("وأشارت مصادر محلية إلى أن القصف تجدد.", "القصف", "مصادر محلية"),
        ("وادعت نقابة المعلمين أن ثلاثة معلمين قتلوا.", "ثلاثة", "نقابة المعلمين"),
        ("أكد مساء اليوم الأحد، مواطن من القرية أن ابنه خطف.", "خطف", "مواطن من القرية"),
        ("وقالت مصادر في قيادة الشرطة إن سيارة انفجرت.", "انفجرت", "مصادر في قيادة الشرطة"),
        ("وأفاد موقع «نبأ» أن الاشتباكات توقفت.", "الاشتباكات", "موقع «نبأ»"),
        ("قال مدير المستشفى، سالم العتيبي، إن عشرة أصيبوا.", "عشرة", "مدير المستشفى، سالم العتيبي"),
        # the subject may stand before its verb
        ("لكن منتقدين يقولون إن الغارات قتلت مدنيين.", "الغارات", "منتقدين"),
        ("وكانت المقاومة الشعبية قد أعلنت أن المعسكر سقط.", "سقط", "المقاومة الشعبية"),
        # afterthoughts
        ("قتل تسعة جنود في هجوم قرب البلدة، على ما أعلن مصدر عسكري.", "تسعة", "مصدر عسكري"),
        ("قتل ثلاثة في القصف، بحسب مسعفين.", "ثلاثة", "مسعفين"),
        # whoever is told is not the one who says it, and "his saying" is no part of a name
        ("نقلت الصحيفة عن مصدر عسكري قوله إن خمسة قتلوا.", "خمسة", "مصدر عسكري"),
        ("وقال قائد ميداني لوكالة رويترز إن القصف تجدد.", "القصف", "قائد ميداني"),
        # the account goes on
        ("قال مصدر طبي إن خمسة قتلوا. وأضاف أن عشرة أصيبوا.", "عشرة", "مصدر طبي"),
        ("قال قائد الشرطة سامي خليل إن خمسة قتلوا. وأوضح خليل أن عشرة أصيبوا.", "عشرة", "قائد الشرطة سامي خليل"),
        ("قال مصدر أمني إن خمسة قتلوا. وأكد المصدر أن عشرة أصيبوا.", "عشرة", "مصدر أمني"),
        ("قال مصدر أمني إن خمسة قتلوا. وقتل جندي لاحقا.", "جندي", None),
        ("قالت مصادر طبية إن خمسة قتلوا. وأكدت المصادر ذاتها أن عشرة أصيبوا.", "عشرة", "مصادر طبية"),
        ("قالت مصادر طبية إن خمسة قتلوا. وأفادت المصادر أيضاً أن عشرة أصيبوا.", "عشرة", "مصادر طبية"),
        # small words end a name
        ("وأعلن تنظيم داعش مسؤوليته عن الهجوم الذي قتل فيه خمسة.", "خمسة", "تنظيم داعش"),
        ("واتهمت الشرطة هذه الجماعة، وقالت الشرطة أيضا إن خمسة قتلوا.", "خمسة", "الشرطة"),
        # no speakers: relative clauses, the speaker's own words
        ("انتهت الهدنة التي أعلنها التحالف أمس وقتل جندي.", "جندي", None),
        ("ونشرت القوات الحكومية مدرعات قرب البلدة وقتل جندي.", "جندي", None),
    ],
)
def test_who_says_so(text, words, source):
    assert told(text, words) == source


def test_sources_without_a_name_are_not_each_other():
    text = "قالت مصادر طبية إن خمسة قتلوا. وفي الجنوب قالت مصادر إن الطريق قطع."
    assert told(text, "الطريق") == "مصادر"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "قال",
                "وأضاف",
                "المصدر",
                "أن",
                "إن",
                "«",
                "»",
                "،",
                ":",
                "بحسب",
                "مصدر",
                "في",
                "بيان",
                "له",
                "أمس",
                "التي",
                "أعلن",
                "القائد",
                "ل",
                "على",
                "ما",
                ".",
            ]
        ),
        max_size=24,
    )
)
def test_any_words_have_sources_that_stand_in_the_report(words):
    report = make_report(" ".join(["خبر", *words]), published=date(2021, 3, 10))
    document = split(report, shipped())
    annotate(document)
    for rows in sources.attribute(document).values():
        for row in rows:
            assert report.text[row.source.start : row.source.end] == row.source.text
