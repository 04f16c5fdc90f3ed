import sys
from unicodedata import category

import pytest

from studyapp.text.clean import clean, has_control


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain text, 中文，x̂ = ½", "plain text, 中文，x̂ = ½"),
        ("\x1b]2;owned\x07title", "]2;ownedtitle"),
        ("\x9b31mred", "31mred"),
        ("abc\u202edcba", "abcdcba"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\tb", "a    b"),
        ("a\u00a0b\u2009c", "a b c"),
        ("全角\u3000空格", "全角\u3000空格"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("\U000e0041tag", "tag"),
    ],
)
def test_what_could_steer_a_terminal_is_taken_out(text: str, cleaned: str):
    assert clean(text) == cleaned


def test_of_all_characters_no_control_or_format_character_passes():
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    left = set(clean(everything))
    assert {char for char in left if category(char) in ("Cc", "Cf", "Cs")} == {"\n"}
    assert clean("".join(left)).replace("\n", "") == "".join(left).replace("\n", "")


@pytest.mark.parametrize(
    ("text", "position"),
    [("clean\n\tlines", None), ("ab\x07c", 2), ("a\u200b", 1), ("", None), ("a\u00a0b", None)],
)
def test_the_first_hidden_character_is_found(text: str, position: int | None):
    assert has_control(text) == position
