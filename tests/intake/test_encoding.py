"""Text comes out of bytes as it was written, whatever the encoding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.intake.encoding import clean, decode
from marsad.intake.items import NotAReportError

NEWS = 'قُتل 12 مدنياً في غارة على "الرقة"، وفق مصدر طبي.\nوأضاف: ٣ جرحى.\n'


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b""),
        ("utf-16-be", b"\xfe\xff"),
    ],
)
def test_unicode_with_and_without_mark(encoding, mark):
    assert decode(mark + NEWS.encode(encoding)) == NEWS


@pytest.mark.parametrize(
    "text", ["مقتل جندي", "قُتل 12 مدنياً في غارة على الرقة،\nوفق مصدر طبي", "AFP - مقتل 3 جنود في صنعاء"]
)
def test_windows_1256(text):
    assert decode(text.encode("cp1256")) == text


@pytest.mark.parametrize("text", ["مقتل", "12 killed in Raqqa", "AFP: مقتل 3"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_short_utf16_without_mark(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("سطر\r\nسطر", "سطر\nسطر"),
        ("سطر\rسطر", "سطر\nسطر"),
        ("سطر\n\r\nسطر", "سطر\n\nسطر"),
        ("قبل\0بعد", "قبل\ufffdبعد"),
        ("قبل\ud800بعد", "قبل\ufffdبعد"),
        ("  كما  هو\u2028\u200f\x85\t ", "  كما  هو\u2028\u200f\x85\t "),
    ],
)
def test_only_line_ends_nulls_and_halves_of_pairs_change(written, read):
    assert clean(written) == read


def test_a_file_cut_off_within_a_letter_is_still_utf8():
    assert decode("مقتل جندي في غارة".encode()[:-1]) == "مقتل جندي في غار\ufffd"


def test_one_broken_byte_does_not_turn_a_report_into_gibberish():
    text = decode(NEWS.encode() * 3 + b"\xff" + NEWS.encode())
    assert text == NEWS * 3 + "\ufffd" + NEWS


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"%PDF-1.7 text",
        b"PK\x03\x04word/document.xml",
        bytes(range(256)) * 8,
        b"\0" * 500,
        b"caf\xe9 au lait",
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data):
    with pytest.raises(NotAReportError, match=r"\.$"):
        decode(data)


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1))
def test_utf8_comes_back_as_it_was(text):
    assert decode(b"\xef\xbb\xbf" + text.encode()) == text


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data):
    try:
        text = decode(data)
    except NotAReportError:
        return
    text.encode("utf-8")
    assert "\0" not in text
    assert "\r" not in text
