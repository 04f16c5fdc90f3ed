"""What the last page of a session says of cards that repetition alone does not teach."""

from studyapp.domain.text import Text
from studyapp.study.leeches import Leech
from studyapp.tui.screens.summary import leech_lines


def test_each_leech_is_told_with_why_and_a_remedy_within_the_width() -> None:
    leech = Leech(card="p/output-size", lapses=6, needs=(Text("Stride", "步长"), Text("Padding", "填充")))
    lines = [line.plain for line in leech_lines((leech,), 40)]
    assert lines[:2] == ["", "What repetition alone does not teach"]
    assert all(len(line) <= 40 for line in lines)
    assert " ".join(lines[2:]) == (
        "p/output-size: forgotten 6 times. Go back to what it builds on (Stride, Padding), "
        "then begin it anew: studyapp reset p/output-size"
    )


def test_without_one_nothing_is_said() -> None:
    assert leech_lines((), 40) == []
