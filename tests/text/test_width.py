import pytest

from studyapp.text.width import cut, pad, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("卷积核", 6),
        ("x̂ȳ", 2),
        ("，。", 4),
        ("𝑥²", 2),
        ("“”", 2),
        ("", 0),
        ("é", 1),
        ("Ａ１", 4),
        ("🎉", 2),
    ],
)
def test_wide_characters_take_two_columns_and_accents_none(text: str, columns: int):
    assert width(text) == columns


@pytest.mark.parametrize(
    "text", ["深度学习 basics: x̂ = (x − μ)/√(σ² + ε)", "W_out = ⌊(W − K + 2P)/S⌋ + 1", "│┌╴⎛▐█⣿"]
)
def test_widths_agree_with_the_screen_librarys(text: str):
    from rich.cells import cell_len

    assert width(text) == cell_len(text)


def test_padding_counts_columns_and_leaves_longer_text_alone():
    assert pad("步长", 6) == "步长  "
    assert pad("步长", 7, "right") == "   步长"
    assert pad("步长", 7, "center") == " 步长  "
    assert pad("abcdef", 3) == "abcdef"


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("卷积核大小", 10, "卷积核大小"),
        ("卷积核大小", 9, "卷积核大…"),
        ("卷积核大小", 8, "卷积核…"),
        ("stride", 4, "str…"),
        ("ab", 0, ""),
    ],
)
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, columns: int, shown: str):
    assert cut(text, columns) == shown
