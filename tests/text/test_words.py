"""Texts as they are compared when something is looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.text.words import bare, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Same  Padding", "same padding"),
        ("ＰＡＤＤＩＮＧ　１２", "padding 12"),
        ("Größe", "grösse"),
        ("输出，尺寸", "输出,尺寸"),
        (" two\nlines ", "two lines"),
        ("Ⅻ", "xii"),
    ],
)
def test_width_case_and_space_do_not_count(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_what_is_folded_stays_so(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_a_word_of_a_text_is_found_however_it_is_written(before, word):
    assert all(part in fold(f"{before} {word.upper()}") for part in fold(word.upper()).split())


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("plain", ["plain"]),
        ("**a** and *b*", ["a and b"]),
        ("one\ntwo\n\nthree", ["one two", "three"]),
        ("> quoted\n\n1. first", ["quoted", "first"]),
        ("$\\alpha = 2$ of `x`", ["α = 2 of x"]),
        ("", []),
    ],
)
def test_marks_go_and_paragraphs_stay(markdown, lines):
    assert bare(markdown) == lines
