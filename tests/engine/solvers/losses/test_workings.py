"""Workings as a person writes them: the steps in use, numbers put in, the learner's own values taken on."""

from math import log

import pytest

from studyapp.engine.registry import find_solver


def lines(name, **inputs):
    return {step.name: step for step in find_solver(name)(**inputs).working()}


def test_only_the_steps_that_the_options_need_are_shown():
    plain = {"logits": [[2, 1], [0, 1]], "target": [0, 1]}
    assert list(lines("cross_entropy", **plain)) == [
        "probabilities",
        "true_probability",
        "per_sample",
        "loss",
    ]
    assert list(lines("cross_entropy", **plain, weight=[1, 2], reduction="none")) == [
        "probabilities",
        "true_probability",
        "sample_weights",
        "per_sample",
    ]
    smoothed = list(lines("cross_entropy", **plain, label_smoothing=0.1))
    assert smoothed[2:] == ["true_losses", "smooth_losses", "per_sample", "loss"]
    assert "weighted" not in lines("binary_cross_entropy", prediction=0.5, target=1)
    assert "balance" not in lines("focal_loss", probability=0.5, target=1)
    assert "balance" in lines("focal_loss", probability=0.5, target=1, alpha=0.5)


def test_cross_entropy_with_its_numbers():
    shown = lines("cross_entropy", logits=[2, 1, 0.1], target=0)
    assert shown["probabilities"].numbers == r"\frac{[e^{2}, e^{1}, e^{0.1}]}{e^{2} + e^{1} + e^{0.1}}"
    assert shown["per_sample"].formula == r"\ell = -\ln(t)"
    assert shown["per_sample"].numbers == r"-\ln(0.659001)"


def test_weights_and_samples_left_out_with_their_numbers():
    shown = lines(
        "cross_entropy", logits=[[2, 1, 0.1], [0, 3, 1], [0, 0, 0]], target=[0, -100, 1], weight=[1, 2, 3]
    )
    assert shown["true_probability"].value == r"[0.659001, \text{–}, 0.333333]"
    assert shown["sample_weights"].value == "[1, 0, 2]"
    assert shown["per_sample"].numbers == r"[-1 \times \ln(0.659001), 0, -2 \times \ln(0.333333)]"
    assert shown["loss"].formula == r"L = \frac{\sum_n \ell_n}{\sum_n u_n}"
    assert shown["loss"].numbers == r"\frac{0.41703 + 2.19722}{1 + 2}"


def test_where_a_probability_has_run_into_0_the_logits_are_written():
    shown = lines("cross_entropy", logits=[1000, 0], target=1)
    assert shown["true_probability"].value == "0"
    assert shown["per_sample"].numbers == r"\ln(e^{1000} + e^{0})"
    sure = lines("binary_cross_entropy_with_logits", logits=[30], target=[0])
    assert sure["loss_if_zero"].numbers == r"[\ln(1 + e^{30})]"


def test_the_branch_that_each_error_takes_is_written():
    shown = lines("huber", prediction=[1, 5], target=[0, 1], delta=2)["per_element"]
    assert shown.numbers == r"[\frac{1}{2} \times 1^2, 2 \times (4 - \frac{1}{2} \times 2)]"
    shown = lines("smooth_l1", prediction=[1, 5], target=[0, 1], beta=2)["per_element"]
    assert shown.numbers == r"[\frac{1^2}{2 \times 2}, 4 - \frac{1}{2} \times 2]"


def test_long_lists_are_not_written_out():
    shown = lines("mse", prediction=[1] * 40, target=[0] * 40)
    assert shown["loss"].numbers == r"\frac{1 + 1 + 1 + \cdots + 1}{40}"
    assert lines("binary_cross_entropy", prediction=[0.5] * 40, target=[0] * 40)["loss_if_one"].numbers == ""


@pytest.mark.parametrize("inputs", [{"logits": [2, 1], "target": 0}, {"logits": [[2, 1]], "target": [0]}])
def test_later_steps_follow_from_the_learners_own_probability(inputs):
    """Someone who has 0.5 where 0.731 is right gets ln 2 from there on."""
    worked = find_solver("cross_entropy")(**inputs)
    single = isinstance(inputs["target"], int)
    assert worked.work({"true_probability": 0.5 if single else (0.5,)})["loss"] == pytest.approx(log(2))
    own = (0.25, 0.75) if single else ((0.25, 0.75),)
    assert worked.work({"probabilities": own})["loss"] == pytest.approx(log(4))


def test_later_steps_follow_from_the_learners_own_sigmoid():
    worked = find_solver("binary_cross_entropy_with_logits")(logits=[3, 800], target=[1, 0])
    followed = worked.work({"probabilities": (0.5, 1.0)})
    assert followed["per_element"] == pytest.approx((log(2), 800))
