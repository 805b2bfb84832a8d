"""From bytes to text: UTF-8, UTF-16 and Windows-1256, with or without a byte order mark.

The text keeps every character except these: line ends become ``\\n``; a null and half of a surrogate pair,
which no file or database can hold as text, become U+FFFD, as HTML's standard has it for nulls.
"""

import codecs
import re

from marsad.intake.items import NotAReportError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KNOWN_FILES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"SQLite format 3", "a database"),
)
_unfit = re.compile("[\0\ud800-\udfff]")
_line_end = re.compile("\r\n?")
_control = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f]")
_beyond_ascii = re.compile(r"[^\0-\x7f]")
_arabic = re.compile("[\u0600-\u06ff]")
_SAMPLE = 4096


def clean(text: str) -> str:
    """The text with line ends as ``\\n``, and U+FFFD for nulls and halves of surrogate pairs."""
    return _line_end.sub("\n", _unfit.sub("\ufffd", text))


def decode(data: bytes) -> str:
    """The text of a file's bytes, without byte order mark, cleaned. Raises NotAReportError where it is none.

    A byte order mark decides; else UTF-16 shows by its high bytes; else it is UTF-8 (a few broken
    characters, as in a file that was cut off, become U+FFFD); else Windows-1256 if that gives Arabic.
    """
    for magic, name in _KNOWN_FILES:
        if data.startswith(magic):
            raise NotAReportError(f"this is {name}, not text.")
    mark, encoding = byte_order_mark(data)
    encoding = encoding or utf16_by_pattern(data)
    text = data[len(mark) :].decode(encoding, "replace") if encoding else _utf8_or_1256(data)
    if len(_control.findall(text, 0, 1_000_000)) > max(4, min(len(text), 1_000_000) // 20):
        raise NotAReportError("this is not text (it is full of control characters).")
    return clean(text)


def byte_order_mark(data: bytes) -> tuple[bytes, str | None]:
    """The byte order mark that the data begins with, and its encoding (None: there is none)."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return mark, encoding
    return b"", None


def utf16_by_pattern(data: bytes) -> str | None:
    """UTF-16's byte order without a mark, or None: every second byte is a null (Latin) or 6 (Arabic)."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2], sample[1::2]
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if len(high) >= 2 and _share_of_high(high) >= 0.8 and _share_of_high(low) < 0.1:
            return encoding
    return None


def _share_of_high(values: bytes) -> float:
    return (values.count(0) + values.count(6)) / len(values) if values else 0.0


def _utf8_or_1256(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken <= (len(_beyond_ascii.findall(text)) - broken) // 20 + _cut_off(data):
        return text
    text = data.decode("cp1256")
    if len(_arabic.findall(text)) < 0.6 * len(_beyond_ascii.findall(text)):
        raise NotAReportError("this is neither UTF-8 nor UTF-16 nor Arabic in Windows-1256.")
    return text


def _cut_off(data: bytes) -> int:
    """1 where the data ends within a character of UTF-8, else 0."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return 0
    return 1
