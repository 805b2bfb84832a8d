"""Forms of an Arabic noun that the singular and the sound plural give: cases, duals, the article."""

_ARTICLE = "ال"
_WITH_ARTICLE = (_ARTICLE, "وال", "فال", "بال", "كال", "لل")
_FEMININE = "ة"


def accusative(singular: str) -> str | None:
    """The indefinite accusative where it is written with an alef (``جنديا``); None where it is written as the word."""
    return None if singular.endswith((_FEMININE, "ه", "ا", "ى")) else singular + "ا"


def cases(plural: str) -> tuple[str, ...]:
    """A sound masculine plural in both cases (``مدنيون مدنيين``); any other plural as it is."""
    return (plural, plural[:-2] + "ين") if plural.endswith("ون") else (plural,)


def duals(singular: str) -> tuple[str, str]:
    """The dual in both cases: ``جنديان جنديين``, ``طفلتان طفلتين``."""
    stem = singular[:-1] + "ت" if singular.endswith(_FEMININE) else singular
    return stem + "ان", stem + "ين"


def definite(form: str) -> bool:
    """Whether a written word begins with the article, alone or behind و ف ب ك ل."""
    return form.startswith(_WITH_ARTICLE)


def attached_definite(form: str) -> bool:
    """Whether a conjunction or preposition is attached to a definite word (``والجيش``, ``للجيش``)."""
    return definite(form) and not form.startswith(_ARTICLE)


def bare(form: str) -> str:
    """The word without the article before it."""
    return form.removeprefix(_ARTICLE)
