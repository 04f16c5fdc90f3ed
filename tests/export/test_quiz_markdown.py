"""The result of a quiz as a document: what stands in it, and that no foreign text leaves its place."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from studyapp import i18n
from studyapp.errors import StoreError
from studyapp.export.pages import save_as, save_in
from studyapp.export.pages.escaping import code, markdown, one_line, quoted, words
from studyapp.export.pages.quiz_markdown import quiz_markdown
from studyapp.study.workspace import Workspace
from studyapp.text.numbers import show

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def document(workspace: Workspace, typed: str = "") -> str:
    """A quiz of the two cards about convolution: the problem right or as typed, the other given up."""
    quiz = workspace.quiz(chapters=["convolution"], chance=1)
    while quiz.question:
        variant = quiz.question.variant
        if variant is None:
            quiz.give_up()
        else:
            quiz.grade({"output": typed or show(variant.answers["output"], 12)})
        quiz.rate()
        quiz.advance()
    return quiz_markdown(quiz.result(), AT, workspace.library.names_of)


def test_it_has_the_result_by_concept_and_every_question_worked(workspace: Workspace, monkeypatch):
    lines = document(workspace).splitlines()
    assert lines[0].startswith("# Quiz of 2026-11-2")
    assert lines[2].startswith("**1 of 2 right · 50 % · in ")
    assert "| Concept | Right | Questions |" in lines
    assert {"| Kernel | 0 | 1 |", "| Output size | 1 | 1 |"} <= {*lines}
    assert sum(line.startswith("### ") for line in lines) == 2
    assert any(line.startswith("> An input of ") for line in lines)
    assert any(line.startswith("Given: ") and "`kernel_size` = `" in line for line in lines)
    assert "- Your answer: I don't know (wrong)" in lines
    assert "- Right answer: The weights of a kernel" in lines
    assert any(line.startswith("2. ") and line.count("$") == 2 and r"\lfloor" in line for line in lines)
    assert any(line.startswith("`tiny/conv-output-size` · level 1, seed ") for line in lines)


def test_a_slip_is_named_and_where_the_way_departs_is_marked(workspace: Workspace):
    seen = workspace.library.card("tiny/conv-output-size").ask(1, 0)
    said = document(workspace, show(seen.variant.mistakes["output"]["no_floor"], 12))
    assert "## What the mistakes looked like\n\n- 1× " in said
    assert "← **Here your way departs.**" in said


def test_it_speaks_the_language_spoken_now(workspace: Workspace):
    i18n.use("zh")
    said = document(workspace)
    assert "输出尺寸" in said
    assert "卷积核的权重" in said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a | b", r"a \| b"),
        ("# not *a* heading", r"\# not \*a\* heading"),
        ("<script>", r"\<script\>"),
        ("two\nlines", "two lines"),
        ("卷积", "卷积"),
    ],
)
def test_a_name_has_no_markdown_of_its_own(text: str, shown: str):
    assert words(text) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1/3", "`1/3`"),
        ("a`b", "``a`b``"),
        ("`", "`` ` ``"),
        ("x\ny", "`x y`"),
        ("", ""),
        ("\x1b[31m", "`[31m`"),
    ],
)
def test_what_was_typed_stands_as_it_was_typed(typed: str, shown: str):
    assert code(typed) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** and `a < b`", "**bold** and `a < b`"),
        ("$x < y$ and 3 < 4", r"$x \lt  y$ and 3 &lt; 4"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)>"),
        ("![spy](http://x/y.png)", r"!\[spy](http://x/y.png)"),
        (r"\$5 < \$6", r"\$5 &lt; \$6"),
        ("```\na < b\n```", "```\na < b\n```"),
    ],
)
def test_a_pack_keeps_its_markdown_and_maths_but_brings_no_html(text: str, shown: str):
    assert markdown(text) == shown


def test_no_heading_or_fence_of_a_prompt_reaches_out_of_its_quotation():
    assert quoted("# big\n\n```\nopen") == "> # big\n>\n> ```\n> open"
    assert one_line("a\n\n$$x$$\nb") == "a $x$ b"


def test_a_document_has_a_file_of_its_own_and_nothing_is_written_over(tmp_path: Path):
    folder = tmp_path / "results"
    first, second = save_in(folder, "quiz", AT, "one\n"), save_in(folder, "quiz", AT, "two\n")
    day = f"{AT.astimezone():%Y-%m-%d-%H%M}"
    assert (first.name, second.name) == (f"quiz-{day}.md", f"quiz-{day}-2.md")
    assert (first.read_text("utf-8"), second.read_text("utf-8")) == ("one\n", "two\n")
    with pytest.raises(StoreError, match="is there already; nothing is written over it"):
        save_as(first, "three\n")
    with pytest.raises(StoreError, match="cannot be written"):
        save_as(first / "below.md", "four\n")
    assert first.read_text("utf-8") == "one\n"
