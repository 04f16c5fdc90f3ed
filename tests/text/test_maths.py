from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import i18n
from studyapp.text.maths import check, linear, maths_rows
from studyapp.text.width import width


def picture(drawn: str) -> list[str]:
    """The rows of a hand-drawn picture, without the margin it has in this file and spaces at the end."""
    return [row.rstrip() for row in dedent(drawn).strip("\n").split("\n")]


@pytest.mark.parametrize(
    ("latex", "drawn"),
    [
        pytest.param(
            r"W_{\text{out}} = \left\lfloor \frac{W - K + 2P}{S} \right\rfloor + 1",
            """
                    ⎢W − K + 2P⎥
            W_out = ⎢──────────⎥ + 1
                    ⎣    S     ⎦
            """,
            id="floor",
        ),
        pytest.param(
            r"\lceil \frac{N}{B} \rceil",
            """
            ⎡N⎤
            ⎢─⎥
            ⎢B⎥
            """,
            id="ceil",
        ),
        pytest.param(
            r"\hat{x}_i = \frac{x_i - \mu}{\sqrt{\sigma^2 + \varepsilon}}",
            """
                  xᵢ − μ
            x̂ᵢ = ─────────
                 √(σ² + ε)
            """,
            id="normalised",
        ),
        pytest.param(
            r"\sum_{i=1}^{N} w_i^2",
            """
             N
             ∑  wᵢ²
            i=1
            """,
            id="sum",
        ),
        pytest.param(
            r"\frac{1}{N} \sum_{i=1}^{N} (x_i - \mu)^2",
            """
            1  N
            ─  ∑  (xᵢ − μ)²
            N i=1
            """,
            id="mean",
        ),
        pytest.param(
            r"\begin{bmatrix} 1 & 2 \\ 3 & -4 \end{bmatrix}",
            """
            ⎡1  2 ⎤
            ⎣3  −4⎦
            """,
            id="matrix",
        ),
        pytest.param(
            r"\begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}",
            """
            ⎧ x   x > 0
            ⎩ 0   otherwise
            """,
            id="cases",
        ),
        pytest.param(
            r"\begin{aligned} a &= b + c \\ &= 5 \end{aligned}",
            """
            a = b + c
              = 5
            """,
            id="aligned",
        ),
        pytest.param(
            r"\sqrt{\frac{1}{N}}",
            """
             ┌──
             │1
             │─
            ╲│N
            """,
            id="root of a fraction",
        ),
        pytest.param(
            r"\left( \frac{a}{b} \right)^2",
            """
            ⎛a⎞²
            ⎜─⎟
            ⎝b⎠
            """,
            id="power of a fraction",
        ),
        pytest.param(
            r"e^{-x^2}",
            """
             −x²
            e
            """,
            id="a power that has no small signs",
        ),
        pytest.param(
            r"\min_w L(w)",
            """
            min L(w)
             w
            """,
            id="minimum over",
        ),
        pytest.param(
            r"-\frac{\text{轮次}}{2}",
            """
              轮次
            − ────
               2
            """,
            id="Chinese over a stroke, and a minus that keeps away from it",
        ),
        pytest.param(
            r"\frac{\frac{1}{2}}{3}",
            """
             1
             ─
             2
            ───
             3
            """,
            id="the main stroke is the longest",
        ),
    ],
)
def test_a_formula_is_drawn_on_several_rows(latex: str, drawn: str):
    assert [row.rstrip() for row in maths_rows(latex)] == picture(drawn)


