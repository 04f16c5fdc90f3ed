r"""LaTeX in a response, put into plain signs: `\frac{1}{2}` as `(1/2)`, `e^{-2}` as `e^(-2)`."""

import re
from collections.abc import Callable

from studyapp.engine.response.spelling import Spelling
from studyapp.errors import ResponseError

MAX_DEPTH = 20

_WRAPPED = re.compile(r"(?:\$\$(.+)\$\$|\$([^$]+)\$|\\\((.+)\\\)|\\\[(.+)\\\])[.。]?", re.DOTALL)
_SPEAKS = re.compile(r"\\|[\^_]\s*\{|\{,\}")
_COMMAND = re.compile(r"\\([A-Za-z]+) *|\\(.)", re.DOTALL)
_WHOLE_BEFORE = re.compile(r"(?:^|[^\d.,'^/])\d+ *$")
_LOG_BASE = re.compile(r"_ *(?:\{ *)?(2|10)(?: *\})?")
_TABLE = re.compile(r"\\(begin|end) *\{[a-zA-Z]*(?:matrix|array)\*?\}(?:\{[lcr| ]*\})?")

_SIGNS = {
    **dict.fromkeys(("cdot", "times", "ast"), "*"),
    "div": "/",
    "pi": "π",
    "lfloor": "floor(",
    "lceil": "ceil(",
    **dict.fromkeys(("rfloor", "rceil"), ")"),
    **dict.fromkeys(("vert", "lvert", "rvert"), "|"),
    **dict.fromkeys(("left", "right", "big", "Big", "displaystyle", "!"), ""),
    **dict.fromkeys((",", ";", ":", " ", "quad", "qquad"), " "),
    **dict.fromkeys(("top", "intercal"), "T"),
    "\\": ";",
    **{sign: sign for sign in "%${}"},
}
_FUNCTIONS = frozenset(("ln", "lg", "log", "exp", "sin", "cos", "tan", "tanh", "max", "min", "gcd"))
_FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac"))
_STYLES = frozenset(("text", "mathrm", "mathbf", "operatorname", "textbf"))
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def without_latex(spelling: Spelling) -> Spelling:
    """`spelling` with its LaTeX in plain signs, each with its column; what is unknown stays as it is."""
    wrapped = _WRAPPED.fullmatch(spelling.text)
    if wrapped:
        spelling = spelling[slice(*wrapped.span(wrapped.lastindex or 0))].strip()
    if not _SPEAKS.search(spelling.text):
        return spelling
    writer = _Writer(spelling)
    writer.write(0, len(spelling.text), depth=0)
    return Spelling("".join(writer.signs), [*writer.columns, spelling.columns[-1]])


