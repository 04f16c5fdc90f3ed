"""Captions that hold at the edges of the knobs too: what is said is what is there."""

import re
from fractions import Fraction

import pytest

from studyapp.engine.demos import find_demo
from studyapp.engine.demos.receptive_field import middle_of


def captions(name, **knobs):
    return [frame.caption for frame in find_demo(name)(**knobs).frames()]


def test_boxes_that_overlap_below_the_threshold_are_not_said_to_be_apart():
    # Under a threshold of 0.9 nearly every box stays, although those of one object overlap.
    said = captions("nms", iou_threshold=0.9)[1:]
    assert any("that much" in each.en for each in said)
    assert not any("Nothing overlaps" in each.en for each in said)


@pytest.mark.parametrize("side", range(1, 98))
def test_the_middle_square_is_in_the_middle(side):
    inner = middle_of(side)
    assert 0 < inner <= side
    assert (side - inner) % 2 == 0


def test_a_gradient_that_shrinks_is_not_said_to_grow():
    assert "grows" not in captions("exploding-gradient", gain=0.5)[0].en


def test_a_negative_offset_is_taken_off():
    # The stack of seed 3 at four layers is −5.65·x − 0.665.
    assert "-5.65·x − 0.665" in captions("linear-collapse")[-1].en
    assert not any("+ -" in each.en + each.zh for each in captions("linear-collapse"))


def test_a_step_of_one_over_the_curvature_arrives_at_once():
    first, second, *_rest = captions("learning-rate", lr=0.5, curvature=2.0)
    assert "one step" in first.en
    assert "at the minimum" in second.en


@pytest.mark.parametrize("lr", [0.2, 1.0, 3.0])
def test_who_starts_at_the_minimum_stays_there(lr):
    assert all("at the minimum" in each.en for each in captions("learning-rate", start=0.0, lr=lr))


def test_nobody_leads_before_the_first_step():
    assert "All start" in captions("optimizer-race")[0].en
    assert "Lowest" in captions("optimizer-race")[1].en


def test_a_weight_whose_penalty_cancels_its_step_is_said_to_stay():
    # AdamW's first step is η·g/|g| = 0.01, the penalty η·λ·w = 0.01·0.5·(-2) = -0.01: ε alone remains.
    givens = {"w": -2, "eta": Fraction(1, 100), "g": Fraction(4, 5), "λ": Fraction(1, 2)}
    last = list(find_demo("optimizer-steps").from_givens(givens).frames())[-1].caption
    assert "stays where it was" in last.en
    assert "e-" not in last.en + last.zh


def test_a_step_as_long_as_the_rate_is_said_in_words():
    first = [each.en for each in captions("optimizer-steps", lr=0.1, steps=1)][-1]
    assert "moved by 0.1, just as far as the rate" in first


def test_restarts_end_low_and_not_with_one_more_restart():
    last = list(find_demo("schedules")(schedule="cosine_warm_restarts").frames())[-1].figures
    assert last["rate"] < 0.05


@pytest.mark.parametrize("steps", [10, 100, 200])
def test_stairs_have_three_steps(steps):
    assert len(set(find_demo("schedules")(schedule="step", steps=steps).rates())) == 3


def test_a_dead_relu_passes_nothing_at_all():
    assert "not passed on at all" in captions("activations", function="relu", x=-3.0)[-1].en
    assert "hardly" in captions("activations", function="sigmoid", x=6.0)[-1].en


def test_a_kernel_of_zeros_adds_up_to_0():
    assert captions("convolution", kernel="edge", kernel_size=1)[0].en.startswith("0 = ")


def test_groups_that_do_not_divide_the_channels_are_told():
    assert (
        "5 channels cannot be shared out among 4 groups"
        in captions("norm-axes", norm="group", channels=5, groups=4)[0].en
    )
    assert "cannot" not in captions("norm-axes", norm="group", channels=4, groups=2)[0].en


def test_a_problems_own_boxes_have_the_numbers_of_its_text():
    demo = find_demo("nms").from_givens(
        {"boxes": ((0, 0, 10, 10), (1, 0, 11, 10), (30, 0, 40, 10)), "scores": (0.6, 0.9, 0.7)}
    )
    first, second, *_rest = demo.frames()
    assert "1, 2, 0." in first.caption.en
    # Box 0 overlaps box 1 by 90 of 110.
    assert "**1** is the best" in second.caption.en
    assert "**0**" in second.caption.en


def test_a_problems_schedule_keeps_its_own_period():
    # PyTorch: a tenth, halved along a cosine over 30 epochs, is a fortieth after 20 of them.
    demo = find_demo("schedules").from_givens({"name": "cosine", "base_lr": 0.1, "t_max": 30, "steps": 21})
    assert demo.rates()[20] == pytest.approx(1 / 40)
    assert demo.turned("steps", 1).rates()[-1] == pytest.approx(0, abs=1e-12)
    stairs = find_demo("schedules").from_givens(
        {"name": "step", "base_lr": 1, "step_size": 10, "gamma": 0.5, "steps": 56}
    )
    assert stairs.rates()[55] == pytest.approx(1 / 32)


def test_a_problem_of_three_layers_brings_them():
    givens = {"d": 1, "k1": 7, "s1": 2, "k2": 5, "s2": 2, "k3": 5, "s3": 1}
    *_before, frame = find_demo("receptive-field").from_givens(givens).frames()
    # 7 + 4·2 = 15, and 15 + 4·2·2 = 31.
    assert frame.figures["seen"] == 31


def test_a_warm_up_problem_brings_a_warm_up_of_the_same_share():
    demo = find_demo("schedules").from_givens({"base": 0.8, "warm": 500, "total": 1000, "t": 60})
    rates = demo.rates()
    assert max(rates) == pytest.approx(0.8)
    assert rates.index(max(rates)) == pytest.approx(len(rates) / 2, abs=1)
    assert [note.en for note in demo.notes] == [
        "The problem's 1000 steps are shown as 200: its step 60 is step 12 here."
    ]


def test_each_row_of_a_known_kernel_tells_its_answers():
    # Sobel on a square of ones: ±(1 + 2 + 1) along its sides, nothing above it.
    said = [each.en for each in captions("edge-kernels")]
    assert said[0].endswith("Row 1/14: from **0** to **0**.")
    assert said[7].endswith("Row 8/14: from **-4** to **4**.")


ONE = re.compile(r"(?<![\d.,/·^−-])\b1 (samples|updates|epochs|boxes|layers|steps|units|pairs|such pairs)\b")


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("minibatch-loop", {"samples": 1, "epochs": 1}),
        ("early-stopping", {"patience": 1}),
        ("norm-axes", {"norm": "layer", "samples": 1}),
        ("nms", {"objects": 1, "boxes": 1}),
        ("linear-collapse", {"layers": 1}),
    ],
)
def test_one_is_singular(name, settings):
    for frame in find_demo(name)(**settings).frames():
        assert not ONE.search(frame.caption.en.replace("*", ""))
        assert not ONE.search(frame.title.en)
