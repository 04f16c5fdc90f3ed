"""Breaking lines: Latin at spaces, Chinese between characters, no closing mark at the start of a line."""

from collections.abc import Iterator
from unicodedata import east_asian_width

from studyapp.text.width import char_width

NO_BREAK = "\u00a0"
"""A space at which no line is broken; drawn as a plain one."""

_NEVER_FIRST = frozenset("，。！？；：、．·…—～％‰℃）】》〉」』〕｝］”’々ー,.;:!?)]}%")
_NEVER_LAST = frozenset("（【《〈「『〔｛［“‘￥＄([{")
# A dash or an ellipsis of two characters is one sign.
_PAIRED = frozenset("—…")


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most `columns`; line ends in it stay."""
    return [
        paragraph[start:end].replace(NO_BREAK, " ")
        for paragraph in text.split("\n")
        for start, end in line_ranges(paragraph, columns)
    ]


def line_ranges(text: str, columns: int) -> Iterator[tuple[int, int]]:
    """Where each line of a paragraph starts and ends; the spaces at a break belong to neither line."""
    columns = max(2, columns)
    start, taken, chance = 0, 0, 0
    for at, char in enumerate(text):
        if at > start and may_break(text, at):
            chance = at
        taken += char_width(char)
        if taken <= columns or char == " ":
            continue
        while taken > columns:
            following = (
                chance if chance > start else at
            )  # one word longer than a line is broken where it is full
            yield start, _without_spaces(text, start, following)
            start = following
            taken = sum(map(char_width, text[start : at + 1]))
    yield start, _without_spaces(text, start, len(text))


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before the character at `at`."""
    before, after = text[at - 1], text[at]
    if after in (" ", NO_BREAK) or before == NO_BREAK or char_width(after) == 0:
        return False
    if before == " ":
        return after not in _NEVER_FIRST or after in ".—…"
    if after in _NEVER_FIRST or before in _NEVER_LAST or (before == after and before in _PAIRED):
        return False
    if before == "-":
        return at > 1 and text[at - 2].isalpha() and after.isalpha()
    return _is_wide(before) or _is_wide(after)


def _is_wide(char: str) -> bool:
    """Whether it is set like a Chinese character, with breaks before and after."""
    return char in _PAIRED or east_asian_width(char) in "WF"


def _without_spaces(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] == " ":
        end -= 1
    return end
