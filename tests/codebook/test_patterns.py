import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.tokens import tokenize
from marsad.codebook.patterns import Matcher, PatternError, parse_pattern


def words_found(pattern: str, text: str) -> list[str]:
    tokens = tokenize(text)
    return [text[tokens[m.start].start : tokens[m.end - 1].end] for m in Matcher([("x", pattern)]).best(tokens)]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("غارة", "شن الطيران غارة على البلدة", ["غارة"]),
        ("غارة", "أدت الغارة إلى تدمير المبنى", ["الغارة"]),
        ("غارة", "وبغارة ثانية وفي غارتها الأخيرة", ["وبغارة", "غارتها"]),
        ("غارة", "للغارة آثار", ["للغارة"]),
        ("شن/يشن", "شنت وسيشنون ويشنها وشنّوا", ["شنت", "وسيشنون", "ويشنها", "وشنّوا"]),
        ("شن/يشن", "بشأن الاتفاق", []),
        ("أدى/يؤدي", "أدت الضربة وأدوا ولم تؤدِ وتؤدي", ["أدت", "وأدوا", "تؤدِ", "وتؤدي"]),
        ("بدأ/يبدأ", "بدأت وبدأوا وبدؤوا ويبدؤون", ["بدأت", "وبدأوا", "وبدؤوا", "ويبدؤون"]),
        ("قصف جوي", "تعرضت لقصف جوي والقصف الجوي متواصل", ["لقصف جوي", "والقصف الجوي"]),
        ("أطلق/يطلق ... النار", "أطلق مسلحون مجهولون النار", ["أطلق مسلحون مجهولون النار"]),
        ("أطلق/يطلق ... النار", "أطلق الوزير، وسط النار", []),
        ("أطلق/يطلق ... النار", "أطلق الوزير حملة واسعة جديدة ضد النار", []),
        ("ضربة|ضربات جوية", "ضربات جوية", ["ضربات جوية"]),
        ("=منهم", "ثلاثة منهم", ["منهم"]),
        ("=من", "ثلاثة منهم", []),
        ("قذائف", "قَذائِف الهاون", ["قَذائِف"]),
    ],
)
def test_what_a_pattern_finds(pattern, text, found):
    assert words_found(pattern, text) == found


@pytest.mark.parametrize(
    "pattern", ["", "...", "قصف ...", "... قصف", "قصف ... ... جوي", "شن/", "/يشن", "شن/قصف", "قصف||جوي"]
)
def test_a_pattern_that_cannot_be_read_says_why(pattern):
    with pytest.raises(PatternError):
        parse_pattern(pattern)


@given(st.text(alphabet="وفبلكسالمقتيهن ًّأإ.،0123456789\n"))
def test_any_text_can_be_searched(text):
    tokens = tokenize(text)
    matcher = Matcher([("a", "قتل/يقتل"), ("b", "مقتل"), ("c", "قتل ... قتيل")])
    for match in matcher.best(tokens):
        assert 0 <= match.start < match.end <= len(tokens)
