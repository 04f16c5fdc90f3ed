"""Vectors and matrices, with any usual separator and brackets, and units beside numbers."""

from contextlib import suppress
from fractions import Fraction

import pytest

from studyapp.engine.response import read_response
from studyapp.errors import ResponseError

HALF = Fraction(1, 2)

VECTORS = {
    "1, 2, 3": (1, 2, 3), "1,2,3": (1, 2, 3), "1 2 3": (1, 2, 3), "1  2\t3": (1, 2, 3), "1; 2; 3": (1, 2, 3),
    "1\n2\n3": (1, 2, 3), "[1, 2, 3]": (1, 2, 3), "[1 2 3]": (1, 2, 3), "(1, 2, 3)": (1, 2, 3),
    "(1; 2; 3)": (1, 2, 3), "{1, 2, 3}": (1, 2, 3), "[[1, 2, 3]]": (1, 2, 3), "[[1], [2], [3]]": (1, 2, 3),
    "1，2，3": (1, 2, 3), "1、2、3": (1, 2, 3), "１，２，３": (1, 2, 3), "【1，2，3】": (1, 2, 3),
    "（1；2；3）": (1, 2, 3), "[1, 2, 3]ᵀ": (1, 2, 3), "[1 2 3]^T": (1, 2, 3), "1,234": (1, 234),
    "1,234,567": (1, 234, 567), "1 234": (1, 234), "1.5, -2, 1/2": (Fraction(3, 2), -2, HALF),
    "[1 -2 3]": (1, -2, 3), "-1 -2": (-1, -2), "1/2 3/4": (HALF, Fraction(3, 4)),
    "½ ¼": (HALF, Fraction(1, 4)), "0 1/2 1": (0, HALF, 1), "1 + 2, 3": (3, 3), "1 + 2": (3,),
    "(1+2), (3*4)": (3, 12), "sqrt(4), max(1, 2)": (2, 2), "2^3, 2²": (8, 4),
    "1e3 1e-3": (1000, Fraction(1, 1000)), "42": (42,), "[42]": (42,), "1 1/2, 2": (Fraction(3, 2), 2),
    "v = [1; 2; 3]": (1, 2, 3), "⟨1, 2, 3⟩": (1, 2, 3), "<1, 2, 3>": (1, 2, 3), "array([1, 2, 3])": (1, 2, 3),
    "np.array([1, 2, 3])": (1, 2, 3), "tensor([1., 2., 3.])": (1, 2, 3), r"\{1, 2, 3\}": (1, 2, 3),
    "tensor([1., 2.], dtype=torch.float64)": (1, 2), r"\frac{1}{2}, \frac34": (HALF, Fraction(3, 4)),
    r"\begin{pmatrix}1\\2\\3\end{pmatrix}": (1, 2, 3), r"[1 \quad 2 \quad 3]^\top": (1, 2, 3),
    r"\begin{bmatrix} 1 & 2 & 3 \end{bmatrix}^{T}": (1, 2, 3), "1, 2\n": (1, 2),
    "1;2;": (1, 2), "1,\t2,3 ": (1, 2, 3), "[ 1 , 2 ]": (1, 2),
}  # fmt: skip

MATRICES = {
    "1 2; 3 4": ((1, 2), (3, 4)), "1, 2; 3, 4": ((1, 2), (3, 4)), "1 2\n3 4": ((1, 2), (3, 4)),
    "1,2\n3,4\n": ((1, 2), (3, 4)), "[1 2; 3 4]": ((1, 2), (3, 4)), "[1, 2; 3, 4]": ((1, 2), (3, 4)),
    "[[1, 2], [3, 4]]": ((1, 2), (3, 4)), "[[1, 2],\n [3, 4]]": ((1, 2), (3, 4)),
    "[[1 2] [3 4]]": ((1, 2), (3, 4)), "[1, 2], [3, 4]": ((1, 2), (3, 4)), "[1 2]\n[3 4]": ((1, 2), (3, 4)),
    "(1, 2), (3, 4)": ((1, 2), (3, 4)), "{{1, 2}, {3, 4}}": ((1, 2), (3, 4)),
    "((1, 2), (3, 4))": ((1, 2), (3, 4)), "【1，2；3，4】": ((1, 2), (3, 4)),
    "1,234; 5,6": ((1, 234), (5, 6)), "[1 2; 3 4]^T": ((1, 3), (2, 4)), "1 2 3": ((1, 2, 3),),
    "1; 2; 3": ((1,), (2,), (3,)), "42": ((42,),), "1/2 -1; 0 √4": ((HALF, -1), (0, 2)),
    "M = [1 2; 3 4]": ((1, 2), (3, 4)), "M = [[1, 2],\n [3, 4]]": ((1, 2), (3, 4)),
    "k = 3; [1 2; k 4]": ((1, 2), (3, 4)), "tensor([[1., 2.],\n        [3., 4.]])": ((1, 2), (3, 4)),
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}": ((1, 2), (3, 4)),
    r"$\begin{bmatrix} 1 & \frac{1}{2} \\ -3 & 4 \\ \end{bmatrix}$": ((1, HALF), (-3, 4)),
    r"\left[\begin{array}{cc}1&2\\3&4\end{array}\right]": ((1, 2), (3, 4)),
    "1 2; 3 4;": ((1, 2), (3, 4)), "(1+1) 2; 3 4": ((2, 2), (3, 4)),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "value"), VECTORS.items())
def test_every_way_to_write_a_vector_is_read(typed, value):
    assert read_response(typed, "vector").value == value