@pytest.mark.parametrize(
    ("latex", "written"),
    [
        (r"\left\lfloor\frac{W-K+2P}{S}\right\rfloor + 1", "⌊(W − K + 2P)/S⌋ + 1"),
        (r"\frac{1}{1+e^{-x}}", "1/(1 + e⁻ˣ)"),
        (r"\frac{x-\mu}{\sqrt{\sigma^2+\epsilon}}", "(x − μ)/√(σ² + ε)"),
        (r"\frac{a}{bc}", "a/(bc)"),
        (r"\frac{ab}{c}", "ab/c"),
        (r"\frac{a}{b}c", "(a/b) c"),
        (r"\frac{a}{b} + c", "a/b + c"),
        (r"\frac{a}{b} \cdot c", "(a/b)·c"),
        (r"\frac{\frac{a}{b}}{\frac{c}{d}}", "(a/b)/(c/d)"),
        (r"\frac{-b}{2}", "(−b)/2"),
        (r"\frac{a}{b}^2", "(a/b)²"),
        (r"{a+b}^2", "(a + b)²"),
        (r"\frac{e^S}{2}", "(e^S)/2"),
        (r"\frac{\partial L}{\partial w_i}", "∂L/∂wᵢ"),
        (r"\frac{\log x}{n}", "(log x)/n"),
        (r"\frac{\max(0, x)}{n}", "max(0, x)/n"),
        (r"\frac{\text{training samples}}{\text{batch}}", "(training samples)/batch"),
        (r"\log\frac{p}{1-p}", "log(p/(1 − p))"),
        (r"\sqrt{2}x", "√(2)x"),
        (r"\sqrt{2} \cdot x", "√2·x"),
        (r"\sqrt{x}^2", "(√x)²"),
        (r"\sqrt{x^2}", "√(x²)"),
        (r"\sqrt[3]{x}", "∛x"),
        (r"\sqrt[n]{x}", "x^(1/n)"),
        (r"\sum_{i=1}^N w_i^2", "∑ᵢ₌₁ᴺ wᵢ²"),
        (r"\sum\limits_{i} \frac{x_i}{n}", "∑ᵢ (xᵢ/n)"),
        (r"\sigma_B^2", "σ²_B"),
        (r"e^{-x^2}", "e^(−x²)"),
        (r"x^{\frac{1}{2}}", "x^(1/2)"),
        (r"x^S y", "x^S y"),
        (r"a_{ij}^{(k)}", "aᵢⱼ⁽ᵏ⁾"),
        (r"a_{t,j}", "a_(t, j)"),
        (r"W_{\text{out}} x", "W_out x"),
        (r"W_{\text{输出}}", "W_输出"),
        (r"K' = D(K-1)+1", "K′ = D(K − 1) + 1"),
        (r"f'^2", "f′²"),
        (r"\hat{x}, \bar{x}, \tilde{x}, \overline{x}", "x̂, x̄, x̃, x̅"),
        (r"\hat{x_i}", "x̂ᵢ"),
        (r"\widehat{x+y}", "hat(x + y)"),
        (r"\lVert \boldsymbol{w} \rVert_2^2", "‖𝐰‖₂²"),
        (r"\operatorname{sign}(w)", "sign(w)"),
        (r"\operatorname{ReLU} x", "ReLU x"),
        (r"w \leftarrow w - \eta\,\nabla L", "w ← w − η ∇L"),
        (r"x \in [0, 1)", "x ∈ [0, 1)"),
        (r"x=-1", "x = −1"),
        (r"2-(-3)", "2 − (−3)"),
        (r"1.5 \times 10^{-3}", "1.5 × 10⁻³"),
        (r"12{,}544", "12,544"),
        (r"\frac12", "1/2"),
        (r"x^10", "x¹0"),  # TeX takes one character for a script, and so do we
        (r"50\%", "50%"),
        (r"x \not= y", "x ≠ y"),
        (r"w^\top x", "wᵀx"),
        (r"\log_2 x", "log₂ x"),
        (r"\Bigl(\frac{a}{b}\Bigr)", "(a/b)"),
        (r"\binom{n}{k}", "C(n, k)"),
        (r"\begin{bmatrix}1&2\\3&4\end{bmatrix}", "[[1, 2], [3, 4]]"),
        (r"\begin{cases}x&x>0\\0&\text{otherwise}\end{cases}", "{x, x > 0; 0, otherwise}"),
        (r"\text{步长 } S", "步长 S"),
        (r"\text{lr}\,\lambda", "lr λ"),
        (r"2\text{px}", "2 px"),
        (r"\mathbb{R}^{n}", "ℝⁿ"),
        ("", ""),
    ],
)
def test_a_formula_on_one_line_means_the_same(latex: str, written: str):
    assert linear(latex) == written
    assert maths_rows(latex, inline_only=True) == [written]


@pytest.mark.parametrize(
    ("latex", "column", "said"),
    [
        (r"\frac{1}{", 10, r"} is missing after {"),
        (r"\frac{1}", 9, r"something is missing after \\frac"),
        (r"a + \foo", 5, r"\\foo is no command we can draw"),
        (r"a & b", 3, r"& stands here without its beginning"),
        (r"a }", 3, r"} stands here without its beginning"),
        (r"\left( x", 9, r"\\right is missing after \\left"),
        (r"x^2^3", 6, r"two superscripts"),
        (r"x_2_3", 6, r"two subscripts"),
        (r"x^", 3, r"something is missing after \^"),
        (r"\begin{foo}x\end{foo}", 12, r"foo is no environment we can draw"),
        (r"\begin{cases}x\end{matrix}", 19, r"\\begin{cases} is ended by another name"),
        (r"\text{open", 6, r"} is missing after \\text"),
        ("{" * 100, 31, r"nests at most 30 deep"),
        ("x" * 3000, 2001, r"at most 2000 characters, this has 3000"),
    ],
)
def test_what_cannot_be_drawn_is_said_with_its_column_and_shown_as_written(
    latex: str, column: int, said: str
):
    problem = check(latex)
    assert problem is not None
    assert problem.column == pytest.approx(column, abs=1)
    with pytest.raises(type(problem), match=said):
        raise problem
    assert maths_rows(latex) == [latex]


@pytest.mark.parametrize("latex", [r"\frac{a}{b}", "x", r"\begin{matrix}a\\b\end{matrix}", "", r"\text{a_b}"])
def test_what_can_be_drawn_has_no_problem(latex: str):
    assert check(latex) is None


def test_control_characters_in_a_formula_never_reach_the_screen():
    assert maths_rows("x\x1b]2;t\x07 + 1") == ["x]2; t + 1"]


PIECES = [
    "x",
    "2",
    "+",
    "-",
    " ",
    r"\frac{a}{b}",
    r"\sqrt{x}",
    "^2",
    "_i",
    "(",
    ")",
    "{",
    "}",
    r"\left(",
    r"\right)",
]
PIECES += [
    r"\sum",
    r"\hat",
    "&",
    r"\\",
    "'",
    r"\text{词}",
    r"\begin{cases}",
    r"\end{cases}",
    r"\foo",
    "]",
    "[",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_whatever_is_written_rows_come_back_of_one_width(latex: str):
    rows = maths_rows(latex)
    assert rows
    assert len({width(row) for row in rows}) == 1
    assert "\n" not in linear(latex)


def test_what_never_happens_is_said_in_the_readers_language():
    assert linear(r"k_2 = \text{never}") == "k₂ = never"
    i18n.use("zh")
    assert linear(r"k_2 = \text{never}") == "k₂ = 永不"
    assert maths_rows(r"k_2 = \text{never}") == ["k₂ = 永不"]
