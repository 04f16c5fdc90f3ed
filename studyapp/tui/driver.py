"""The terminal: whether there is one to draw on, and reading it without falling over a stray byte."""

import os
import sys
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable

from textual.drivers import linux_driver

from studyapp.errors import TerminalError
from studyapp.i18n import N_

_ESCAPE = "\x1b"
PASTE_BEGINS, PASTE_ENDS = f"{_ESCAPE}[200~", f"{_ESCAPE}[201~"
"""What a terminal sends around a paste."""
NO_TERMINAL = N_(
    "the app needs a terminal to draw on; in a pipe or a script use `studyapp study --plain` instead"
)
DUMB_TERMINAL = N_(
    "this terminal (TERM={term}) can only print line by line; use `studyapp study --plain` instead"
)


def check_terminal() -> None:
    """Raise TerminalError where the app would hang or draw rubbish."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise TerminalError(NO_TERMINAL)
    if os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        raise TerminalError(DUMB_TERMINAL, term=os.environ.get("TERM", "") or "?")


def forgive_stray_bytes() -> None:
    """Let the driver read a byte that is no UTF-8 as `�`.

    Textual 8.2 decodes the keyboard strictly, so one Latin-1 paste or an old mouse report would end the app
    (its issue 6668); the name that its module took from `codecs` is the only door to that decoder.
    """
    vars(linux_driver)["getincrementaldecoder"] = _forgiving_decoder


def _forgiving_decoder(encoding: str) -> "Callable[[], _Reading]":
    decoder = getincrementaldecoder(encoding)
    return lambda: _Reading(decoder(errors="replace"))


class _Reading:
    """What the terminal sends as text, and of what is pasted the text alone.

    Some terminals hand on an escape character within a paste. Textual takes it for the end of the paste, and
    each letter after it for a key: a pasted `q` would leave the app.
    """

    def __init__(self, decoder: IncrementalDecoder) -> None:
        self._decoder = decoder
        self._within = False
        """Whether a paste has begun and not ended."""
        self._kept = ""
        """The end of what was read: within a paste held back, it may be the beginning of its end."""

    def decode(self, sent: bytes, final: bool = False) -> str:
        """The text of these bytes."""
        text = self._decoder.decode(sent, final)
        read = ""
        while text:
            step, text = self._in_paste(text) if self._within else self._out_of_paste(text)
            read += step
        return read

    def _out_of_paste(self, text: str) -> tuple[str, str]:
        """All up to the beginning of a paste, and the rest."""
        seen = self._kept + text
        at = seen.find(PASTE_BEGINS)
        if at < 0:
            self._kept = seen[1 - len(PASTE_BEGINS) :]
            return text, ""
        end = at + len(PASTE_BEGINS) - len(self._kept)
        self._within, self._kept = True, ""
        return text[:end], text[end:]

    def _in_paste(self, text: str) -> tuple[str, str]:
        """All up to the end of the paste without escape characters, and the rest."""
        seen = self._kept + text
        pasted, end, rest = seen.partition(PASTE_ENDS)
        if end:
            self._within, self._kept = False, ""
            return pasted.replace(_ESCAPE, "") + end, rest
        held = next((n for n in range(len(PASTE_ENDS) - 1, 0, -1) if seen.endswith(PASTE_ENDS[:n])), 0)
        self._kept = seen[len(seen) - held :]
        return seen[: len(seen) - held].replace(_ESCAPE, ""), ""
