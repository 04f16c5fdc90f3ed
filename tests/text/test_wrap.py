from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.text.width import width
from studyapp.text.wrap import NO_BREAK, wrap


def test_latin_breaks_at_spaces():
    assert wrap("the batch size is a hyper-parameter", 12) == [
        "the batch",
        "size is a",
        "hyper-",
        "parameter",
    ]


def test_chinese_breaks_between_characters():
    assert wrap("批大小是超参数", 6) == ["批大小", "是超参", "数"]


def test_no_closing_mark_begins_a_line_and_no_opening_one_ends_it():
    # Six columns end after 批大小 and would leave the comma for the next line: 小 goes with it.
    assert wrap("批大小，轮次", 6) == ["批大", "小，轮", "次"]
    assert wrap("称为（轮次）", 6) == ["称为", "（轮", "次）"]
    assert wrap("批大小, 轮次", 6) == ["批大", "小, 轮", "次"]


def test_a_dash_of_two_characters_stays_whole():
    assert wrap("轮次——完", 6) == ["轮次", "——完"] or wrap("轮次——完", 6) == ["轮次——", "完"]


def test_latin_within_chinese_is_not_cut_inside_a_word():
    assert wrap("每个epoch都打乱", 8) == ["每个", "epoch都", "打乱"]


def test_a_word_longer_than_a_line_is_broken_where_it_is_full():
    assert wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_apostrophes_and_decimals_stay_in_their_word():
    assert wrap("don’t use 0.25 yet", 5) == ["don’t", "use", "0.25", "yet"]


def test_a_space_that_must_not_break_does_not():
    assert wrap(f"so W{NO_BREAK}+{NO_BREAK}1 is", 7) == ["so", "W + 1", "is"]


def test_line_ends_stay_and_an_empty_text_is_one_empty_line():
    assert wrap("one\n\ntwo", 10) == ["one", "", "two"]
    assert wrap("", 10) == [""]


TEXTS = st.text(alphabet="ab 深度学习，。（）“”-, 1", max_size=60)


@given(text=TEXTS, columns=st.integers(4, 20))
@settings(max_examples=150, deadline=None)
def test_no_line_is_too_wide_and_nothing_but_spaces_is_lost(text: str, columns: int):
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(text=st.text(alphabet="深度学习，。", max_size=60), columns=st.integers(6, 20))
@settings(max_examples=100, deadline=None)
def test_a_comma_begins_a_line_only_where_commas_alone_fill_one(text: str, columns: int):
    lines = wrap(text, columns)
    for before, line in pairwise(lines):
        assert line[0] not in "，。" or set(before) <= set("，。") or len(set(before[1:]) - set("，。")) == 0


@pytest.mark.parametrize("columns", [-3, 0, 1])
def test_absurd_widths_still_end(columns: int):
    assert "".join(wrap("深度 ab", columns)).replace(" ", "") == "深度ab"
