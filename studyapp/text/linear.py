"""A formula on one line that means the same, with brackets wherever it would be read another way."""

from collections.abc import Callable, Mapping
from unicodedata import normalize

from studyapp.text.formula import (
    EMPTY,
    Accent,
    Fenced,
    Fraction,
    Grid,
    Node,
    Root,
    Row,
    Scripts,
    Sign,
    gap,
    is_crowded,
    is_followed_closely,
    kind_of,
    kinds,
    parts,
)
from studyapp.text.symbols import ACCENTS, SUBSCRIPTS, SUPERSCRIPTS, Kind

_ROOTS = {"3": "∛", "4": "∜"}
_CLOSED = frozenset((")", "", *SUBSCRIPTS.values(), *SUPERSCRIPTS.values())) - {"*"}
# What may stand before a stroke of division without brackets.
_FACTORS = frozenset((Kind.LETTER, Kind.NUMBER, Kind.WORD, Kind.TIMES, Kind.TIGHT, Kind.FENCE))


def line(node: Node, script: bool = False) -> str:
    """The formula on one line; within a script without spaces."""
    match node:
        case Sign():
            return node.text
        case Row():
            return _row(node, script)
        case Fraction():
            return f"{_bracketed_unless(_is_product, node.top)}/{_bracketed_unless(_is_single, node.bottom)}"
        case Scripts():
            return base_line(node.base) + _scripts(node)
        case Root():
            return root_line(node)
        case Accent():
            return accent_line(node)
        case Fenced():
            return f"{node.left or ''}{line(node.inside, script)}{node.right or ''}"
        case Grid():
            return _grid(node)


def subscript(node: Node | None) -> str:
    """What stands below: `ᵢ₋₁`, `_out`, `_(t, j)`."""
    return "" if node is None else small(node, SUBSCRIPTS) or "_" + _word_or_bracketed(node)


def superscript(node: Node | None) -> str:
    """What stands above: `ⁿ⁻¹`, `^S`, `^(−x²)`."""
    return "" if node is None else small(node, SUPERSCRIPTS) or "^" + _word_or_bracketed(node)


def small(node: Node, signs: Mapping[str, str]) -> str | None:
    """The part in small signs, where there are such and it's no word (small words are hard to read)."""
    if isinstance(node, Sign) and node.kind in (Kind.WORD, Kind.FUNCTION):
        return None
    text = line(node, script=True)
    return "".join(signs[char] for char in text) if text and all(char in signs for char in text) else None


def base_line(node: Node) -> str:
    """What scripts stand at, in brackets where it is more than one thing."""
    return "" if node == EMPTY else _bracketed_unless(_is_nucleus, node)


def root_line(node: Root, crowded: bool = False) -> str:
    """`√x`, `√(a + b)`, `∛x`; `crowded` where something follows that must not come under the root."""
    inside = line(node.inside)
    bare = not crowded and _is_nucleus(node.inside) and kind_of(node.inside) is not Kind.FUNCTION
    bracketed = inside if bare or _has_round_brackets(node.inside) else f"({inside})"
    if node.degree is None:
        return "√" + bracketed
    degree = line(node.degree)
    if degree in _ROOTS:
        return _ROOTS[degree] + bracketed
    return f"{_bracketed_unless(_is_nucleus, node.inside)}^(1/{_bracketed_unless(_is_single, node.degree)})"


def accent_line(node: Accent) -> str:
    """`x̂`, `x̂ᵢ`; a mark over more than a letter is written `hat(x + y)`."""
    inside, mark = node.inside, ACCENTS[node.name]
    if isinstance(inside, Scripts):
        return line(Scripts(Accent(node.name, inside.base), inside.below, inside.above))
    text = line(inside)
    strokes = ("bar", "overline", "underline")
    if len(normalize("NFC", text)) == 1 or (node.name in strokes and text.isalnum()):
        mark = ACCENTS["overline"] if node.name == "bar" and len(text) > 1 else mark
        return normalize("NFC", "".join(char + mark for char in text))
    return f"{node.name.removeprefix('wide')}({text})"


