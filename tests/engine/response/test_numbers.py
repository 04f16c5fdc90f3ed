"""Numbers as people write them: what is read, what is asked about, what is refused and where."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.engine.response import read_response
from studyapp.errors import ResponseError

HALF = Fraction(1, 2)

# Every spelling with the value that a teacher reads in it
SPELLINGS = {
    # whole numbers and signs
    "42": 42, " 42 ": 42, "\t42\n": 42, "+42": 42, "-42": -42, "- 42": -42, "−42": -42, "–42": -42,
    "－42": -42, "0": 0, "-0": 0, "007": 7, "(42)": 42, "[42]": 42, "((42))": 42, "42.": 42, "42。": 42,
    "42.0": 42, "= 42": 42, "＝42": 42,
    # digits of other keyboards
    "４２": 42, "－４２": -42, "１．５": Fraction(3, 2), "٤٢": 42, "𝟒𝟐": 42, "3。5": Fraction(7, 2),
    # decimals
    "1.5": Fraction(3, 2), ".5": HALF, "0.50": HALF, "-.5": -HALF, "5.": 5, "0.1": Fraction(1, 10),
    # thousands
    "1,234": 1234, "1,234,567": 1234567, "1,234.5": Fraction(2469, 2), "12,544": 12544, "100,000": 100000,
    "1 234": 1234, "1 234 567": 1234567, "12 345.5": Fraction(24691, 2), "1\u202f234": 1234,
    "1\u00a0234": 1234, "1\u2009234": 1234, "1'234": 1234, "1’234’567": 1234567, "1，234": 1234,
    "１，２３４": 1234, "1_000_000": 1000000, "-1,234": -1234,
    # powers of ten
    "1e3": 1000, "1E3": 1000, "1e+3": 1000, "1e03": 1000, "1e-3": Fraction(1, 1000),
    "1e−3": Fraction(1, 1000), "1.5e3": 1500, "1.5E+03": 1500, "5.0e-1": HALF, ".5e1": 5, "5.e1": 50,
    "1,234.5e1": 12345, "1×10^3": 1000, "1 × 10^3": 1000, "1.5x10^3": 1500, "1.5 X 10^3": 1500,
    "1.5*10^3": 1500, "1.5*10**3": 1500, "1.5·10³": 1500, "1.5⋅10³": 1500, "2×10⁻³": Fraction(1, 500),
    "2×10^-3": Fraction(1, 500), "2×10^(-3)": Fraction(1, 500), "10^3": 1000, "10³": 1000,
    "10⁻¹": Fraction(1, 10), "２×１０＾３": 2000,
    # powers
    "2²": 4, "2^3": 8, "2**3": 8, "2 ^ 3": 8, "2¹⁰": 1024, "(1/2)^2": Fraction(1, 4), "2^-1": HALF,
    "-2^2": -4, "(-2)^2": 4, "½²": Fraction(1, 4), "4^(1/2)": 2, "4^0.5": 2, "1e3^2": 1000000,
    # fractions and mixed numbers
    "1/3": Fraction(1, 3), "-1/3": Fraction(-1, 3), "1 / 2": HALF, "１／２": HALF, "1⁄2": HALF, "1÷2": HALF,
    "2/4": HALF, "6/3": 2, "⅓": Fraction(1, 3), "½": HALF, "-½": -HALF, "⅞": Fraction(7, 8),
    "1 1/2": Fraction(3, 2), "-1 1/2": Fraction(-3, 2), "12 3/4": Fraction(51, 4), "1½": Fraction(3, 2),
    "1 ½": Fraction(3, 2), "-2½": Fraction(-5, 2), "1又1/2": Fraction(3, 2), "1 1⁄2": Fraction(3, 2),
    "3 * 1 1/2": Fraction(9, 2), "1 1/2 + 1": Fraction(5, 2),
    # arithmetic
    "(224-7+2*3)/2+1": Fraction(225, 2), "6×7": 42, "6·7": 42, "6 x 7": 42, "84÷2": 42, "84／2": 42,
    "50-8": 42, "5 - -3": 8, "5--3": 8, "2*-3": -6, "（１＋２）×３": 9, "[(1+2)*3]/3": 3,
    "0.1+0.2": Fraction(3, 10), "7-7": 0, "2(3+4)": 14, "(1+2)(3+4)": 21, "1-1/3": Fraction(2, 3),
    "8/2/2": 2,
    # roots and functions, where they are exact
    "√16": 4, "√(9+16)": 5, "2√9": 6, "∛8": 2, "∛-8": -2, "³√27": 3, "∜16": 2, "√¼": HALF, "sqrt(16)": 4,
    "sqrt 16": 4, "SQRT(16)": 4, "log2(8)": 3, "log₂(8)": 3, "log10(1000)": 3, "lg(100)": 2, "exp(0)": 1,
    "ln(1)": 0, "abs(-3)": 3, "|-3|": 3, "|1-4|*2": 6, "floor(7/2)": 3, "ceil(7/2)": 4,
    "⌊7/2⌋": 3, "⌈7/2⌉": 4,
    "floor((7-3+2)/2)+1": 4, "max(1,2)": 2, "min(3, 1, 2)": 1, "round(2.5)": 3, "gcd(12,18)": 6,
    "factorial(5)": 120,
    # decimals that go on for ever, ten thousands and hundred millions
    "0.(3)": Fraction(1, 3), "-1.(6)": Fraction(-5, 3), "12.(0)": 12, "3.2万": 32000, "１．５亿": 150000000,
    # LaTeX
    r"\frac{1}{2}": HALF, r"$\frac{1}{2}$": HALF, r"\(\frac{1}{2}\)": HALF, r"\frac12": HALF,
    r"-\dfrac{3}{4}": Fraction(-3, 4), r"1\frac{1}{2}": Fraction(3, 2), r"1 \frac{1}{2}": Fraction(3, 2),
    r"2^3\frac{1}{2}": 4, r"\frac{\frac{1}{2}}{3}": Fraction(1, 6), r"\frac{1+2}{3 \cdot 4}": Fraction(1, 4),
    r"\sqrt{16}": 4, r"\sqrt[3]{8}": 2, r"\sqrt[5]{32}": 2, r"\frac{\sqrt{9}}{2}": Fraction(3, 2),
    "2^{3}": 8, "2^{-1}": HALF, r"3.2\times 10^{-3}": Fraction(4, 1250), r"3 \cdot 10^{2}": 300,
    "1{,}234": 1234, r"1\,234": 1234, r"\left(1+2\right)/3": 1, r"\lfloor 7/2 \rfloor": 3,
    r"\left\lceil\frac{7}{2}\right\rceil": 4, r"\left|-3\right|": 3, r"\log_2 8": 3, r"\log_{10}(1000)": 3,
    "log_2(8)": 3, r"\max(1, 2)": 2, r"84 \div 2": 42, r"\mathrm{ln}(1)": 0,
    # what comes along when numbers are copied
    "4\u200b2": 42, "\ufeff42": 42, "\u202d42\u202c": 42, "42\u200e": 42,
}  # fmt: skip

IRRATIONAL = {
    "√2": math.sqrt(2), "sqrt(2)": math.sqrt(2), "2^0.5": math.sqrt(2), "2√2": 2 * math.sqrt(2),
    "π": math.pi, "pi": math.pi, "2π": 2 * math.pi, "2*pi": 2 * math.pi, "e": math.e, "e^2": math.e**2,
    "exp(1)": math.e, "ln 2": math.log(2), "ln2": math.log(2), "log(2)": math.log(2),
    "-log(0.25)": -math.log(0.25), "1/√2": 1 / math.sqrt(2), "1/(1+e^-1)": 1 / (1 + math.exp(-1)),
    "tanh(0.5)": math.tanh(0.5), "sigmoid(1)": 1 / (1 + math.exp(-1)),
    r"\frac{1}{1+e^{-1}}": 1 / (1 + math.exp(-1)), r"\sqrt2": math.sqrt(2), r"\frac\pi2": math.pi / 2,
    r"2\pi": 2 * math.pi, r"\ln 2": math.log(2), r"e^{-\frac{1}{2}}": math.exp(-0.5),
    "2*e^-2": 2 * math.exp(-2), "0.6e^{-(1/2)^2}": 0.6 * math.exp(-0.25), "3e^0.5": 3 * math.exp(0.5),
    "2e^(1/2)": 2 * math.exp(0.5), "log2/log1.04": math.log(2) / math.log(1.04),
    "log10 - 1": math.log(10) - 1,
    "log10/log2": math.log(10) / math.log(2), "(log2)*3": 3 * math.log(2), "log2 8 - 0.5": 2.5,
    "1/(1+exp(-1))": 1 / (1 + math.exp(-1)), "5^(1/3)": 5 ** (1 / 3),
}  # fmt: skip

# Can be read in more than one way, or in none that is usual: asked about, with what it could mean
AMBIGUOUS = {
    "1,23": {Fraction(123, 100), 123}, "0,5": {HALF, 5}, "12,5": {Fraction(25, 2), 125},
    "-1,5": {Fraction(-3, 2), -15}, "0,500": {HALF, 500}, "1,2345": {Fraction(12345, 10000), 12345},
    "1.234,5": {Fraction(2469, 2), Fraction(12345, 10000)}, "1，5": {Fraction(3, 2), 15},
    "1,5e3": {1500, 15000}, "1,5×10^3": {1500, 15000}, "1,5/3": {HALF, 5}, "1,234e3": {1234000, 1234},
    "1.234.567": {1234567}, "12,34,567": {1234567}, "1 234,5": {Fraction(2469, 2)},
    "1'234,5": {Fraction(2469, 2)}, "1.234.567,5": {Fraction(2469135, 2)}, "1 3/2": {Fraction(5, 2)},
    "1 234/5": {Fraction(1234, 5), Fraction(239, 5)}, "2^3^2": {512, 64}, "6/2(1+2)": {9, 1},
    "0.1(6)": {Fraction(1, 6), Fraction(6, 10)}, "0.5(3)": {Fraction(8, 15), Fraction(3, 2)},
    "2e^3": {2 * math.e**3, 2000}, "2 e^3": {2 * math.e**3, 2000}, "1.5e^{2}": {1.5 * math.e**2, 150},
    "5e**-1": {5 / math.e, HALF}, r"1\frac{3}{2}": {Fraction(5, 2)},
    "1/2√4": {1, Fraction(1, 4)}, "√4(9)": {18, 6}, "2³√8": {8 * math.sqrt(8), 4},
}  # fmt: skip

# Junk, with the column where reading stops
JUNK = {
    "": 1, "   ": 1, "1.2.3": 4, "4 2": 3, "4  2": 4, "--": 2, "-": 1, "--4": 2, "+-4": 2, "5---3": 4,
    "1e": 2, "1e+": 2, "1e3.5": 4, "1e 3": 2, "2e": 2, "0x10": 2, "0xff": 2, "42?": 3, "42!": 3, "5!": 2,
    "inf": 1, "-inf": 2, "nan": 1, "NaN": 1, "∞": 1, "infinity": 1, "=": 1, "==42": 2, "= 4 2": 5,
    "42=x": 3, "≈42": 1, "~42": 1,
    "three": 1, "三": 1, "1..2": 2, ".": 1, "1.5.": 4, "1;2": 2, "1:2": 2, "(1": 1, "1)": 2, "()": 1,
    "(1]": 3, "1+": 2, "*2": 1, "/2": 1, "1//2": 3, "1/": 2, "2^": 2, "^2": 1, "√": 1, "sqrt": 1,
    "sqrt()": 5, "sqrt(": 5, "log2": 1, "foo(2)": 1, "1,": 2, ",1": 1, "1,,2": 2, "1, 2": 2, "1,2,3": 1,
    "1,23,4": 1, "1,234,56": 1, "1'23": 1, "1 23": 3, "'42'": 1, '"42"': 1, "42abc": 3, "abc": 1, "$42": 1,
    "42 px": 4, "50%": 3, "5‰": 2, "%": 1, "x₂": 1, "4₂": 2, "①": 1, "½½": 2, "1½2": 3, "2½½": 3,
    "1 1/2 3": 3, "1 1/2^2": 3, "true": 1, "None": 1, "never": 1, "1\n2": 3, "1 .5": 3, "2 e": 3, "e5": 2,
    "1\u202e2": 2, "\x07": 1, "4\x002": 2, "🙂": 1, "1🙂": 2, "lambda": 1, "__class__": 1, "a.b": 2,
    "{1}": 1, "1|2": 2, "1/0": 2, "0^-1": 2, "√-1": 1, "log(0)": 1, "log(-1)": 1, "(-8)^0.5": 5, "0/0": 2,
    "1e400": 1, "1e-400": 1,
}  # fmt: skip


@pytest.mark.parametrize(("typed", "value"), SPELLINGS.items())
def test_every_spelling_is_read_exactly(typed, value):
    read = read_response(typed).value
    assert read == value
    assert type(read) is type(value)


def test_the_table_has_a_hundred_spellings_and_sixty_pieces_of_junk():
    assert len(SPELLINGS) + len(IRRATIONAL) >= 150
    assert len(JUNK) + len(AMBIGUOUS) >= 100


@pytest.mark.parametrize(("typed", "value"), IRRATIONAL.items())
def test_irrational_numbers_are_read_as_floats(typed, value):
    assert read_response(typed).value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(("typed", "meanings"), AMBIGUOUS.items())
def test_what_can_be_read_in_two_ways_is_asked_about(typed, meanings):
    with pytest.raises(ResponseError) as refused:
        read_response(typed)
    assert set(refused.value.candidates) == meanings


@pytest.mark.parametrize(("typed", "value"), [("2^2^2", 16), ("4/2(1)", 2), ("√4(1)", 2)])
def test_nothing_is_asked_where_both_ways_give_the_same(typed, value):
    assert read_response(typed).value == value


@pytest.mark.parametrize(("typed", "column"), JUNK.items())
def test_junk_is_refused_with_its_place(typed, column):
    with pytest.raises(ResponseError) as refused:
        read_response(typed)
    assert refused.value.column == column
    assert not refused.value.candidates


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("42=x", "`=` can't be read here"),
        ("4 2", "two numbers stand side by side"),
        ("1.2.3", "one decimal point"),
        ("(1+2", r"`\(` is never closed"),
        ("1+2)", r"`\)` closes nothing"),
        ("1+", r"after `\+` a number is missing"),
        ("three", "`three` is not a number"),
        ("1, 2", "one number is asked for here, not a list"),
        ("1,2,3", "neither one number nor grouped by thousands"),
        ("50%", "`%` makes no sense here"),
        ("1/0", "divides by zero"),
        ("√-4", "-4 is negative"),
        ("1,23", r"more than one way: 1\.23 / 123"),
        ("1.234.567", "unusual way to write 1234567"),
        ("6/2(1+2)", "put brackets"),
    ],
)
def test_the_reason_is_said_kindly(typed, sentence):
    with pytest.raises(ResponseError, match=sentence):
        read_response(typed)


def test_the_column_counts_in_the_string_as_typed():
    # ² becomes three signs and ⌊ six while reading; the place is still the learner's own
    for typed, column in {
        "２²＋？": 4,
        "⌊7/2⌋?": 6,
        "\u200b4?": 3,
        r"\frac{1}{2} + ?": 15,
        r"$\frac{1}{x}$": 11,
        r"2^{3": 3,
        r"4\foo": 2,
        "  10³ + foo": 9,
        "½ + ½ ½": 7,
    }.items():
        with pytest.raises(ResponseError) as refused:
            read_response(typed)
        assert refused.value.column == column, typed


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("50%", HALF), ("50 %", HALF), ("50 percent", HALF), (r"50\%", HALF),
        ("50 Percent", HALF), ("５０％", HALF), ("12.5%", Fraction(1, 8)), ("0.5", HALF),
        ("100%", 1), ("5‰", Fraction(1, 200)), ("1 - 20%", Fraction(4, 5)), ("百分之50", HALF),
        ("½%", Fraction(1, 200)), ("1/2", HALF),
    ],
)  # fmt: skip
def test_percent_is_read_where_it_makes_sense(typed, value):
    assert read_response(typed, percent=True).value == value


@pytest.mark.parametrize("typed", ["%", "50%%", "% 50", "7 % 3"])
def test_a_stray_percent_sign_is_refused(typed):
    with pytest.raises(ResponseError):
        read_response(typed, percent=True)


@pytest.mark.parametrize("typed", ["never", "Never", " none ", "永不", "不会", "无", "null"])
def test_never_is_an_answer_only_where_it_can_be_one(typed):
    assert read_response(typed, nullable=True).value is None
    with pytest.raises(ResponseError, match="a number is asked for"):
        read_response(typed)


def test_numbers_are_read_as_ever_where_never_is_possible():
    assert read_response("10", nullable=True).value == 10


def test_a_fraction_is_readable_where_a_whole_number_is_asked():
    assert read_response("7/2", "integer").value == Fraction(7, 2)


def test_the_reading_is_shown():
    assert read_response("1 1/2").shown == "1.5"
    assert read_response("2/6").shown == "1/3"
    assert read_response("1 2; 3 4", "matrix").shown == "[[1, 2], [3, 4]]"


@given(st.integers(-(10**18), 10**18))
def test_any_whole_number_is_read_in_each_grouping(number):
    for written in (
        str(number),
        f"{number:,}",
        f"{number:,}".replace(",", " "),
        f"{number:,}".replace(",", "’"),
    ):
        assert read_response(written).value == number


@given(st.from_regex(r"-?[0-9]{1,17}(\.[0-9]{1,17})?", fullmatch=True))
def test_a_plain_number_is_read_as_it_is_within_a_calculation(written):
    value = read_response(written).value
    assert value == Fraction(written)
    assert isinstance(value, int) == (Fraction(written).denominator == 1)
    assert read_response(f"({written})").value == value
    assert read_response(written, "matrix").value == ((value,),)


@given(st.fractions(max_denominator=1000))
def test_any_fraction_is_read_in_latex(fraction):
    above, below = abs(fraction.numerator), fraction.denominator
    sign = "-" if fraction < 0 else ""
    assert read_response(rf"{sign}\frac{{{above}}}{{{below}}}").value == fraction


@given(st.fractions(max_denominator=1000))
def test_any_fraction_is_read(fraction):
    assert read_response(f"{fraction.numerator}/{fraction.denominator}").value == fraction


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_as_python_prints_it_is_read_back(number):
    try:
        assert float(read_response(repr(number)).value) == number
    except ResponseError:
        assert 0 < abs(number) < 1e-300  # with 17 digits, too small an exponent


def refusal_column(typed, expect):
    """Where all readings allowed at once refuse it; None where it is read."""
    try:
        read_response(typed, expect, ("epochs", "%", "m²"), percent=True, nullable=True, allow_blank=True)
    except ResponseError as error:
        return error.column
    return None


@given(st.text(alphabet="0123456789.,'+-*/^()[]eEx %√π½²⁻ \n;，−sqrtlog", max_size=30) | st.text(max_size=20))
def test_any_text_is_read_or_refused_with_a_place_in_it(typed):
    for expect in ("number", "vector", "matrix"):
        column = refusal_column(typed, expect)
        assert column is None or 1 <= column <= len(typed) + 1


@pytest.mark.parametrize(
    "typed",
    [
        "9" * 401, "(" * 200, "(" * 200 + ")" * 200, "9^9^9^9", "10^10^10", "2^99999999999",
        "1+" * 150 + "1", "-" * 300, "9" * 100 + "^" + "9" * 100, "√" * 300 + "2", "factorial(170)^999",
        "0.1^99999", "1.000001^9999999", "round(1.5, 99999999)", "factorial(10^9)", "exp(10^6)",
        "exp(1e300)", "1e308*1e308", "2^(2^(2^(2^(2^2))))", "__import__('os')", "().__class__", "lambda: 0",
        "[x for x in y]", "a:=1", "f'{1}'", "1if 1else 2", "\u202e1+1",
    ],
)  # fmt: skip
def test_an_attack_is_answered_by_our_own_error_or_a_number(typed):
    try:
        assert math.isfinite(float(read_response(typed).value))
    except ResponseError:
        pass
    except OverflowError:  # a whole number may be longer than a double
        assert isinstance(read_response(typed).value, int)


def test_a_response_of_a_million_signs_is_refused_unread():
    for expect in ("number", "vector", "matrix"):
        with pytest.raises(ResponseError, match="too long"):
            read_response("1+" * 500_000, expect)
