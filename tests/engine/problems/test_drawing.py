"""Variants: the same for ever, within their conditions, with only the mistakes that can be seen."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from studyapp.domain.text import Text
from studyapp.engine.answers.matching import is_right
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.plan import plan_of, tolerance_of
from studyapp.engine.problems.problem import Choices, Level, Part, Problem, Range
from studyapp.engine.registry import find_solver
from studyapp.errors import DrawError, ExpressionError


def changed(problem, **changes):
    return Problem(id=problem.id, solver=problem.solver, levels={1: replace(problem.levels[1], **changes)})


def test_a_variant_is_the_same_for_ever(conv, gpu, norm):
    # Drawn once and written down here; a change means that every learner's variants change.
    assert dict(draw(conv, 1, 0).givens) == GOLDEN["conv"]
    assert dict(draw(conv, 2, 12345).givens) == GOLDEN["conv2"]
    assert dict(draw(gpu, 1, 7).givens) == GOLDEN["gpu"]
    assert dict(draw(norm, 1, 3).givens) == GOLDEN["norm"]


GOLDEN = {
    "conv": {"dilation": 1, "size": 46, "kernel_size": 7, "stride": 2, "padding": 1},
    "conv2": {"size": 26, "kernel_size": 5, "stride": 3, "padding": 1, "dilation": 2},
    "gpu": {"iterations": 7500, "seconds": Fraction(2, 5), "price": Fraction(3, 2)},
    "norm": {"eps": Fraction(1, 1000), "x": (6, -2, 5, -5)},
}


def test_drawing_twice_gives_equal_variants(norm):
    assert draw(norm, 1, 11) == draw(norm, 1, 11)


def test_every_variant_fulfils_its_conditions(conv, norm):
    for seed in range(60):
        givens = draw(conv, 1, seed).givens
        assert (givens["size"] - givens["kernel_size"] + 2 * givens["padding"]) % givens["stride"] != 0
        variant = draw(norm, 1, seed)
        assert abs(variant.answers["mean"]) >= 1
        assert len(set(variant.givens["x"])) == 4


def test_every_variant_shows_a_mistake_that_the_problem_aims_at(conv):
    aimed = changed(conv, where=(), aim=("no_padding", "one_side"))
    for seed in range(60):
        assert {"no_padding", "one_side"} & draw(aimed, 1, seed).mistakes["output"].keys()


def test_another_order_is_no_mistake_where_any_will_do():
    givens = {"boxes": ((0, 0, 12, 12), (8, 0, 20, 12)), "scores": (Fraction(1, 2), Fraction(3, 4))}
    level = Level(
        fixed={**givens, "iou_threshold": Fraction(1, 2)}, prompt=Text("?", "?"), parts=(Part.of("kept"),)
    )
    in_order = Problem(id="nms", solver=find_solver("nms"), levels={1: level})
    assert draw(in_order).answers["kept"] == (1, 0)
    assert draw(in_order).mistakes["kept"]["by_index"] == (0, 1)
    any_order = changed(in_order, parts=(replace(level.parts[0], any_order=True),))
    assert "by_index" not in draw(any_order).mistakes["kept"]
    assert draw(any_order).mistakes["kept"]["from_one"] == (2, 1)


def test_without_an_aim_some_mistakes_are_hidden_and_left_out(conv):
    careless = changed(conv, where=(), aim=())
    shown = Counter(name for seed in range(200) for name in draw(careless, 1, seed).mistakes["output"])
    # "Forgot the floor" hides in about half of carelessly drawn variants
    assert 60 < shown["no_floor"] < 170
    assert shown["no_plus_one"] == 200


def test_listed_mistakes_differ_from_the_answer_and_each_declared_one_shows(conv, gpu, norm):
    for problem, level in [(conv, 2), (gpu, 1), (norm, 1)]:
        seen = set()
        for seed in range(80):
            variant = draw(problem, level, seed)
            for part in plan_of(problem, level).parts:
                answer = variant.answers[part.name]
                for name, value in variant.mistakes[part.name].items():
                    assert not is_right(value, answer, tolerance_of(part, answer))
                    seen.add(name.rpartition(".")[2])
        assert seen == set(problem.solver.spec.mistakes)


def test_mistakes_of_earlier_steps_are_carried_on_by_their_step(gpu):
    variant = draw(gpu, 1, 0)
    # minutes instead of hours: sixty times as much, in the cost as well
    assert variant.mistakes["hours"]["minutes"] == 60 * variant.answers["hours"]
    assert variant.mistakes["cost"]["hours.minutes"] == 60 * variant.answers["cost"]


def test_decimals_stay_exact(gpu):
    for seed in range(20):
        variant = draw(gpu, 1, seed)
        expected = Fraction(variant.givens["iterations"]) * variant.givens["seconds"] / 3600
        assert variant.answers["hours"] == expected
        assert not isinstance(variant.answers["cost"], float)


def test_a_level_changes_what_it_names_and_keeps_the_rest(conv):
    variant = draw(conv, 2, 4)
    assert variant.givens["dilation"] in (2, 3)
    assert 16 <= variant.givens["size"] <= 64
    assert variant.prompt.en.endswith(f". {variant.givens['dilation']}")


def test_let_is_worked_after_drawing_and_before_where(conv):
    level = conv.levels[1].overridden(
        vary={"half": Range(8, 32)}, let={"size": "2*half"}, where=("size % 4 == 0",), aim=()
    )
    problem = Problem(id="test/let", solver=conv.solver, levels={1: level})
    for seed in range(20):
        givens = draw(problem, 1, seed).givens
        assert givens["size"] == 2 * givens["half"]
        assert givens["size"] % 4 == 0


def test_prompts_are_filled_in_both_languages_with_givens_and_steps(conv):
    level = replace(conv.levels[1], prompt=Text("{size}, reach {extent}", "{size}，覆盖 {extent}"))
    variant = draw(Problem(id="test/prompt", solver=conv.solver, levels={1: level}), 1, 0)
    size, kernel_size = variant.givens["size"], variant.givens["kernel_size"]
    assert variant.prompt == Text(f"{size}, reach {kernel_size}", f"{size}，覆盖 {kernel_size}")


def test_a_starved_problem_names_the_constraint_that_starves_it(conv):
    with pytest.raises(DrawError, match=r"none of 5000 tries .* fail at size > 64 \(5000×\)"):
        draw(changed(conv, where=("size > 10", "size > 64")), 1, 0)


def test_tries_that_fail_alike_with_other_numbers_are_one_reason(conv):
    """A reach of 5 or 7 pixels over inputs of 1 to 3: one reason, told with the first try's numbers."""
    level = replace(
        conv.levels[1], vary={"size": Range(1, 3), "kernel_size": Choices((5, 7))}, where=(), aim=()
    )
    with pytest.raises(DrawError, match=r"fail at kernel_size is [57] and [^;]* has only [123] \(5000×\)$"):
        draw(Problem(id="test/narrow", solver=find_solver("conv_output_size"), levels={1: level}), 1, 0)


