"""A web page as a browser saved it: the article's text, and what the page says of itself."""

import re

from marsad.intake.encoding import byte_order_mark, clean, decode, utf16_by_pattern
from marsad.intake.items import Given, NotAReportError, make_report, parse_day
from marsad.record import Report

_MAX_BYTES = 20_000_000
# Encodings that a page may declare, of those that Arabic pages have been written in.
_DECLARED = {"windows-1256": "cp1256", "cp1256": "cp1256", "iso-8859-6": "iso8859-6", "utf-8": "utf-8"}
_charset = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_xml_declaration = re.compile(r"\s*<\?xml[^>]*\?>")
_markup = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|article|div|p)[\s>]", re.IGNORECASE)


def is_page(start: str) -> bool:
    """Whether a text that begins so is a web page."""
    return start.lstrip().startswith("<") and _markup.search(start, 0, 4096) is not None


def page_report(data: bytes, given: Given) -> Report:
    """The report of a saved page: title, day, outlet, address and article, each paragraph one line.

    The day is taken only from what the page declares (metadata, ``<time>``, its address), never guessed
    from numbers in its text. What the user gave goes before what the page says. Raises NotAReportError.
    """
    if len(data) > _MAX_BYTES:
        raise NotAReportError(f"the page is larger than {_MAX_BYTES // 1_000_000} MB.")
    from trafilatura import bare_extraction  # half a second: only who reads pages waits for it
    from trafilatura.settings import Document

    html = _xml_declaration.sub("", _decode_page(data), count=1)
    try:
        page = bare_extraction(
            html,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # a page is anybody's markup, and its parsers raise what they like
        raise NotAReportError(f"the page cannot be taken apart ({type(error).__name__}).") from error
    if not isinstance(page, Document) or not page.text:
        raise NotAReportError("no article was found in the page; save its text and read that.")
    headline = _line(page.title)
    return make_report(
        _without_headline(clean(page.text).strip(), headline),
        outlet=given.outlet or _line(page.sitename or page.hostname),
        published=given.published or (parse_day(page.date) if page.date else None),
        title=given.title or headline,
        url=_line(page.url),
    )


def _decode_page(data: bytes) -> str:
    """The page's source. UTF-8 goes before what the page declares: saving often changes the encoding."""
    if not byte_order_mark(data)[1] and not utf16_by_pattern(data):
        declared = _charset.search(data, 0, 4096)
        encoding = _DECLARED.get(declared.group(1).decode("ascii").lower()) if declared else None
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            if encoding:
                return clean(data.decode(encoding, "replace"))
    return decode(data)


def _line(value: str | None) -> str | None:
    """A value of the page on one line, or None."""
    return " ".join(clean(value).split()) or None if value else None


def _without_headline(text: str, headline: str | None) -> str:
    """The text without the headline as its first line, which would tell everything in it twice."""
    first, _, rest = text.partition("\n")
    return rest if rest.strip() and _line(first) == headline else text
