"""What the user says of the endpoint, checked before anything is sent."""

import os
from dataclasses import dataclass, field
from ipaddress import ip_address

import httpx

KEY_VARIABLE = "MARSAD_LLM_API_KEY"
"""The environment variable that holds the API key, if the endpoint asks for one."""

_PATH = "/chat/completions"
_HIDDEN = "[key]"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint. The key is never shown: not in ``repr``, nor in what ``without_key`` gives."""

    url: httpx.URL
    key: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, url: str, key: str | None = None) -> "Endpoint":
        """The endpoint at a base URL (``http://localhost:11434/v1``), or at that of its chat completions.

        Without ``key`` the one in the environment is taken. Raises ValueError with one sentence.
        """
        key = os.environ.get(KEY_VARIABLE) if key is None else key
        key = (key or "").strip() or None
        if key and not (key.isascii() and key.isprintable()):
            raise ValueError(f"the API key ({KEY_VARIABLE}) has characters that no key has.")
        try:
            parsed = httpx.URL(url.strip())
        except (httpx.InvalidURL, UnicodeError):
            raise ValueError("the endpoint is no address such as http://localhost:11434/v1.") from None
        if parsed.userinfo:
            raise ValueError(f"the endpoint's address may hold no user or password; put a key into {KEY_VARIABLE}.")
        if parsed.scheme not in ("http", "https") or not parsed.host:
            raise ValueError("the endpoint is no address such as http://localhost:11434/v1.")
        path = parsed.path.rstrip("/")
        parsed = parsed.copy_with(path=path if path.endswith(_PATH) else path + _PATH, fragment=None)
        return cls(parsed, key)

    @property
    def host(self) -> str:
        """Host and, where it is not the usual one, port."""
        host = f"[{self.url.host}]" if ":" in self.url.host else self.url.host
        return f"{host}:{self.url.port}" if self.url.port else host

    @property
    def is_here(self) -> bool:
        """Whether it is this machine: then no proxy stands between."""
        try:
            return self.url.host == "localhost" or ip_address(self.url.host).is_loopback
        except ValueError:
            return False

    def without_key(self, words: str) -> str:
        """Words, where a server may have repeated the key, as they may be shown."""
        return words.replace(self.key, _HIDDEN) if self.key else words
