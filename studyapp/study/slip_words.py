"""A mistake that the log names, in words: what its author says of it, or what the general slip is."""

from collections.abc import Mapping

from studyapp.domain.card import Card
from studyapp.domain.text import NOTHING, Text

SLIPS: Mapping[str, Text] = {
    "slip.factor_two": Text("A factor of 2 too much or too little", "多乘或漏乘了一个 2"),
    "slip.off_by_one": Text("One counted too many or too few", "多数或少数了一个"),
    "slip.percent": Text("Per cent and shares mixed up", "百分数与小数弄混了"),
    "slip.power_of_ten": Text("The decimal point out of place", "小数点错了位"),
    "slip.reciprocal": Text("A fraction upside down", "分子和分母颠倒了"),
    "slip.rounded": Text("Rounded to a whole number", "取成了整数"),
    "slip.rounded_early": Text("Rounded before the last step", "中间结果舍入得太早"),
    "slip.sign": Text("The sign turned round", "正负号反了"),
    "slip.stopped_early": Text("Stopped at a step on the way", "没有算到最后一步"),
    "slip.swapped": Text("Values in each other's places", "几个数互相写错了位置"),
    "slip.transposed": Text("Rows and columns swapped", "行和列写反了"),
}
"""The general slips, which have nothing to do with a card's subject, as short as a list wants them."""


def say_slip(card: Card | None, mistake: str) -> Text:
    """What a mistake (`part:id`) looks like; nothing where the card is gone or does not tell.

    A wrong option of a choice, say, has no words but the option's own.
    """
    name = mistake.partition(":")[2]
    if name in SLIPS:
        return SLIPS[name]
    problem = getattr(card, "problem", None)
    if problem is None:
        return NOTHING
    from studyapp.engine.grading.diagnosis import say_mistake

    try:
        return say_mistake(problem.solver, name)
    except KeyError:  # the pack has changed since
        return NOTHING
