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
from studyapp.engine.answers.tolerance import EXACT, Tolerance
from studyapp.engine.grading.grade import grade
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.plan import plan_of, tolerance_of
from studyapp.engine.problems.problem import Part, Problem
from studyapp.errors import UnknownNameError
from studyapp.text.numbers import show

SEEDS = range(40)


def typed(value):
    """A value in full precision, as `generate` hands it on."""
    return "never" if value is None else json.dumps(to_json(value))


def one(problem, variant, response, part=None):
    """The grade of one part, the others left blank."""
    name = part or next(iter(variant.answers))
    return grade(problem, variant, {name: response}).parts[name]


def with_parts(problem, *parts):
    """The same problem, asking for other parts."""
    return Problem(
        id=problem.id, solver=problem.solver, levels={1: replace(problem.levels[1], parts=tuple(parts))}
    )


@pytest.fixture(params=["conv:1", "conv:2", "gpu:1", "norm:1", "norm:2", "norm:3", "dense:1"])
def drawn(request):
    """Each problem at each of its levels, with a variant for each seed."""
    name, _, level = request.param.partition(":")
    problem = request.getfixturevalue(name)
    return problem, [draw(problem, int(level), seed) for seed in SEEDS]


# What is right


def test_the_answer_is_right_in_full_precision_and_as_it_is_shown(drawn):
    problem, variants = drawn
    for variant in variants:
        for spelling in (typed, show):
            earned = grade(
                problem, variant, {part: spelling(value) for part, value in variant.answers.items()}
            )
            assert earned.score == 1
            assert earned.correct
            assert not any(part.followed for part in earned.parts.values())


def test_the_answer_is_right_in_every_spelling(conv):
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


def test_a_whole_number_has_to_be_exact(conv):
    variant = draw(conv, 1, 0)
    answer = variant.answers["output"]
    assert one(conv, variant, f"{answer}.01").status is Status.INCORRECT
    assert one(conv, variant, f"{2 * answer + 1}/2").status is Status.INCORRECT


def test_a_stated_tolerance_is_inclusive_at_its_bound(gpu):
    variant = draw(gpu, 1, 0)
    answer = variant.answers["hours"]
    for bound in (answer * Fraction(99, 100), answer * Fraction(101, 100)):
        assert one(gpu, variant, f"{bound.numerator}/{bound.denominator}").status is Status.CORRECT
        beyond = bound + (bound - answer) / 10**6
        assert one(gpu, variant, f"{beyond.numerator}/{beyond.denominator}").status is not Status.CORRECT


def test_blank_parts_earn_nothing_and_unreadable_ones_say_why(dense):
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


def test_each_visible_mistake_is_named_with_all_that_share_its_value(drawn):
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


def test_a_mistake_is_recognised_rounded_as_people_type_it(conv):
    for seed in SEEDS:
        variant = draw(conv, 1, seed)
        value = variant.mistakes["output"]["no_floor"]
        assert "no_floor" in one(conv, variant, f"{float(value):.2f}").mistakes


def test_random_wrong_numbers_are_named_nothing(drawn):
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


def test_mistakes_with_one_value_are_reported_together(conv):
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


def test_a_mistake_of_an_earlier_step_names_that_step(gpu):
    variant = draw(gpu, 1, 0)
    earned = one(gpu, variant, typed(60 * variant.answers["cost"]), "cost")
    assert earned.mistakes == ("hours.minutes",)
    assert earned.feedback.en == "At “GPU hours”: Looks like minutes."
    assert earned.feedback.zh == "在“GPU 小时”这一步：看起来是 minutes。"


# Value and precision apart


def test_too_few_digits_are_imprecise_and_the_feedback_says_how_many_are_wanted(norm):
    variant = draw(norm, 3, 2)
    answer = variant.answers["normalized[2]"]
    earned = one(norm, variant, f"{answer:.1g}")
    assert earned.status is Status.IMPRECISE
    assert "at least 3 significant digits" in earned.feedback.en
    assert "3 位有效数字" in earned.feedback.zh
    assert grade(norm, variant, {"normalized[2]": f"{answer:.1g}"}).score == 0.5
    assert one(norm, variant, f"{answer:.3g}").status is Status.CORRECT


def test_a_third_is_not_given_by_a_few_threes(conv):
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


def test_a_rounded_whole_number_is_another_number(conv):
    variant = draw(conv, 1, 0)
    assert one(conv, variant, str(round(variant.answers["output"], -1) + 40)).status is Status.INCORRECT


# Lists


def test_a_list_is_marked_element_by_element(norm):
    variant = draw(norm, 2, 0)
    values = [f"{value:.4f}" for value in variant.answers["normalized"]]
    values[1] = "7"
    earned = one(norm, variant, ", ".join(values))
    assert earned.status is Status.INCORRECT
    assert earned.marks == (True, False, True, True)
    assert earned.feedback.en == "3 of 4 values are right; look again at number 2."