class _Writer:
    """One walk over the signs, writing plain ones."""

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling
        self._text = spelling.text
        self.signs: list[str] = []
        self.columns: list[int] = []
        self._bracketed_tables: list[bool] = []
        """For each table that is open, whether it got a bracket."""

    def write(self, place: int, end: int, depth: int) -> None:
        """What stands between two places."""
        if depth > MAX_DEPTH:
            raise ResponseError(
                "brackets are nested too deeply (at most {most})",
                column=self._spelling.column(place),
                most=MAX_DEPTH,
            )
        while place < end:
            sign = self._text[place]
            if sign == "\\":
                place = self._command(place, end, depth)
            elif sign in "^_" and self._argument(place + 1, end)[0] == "{":
                place = self._raised_or_base(place, end, depth)
            elif sign == "&":
                place = self._put(",", place)
            elif sign == "{" and self._text.startswith("{,}", place):  # `1{,}234`
                self._put(",", place)
                place += 3
            else:
                place = self._put(sign, place)

    def _put(self, signs: str, place: int) -> int:
        self.signs += signs
        self.columns += [self._spelling.column(place)] * len(signs)
        return place + 1

    def _command(self, place: int, end: int, depth: int) -> int:
        if table := _TABLE.match(self._text, place, end):
            self._edge_of_table(place, opens=table[1] == "begin")
            return table.end()
        found = _COMMAND.match(self._text, place, end)
        if found is None:
            return self._put("\\", place)
        name, after = found[1] or found[2], found.end()
        if name in _FRACTIONS:
            return self._fraction(place, after, end, depth)
        if name == "sqrt":
            return self._root(place, after, end, depth)
        if name == "log" and (base := _LOG_BASE.match(self._text, after, end)):
            self._put(f"log{base[1]} ", place)
            return base.end()
        if name in _STYLES:
            return self._group(after, end, lambda start, stop: self.write(start, stop, depth + 1))
        if name in _FUNCTIONS:
            self._put(f"{name} ", place)
        elif name in _SIGNS:
            self._put(_SIGNS[name], place)
        else:
            return self._put("\\", place)
        return after

    def _edge_of_table(self, place: int, *, opens: bool) -> None:
        """Its bracket, unless the table stands in brackets of its own: `\\left[\\begin{array} …`."""
        if opens:
            last = next((sign for sign in reversed(self.signs) if sign != " "), "")
            self._bracketed_tables.append(last not in ("[", "("))
        if not self._bracketed_tables or (
            self._bracketed_tables[-1] if opens else self._bracketed_tables.pop()
        ):
            self._put("[" if opens else "]", place)

    def _raised_or_base(self, place: int, end: int, depth: int) -> int:
        """`^{…}` is a power in brackets; another index is left to whoever knows it."""
        if self._text[place] == "_":
            return self._put("_", place)
        self._put("^", place)
        return self._group(place + 1, end, lambda start, stop: self._bracketed(start, stop, depth))

    def _bracketed(self, start: int, stop: int, depth: int) -> None:
        if self._text[start:stop].strip() in ("T", "\\top"):
            self._put("T", start)
            return
        self._put("(", start)
        self.write(start, stop, depth + 1)
        self._put(")", stop)

    def _fraction(self, place: int, after: int, end: int, depth: int) -> int:
        """Above and below, each in brackets; behind a whole number it makes a mixed one: `1\\frac{1}{2}`."""
        above = self._span(after, end)
        below = self._span(above[1] + above[2], end)
        parts = [self._text[start:stop].strip() for start, stop, _ in (above, below)]
        if all(map(str.isdecimal, parts)) and _WHOLE_BEFORE.search("".join(self.signs[-40:])):
            self._put(f" {parts[0]}/{parts[1]} ", place)
            return below[1] + below[2]
        self._put("(", place)
        self._bracketed(above[0], above[1], depth)
        self._put("/", place)
        self._bracketed(below[0], below[1], depth)
        self._put(")", place)
        return below[1] + below[2]

    def _root(self, place: int, after: int, end: int, depth: int) -> int:
        degree = ""
        if self._text.startswith("[", after) and (close := self._text.find("]", after, end)) > 0:
            degree, after = self._text[after + 1 : close].strip(), close + 1
        start, stop, closing = self._span(after, end)
        if degree in _ROOTS:
            self._put(_ROOTS[degree], place)
            self._bracketed(start, stop, depth)
        else:
            self._put("^(", place)
            self._put(degree, place)
            self._put(")√", place)
            self._bracketed(start, stop, depth)
        return stop + closing

    def _group(self, place: int, end: int, written: Callable[[int, int], None]) -> int:
        start, stop, closing = self._span(place, end)
        written(start, stop)
        return stop + closing

    def _argument(self, place: int, end: int) -> tuple[str, int]:
        """The first sign of what follows, and where it is."""
        while place < end and self._text[place] == " ":
            place += 1
        return (self._text[place] if place < end else "", place)

    def _span(self, place: int, end: int) -> tuple[int, int, int]:
        """Where an argument begins and ends, and how many signs close it: `{…}`, or a single sign."""
        sign, place = self._argument(place, end)
        if not sign:
            raise ResponseError(
                "after `{sign}` a number is missing", column=self._spelling.column(place), sign="\\"
            )
        if sign == "\\" and (command := _COMMAND.match(self._text, place, end)):
            return place, command.end(), 0
        if sign != "{":
            return place, place + 1, 0
        depth = 0
        for at in range(place, end):
            depth += (self._text[at] == "{") - (self._text[at] == "}")
            if depth == 0:
                return place + 1, at, 1
        raise ResponseError("this `{sign}` is never closed", column=self._spelling.column(place), sign="{")
