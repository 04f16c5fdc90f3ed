from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.text.markdown import Span, Style, inline, plain, render, text_of
from studyapp.text.width import width


def shown(markdown: str, columns: int = 40) -> list[str]:
    return [line.rstrip() for line in plain(dedent(markdown).strip("\n"), columns)]


@pytest.mark.parametrize(
    ("markdown", "spans"),
    [
        ("a **strong** word", [("a ", "plain"), ("strong", "strong"), (" word", "plain")]),
        ("an *emphasis*", [("an ", "plain"), ("emphasis", "emphasis")]),
        ("**注意**：偏置", [("注意", "strong"), ("：偏置", "plain")]),
        ("在根号*里面*！", [("在根号", "plain"), ("里面", "emphasis"), ("！", "plain")]),
        ("**「重点」**是", [("「重点」", "strong"), ("是", "plain")]),
        ("`batch_size = 32`", [("batch_size = 32", "code")]),
        ("so $x_i^2$.", [("so ", "plain"), ("xᵢ²", "maths"), (".", "plain")]),
        (
            "**with $w*2*x$ and `a*b`**",
            [("with ", "strong"), ("w*2*x", "maths"), (" and ", "strong"), ("a*b", "code")],
        ),
        ("snake_case_name and 2*3*4", [("snake_case_name and 2*3*4", "plain")]),
        ("it costs $5 and $6", [("it costs $5 and $6", "plain")]),
        (r"\*not\* \$so\$", [("*not* $so$", "plain")]),
        ("**open and *open", [("**open and *open", "plain")]),
        ("[paper](https://x.org/a)", [("paper (https://x.org/a)", "link")]),
        ("<https://x.org>", [("https://x.org", "link")]),
        ("", []),
    ],
)
def test_marks_within_a_paragraph_become_styles(markdown: str, spans: list[tuple[str, str]]):
    assert [(span.text, str(span.style)) for span in inline(markdown)] == spans


def test_paragraphs_are_joined_wrapped_and_parted():
    source = """
        The batch size
        is a hyper-parameter.

        批量归一化先减去均值，
        再除以标准差。
    """
    assert shown(source, 22) == [
        "The batch size is a",
        "hyper-parameter.",
        "",
        "批量归一化先减去均值，",
        "再除以标准差。",
    ]


def test_a_mark_of_punctuation_never_begins_a_line_even_after_a_strong_word():
    assert shown("这里讲**学习率**，很好", 12) == ["这里讲学习", "率，很好"]


def test_a_short_formula_is_never_broken():
    assert shown("The weight moves by $w - \\eta g$ each time.", 25) == [
        "The weight moves by",
        "w − ηg each time.",
    ]


def test_display_maths_stands_in_the_middle_on_several_rows():
    source = r"""
        So
        $$\frac{N}{B + 1}$$
        batches.
    """
    assert shown(source, 17) == ["So", "", "        N", "      ─────", "      B + 1", "", "batches."]


def test_display_maths_too_wide_for_the_screen_is_written_on_one_line_and_wrapped():
    assert shown(r"$$\frac{a + b + c + d}{2} = m$$", 12) == ["(a + b + c +", "d)/2 = m"]


def test_display_maths_over_several_lines_may_hold_a_leading_minus():
    assert shown("$$\na\n- b\n$$", 9) == ["  a − b"]


def test_lists_hang_and_nest():
    source = """
        - one that goes on over the line
        - two
          1. 嵌套的列表项目
          2. last
    """
    assert shown(source, 18) == [
        "• one that goes on",
        "  over the line",
        "• two",
        "  1. 嵌套的列表项",
        "     目",
        "  2. last",
    ]


def test_a_list_with_empty_lines_between_is_loose_and_another_kind_of_mark_is_another_list():
    assert shown("- a\n\n- b\n1. c") == ["• a", "", "• b", "", "1. c"]


def test_a_year_at_the_start_of_a_line_is_no_list():
    assert shown("It was published in\n2015. Then others came.", 60) == [
        "It was published in 2015. Then others came."
    ]


def test_quotes_keep_their_bar_on_every_line():
    assert shown("> a **b** c d e f", 8) == ["│ a b c", "│ d e f"]
    assert render("> said", 20) == [(Span("│ ", Style.QUOTE), Span("said", Style.QUOTE))]


def test_code_keeps_its_spaces_and_its_marks():
    assert shown("```python\nfor x in xs:\n    print(**x)\n```\nafter") == [
        "  for x in xs:",
        "      print(**x)",
        "",
        "after",
    ]


def test_headings_and_rules():
    assert render("## On $x^2$ #", 20) == [(Span("On ", Style.HEADING), Span("x²", Style.HEADING))]
    assert shown("---", 10) == ["─" * 10]


def test_tables_are_aligned_by_their_widest_cells():
    source = r"""
        | 步骤 | formula | value |
        | --- | :---: | ---: |
        | 均值 | $\frac{1}{N}$ | 3 |
        | variance | `a|b` | 12.25 |
    """
    assert shown(source) == [
        "步骤      formula  value",
        "────────  ───────  ─────",
        "均值        1/N        3",
        "variance    a|b    12.25",
    ]


def test_a_table_too_wide_is_narrowed_and_wrapped():
    rows = shown("| a | b |\n|---|---|\n| one two three four | five six seven |", 20)
    assert all(width(row) <= 20 for row in rows)
    assert rows[2].split() == ["one", "two", "five", "six"]


def test_a_hard_break_breaks():
    assert shown("one  \ntwo\\\nthree") == ["one", "two", "three"]


def test_control_characters_do_not_reach_the_screen():
    assert shown("a\x1b]0;title\x07b\u202ec") == ["a]0;titlebc"]


PIECES = [
    "text ",
    "深度学习，",
    "**",
    "*",
    "$x^2$",
    "$",
    "`",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "> ",
    "# ",
    "$$",
    "|",
    "```\n",
]
PIECES += ["| a | b |\n|---|---|\n", "[a](b)", "_", "\\", "  ", r"\frac{1}{2}"]


@given(source=st.lists(st.sampled_from(PIECES), max_size=16).map("".join), columns=st.integers(12, 40))
@settings(max_examples=300, deadline=None)
def test_whatever_is_written_no_line_is_too_wide(source: str, columns: int):
    assert all(width(text_of(line)) <= columns for line in render(source, columns))


def test_many_open_marks_end_at_once():
    assert shown("**a `" * 2000, 80)
    assert shown("$a" * 3000, 80)


def test_a_table_with_no_room_at_all_is_written_row_by_row():
    assert shown("| a | b | c | d |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |", 14) == [
        "a · b · c · d",
        "1 · 2 · 3 · 4",
    ]