def is_open_ended(node: Node) -> bool:
    """Whether the line ends in a script that a following letter would be taken into."""
    if not isinstance(node, Scripts):
        return False
    return _scripts(node)[-1:] not in _CLOSED


def _scripts(node: Scripts) -> str:
    below, above = subscript(node.below), superscript(node.above)
    if below.startswith("_") and above and not above.startswith("^"):
        return above + below  # σ²_B: in σ_B² the 2 would stand at the B
    return below + above


def _row(row: Row, script: bool) -> str:
    items = row.items
    around = kinds(items)
    written = ""
    for at, (item, kind) in enumerate(zip(items, around, strict=True)):
        text = line(item, script)
        if isinstance(item, Fraction) and is_crowded(around, at):
            text = f"({text})"
        elif isinstance(item, Root) and is_followed_closely(around, at):
            text = root_line(item, crowded=True)
        if at and not written.endswith(" "):
            before = Kind.WORD if is_open_ended(items[at - 1]) else around[at - 1]
            space = gap(before, kind, script)
            if isinstance(item, Fraction) and before in (Kind.FUNCTION, Kind.LETTER) and text[0] == "(":
                space = 0 if before is Kind.FUNCTION else space
            written += " " * space
        written += text
    return written.strip() if not script else written


def _grid(grid: Grid) -> str:
    if grid.name == "binom":
        return f"C({', '.join(line(cell) for row in grid.rows for cell in row)})"
    if grid.name == "cases":
        return "{" + "; ".join(", ".join(line(cell) for cell in row) for row in grid.rows) + "}"
    if grid.name.endswith("matrix") or grid.name == "array":
        return "[" + ", ".join("[" + ", ".join(line(cell) for cell in row) + "]" for row in grid.rows) + "]"
    return "; ".join(line(Row(tuple(item for cell in row for item in parts(cell)))) for row in grid.rows)


def _word_or_bracketed(node: Node) -> str:
    text = line(node)
    return text if isinstance(node, Sign) and text.isalnum() else f"({text})"


def _bracketed_unless(is_bound: Callable[[Node], bool], node: Node) -> str:
    text = line(node)
    return text if is_bound(node) else f"({text})"


def _is_nucleus(node: Node) -> bool:
    """Whether it is one thing, which scripts and roots take as a whole."""
    match node:
        case Sign():
            return node.kind is not Kind.WORD or node.text.isalnum()
        case Accent():
            return True
        case Fenced():
            return node.left is not None and node.right is not None
        case Grid():
            return node.name.endswith("matrix") or node.name == "binom"
        case _:
            return False


def _is_single(node: Node) -> bool:
    """Whether a stroke of division before it takes it as a whole."""
    match node:
        case Scripts():
            return True
        case Root():
            return node.degree is None or line(node.degree) in _ROOTS
        case Row((Sign(kind=Kind.FUNCTION | Kind.WORD) as name, Fenced())):
            return name.text.isalnum()
        case Row((Sign(text="∂"), inside)):
            return _is_nucleus(inside) or isinstance(inside, Scripts)
        case _:
            return _is_nucleus(node)


def _is_product(node: Node) -> bool:
    """Whether a stroke of division after it takes it as a whole."""
    if isinstance(node, Scripts) and node.above is not None and is_open_ended(node):
        return False  # e^S/2 could be read as e^(S/2)
    if not isinstance(node, Row) or _is_single(node):
        return _is_single(node)
    return set(kinds(node.items)) <= _FACTORS and not any(
        isinstance(item, Sign) and (item.text == "/" or not _is_nucleus(item)) for item in node.items
    )


def _has_round_brackets(node: Node) -> bool:
    return isinstance(node, Fenced) and (node.left, node.right) == ("(", ")")
