"""The API key, which nothing shows, and its removal from texts of the service."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Final, NoReturn

_REPLACEMENT: Final = "<redacted>"
# A shorter key, or part of one, says nothing and is found in ordinary words.
_MIN_LENGTH: Final = 4
_CONTROL: Final = "\x00-\x1f\x7f-\x9f"
# The category Cf of Unicode: bidirectional overrides, zero width and the like fake what a reader sees.
_FORMAT: Final = (
    "\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f"
)
_INVISIBLE: Final = re.compile(f"[{_CONTROL}{_FORMAT}\u2028\u2029]+")
_ENTITIES: Final = {"&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos"}


class ApiKey:
    """A key that can be sent. It is held in a closure, so that no repr, dump or debugger's tree shows it."""

    __slots__ = ("reveal",)

    reveal: Callable[[], str]

    def __init__(self, value: str) -> None:
        self.reveal = lambda: value

    def __repr__(self) -> str:
        return _REPLACEMENT

    def __reduce__(self) -> NoReturn:
        raise TypeError("an API key cannot be pickled or copied")


class ApiKeySource:
    """Gives the key for each attempt."""

    __slots__ = ("_is_supplied", "_last", "_supply")

    def __init__(self, key: str | Callable[[], str] | None) -> None:
        """Takes the key, or what supplies it; None: the environment has it in SEGMIND_API_KEY."""
        self._last: tuple[ApiKey, KeyRedactor] | None = None
        self._supply: Callable[[], object]
        self._is_supplied = callable(key)
        if callable(key):
            self._supply = key
        else:
            value = os.environ.get("SEGMIND_API_KEY") if key is None else key
            self._supply = lambda: value

    def get(self) -> tuple[ApiKey, KeyRedactor]:
        """The key, and what removes it from texts.

        :raises ValueError: when there is none that can be sent
        """
        # Raised here, where no variable has the key, because a debugger shows the variables of a traceback.
        problem = self._update()
        if problem or self._last is None:
            raise ValueError(problem)
        return self._last

    def _update(self) -> str | None:
        """Takes the current key; returns what is wrong with it."""
        try:
            key = self._supply()
        except Exception as e:
            # Its text may hold the key.
            return f"api_key must come from the function, but it raised {type(e).__name__}"
        problem = api_key_problem(key)
        if problem:
            return problem
        value = str(key).strip()
        if self._last is None or self._last[0].reveal() != value:
            current = ApiKey(value)
            self._last = current, KeyRedactor(current)
        return None

    def check(self) -> None:
        """Checks a key that is known already.

        :raises ValueError: when it cannot be sent
        """
        if not self._is_supplied:
            self.get()

    def __repr__(self) -> str:
        return _REPLACEMENT

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client cannot be pickled or copied, because it has the API key")


def api_key_problem(key: object) -> str | None:
    """What is wrong with a key, surrounding white space aside; None if nothing is. No message shows a key."""
    if not isinstance(key, str) or not key.strip():
        actual = "missing" if key is None else "empty" if isinstance(key, str) else f"of type {type(key).__name__}"
        return f"api_key must be the secret key of your account, but was {actual}"
    if not all("!" <= character <= "~" for character in key.strip()):
        return (
            "api_key must be visible ASCII characters only, but holds a line break, space or other character"
            " that a header cannot hold (not shown here)"
        )
    return None


class KeyRedactor:
    """Removes the key from text, however the service writes it.

    In any case, JSON-escaped, percent-encoded, as HTML references, or cut off at the end of the text.
    """

    __slots__ = ("_forms", "_key")

    def __init__(self, key: ApiKey | None = None) -> None:
        hidden = key if key is not None and len(key.reveal()) >= _MIN_LENGTH else None
        self._key = hidden
        self._forms = None if hidden is None else ApiPattern(hidden)

    def text(self, text: str) -> str:
        """The text without the key; line breaks and everything else stay."""
        if self._key is None or self._forms is None:
            return text
        redacted = self._forms.get().sub(_REPLACEMENT, text)
        return _without_start(redacted, self._key)

    def line(self, text: str) -> str:
        """The text on one line, without the key and without characters that are not seen."""
        return re.sub(" +", " ", _INVISIBLE.sub(" ", self.text(text))).strip()

    def cause(self, error: BaseException) -> BaseException:
        """The error, or one without its text if it or a cause of it quotes the key."""
        if not self._quotes_key(error):
            return error
        return OSError(self.line(f"{type(error).__name__}: {error}"))

    def _quotes_key(self, error: BaseException) -> bool:
        seen: set[int] = set()
        current: BaseException | None = error
        while current is not None and id(current) not in seen:
            seen.add(id(current))
            if self.text(f"{current!r} {current}") != f"{current!r} {current}":
                return True
            current = current.__cause__ or current.__context__
        return False


class ApiPattern:
    """The pattern of all forms of a key, in a closure as the key is."""

    __slots__ = ("get",)

    get: Callable[[], re.Pattern[str]]

    def __init__(self, key: ApiKey) -> None:
        compiled = re.compile(_forms(key), re.IGNORECASE)
        self.get = lambda: compiled


def _forms(key: ApiKey) -> str:
    # A terminal or a browser does not show what is between. One backslash is enough in front of the first
    # character, whereas any number would take quadratic time in a text of backslashes.
    return f"[{_CONTROL}{_FORMAT}]*".join(
        _character(character, "\\\\?" if position == 0 else "\\\\*") for position, character in enumerate(key.reveal())
    )


def _character(character: str, backslashes: str) -> str:
    code = ord(character)
    forms = [
        backslashes + re.escape(character),
        f"{backslashes}\\\\u00{code:02x}",
        f"%(?:25)*{code:02x}",
        f"&#x0*{code:x};?",
        f"&#0*{code};?",
    ]
    if character in _ENTITIES:
        forms.append(f"&{_ENTITIES[character]};")
    return f"(?:{'|'.join(forms)})"


def _without_start(text: str, key: ApiKey) -> str:
    end = text[-len(key.reveal()) :].lower()
    for length in range(len(end), _MIN_LENGTH - 1, -1):
        if end.endswith(key.reveal().lower()[:length]):
            return text[: len(text) - length] + _REPLACEMENT
    return text
