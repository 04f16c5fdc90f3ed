"""Signs that a text console cannot show, as signs of the same width that it can."""

import os
from collections.abc import Mapping

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_BRAILLE = 0x2800
_DOTS = " ..::+*##"
"""What stands for so many dots of a braille character."""

_INSTEAD = {
    "━": "=", "╌╍┄┅┈": "-", "╎": "│", "┃": "│", "╭┏": "┌", "╮┓": "┐", "╰┗": "└", "╯┛": "┘",
    "▁▂▃": "_", "▅▆▇": "▄", "▉▊▋": "█", "▍▎▏": "│", "▔": "─",
    "▸▶▹": ">", "▾": "v", "▴": "^", "◂": "<", "✓": "√", "✗✘×": "x", "●◉◆★": "*", "◔": ":", "◐◑": "+",
    "◕": "#", "○◇☆": "o", "↳": "└", "\ufffd": "?",
    "▪": "■", "□": "o", "⏎": "<", "⌫": "<", "⇧": "^", "…": "~", "‐–—−∓": "-", "‖∥∣": "│",
    "‘’′": "'", "“”": '"', "›⟩": ">", "‹⟨": "<", "∈": "e", "∼≃≅": "≈", "≪": "<", "≫": ">",
    "⎡⎧⎛": "┌", "⎣⎩⎝": "└", "⎤⎫⎞": "┐", "⎦⎭⎠": "┘", "⎢⎥⎜⎟⎪⎨⎬": "│",
    "⚑": "!", "✎": "*", "⋯⋮": ":", "∑": "Σ", "∏": "π", "⇒⟶↦": ">", "⇐": "<", "⊙⊗∘": "*", "⊕": "+",
}  # fmt: skip

PLAIN: Mapping[int, str] = {
    **{ord(sign): plain for signs, plain in _INSTEAD.items() for sign in signs},
    **{_BRAILLE + dots: _DOTS[dots.bit_count()] for dots in range(256)},
}
"""By code point; the font of Linux's console has 256 or 512 signs, those of the old PC among them."""


CONSOLES = {"linux", "cons25", "vt220", "vt100"}
"""What `TERM` is there."""


def has_few_glyphs(term: str | None = None) -> bool:
    """Whether this terminal is the text console of Linux or a BSD, which draws from a small font."""
    return (os.environ.get("TERM", "") if term is None else term).partition("-")[0] in CONSOLES


class PlainGlyphs(LineFilter):
    """Puts plain signs in the place of fine ones; every one is as wide as what it stands for."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Translate the texts."""
        return [Segment(text.translate(PLAIN), style, control) for text, style, control in segments]