@pytest.mark.parametrize("typed", ["32×16×16", "32 x 16 x 16", "[32*16*16]", "３２×１６×１６"])
def test_a_shape_written_as_a_product_is_asked_about(typed):
    with pytest.raises(ResponseError, match=r"more than one way: \[32, 16, 16\] / \[8192\]") as error:
        read_response(typed, "vector")
    assert error.value.candidates == ((32, 16, 16), (8192,))


@pytest.mark.parametrize(("typed", "value"), MATRICES.items())
def test_every_way_to_write_a_matrix_is_read(typed, value):
    assert read_response(typed, "matrix").value == value


@pytest.mark.parametrize(
    ("typed", "column", "sentence"),
    [
        ("", 1, "nothing here to read"),
        ("[]", 1, "nothing between these brackets"),
        ("1,,2", 3, "a number is missing"),
        ("1, 2,", 6, "a number is missing"),
        ("[1, 2", 1, "never closed"),
        ("1, 2]", 5, "closes nothing"),
        ("[1, 2)", 6, "doesn't close"),
        ("1, x, 3", 4, "`x` is not a number"),
        ("1, 2 3", 6, "side by side"),
        ("1, , 2", 4, "a number is missing"),
        ("1 - 2 3", 1, "one number or two"),
        ("1 1/2", 1, "one number or two"),
        ("1 2; 3 4", 6, "not several rows"),
        ("[1, 2], [3, 4]", 10, "not several rows"),
        ("1, 50%", 6, "makes no sense"),
        ("never", 1, "a number is asked for"),
    ],
)
def test_a_vector_that_cannot_be_read_is_refused_with_its_place(typed, column, sentence):
    with pytest.raises(ResponseError, match=sentence) as refused:
        read_response(typed, "vector")
    assert refused.value.column == column


@pytest.mark.parametrize(
    ("typed", "column", "sentence"),
    [
        ("1 2; 3", 6, "row 2 has length 1, but row 1 has length 2"),
        ("[[1, 2], [3]]", 11, "row 2 has length 1"),
        ("1 2;; 3 4", 5, "a number is missing"),
        ("[[1, 2], [3, 4]", 1, "never closed"),
        ("1 2; 3 ?", 8, r"`\?` can't be read"),
        ("[[[1, 2]]]", 5, "not a list"),
    ],
)
def test_a_matrix_that_cannot_be_read_is_refused_with_its_place(typed, column, sentence):
    with pytest.raises(ResponseError, match=sentence) as refused:
        read_response(typed, "matrix")
    assert refused.value.column == column


def test_decimal_commas_between_semicolons_are_asked_about():
    with pytest.raises(ResponseError) as refused:
        read_response("1,5; 2,5", "vector")
    assert refused.value.candidates == ((Fraction(3, 2), Fraction(5, 2)),)


def test_gaps_are_blanks_where_they_may_be():
    assert read_response("1,,3", "vector", allow_blank=True).value == (1, None, 3)
    assert read_response("1,; 3,4", "matrix", allow_blank=True).value == ((1, None), (3, 4))
    assert read_response("_, 2, _", "vector", allow_blank=True).value == (None, 2, None)


def test_a_gap_is_shown_as_one_and_read_as_one_again():
    reading = read_response("1,, 3", "vector", allow_blank=True)
    assert reading.shown == "[1, _, 3]"
    assert read_response(reading.shown, "vector", allow_blank=True) == reading


def test_a_gap_is_refused_where_there_may_be_none():
    with pytest.raises(ResponseError):
        read_response("1, _, 3", "vector")


@pytest.mark.parametrize(
    "typed",
    [
        "42 epochs", "42epochs", "42 epoch", "42 Epochs", "42 EPOCHS.", "42轮", "42 轮", "epochs 42", "$42",
        "$ 42", "42$", "４２ｅｐｏｃｈｓ", "42 GPU hours", "42 GPU  hours", "42 gpu hours", "42m²", "42 m^2",
        "42 MB", "42 mb", r"42\text{ epochs}",
    ],
)  # fmt: skip
def test_a_unit_that_the_problem_names_may_stand_beside_the_number(typed):
    assert read_response(typed, units=("epochs", "轮", "$", "GPU hours", "m²", "MB")).value == 42


@pytest.mark.parametrize(
    "typed", ["42 kepochs", "42 px", "epochs", "42 Mb", "epochs 42 epochs x", "42 epochs epochs"]
)
def test_any_other_unit_is_refused(typed):
    with pytest.raises(ResponseError):
        read_response(typed, units=("epochs", "MB"))


def test_a_sign_may_stand_before_the_unit():
    assert read_response("-$42", units=("$",)).value == -42
    assert read_response("− ¥ 0.5", units=("¥",)).value == -HALF


def test_units_stand_in_lists_too():
    assert read_response("1 px, 2 px", "vector", ("px",)).value == (1, 2)
    assert read_response("[1, 2] px", "vector", ("px",)).value == (1, 2)


def test_percent_signs_stand_in_lists_too():
    assert read_response("50%, 25%", "vector", percent=True).value == (HALF, Fraction(1, 4))


@pytest.mark.parametrize(
    "typed", ["[" * 3000, "[" * 41 + "]" * 41, "1," * 1900 + "1", " " * 3990 + "1 2", "9" * 3999]
)
def test_a_long_list_is_read_or_refused_at_once(typed):
    with suppress(ResponseError):
        assert len(read_response(typed, "vector").value) in (2, 1901)