def test_an_aim_that_never_shows_is_named(conv):
    even = changed(conv, where=("(size - kernel_size + 2*padding) % stride == 0",), aim=("no_floor",))
    with pytest.raises(DrawError, match=r"aim: no_floor \(\d+×\)"):
        draw(even, 1, 0)


def test_givens_that_give_no_answer_are_drawn_again(conv):
    level = conv.levels[1].overridden(vary={"stride": Choices((0, 2))})
    problem = Problem(id="test/zero", solver=conv.solver, levels={1: level})
    assert all(draw(problem, 1, seed).givens["stride"] == 2 for seed in range(20))


def test_a_problem_where_nothing_varies_is_tried_once(conv):
    level = replace(
        conv.levels[1],
        vary={},
        fixed={"size": 8, "kernel_size": 3, "stride": 2, "padding": 0, "dilation": 1},
        where=("size > 9",),
    )
    with pytest.raises(DrawError, match=r"none of 1 tries .* fail at size > 9 \(1×\)"):
        draw(Problem(id="test/fixed", solver=conv.solver, levels={1: level}), 1, 0)


def test_an_unknown_level_is_refused(conv):
    with pytest.raises(DrawError, match="test/conv has no level 3; it has 1, 2"):
        draw(conv, 3, 0)


def test_an_unknown_name_in_a_prompt_is_refused_with_its_column(conv):
    with pytest.raises(ExpressionError, match="`sized` is neither given nor a step") as caught:
        draw(changed(conv, prompt=Text.same("An input of {sized}")), 1, 0)
    assert caught.value.column == 14


def test_a_prompt_may_tell_a_given_that_is_left_at_its_default():
    """The stride of conv_output_size is 1 unless stated."""
    level = Level(
        prompt=Text.same("{size}, stride {stride}"),
        parts=(Part.of("output"),),
        vary={"size": Choices((9,)), "kernel_size": Choices((3,))},
    )
    problem = Problem(id="test/default", solver=find_solver("conv_output_size"), levels={1: level})
    assert draw(problem).prompt.en == "9, stride 1"
