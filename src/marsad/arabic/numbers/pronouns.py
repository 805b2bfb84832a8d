"""``أحد`` and ``إحدى``: "one of" before what it is taken from, "anyone" elsewhere."""

from marsad.arabic.numbers.tokens import Tokens

_LOOK_BACK = 4


def one_of(tokens: Tokens, at: int) -> bool:
    """Whether the word at ``at`` is أحد or إحدى and stands for one of several (``أحد الجنود``, ``أحد زملائه``)."""
    entry = tokens.entries[at]
    if entry is None or not entry.pronoun or entry.article:
        return False
    one, words = tokens.tables.one, tokens.words
    if words[at - 1 if at else -1] in one["place"]:
        return False
    whole, next_ = words[at + 1], words[at + 2]
    if whole.startswith("ال") and len(whole) > 4:
        return True
    if any(word in one["negation"] for word in words[max(0, at - _LOOK_BACK) : at]) or whole in one["stop"]:
        return False
    # In a genitive chain the last word is definite: أحد عناصر الشرطة, أحد زملائه.
    return len(whole) > 2 and (next_.startswith("ال") or whole.endswith(tuple(one["possessive"])))
