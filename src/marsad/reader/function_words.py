"""Small words of Arabic that the reader's rules look for, from ``function_words.toml``."""

import tomllib
from importlib import resources

from marsad.arabic.orthography import fold_word
from marsad.arabic.tokens import Token


def _load() -> dict[str, tuple[str, ...]]:
    text = (resources.files("marsad.reader") / "function_words.toml").read_text(encoding="utf-8")
    return {name: tuple(fold_word(word) for word in words.split()) for name, words in tomllib.loads(text).items()}


WORDS_IN_ORDER: dict[str, tuple[str, ...]] = _load()
"""Folded words by the role that they play (the keys of the TOML file), in the order of the file."""

WORDS: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in WORDS_IN_ORDER.items()}
"""The same, to look words up."""


def plays(token: Token, role: str) -> bool:
    """Whether a word plays a role; a preposition written with a dotted ya is taken for the name (``علي``)."""
    return token.form in WORDS[role] and not (token.form in WORDS["name-if-dotted"] and token.text.endswith("\u064a"))
