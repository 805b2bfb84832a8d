"""The form under which a token is looked up: without marks, one spelling of alef, digits as zeros."""

from functools import lru_cache

from marsad.arabic.orthography import MARKS

_ONE_FORM = str.maketrans("أإآٱى٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹123456789", "ااااي" + "0" * 29)


@lru_cache(maxsize=200_000)
def form(word: str) -> str:
    """The look-up form of a token. It keeps ``ة`` and hamza on ``و`` and ``ي``, which tell words apart."""
    return (MARKS.sub("", word) or word).translate(_ONE_FORM)