def test_a_blank_element_is_neither_right_nor_wrong(norm):
    variant = draw(norm, 2, 0)
    values = [f"{value:.4f}" for value in variant.answers["normalized"]]
    earned = one(norm, variant, f"{values[0]}, , {values[2]}, {values[3]}")
    assert earned.marks == (True, None, True, True)
    assert earned.status is Status.INCORRECT


def test_a_list_of_another_length_is_told_so(norm):
    variant = draw(norm, 2, 0)
    earned = one(norm, variant, "1, 2, 3")
    assert earned.status is Status.INCORRECT
    assert earned.marks == ()
    assert earned.feedback.en == "4 values are asked; yours are 3."
    assert earned.feedback.zh == "这里要 4 个值，你给了 3 个。"


def test_the_right_values_in_another_order_are_swapped(norm):
    variant = draw(norm, 2, 0)
    first, second, *rest = variant.answers["normalized"]
    earned = one(norm, variant, typed((second, first, *rest)))
    assert earned.mistakes == ("slip.swapped",)


def test_all_signs_turned_round_is_one_slip(norm):
    variant = draw(norm, 2, 0)
    turned = tuple(-value for value in variant.answers["normalized"])
    assert "slip.sign" in one(norm, variant, typed(turned)).mistakes


def test_a_mistake_made_in_one_element_only_is_recognised_there(norm):
    variant = draw(norm, 2, 0)
    wrong = variant.mistakes["normalized"]["by_variance"]
    mixed = (*variant.answers["normalized"][:3], wrong[3])
    earned = one(norm, variant, typed(mixed))
    assert earned.mistakes == ("by_variance",)
    assert earned.marks == (True, True, True, False)


def test_a_list_with_one_imprecise_element_is_imprecise(norm):
    variant = draw(norm, 2, 1)
    exact = [f"{value:.5f}" for value in variant.answers["normalized"]]
    place = next(i for i, value in enumerate(variant.answers["normalized"]) if abs(value) > 1.02)
    exact[place] = f"{variant.answers['normalized'][place]:.1f}"
    assert one(norm, variant, ", ".join(exact)).status in (Status.IMPRECISE, Status.CORRECT)


# Follow-through


def test_later_parts_follow_from_the_learners_own_value(dense):
    variant = draw(dense, 1, 0)
    outputs, layers = variant.givens["outputs"], variant.givens["layers"]
    own = variant.answers["weights"] + 123
    responses = {"weights": own, "total": own + outputs, "network": layers * (own + outputs)}
    earned = grade(dense, variant, {part: str(value) for part, value in responses.items()})
    assert earned.parts["weights"].status is Status.INCORRECT
    for name in ("total", "network"):
        part = earned.parts[name]
        assert part.status is Status.CORRECT
        assert part.followed
        assert part.expected == responses[name]
        assert part.true_value == variant.answers[name]
        assert show(variant.answers[name]) in part.feedback.en
    assert earned.score == pytest.approx(2 / 3)
    assert not earned.correct


def test_the_true_value_is_right_whatever_came_before(dense):
    variant = draw(dense, 1, 0)
    earned = grade(dense, variant, {"weights": "7", "total": typed(variant.answers["total"])})
    assert earned.parts["total"].status is Status.CORRECT
    assert not earned.parts["total"].followed


def test_a_mistake_on_top_of_an_earlier_slip_is_still_named(dense):
    variant = draw(dense, 1, 0)
    own = variant.answers["weights"] + 123
    earned = grade(dense, variant, {"weights": str(own), "total": str(own + variant.givens["inputs"])})
    assert earned.parts["total"].mistakes == ("input_biases",)


def test_a_slip_that_leaves_nothing_to_work_earns_no_easy_point(gpu):
    variant = draw(gpu, 1, 0)
    earned = grade(gpu, variant, {"hours": "0", "cost": "0"})
    assert earned.parts["cost"].status is Status.INCORRECT
    assert "leaves nothing to work" in earned.parts["cost"].feedback.en
    assert earned.score == 0


def test_repeating_the_own_value_earns_no_easy_point(gpu):
    variant = next(v for seed in range(50) if (v := draw(gpu, 1, seed)).givens["price"] == 2)
    problem = with_parts(gpu, *gpu.levels[1].parts)
    fixed = replace(
        problem.levels[1],
        fixed={"price": 1},
        vary={k: v for k, v in gpu.levels[1].vary.items() if k != "price"},
    )
    problem = Problem(id="test/gpu1", solver=gpu.solver, levels={1: fixed})
    variant = draw(problem, 1, 0)  # at a price of 1 the cost is the hours
    earned = grade(problem, variant, {"hours": "77", "cost": "77"})
    assert (
        earned.parts["cost"].status is Status.CORRECT
    )  # it is so with the right value too: nothing is gained
    assert earned.parts["cost"].followed


