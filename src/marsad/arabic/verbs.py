"""Forms of an Arabic verb, from its past and present in the third person masculine singular.

Newswire speaks in the third person; the forms made here are those, in both genders and all numbers, and
the first person plural. They are folded spellings, without clitics.
"""

from marsad.arabic.orthography import fold_word

_PAST = ("", "ت", "وا", "ا", "تا", "ن", "نا")
_PRESENT = ("", "ون", "وا", "ان", "ا", "ن")


def is_present(form: str) -> bool:
    """Whether a form of a verb begins as the present tense does."""
    return form.startswith(("ي", "ت", "ن"))


def past_forms(past: str) -> set[str]:
    """``سيطر`` gives ``سيطر سيطرت سيطروا سيطرا سيطرتا …``; a weak last letter falls where it must."""
    word = fold_word(past)
    if past.endswith("ى") or (past.endswith("ا") and len(word) > 2):
        short = word[:-1]
        return {word, short + "ت", short + "وا", short + "تا"} | {
            short + weak + ending for weak in ("ي", "و") for ending in ("ا", "نا", "ن")
        }
    if past.endswith("ي"):
        return {word, word + "ت", word[:-1] + "وا", word + "ا", word + "تا", word + "نا"}
    forms = {word + ending for ending in _PAST}
    if past.endswith("أ"):
        forms.add(word[:-1] + "ووا")
    return forms


def present_forms(present: str) -> set[str]:
    """``يسيطر`` gives ``يسيطر تسيطر نسيطر يسيطرون تسيطرون يسيطروا يسيطران …``."""
    word = fold_word(present)
    short = word[:-1] if present[-1:] in ("ى", "ي", "و", "ا") else word
    forms = set()
    for person in ("ي", "ت"):
        forms |= {person + short[1:] + ending for ending in _PRESENT if ending}
        forms.add(person + word[1:])
        if short != word:
            # The jussive drops the weak letter: لم يؤد.
            forms.add(person + short[1:])
    forms.add("ن" + word[1:])
    if present.endswith("أ"):
        forms |= {person + word[1:-1] + "وون" for person in ("ي", "ت")}
    return forms
