"""A formula drawn on several rows: fractions stacked, limits over and under sums, brackets that grow."""

from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.text.formula import (
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
    is_followed_closely,
    kind_of,
    kinds,
)
from studyapp.text.linear import accent_line, base_line, is_open_ended, line, root_line, small, subscript
from studyapp.text.symbols import SUBSCRIPTS, SUPERSCRIPTS, Kind
from studyapp.text.width import pad, width

# Of each bracket: top, middle (of braces), filling, bottom.
_TALL = {
    "(": "⎛⎜⎜⎝",
    ")": "⎞⎟⎟⎠",
    "[": "⎡⎢⎢⎣",
    "]": "⎤⎥⎥⎦",
    "{": "⎧⎨⎪⎩",
    "}": "⎫⎬⎪⎭",
    "⌊": "⎢⎢⎢⎣",
    "⌋": "⎥⎥⎥⎦",
    "⌈": "⎡⎢⎢⎢",
    "⌉": "⎤⎥⎥⎥",
    "|": "││││",
    "‖": "‖‖‖‖",
    "⟨": "╱⟨│╲",
    "⟩": "╲⟩│╱",
}
_LEFT_ALIGNED = ("cases",)
_LINES = ("aligned", "align", "align*", "split")


@dataclass(frozen=True, slots=True)
class Box:
    """Rows of one width, and which of them is level with the text around."""

    rows: tuple[str, ...]
    base: int = 0

    @property
    def columns(self) -> int:
        """The width of every row."""
        return width(self.rows[0])

    @property
    def below(self) -> int:
        """How many rows hang below the base."""
        return len(self.rows) - self.base - 1


def draw(node: Node) -> Box:
    """The picture of a formula."""
    match node:
        case Row():
            return _row(node)
        case Fraction():
            return _fraction(draw(node.top), draw(node.bottom))
        case Scripts():
            return _scripts(node)
        case Root():
            return _root(node)
        case Accent():
            return _accent(node)
        case Fenced():
            return _fenced(node.left, draw(node.inside), node.right)
        case Grid():
            return _grid(node)
        case Sign():
            return Box((node.text,))


def beside(boxes: Sequence[Box]) -> Box:
    """Boxes side by side on one base."""
    above = max((box.base for box in boxes), default=0)
    below = max((box.below for box in boxes), default=0)
    grown = [_stretched(box, above, below) for box in boxes]
    return Box(tuple("".join(cells) for cells in zip(*grown, strict=True)) if grown else ("",), above)


def stacked(boxes: Sequence[Box], base: int, align: str = "center") -> Box:
    """Boxes one under the other."""
    columns = max(box.columns for box in boxes)
    return Box(tuple(pad(row, columns, align) for box in boxes for row in box.rows), base)


def _stretched(box: Box, above: int, below: int) -> list[str]:
    empty = " " * box.columns
    return [empty] * (above - box.base) + list(box.rows) + [empty] * (below - box.below)


def _row(row: Row) -> Box:
    around = kinds(row.items)
    if Kind.FRACTION in around:  # beside a stroke a point of multiplication wants air
        around = [Kind.TIMES if kind is Kind.TIGHT else kind for kind in around]
    boxes: list[Box] = []
    for at, (item, kind) in enumerate(zip(row.items, around, strict=True)):
        box = _root(item, is_followed_closely(around, at)) if isinstance(item, Root) else draw(item)
        before = row.items[at - 1] if at else None
        if before and not (isinstance(before, Sign) and before.text.endswith(" ")):
            space = gap(Kind.WORD if is_open_ended(before) else around[at - 1], kind)
            if around[at - 1] is Kind.UNARY and kind is Kind.FRACTION:
                space = 1  # a minus would run into the stroke
            boxes.append(Box((" " * space,)))
        boxes.append(box)
    return beside(boxes)


def _fraction(top: Box, bottom: Box) -> Box:
    columns = max(top.columns, bottom.columns)
    if len(top.rows) + len(bottom.rows) > 2:  # the main stroke is longer than those within
        columns += 2
    return stacked((top, Box(("─" * columns,)), bottom), len(top.rows))


def _scripts(node: Scripts) -> Box:
    above, below = node.above, node.below
    small_above = "" if above is None else small(above, SUPERSCRIPTS)
    small_below = "" if below is None else small(below, SUBSCRIPTS)
    kind = kind_of(node.base)
    if kind is Kind.BIG or (kind is Kind.FUNCTION and small_below is None):
        return _limits(node)
    is_tall = len(draw(node.base).rows) > 1
    flat_below = small_below is not None or isinstance(below, Sign)  # W_out is read best on one row
    if not is_tall and flat_below and small_above is not None:
        return Box((line(node),))
    base = _brackets_around(node.base) if is_tall else Box((base_line(node.base),))
    beside_base: dict[int, str] = {}
    if above is not None:
        level = 0 if is_tall or small_above is not None else -1
        beside_base[level] = line(above) if small_above is None else small_above
    if below is not None:
        last = len(base.rows) - 1
        level = last if is_tall or flat_below else last + 1
        text = line(below) if small_below is None else small_below
        beside_base[level] = subscript(below) if level == last and not is_tall else text
    columns = max(map(width, beside_base.values()))
    first = min(0, *beside_base)
    rows = [
        (base.rows[at] if 0 <= at < len(base.rows) else " " * base.columns)
        + pad(beside_base.get(at, ""), columns)
        for at in range(first, max(len(base.rows), *(at + 1 for at in beside_base)))
    ]
    return Box(tuple(rows), base.base - first)


