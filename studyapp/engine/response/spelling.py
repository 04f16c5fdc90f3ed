"""The many signs that people type for one: full-width, superscript, dashes; each keeps its column."""

import unicodedata
from collections.abc import Iterator

from studyapp.errors import ResponseError

_SIGNS = {
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys("×✕✖⨯·⋅∙•∗＊", "*"),
    **dict.fromkeys("÷∕⁄／", "/"),
    **dict.fromkeys("’‘ʼ＇`´", "'"),
    **dict.fromkeys("【〔［⟨〈", "["),
    **dict.fromkeys("】〕］⟩〉", "]"),
    "｛": "{",
    "｝": "}",
    "⌊": "floor(",
    "⌈": "ceil(",
    **dict.fromkeys("⌋⌉", ")"),
    **dict.fromkeys("，、﹐", ","),
    **dict.fromkeys("；﹔", ";"),
    **dict.fromkeys("。．｡", "."),
    **dict.fromkeys("＾ˆ", "^"),
    **dict.fromkeys("％﹪", "%"),
    **dict.fromkeys("\t\v\f\u0085", " "),
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "𝜋": "π",
    "𝛑": "π",
}
_RAISED = {**{sign: str(digit) for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}, "⁻": "-", "⁺": "+"}

# Zero-width characters and left-to-right marks come along with copied numbers; they show and change nothing
_UNSEEN = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202c\u202d\u2066\u2068\u2069\u00ad")

_WIDTHS = ("<wide>", "<narrow>", "<small>", "<font>", "<noBreak>")
"""Decompositions that change a character's looks, not its meaning (unlike `²` and `½`)."""


class Spelling:
    """A response in plain signs, each with its column from 1 in the text as typed."""

    __slots__ = ("columns", "text")

    def __init__(self, text: str, columns: list[int]) -> None:
        self.text = text
        self.columns = columns
        """One for each sign of `text`, and one more for its end."""

    def __getitem__(self, place: slice) -> "Spelling":
        start, stop, _ = place.indices(len(self.text))
        return Spelling(self.text[start:stop], self.columns[start : stop + 1])

    def strip(self) -> "Spelling":
        """Without blanks at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : max(start, len(self.text.rstrip()))]

    def column(self, place: int) -> int:
        """The column of the sign at `place`."""
        return self.columns[min(place, len(self.text))]


def spell(typed: str) -> Spelling:
    """What was typed, in plain signs: `−４２` as `-42`, `2³` as `2^(3)`, without a final `。`."""
    if typed.rstrip().endswith(("。", "｡")):
        typed = typed.rstrip()[:-1]
    signs: list[str] = []
    columns: list[int] = []
    raised = False
    for column, character in enumerate(typed, 1):
        for sign in _plain(character, column):
            if character in _RAISED and not raised:
                signs += "^("
                columns += (column, column)
            elif raised and character not in _RAISED:
                signs.append(")")
                columns.append(column)
            raised = character in _RAISED
            signs.append(sign)
            columns.append(column)
    if raised:
        signs.append(")")
        columns.append(len(typed))
    columns.append(len(typed.rstrip()) + 1)
    return Spelling("".join(signs), columns)


def _plain(character: str, column: int) -> Iterator[str]:
    if " " <= character <= "~":
        yield "'" if character == "`" else character
    elif character in _SIGNS:
        yield from _SIGNS[character]
    elif character in _RAISED:
        yield _RAISED[character]
    elif character in _UNSEEN:
        return
    elif unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") and character != "\n":
        raise ResponseError("there is an invisible sign here that can't be read", column=column)
    elif unicodedata.category(character) == "Zs":
        yield " "
    elif unicodedata.category(character) == "Nd":
        yield str(unicodedata.decimal(character))
    elif unicodedata.decomposition(character).startswith(_WIDTHS):
        yield from unicodedata.normalize("NFKC", character)
    else:
        yield character


def vulgar_fraction(character: str) -> tuple[int, int] | None:
    """Numerator and denominator of a fraction in one character, such as `½`."""
    if unicodedata.category(character) != "No" or not unicodedata.decomposition(character).startswith(
        "<fraction>"
    ):
        return None
    above, _, below = unicodedata.normalize("NFKC", character).partition("⁄")
    return (int(above), int(below)) if below else None
