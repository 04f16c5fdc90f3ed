"""What batch norm keeps of its batches: as PyTorch keeps it, uses it in eval mode, and can be rid of it."""

import pytest

from studyapp.engine.demos import find_demo


def opened(**givens):
    return find_demo("running-statistics").from_givens(givens)


def shown(demo, name):
    """The figures of the moments that have one of this name."""
    return [frame.figures for frame in demo.frames() if name in frame.figures]


def test_two_batches_move_the_running_statistics_as_in_pytorch():
    demo = opened(batches=((1, 3), (5, 15)), momentum=0.1, running_mean=0, running_var=1)
    # nn.BatchNorm1d(1): 0.1·2 = 0.2, then 0.9·0.2 + 0.1·10; 0.9 + 0.1·2 = 1.1, then 0.9·1.1 + 0.1·50.
    one, two = shown(demo, "batch")
    assert (one["running_mean"], one["running_var"]) == pytest.approx((0.2, 1.1))
    assert (two["running_mean"], two["running_var"]) == pytest.approx((1.18, 5.99))


def test_the_start_fades_by_the_same_factor_with_each_batch():
    figures = shown(find_demo("running-statistics")(batches=22), "batch")
    assert figures[-1]["left_of_start"] == pytest.approx(0.9**22)
    assert figures[-1]["left_of_start"] == pytest.approx(0.1, rel=0.02)


def test_keras_keeps_nine_tenths_of_the_old_where_pytorch_takes_a_tenth_of_the_new():
    ours = find_demo("running-statistics")()
    theirs = find_demo("running-statistics").preset("keras")
    for one, other in zip(shown(ours, "batch"), shown(theirs, "batch"), strict=True):
        assert one["running_mean"] == pytest.approx(other["running_mean"])
    # Taken for PyTorch's, Keras's 0.9 leaves a tenth of the start after one batch.
    confused = find_demo("running-statistics")(momentum=0.9)
    assert shown(confused, "batch")[0]["left_of_start"] == pytest.approx(0.1)


def test_a_problem_that_tells_means_alone_is_shown_no_variance():
    demo = opened(r=10, mu=20, m=0.1)
    (frame,) = demo.frames()
    assert frame.figures["running_mean"] == pytest.approx(11)
    assert [row.en for row in frame.shapes[0].rows] == ["mean", "running mean"]
    assert "variance" not in frame.caption.en
    assert "0.9·10 + 0.1·20 = **11**" in frame.caption.en


def test_evaluation_mode_takes_the_running_statistics_and_not_those_of_the_batch():
    demo = opened(x=(9, 3), running_mean=5, running_var=4, gamma=3, beta=1, eps=0)
    one, two = shown(demo, "output")
    # 3·(9 − 5)/2 + 1 and 3·(3 − 5)/2 + 1; the batch's own mean is 6 and its deviation 3.
    assert (one["output"], two["output"]) == pytest.approx((7, -2))
    assert (one["in_training"], two["in_training"]) == pytest.approx((4, -2))
    more = shown(demo.turned("gamma", 1), "output")
    assert [each["output"] for each in more] == pytest.approx([3.5 * 2 + 1, 3.5 * -1 + 1])


def test_tested_too_early_both_modes_differ_and_after_many_batches_they_agree():
    def apart(batches):
        *_rest, last = shown(find_demo("running-statistics")(batches=batches, batch_size=64), "output")
        return abs(last["output"] - last["in_training"])

    assert apart(3) > 10 * apart(60)


def test_folded_weights_do_what_convolution_and_batch_norm_do_together():
    demo = opened(weight=((2, -1, 4),), bias=1, mean=5, variance=4, gamma=3, beta=2, eps=0)
    folded = shown(demo, "folded")[-1]
    assert folded["scale"] == pytest.approx(1.5)
    # For the inputs (1, 2, −1): 2 − 2 − 4 + 1 = −3, and 3·(−3 − 5)/2 + 2 = −10.
    *weights, bias = folded["folded"]
    assert sum(w * x for w, x in zip(weights, (1, 2, -1), strict=True)) + bias == pytest.approx(-10)


@pytest.mark.parametrize(
    "givens",
    [
        {"r": (1, 2), "mu": 3, "m": 0.1},
        {"batches": ((1,), (2,)), "momentum": 0.1},
        {"batches": ((1, 2), (3, 4)), "running_mean": (1, 2)},
        {"x": (1, 1), "running_mean": 1, "running_var": 1, "eps": 0},
        {"x": 3, "running_mean": 1, "running_var": 0, "eps": 0},
        {"x": ((1, 2), (3, 4)), "running_mean": (0, 0), "running_var": (1, 1)},
        {"weight": ((1, 2), (3, 4)), "bias": (1, 2), "mean": (0, 0), "variance": (1, 1)},
        {"x": (1, 2), "running_mean": 1, "running_var": 1, "gamma": 0, "beta": 3},
    ],
)
def test_whatever_a_pack_writes_there_is_a_picture(givens):
    assert all(frame.figures for frame in opened(**givens).frames())
