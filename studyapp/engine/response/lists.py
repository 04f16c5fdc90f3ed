"""Reading vectors and matrices: any usual separator, any usual brackets."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from studyapp.domain.value import Number
from studyapp.engine.response.spelling import Spelling
from studyapp.errors import ResponseError
from studyapp.i18n import N_
from studyapp.text.numbers import show

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_TRANSPOSED = re.compile(r"(?:ᵀ|\^\s*(?:T|⊤|\(T\)))\s*$")

# What NumPy and PyTorch print, as it is copied
_PRINTED = re.compile(
    r"(?:(?:np|numpy|torch)\.)?(?:array|tensor)\s*\((.*?)(?:,\s*dtype\s*=\s*[\w.]+)?\)|<([^<>]*)>", re.DOTALL
)
_BLANKS = frozenset(("", "_"))
"""What stands in a list in a value's place where there is none yet."""

_OPEN_END = re.compile(r"(?:[-+*/^]|^[xX])$")
_OPEN_START = re.compile(r"[*/^]|[-+xX]$")
_SIDES = re.compile(r"\d{1,9}(?: *[*xX] *\d{1,9})+")
_WHOLE = re.compile(r"[1-9]\d*")
_FRACTION = re.compile(r"\d+/\d+")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+(?:,\d+)?")

MAX_DEPTH = 40

ReadNumber = Callable[[Spelling], Number]
Row = tuple[Number | None, ...]


def read_vector(spelling: Spelling, read_number: ReadNumber, *, blanks: bool = False) -> Row:
    """A list of numbers, also one row or column of a matrix; with `blanks`, a gap is None.

    Raises ResponseError, with its column, for what is no list or has an entry that cannot be read.
    """
    spelling, _ = _untransposed(spelling)
    inner = _unwrapped(spelling)
    rows = _rows(spelling, inner)
    if len(rows) > 1 and all(len(row) == 1 for row in rows):  # a column
        items = [row[0] for row in rows]
    elif len(rows) == 1:
        (items,) = rows
    else:
        raise ResponseError(
            "one list is asked for here, not several rows",
            column=rows[1][0].column(0),
            candidates=_with_decimal_commas(inner.text),
        )
    if len(items) == 1 and _SIDES.fullmatch(items[0].text):
        raise _sides_or_product(items[0], read_number)
    return _read_row(items, read_number, blanks=blanks)


def _sides_or_product(item: Spelling, read_number: ReadNumber) -> ResponseError:
    """`32×16×16` where a list is asked is a shape as one says it, or a product: nobody shall guess."""
    sides = tuple(map(int, re.findall(r"\d+", item.text)))
    product = (read_number(item),)
    return ResponseError(
        N_("`{written}` can be read in more than one way: {readings}"),
        column=item.column(0),
        candidates=(sides, product),
        written=item.text.replace("*", "×"),
        readings=f"{show(sides)} / {show(product)}",
    )


def read_matrix(spelling: Spelling, read_number: ReadNumber, *, blanks: bool = False) -> tuple[Row, ...]:
    """Rows of numbers, all equally long.

    Raises ResponseError, with its column, where they are not, or where one cannot be read.
    """
    spelling, transposed = _untransposed(spelling)
    rows = _rows(spelling, _unwrapped(spelling))
    matrix = tuple(_read_row(row, read_number, blanks=blanks) for row in rows)
    for number, (row, values) in enumerate(zip(rows, matrix, strict=True), 1):
        if len(values) != len(matrix[0]):
            raise ResponseError(
                "row {number} has length {length}, but row 1 has length {first}",
                column=row[0].column(0),
                number=number,
                length=len(values),
                first=len(matrix[0]),
            )
    return tuple(zip(*matrix, strict=True)) if transposed else matrix


def _read_row(items: Sequence[Spelling], read_number: ReadNumber, *, blanks: bool) -> Row:
    return tuple(None if blanks and item.text in _BLANKS else _read_item(item, read_number) for item in items)


def _read_item(item: Spelling, read_number: ReadNumber) -> Number:
    if not item.text:
        raise ResponseError("a number is missing here", column=item.column(0))
    return read_number(item)