def test_a_value_rounded_within_its_tolerance_may_be_worked_on_with(norm):
    variant = draw(norm, 1, 0)
    mean, variance = variant.answers["mean"], variant.answers["variance"]
    own = float(variance) + 3
    later = tuple((x - float(mean)) / (own + 0.001) ** 0.5 for x in variant.givens["x"])
    earned = grade(norm, variant, {"mean": typed(mean), "variance": str(own), "normalized": typed(later)})
    assert earned.parts["normalized"].followed


# General slips


@pytest.mark.parametrize(
    ("change", "slip"),
    [
        (lambda answer: -answer, "slip.sign"),
        (lambda answer: 10 * answer, "slip.power_of_ten"),
        (lambda answer: answer / 1000, "slip.power_of_ten"),
        (lambda answer: 1 / answer, "slip.reciprocal"),
        (lambda answer: 2 * answer, "slip.factor_two"),
    ],
)
def test_a_general_slip_is_told(gpu, change, slip):
    variant = next(v for seed in range(50) if (v := draw(gpu, 1, seed)).answers["cost"] > 2)
    earned = one(gpu, variant, typed(float(change(variant.answers["cost"]))), "cost")
    assert earned.status is Status.INCORRECT
    assert earned.mistakes == (slip,)
    assert earned.feedback.en
    assert earned.feedback.zh


def test_one_off_in_a_count_is_told_with_its_direction(dense):
    variant = draw(dense, 1, 0)
    answer = variant.answers["weights"]
    assert one(dense, variant, str(answer + 1)).mistakes == ("slip.off_by_one",)
    assert "too many" in one(dense, variant, str(answer + 1)).feedback.en
    assert "missed" in one(dense, variant, str(answer - 1)).feedback.en


def test_per_cent_for_a_share_is_told(gpu):
    share = Part.of("hours", tolerance=Tolerance.within("1%"), percent=True)
    problem = with_parts(gpu, share)
    variant = next(v for seed in range(50) if (v := draw(problem, 1, seed)).answers["hours"] < 1)
    answer = float(variant.answers["hours"])
    assert one(problem, variant, f"{100 * answer}").mistakes == ("slip.percent",)
    assert one(problem, variant, f"{100 * answer}%").status is Status.CORRECT


def test_answers_in_each_others_place_are_swapped(dense):
    variant = draw(dense, 1, 0)
    swapped = {"weights": typed(variant.answers["total"]), "total": typed(variant.answers["weights"])}
    earned = grade(dense, variant, swapped)
    assert earned.parts["weights"].mistakes == ("slip.swapped",)
    assert "“Total”" in earned.parts["weights"].feedback.en


def test_a_value_on_the_way_is_told_as_such(dense):
    problem = with_parts(dense, Part.of("network"))
    variant = draw(problem, 1, 0)
    total = variant.givens["outputs"] * (variant.givens["inputs"] + 1)
    earned = one(problem, variant, str(total))
    assert earned.mistakes == ("slip.stopped_early",)
    assert "“Total”" in earned.feedback.en


def test_rounding_on_the_way_is_told(norm):
    rounded = with_parts(norm, Part.of("normalized[0]", tolerance=Tolerance.digits(5)))
    for seed in range(40):
        variant = draw(rounded, 1, seed)
        x = variant.givens["x"]
        mean = Fraction(sum(x), 4)
        variance = sum((value - mean) ** 2 for value in x) / 4
        if mean.denominator == 1 and variance.denominator > 1 and mean != x[0]:
            early = float((x[0] - mean) / (int(variance + Fraction(1, 2)) + 0.001) ** 0.5)
            answer = variant.answers["normalized[0]"]
            if abs(early - answer) > abs(answer) / 1000:
                assert "slip.rounded_early" in one(rounded, variant, f"{early:.6f}").mistakes
                return
    pytest.fail("no variant in which rounding early shows")


def test_a_single_digit_is_too_little_to_tell_a_slip_of_the_decimal_point(dense):
    level = replace(
        dense.levels[1], vary={}, fixed={"inputs": 2, "outputs": 2, "layers": 2}, parts=(Part.of("weights"),)
    )
    problem = Problem(id="test/small", solver=dense.solver, levels={1: level})
    variant = draw(problem, 1, 0)
    assert one(problem, variant, "40").mistakes == ()
    assert one(problem, variant, "8").mistakes == ()


def test_without_a_diagnosis_there_is_still_help(dense):
    problem = with_parts(dense, Part.of("total"))
    variant = draw(problem, 1, 0)
    earned = one(problem, variant, "7")
    assert earned.mistakes == ()
    assert earned.feedback.en == "That's too small. Check “Weights” first; the rest builds on it."
    assert earned.feedback.zh == "这个数偏小了。先核对“权重数”，后面都从它算起。"


def test_help_points_to_an_earlier_part_that_is_wrong(dense):
    variant = draw(dense, 1, 0)
    earned = grade(dense, variant, {"weights": "7", "total": "3"})
    assert earned.parts["total"].feedback.en.startswith("Start at “Weights”")


def test_every_grade_can_be_written_as_json(drawn):
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
