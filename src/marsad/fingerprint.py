"""What makes two reports the same: one outlet and the same words."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

_CHUNK = 1_000_000
_space = re.compile(r"\s")


def fingerprint(outlet: str | None, title: str | None, text: str) -> str:
    """Hash of a report's outlet and words: SHA-256, 64 hexadecimal digits.

    Words are those of the title and then of the text, in Unicode's form NFC, whatever the white space
    between them. So a report keeps its fingerprint when its lines are broken anew, and when its headline
    is kept as the first line instead of the title. Day, id and address do not count.
    """
    digest = hashlib.sha256(" ".join((outlet or "").split()).encode("utf-8", "replace"))
    digest.update(b"\n")
    between = b""
    for part in (title or "", text):
        for words in _words(part):
            digest.update(between + words.encode("utf-8", "replace"))
            between = b" "
    return digest.hexdigest()


def _words(text: str) -> Iterator[str]:
    """The words with single spaces, in pieces: a report of 50 MB is not taken apart at once."""
    at = 0
    while at < len(text):
        gap = _space.search(text, at + _CHUNK)
        end = gap.start() if gap else len(text)
        words = " ".join(unicodedata.normalize("NFC", text[at:end]).split())
        if words:
            yield words
        at = end