def _limits(node: Scripts) -> Box:
    base = draw(node.base)
    boxes = [base]
    level = base.base
    if node.above is not None:
        boxes.insert(0, Box((line(node.above, script=True),)))
        level += 1
    if node.below is not None:
        boxes.append(Box((line(node.below, script=True),)))
    return stacked(boxes, level)


def _brackets_around(node: Node) -> Box:
    box = draw(node)
    return box if isinstance(node, Fenced | Grid | Accent) else _fenced("(", box, ")")


def _root(node: Root, crowded: bool = False) -> Box:
    inside = draw(node.inside)
    if len(inside.rows) == 1:
        return Box((root_line(node, crowded),))
    height = len(inside.rows)
    rows = [" ┌" + "─" * (inside.columns + 1)]
    rows += [(" │" if at < height - 1 else "╲│") + row + " " for at, row in enumerate(inside.rows)]
    box = Box(tuple(rows), inside.base + 1)
    if node.degree is None:
        return box
    degree = Box((line(node.degree),))
    return beside((Box((*degree.rows, *(" " * degree.columns for _row in range(box.below - 1))), 0), box))


def _accent(node: Accent) -> Box:
    inside = draw(node.inside)
    if len(inside.rows) == 1 and not accent_line(node).endswith(")"):
        return Box((accent_line(node),))
    columns = inside.columns
    if node.name == "underline":
        return Box((*inside.rows, "─" * columns), inside.base)
    mark = {"hat": "^", "widehat": "^", "tilde": "~", "widetilde": "~", "vec": "→", "dot": "·"}.get(node.name)
    return Box((pad(mark, columns, "center") if mark else "─" * columns, *inside.rows), inside.base + 1)


def _fenced(left: str | None, inside: Box, right: str | None) -> Box:
    return beside([side for side in (_bracket(left, inside), inside, _bracket(right, inside)) if side])


def _bracket(sign: str | None, inside: Box) -> Box | None:
    """A bracket as tall as what it holds."""
    if sign is None:
        return None
    height = len(inside.rows)
    if height == 1:
        return Box((sign,))
    top, middle, fill, bottom = tuple(_TALL.get(sign, sign * 4))
    rows = [top, *[fill] * (height - 2), bottom]
    if height > 2:
        rows[min(max(inside.base, 1), height - 2)] = middle
    return Box(tuple(rows), inside.base)


def _grid(grid: Grid) -> Box:
    cells = [[draw(cell) for cell in row] for row in grid.rows]
    count = max(map(len, cells))
    widths = [max((row[at].columns for row in cells if at < len(row)), default=0) for at in range(count)]
    lines = [
        beside(
            [
                cell
                for at, box in enumerate(row)
                for cell in (_spacer(grid, at), _aligned(box, widths[at], grid, at))
            ]
        )
        for row in cells
    ]
    tall = any(len(drawn.rows) > 1 for drawn in lines)
    rows = [row for at, drawn in enumerate(lines) for row in ((("",) if tall and at else ()) + drawn.rows)]
    columns = max(map(width, rows))
    body = Box(tuple(pad(row, columns) for row in rows), (len(rows) - 1) // 2)
    match grid.name:
        case "cases":
            return beside((_bracket("{", body) or body, Box((" ",)), body))
        case "pmatrix" | "binom":
            return _fenced("(", body, ")")
        case "bmatrix":
            return _fenced("[", body, "]")
        case "Bmatrix":
            return _fenced("{", body, "}")
        case "vmatrix":
            return _fenced("|", body, "|")
        case "Vmatrix":
            return _fenced("‖", body, "‖")
    return body


def _spacer(grid: Grid, at: int) -> Box:
    """What stands before a column."""
    if at == 0:
        return Box(("",))
    if grid.name in _LINES:
        return Box((" " if at % 2 else "   ",))
    return Box(("   " if grid.name in _LEFT_ALIGNED else "  ",))


def _aligned(box: Box, columns: int, grid: Grid, at: int) -> Box:
    if grid.name in _LINES:
        align = "left" if at % 2 else "right"
    else:
        align = "left" if grid.name in _LEFT_ALIGNED or grid.name.startswith("gather") else "center"
    return Box(tuple(pad(row, columns, align) for row in box.rows), box.base)
