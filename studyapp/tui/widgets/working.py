"""A worked solution on the screen: each step's formula, the numbers put in, its value."""

from collections.abc import Sequence

from textual.content import Content

from studyapp.domain.card import WorkedStep
from studyapp.i18n import _, language
from studyapp.text.clean import clean
from studyapp.text.maths import linear, maths_rows
from studyapp.text.width import width as columns_of
from studyapp.text.wrap import wrap

_INDENT = 3


def working(steps: Sequence[WorkedStep], width: int) -> list[Content]:
    """The steps one below the other, with the first one marked at which the learner's way departs."""
    lines: list[Content] = []
    for number, step in enumerate(steps, start=1):
        if lines:
            lines.append(Content())
        lines += _heading(number, step, width)
        lines += [
            Content.assemble(" " * _INDENT, (row, "$secondary"))
            for row in _equation(step, max(16, width - _INDENT))
        ]
    return lines


def _heading(number: int, step: WorkedStep, width: int) -> list[Content]:
    before = len(f"{number}  ")
    said = wrap(clean(step.say.say(language())), width - before)
    head = [Content.assemble((f"{number}", "$primary bold"), "  ", (said[0], "bold"))]
    head += [Content.assemble(" " * before, (row, "bold")) for row in said[1:]]
    if not step.leaves_here:
        return head
    remark = _("Here your way departs.")
    mark = Content.assemble(("▶ ", "$accent bold"), (remark, "$accent"))
    if head[-1].cell_length + mark.cell_length + 3 <= width:
        return [*head[:-1], Content.assemble(head[-1], "   ", mark)]
    return [*head, Content.assemble(" " * _INDENT, mark)]


def _equation(step: WorkedStep, width: int) -> list[str]:
    """Formula, numbers and value in one line where that fits, else broken before the `=`."""
    pieces = step.sides
    whole = maths_rows(" = ".join(pieces))
    if _fits(whole, width):
        return whole
    blocks = []
    for at, piece in enumerate(pieces):
        drawn = maths_rows(("= " if at else "") + piece)
        blocks.append(drawn if _fits(drawn, width) else wrap(("= " if at else "") + linear(piece), width))
    rows: list[str] = []
    for before, block in zip([[""], *blocks], blocks, strict=False):
        if rows and len(before) > 1 and len(block) > 1:
            rows.append("")  # two fractions one right below the other would read as one
        rows += block
    return rows


def _fits(rows: Sequence[str], width: int) -> bool:
    return all(columns_of(row) <= width for row in rows)
