"""Mistakes of the log in words."""

import re
from pathlib import Path

from studyapp.engine.grading import slips, workslips
from studyapp.study.slip_words import SLIPS, say_slip


def test_every_general_slip_that_the_grader_can_find_has_words() -> None:
    sources = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (slips, workslips))
    assert set(re.findall(r'"(slip\.\w+)"', sources)) == set(SLIPS)


def test_a_mistake_has_its_author_s_words(workspace) -> None:
    card = workspace.library.card("tiny/gpu-hours")
    assert say_slip(card, "cost:hours.minutes").en.endswith("Those look like minutes instead of hours.")
    assert "分钟" in say_slip(card, "cost:hours.minutes").zh


def test_what_no_author_has_words_for_says_nothing(workspace) -> None:
    card = workspace.library.card("tiny/gpu-hours")
    assert not say_slip(card, "cost:gone")
    assert not say_slip(workspace.library.card("tiny/kernel-weights"), "picked:a")
    assert not say_slip(None, "cost:minutes")
    assert say_slip(None, "cost:slip.sign").zh == "正负号反了"