def _with_decimal_commas(written: str) -> tuple[tuple[Fraction, ...], ...]:
    """What `1,5; 2,5` could mean as one list."""
    lines = [line.strip() for line in re.split(r"[;\n]", written)]
    if not all(_DECIMAL_COMMA.fullmatch(line) for line in lines):
        return ()
    return (tuple(Fraction(line.replace(",", ".")) for line in lines),)


def _untransposed(spelling: Spelling) -> tuple[Spelling, bool]:
    """The list itself, and whether it is marked as transposed."""
    match = _TRANSPOSED.search(spelling.text)
    bare = (spelling[: match.start()] if match else spelling).strip()
    if printed := _PRINTED.fullmatch(bare.text):
        bare = bare[slice(*printed.span(printed.lastindex or 0))].strip()
    return bare, match is not None


def _unwrapped(spelling: Spelling) -> Spelling:
    """Without the brackets around all of it, if there are any."""
    if spelling.text[:1] in _CLOSING and _matching(spelling, 0) == len(spelling.text) - 1:
        return spelling[1:-1].strip()
    return spelling


def _rows(whole: Spelling, inner: Spelling) -> list[list[Spelling]]:
    """The rows and their items: by nested brackets, else `;` or lines; in a row by commas, else blanks."""
    if not inner.text:
        raise ResponseError("there is nothing between these brackets", column=whole.column(0))
    bracketed = [item for item in _split(inner, r"[,;\n]|\s+") if item.text]
    if inner.text[0] in _CLOSING and all(_is_row(item) for item in bracketed):
        return [_items(_unwrapped(item)) for item in bracketed]
    lines = _split(inner, r";\s*|\n\s*")
    if len(lines) > 1 and not lines[-1].text:
        lines.pop()  # `1 2; 3 4;`
    return [_items(_unwrapped(line) if _is_row(line) else line) for line in lines]


def _is_row(item: Spelling) -> bool:
    """Whether all of it is in brackets that hold a list, not just a sum."""
    return (
        item.text[:1] in _CLOSING
        and _matching(item, 0) == len(item.text) - 1
        and (item.text[0] != "(" or "," in item.text or re.search(r"\d\s+[-\d]", item.text) is not None)
    )


def _items(row: Spelling) -> list[Spelling]:
    parted = _split(row, ",")
    if len(parted) > 1:
        return parted
    items = _split(row, r"\s+")
    pairs = list(pairwise(items))
    joined = [bool(_OPEN_END.search(one.text) or _OPEN_START.match(other.text)) for one, other in pairs]
    if joined and all(joined):
        return [row]  # `1 + 2` is one number
    for (one, other), belongs in zip(pairs, joined, strict=True):
        if belongs or (_WHOLE.fullmatch(one.text) and _FRACTION.fullmatch(other.text)):
            raise ResponseError(
                "`{one} {other}` could be one number or two; put commas between the numbers",
                column=one.column(0),
                one=one.text,
                other=other.text,
            )
    return items


def _split(spelling: Spelling, separator: str) -> list[Spelling]:
    """The parts of `spelling` between separators that stand in no bracket."""
    pattern = re.compile(separator)
    parts, start, place = [], 0, 0
    while place < len(spelling.text):
        if spelling.text[place] in _CLOSING:
            place = _matching(spelling, place) + 1
        elif match := pattern.match(spelling.text, place):
            parts.append(spelling[start:place].strip())
            place = start = match.end()
        else:
            place += 1
    return [*parts, spelling[start:].strip()]


def _matching(spelling: Spelling, opening: int) -> int:
    """Where the bracket that opens at `opening` closes."""
    awaited: list[str] = []
    for place in range(opening, len(spelling.text)):
        sign = spelling.text[place]
        if sign in _CLOSING:
            awaited.append(_CLOSING[sign])
            if len(awaited) > MAX_DEPTH:
                raise ResponseError(
                    "brackets are nested too deeply (at most {most})",
                    column=spelling.column(place),
                    most=MAX_DEPTH,
                )
        elif sign in _CLOSING.values():
            if sign != awaited.pop():
                raise ResponseError(
                    "this `{sign}` doesn't close the bracket before it",
                    column=spelling.column(place),
                    sign=sign,
                )
            if not awaited:
                return place
    raise ResponseError(
        "this `{sign}` is never closed", column=spelling.column(opening), sign=spelling.text[opening]
    )
