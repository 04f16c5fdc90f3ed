"""Values named before the answer, and the scratch line that keeps them."""

import pytest

from studyapp.engine.response import read_response
from studyapp.engine.response.notes import Notes
from studyapp.errors import ResponseError


def value(typed, expect="number"):
    return read_response(typed, expect).value


def test_named_values_stand_for_their_numbers():
    """(224 − 7 + 2·3)/2 + 1 = 112.5."""
    assert value("W = 224; (W - 7 + 2*3)/2 + 1") == 112.5
    assert value("k = 7*7; 2k + 1") == 99
    assert value("a = 2\nb = a^2\na*b") == 8


def test_a_name_takes_its_last_value():
    assert value("k = 3; k = k + 1; k") == 4


def test_an_answer_may_carry_its_name():
    assert value("P = 3") == 3
    assert value("x = 1/2;") == 0.5
    assert value("结果 = 5") == 5


def test_lists_use_named_values_too():
    assert value("a = 3; a, 2a; 1, 2", "matrix") == ((3, 6), (1, 2))
    assert value("a = 3; [a, 2a]", "vector") == (3, 6)


@pytest.mark.parametrize(
    ("typed", "column"),
    [("e = 3; 2", 1), ("x = 3; 2", 1), ("ln = 3; 2", 1), ("k = ; 3", 3), ("k = 1/0; 3", 6), ("k = 7; m", 8)],
)
def test_what_cannot_be_named_or_worked_is_told_at_its_place(typed, column):
    with pytest.raises(ResponseError) as refused:
        value(typed)
    assert refused.value.column == column


def test_no_chain_of_names_grows_without_end():
    doubling = "; ".join(
        f"{chr(97 + n)} = {'2' if not n else f'{chr(96 + n)}^{chr(96 + n)}'}" for n in range(4)
    )
    with pytest.raises(ResponseError):
        value(f"{doubling}; d^d")


def test_a_name_that_is_taken_again_and_again_is_too_much_in_the_end():
    assert value("k = 1; " + "k=k+1; " * 39 + "k") == 40
    with pytest.raises(ResponseError, match="at most 40 values"):
        value("k = 1; " + "k=k+1; " * 40 + "k")


def test_a_list_keeps_its_own_semicolons_behind_its_name():
    assert value("A = [1 2; 3 4]", "matrix") == ((1, 2), (3, 4))
    assert value("k = (2\n+ 1); v = [k; 2]", "vector") == (3, 2)


def test_the_answer_behind_a_name_may_be_latex():
    assert value(r"P = $\frac{1}{2}$") == 0.5
    assert value(Notes().noting("k = 4").before(r"$\frac{k}{2}$")) == 2
    assert value(Notes().noting("k = 4").before(r"\(\sqrt{k}\)")) == 2


def test_the_scratch_line_takes_latex():
    assert Notes().noting(r"k = \frac{1}{2}").values == {"k": 0.5}


def test_the_scratch_line_keeps_what_is_named():
    notes = Notes().noting("k = 7*7").noting("  s = 2 ").noting("12 + 5")
    assert dict(notes.values) == {"k": 49, "s": 2}


def test_a_response_is_handed_in_with_the_values_it_needs():
    notes = Notes().noting("k = 7*7").noting("c = k + 1").noting("unused = 3")
    assert notes.before("2c") == "k = 7*7; c = k + 1; 2c"
    assert notes.before("100") == "100"
    assert value(notes.before("2c")) == 100


def test_words_of_functions_are_no_names():
    notes = Notes().noting("s = 4")
    assert notes.before("sqrt(s)") == "s = 4; sqrt(s)"
    assert notes.before("sqrt(9)") == "sqrt(9)"
