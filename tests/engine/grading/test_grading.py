"""What a response earns, and what a wrong one is taken for."""

import json
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.grade import Status
from studyapp.domain.value import to_json
from studyapp.engine.answers.matching import elements, is_number, is_right, resembles, without_noise
from studyapp.engine.answers.tolerance import EXACT
from studyapp.engine.grading.grade import grade
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.plan import plan_of, tolerance_of
from studyapp.engine.problems.problem import Part, Problem
from studyapp.errors import UnknownNameError
from studyapp.text.numbers import show

SEEDS = range(40)


@pytest.fixture(params=["conv:1", "conv:2", "gpu:1", "norm:1", "norm:2", "norm:3", "dense:1"])
def drawn(request):
    """Each problem at each of its levels, with a variant for each seed."""
    name, _, level = request.param.partition(":")
    problem = request.getfixturevalue(name)
    return problem, [draw(problem, int(level), seed) for seed in SEEDS]


# What is right


def test_the_answer_is_right_in_full_precision_and_as_it_is_shown(drawn, typed):
    problem, variants = drawn
    for variant in variants:
        for spelling in (typed, show):
            earned = grade(
                problem, variant, {part: spelling(value) for part, value in variant.answers.items()}
            )
            assert earned.score == 1
            assert earned.correct
            assert not any(part.followed for part in earned.parts.values())


def test_the_answer_is_right_in_every_spelling(conv, one):
    variant = draw(conv, 1, 0)
    answer = variant.answers["output"]
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in str(answer))
    for spelling in (
        f" {answer} ",
        f"+{answer}",
        f"{answer}.0",
        f"{2 * answer}/2",
        f"{answer - 7} + 7",
        f"{answer} px",
        f"{answer}pixels",
        full_width,
        f"floor({answer}.5)",
    ):
        assert one(conv, variant, spelling).status is Status.CORRECT, spelling


def test_a_whole_number_has_to_be_exact(conv, one):
    variant = draw(conv, 1, 0)
    answer = variant.answers["output"]
    assert one(conv, variant, f"{answer}.01").status is Status.INCORRECT
    assert one(conv, variant, f"{2 * answer + 1}/2").status is Status.INCORRECT


def test_a_stated_tolerance_is_inclusive_at_its_bound(gpu, one):
    variant = draw(gpu, 1, 0)
    answer = variant.answers["hours"]
    for bound in (answer * Fraction(99, 100), answer * Fraction(101, 100)):
        assert one(gpu, variant, f"{bound.numerator}/{bound.denominator}").status is Status.CORRECT
        beyond = bound + (bound - answer) / 10**6
        assert one(gpu, variant, f"{beyond.numerator}/{beyond.denominator}").status is not Status.CORRECT


def test_blank_parts_earn_nothing_and_unreadable_ones_say_why(dense, typed):
    variant = draw(dense, 1, 0)
    earned = grade(
        dense, variant, {"weights": typed(variant.answers["weights"]), "total": "1.2.3", "network": " "}
    )
    assert [str(part.status) for part in earned.parts.values()] == ["correct", "unreadable", "blank"]
    assert earned.score == pytest.approx(1 / 3)
    assert earned.parts["total"].feedback.en
    assert earned.parts["total"].expected == variant.answers["total"]


def test_a_response_to_a_part_that_is_not_asked_is_refused(dense):
    with pytest.raises(UnknownNameError, match="test/dense does not ask for totl; did you mean total"):
        grade(dense, draw(dense, 1, 0), {"totl": "3"})


# Declared mistakes


def test_each_visible_mistake_is_named_with_all_that_share_its_value(drawn, typed, one):
    problem, variants = drawn
    for variant in variants:
        for part, mistakes in variant.mistakes.items():
            for name, value in mistakes.items():
                earned = one(problem, variant, typed(value), part)
                assert earned.status is Status.INCORRECT
                assert name in earned.mistakes, (variant, part, name)
                assert earned.feedback.en
                assert earned.feedback.zh
                same = {other for other, wrong in mistakes.items() if to_json(wrong) == to_json(value)}
                assert same <= set(earned.mistakes)


def test_a_mistake_is_recognised_rounded_as_people_type_it(conv, one):
    for seed in SEEDS:
        variant = draw(conv, 1, seed)
        value = variant.mistakes["output"]["no_floor"]
        assert "no_floor" in one(conv, variant, f"{float(value):.2f}").mistakes


def test_random_wrong_numbers_are_named_nothing(drawn, typed, one):
    problem, variants = drawn
    chance = random.Random(7)
    parts = {part.name: part for part in plan_of(problem, variants[0].level).parts}
    for variant in variants:
        for name, answer in variant.answers.items():
            if not is_number(answer):
                continue
            tolerance = tolerance_of(parts[name], answer)
            value = Fraction(round(float(answer) * chance.uniform(2.1, 9) * 10**5) + 1, 10**5)
            if any(resembles(value, wrong, tolerance) for wrong in variant.mistakes[name].values()):
                continue
            earned = one(problem, variant, typed(value), name)
            assert earned.status is Status.INCORRECT
            assert not [mistake for mistake in earned.mistakes if not mistake.startswith("slip.")]
            assert earned.feedback.en
            assert earned.feedback.zh


