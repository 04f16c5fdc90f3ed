"""The figures as a table for people: what, measured, yardstick, ratio, bound, verdict."""

from collections.abc import Iterable, Sequence

from benchmarks.figures import Figure

HEADS = ("what", "measured", "yardstick", "", "ratio", "bound", "")
LEFT = (True, False, False, True, False, False, True)
"""Which columns line up at their left."""


def table(figures: Iterable[Figure]) -> str:
    """One row a figure; a note stands below its row."""
    figures = list(figures)
    rows = [_cells(figure) for figure in figures]
    widths = [max(map(len, column)) for column in zip(HEADS, *rows, strict=True)]
    lines = [_line(HEADS, widths), "  ".join("─" * width for width in widths)]
    for figure, row in zip(figures, rows, strict=True):
        lines.append(_line(row, widths))
        if figure.note:
            lines.append(f"  {figure.note}")
    return "\n".join(lines)


def _cells(figure: Figure) -> tuple[str, ...]:
    held_to = figure.yardstick_measured
    return (
        figure.what,
        shown(figure.measured, figure.unit),
        "" if held_to is None else shown(held_to, figure.unit),
        figure.yardstick,
        "" if figure.ratio is None else f"{figure.ratio:.2f} ×",
        _bound(figure),
        figure.verdict,
    )


def _bound(figure: Figure) -> str:
    sign, bound = ("≤", figure.at_most) if figure.at_least is None else ("≥", figure.at_least)
    if bound is None:
        return ""
    return f"{sign} {bound:g} ×" if figure.yardstick else f"{sign} {bound:,g} {figure.unit}"


def shown(value: float, unit: str) -> str:
    """Three digits that matter, thousands set apart."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    return f"{value:,.{digits}f} {unit}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    placed = zip(cells, widths, LEFT, strict=True)
    return "  ".join(
        cell.ljust(width) if left else cell.rjust(width) for cell, width, left in placed
    ).rstrip()