def test_mistakes_with_one_value_are_reported_together(conv, typed, one):
    for seed in range(200):
        variant = draw(conv, 1, seed)
        mistakes = variant.mistakes["output"]
        if mistakes.get("one_side") == mistakes.get("no_plus_one") is not None:
            earned = one(conv, variant, typed(mistakes["one_side"]))
            assert {"one_side", "no_plus_one"} <= set(earned.mistakes)
            assert earned.feedback.en.startswith("Several things can lead to this number:")
            assert "- Looks like one_side." in earned.feedback.en
            return
    pytest.fail("no variant in which the two coincide")


def test_a_mistake_of_an_earlier_step_names_that_step(gpu, typed, one):
    variant = draw(gpu, 1, 0)
    earned = one(gpu, variant, typed(60 * variant.answers["cost"]), "cost")
    assert earned.mistakes == ("hours.minutes",)
    assert earned.feedback.en == "At “GPU hours”: Looks like minutes."
    assert earned.feedback.zh == "在“GPU 小时”这一步：看起来是 minutes。"


# Value and precision apart


def test_too_few_digits_are_imprecise_and_the_feedback_says_how_many_are_wanted(norm, one):
    variant = draw(norm, 3, 2)
    answer = variant.answers["normalized[2]"]
    earned = one(norm, variant, f"{answer:.1g}")
    assert earned.status is Status.IMPRECISE
    assert "at least 3 significant digits" in earned.feedback.en
    assert "3 位有效数字" in earned.feedback.zh
    assert grade(norm, variant, {"normalized[2]": f"{answer:.1g}"}).score == 0.5
    assert one(norm, variant, f"{answer:.3g}").status is Status.CORRECT


def test_a_third_is_not_given_by_a_few_threes(conv, one):
    thirds = Part.of("extent")
    problem = Problem(
        id="test/third",
        solver=conv.solver,
        levels={
            1: replace(conv.levels[1], fixed={"dilation": Fraction(1, 3)}, parts=(thirds,), where=(), aim=())
        },
    )
    variant = next(v for seed in range(20) if (v := draw(problem, 1, seed)).givens["kernel_size"] == 5)
    assert variant.answers["extent"] == Fraction(7, 3)
    assert one(problem, variant, "2.33").status is Status.IMPRECISE
    assert "exact value" in one(problem, variant, "2.33").feedback.en
    assert one(problem, variant, "7/3").status is Status.CORRECT
    assert one(problem, variant, "2 1/3").status is Status.CORRECT
    assert one(problem, variant, repr(7 / 3)).status is Status.CORRECT
    assert one(problem, variant, "2.4").status is Status.INCORRECT


def test_a_rounded_whole_number_is_another_number(conv, one):
    variant = draw(conv, 1, 0)
    assert one(conv, variant, str(round(variant.answers["output"], -1) + 40)).status is Status.INCORRECT


# Whatever is typed


def test_every_grade_can_be_written_as_json(drawn, one):
    problem, variants = drawn
    for variant in variants[:5]:
        for response in ("0", "1/3", "sqrt(2)", "[1, 2]", "x"):
            for part in variant.answers:
                earned = one(problem, variant, response, part)
                json.dumps(
                    [to_json(earned.read_as), to_json(earned.expected), to_json(earned.marks)],
                    allow_nan=False,
                )
                assert all(item is None or is_number(item) for item in elements(earned.read_as))


def test_a_zero_among_larger_values_is_no_float_noise():
    # 0.1 + 0.2 - 0.3 leaves 5.6e-17 as doubles; nobody types that
    noisy = (0.1 + 0.2 - 0.3, 1.5)
    assert without_noise(noisy) == (0.0, 1.5)
    assert without_noise(noisy[0]) == noisy[0]


def test_a_long_exact_answer_may_be_given_as_it_is_shown():
    huge = 2**1000
    assert is_right(Fraction(show(huge)), huge, EXACT)
    assert is_right(huge, huge, EXACT)
    assert not is_right(huge - 1, huge, EXACT)
    long = Fraction(10**9 + 7, 10**8 + 7)
    assert is_right(Fraction(show(long)), long, EXACT)


@settings(max_examples=60)
@given(response=st.one_of(st.text(max_size=30), st.text("0123456789.,-+*/^() e[];%½√", max_size=20)))
def test_no_response_breaks_grading(norm, gpu, response):
    for problem in (norm, gpu):
        variant = draw(problem, 1, 0)
        earned = grade(problem, variant, dict.fromkeys(variant.answers, response))
        assert 0 <= earned.score <= 1
        json.dumps(to_json([part.read_as for part in earned.parts.values()]), allow_nan=False)


@pytest.mark.parametrize(
    "response", ["1e308", "-1e308", "1e-300", "10^300", "9" * 300, "1/" + "7" * 300, "2^1000", "exp(700)"]
)
def test_extreme_numbers_are_wrong_and_nothing_worse(norm, gpu, conv, response):
    for problem in (norm, gpu, conv):
        variant = draw(problem, 1, 0)
        earned = grade(problem, variant, dict.fromkeys(variant.answers, response))
        assert earned.score == 0
