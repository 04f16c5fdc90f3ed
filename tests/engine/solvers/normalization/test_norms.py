"""Norms in training: worked by hand, against what defines them, and where their edges are."""

import math
import re
from fractions import Fraction

import numpy as np
import pytest

from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError

ROOT_8 = math.sqrt(8)


def solved(name, **inputs):
    return find_solver(name)(**inputs).result_value()


def test_layer_norm_worked_by_hand():
    """1, 3, 5, 7: mean 4, variance (9 + 1 + 1 + 9)/4 = 5; with ε = 4 the root is 3."""
    found = solved("layer_norm", x=[[1, 3, 5, 7], [2, 2, 2, 2]], normalized_shape=4, eps=4, gamma=3, beta=1)
    assert found["mean"] == (4, 2)
    assert found["variance"] == (5, 0)
    assert found["normalized"] == ((-1, Fraction(-1, 3), Fraction(1, 3), 1), (0, 0, 0, 0))
    assert found["output"] == ((-2, 0, 2, 4), (1, 1, 1, 1))


def test_instance_norm_worked_by_hand():
    """Channel 0: 0, 2 → mean 1, variance 1; channel 1: 1, 7 → mean 4, variance 9. ε = 0."""
    found = solved("instance_norm", x=[[[0, 2], [1, 7]]], gamma=[2, 3], beta=[1, 0], eps=0)
    assert found["mean"] == ((1, 4),)
    assert found["variance"] == ((1, 9),)
    assert found["output"] == (((-1, 3), (-3, 3)),)


def test_group_norm_worked_by_hand():
    """Channels 0, 1 hold 0, 2 and channels 2, 3 hold 1, 7: the same numbers as two instances."""
    found = solved("group_norm", x=[[0, 2, 1, 7]], num_groups=2, gamma=[1, 2, 3, 4], eps=0)
    assert found["mean"] == ((1, 4),)
    assert found["variance"] == ((1, 9),)
    assert found["output"] == ((-1, 2, -3, 4),)


IMAGES = [[[[1, 2], [3, 6]], [[1, 0], [1, 1]]], [[[0, -1], [5, 2]], [[4, 4], [0, 9]]]]


def test_a_group_for_each_channel_is_instance_norm():
    assert solved("group_norm", x=IMAGES, num_groups=2) == solved("instance_norm", x=IMAGES)


def test_one_group_is_layer_norm_over_all_but_the_samples():
    group = solved("group_norm", x=IMAGES, num_groups=1)
    layer = solved("layer_norm", x=IMAGES, normalized_shape=[2, 2, 2])
    assert group["output"] == layer["output"]
    assert group["mean"] == tuple((mean,) for mean in layer["mean"])


def test_batch_norm_of_one_sample_is_instance_norm():
    batch, instance = solved("batch_norm", x=IMAGES[:1]), solved("instance_norm", x=IMAGES[:1])
    assert batch["output"] == instance["output"]
    assert (batch["mean"],) == instance["mean"]


def test_layer_norm_does_not_care_about_the_other_samples():
    alone = solved("layer_norm", x=[1, 3, 5, 7], normalized_shape=[4])
    among = solved("layer_norm", x=[[1, 3, 5, 7], [100, -5, 2, 0]], normalized_shape=[4])
    assert alone["mean"] == 4
    assert alone["output"] == among["output"][0]


def test_gamma_and_beta_may_differ_from_place_to_place():
    found = solved(
        "layer_norm",
        x=[[[1, 3], [5, 7]]],
        normalized_shape=[2, 2],
        eps=4,
        gamma=[[3, 0], [3, 6]],
        beta=[[0, 1], [2, 3]],
    )
    assert found["output"] == (((-3, 1), (3, 9)),)


def test_one_value_to_normalise_becomes_beta_where_pytorch_allows_it():
    assert solved("layer_norm", x=[[5], [7]], normalized_shape=1, beta=3)["output"] == ((3,), (3,))
    assert solved("group_norm", x=[[5, 6], [7, 8]], num_groups=2, beta=3)["output"] == ((3, 3), (3, 3))


@pytest.mark.parametrize(
    ("name", "inputs", "sentence"),
    [
        (
            "layer_norm",
            {"x": [[1, 2, 3]], "normalized_shape": 2},
            "normalized_shape is 2; it must be the lengths of the last axes of x, [1, 3]",
        ),
        (
            "layer_norm",
            {"x": [1, 2], "normalized_shape": [1, 2]},
            "normalized_shape is [1, 2]; it must be the lengths of the last axes of x, [2]",
        ),
        (
            "layer_norm",
            {"x": [1, 2], "normalized_shape": 10**12},
            "normalized_shape is 1000000000000; it must be the lengths of the last axes of x, [2]",
        ),
        (
            "layer_norm",
            {"x": [[1, 2]], "normalized_shape": 2, "gamma": [1, 2, 3]},
            "gamma has the shape [3]; it must be one number or have [2]",
        ),
        (
            "layer_norm",
            {"x": [[1, 2]], "normalized_shape": [1, 2], "beta": [1, 2]},
            "beta has the shape [2]; it must be one number or have [1, 2]",
        ),
        (
            "layer_norm",
            {"x": [2, 2], "normalized_shape": 2, "eps": 0},
            "eps is 0; some values that are normalised together are all equal, so it must be above 0",
        ),
        (
            "instance_norm",
            {"x": [[[1], [2]]]},
            "x has one value for each channel of a sample; a variance needs more",
        ),
        ("instance_norm", {"x": [[1, 2]]}, "x is [[1, 2]], of 2 axes; it may have 3, 4 axes"),
        (
            "instance_norm",
            {"x": [[[1, 2]]], "beta": [1, 2]},
            "beta has 2 numbers; it must be one number, or one for each of 1 channels",
        ),
        (
            "group_norm",
            {"x": [[1, 2, 3, 4]], "num_groups": 3},
            "num_groups is 3; it must divide the channels of x, 4",
        ),
        (
            "group_norm",
            {"x": [[1, 2]], "num_groups": 10**12},
            "num_groups is 1000000000000; it must divide the channels of x, 2",
        ),
        (
            "group_norm",
            {"x": [[1, 2]], "num_groups": 2},
            "x has one value for each group; a variance needs more",
        ),
        ("group_norm", {"x": [1, 2], "num_groups": 2}, "x is [1, 2], of 1 axes; it may have 2, 3, 4 axes"),
        ("layer_norm", {"x": [1e300, -1e300] * 200, "normalized_shape": 400}, "x, normalized_shape, eps"),
    ],
)
def test_what_has_no_answer_is_refused_with_the_reason(name, inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved(name, **inputs)


def test_the_mistakes_of_the_variance_have_their_values():
    """1, 3, 5, 7: Σ(x − 4)² = 20; over 3 it is 20/3, the mean square 21, mean distance 2."""
    found = find_solver("layer_norm")(x=[[1, 3, 5, 7]], normalized_shape=4).mistakes_of("variance")
    assert found == {
        "unbiased": (Fraction(20, 3),),
        "rooted": (pytest.approx(math.sqrt(5)),),
        "not_averaged": (20,),
        "not_centered": (21,),
        "absolute": (2,),
    }


def test_mistakes_of_images_statistics_have_the_statistics_shape():
    """Two channels, so two numbers, however many axes the images have."""
    found = find_solver("batch_norm")(x=IMAGES[:1]).mistakes_of("variance")
    assert found["not_averaged"] == (14, Fraction(3, 4))
    assert found["rooted"] == pytest.approx((math.sqrt(3.5), math.sqrt(0.1875)))


def test_the_mistakes_of_the_normalised_values_have_theirs():
    """1, 3, 5, 7 with ε = 4: divided by 9, not 3; (x/3); root of 5 and 4 beside it; and so on."""
    found = find_solver("batch_norm")(x=[1, 3, 5, 7], eps=4).mistakes_of("normalized")
    assert found["no_root"][0] == Fraction(-1, 3)
    assert found["mean_kept"][0] == Fraction(1, 3)
    assert found["eps_outside"][0] == pytest.approx(-3 / (math.sqrt(5) + 4))
    assert found["eps_subtracted"][0] == -3
    assert found["eps_subtracted_outside"][0] == pytest.approx(-3 / (math.sqrt(5) - 4))
    assert found["no_eps"][0] == pytest.approx(-3 / math.sqrt(5))
    assert found["variance.unbiased"][0] == pytest.approx(-3 / math.sqrt(20 / 3 + 4))


def test_statistics_of_another_norm_are_told():
    """Across the two samples 1 and 3 the mean is 2 and the deviation 1; across the row it is another."""
    layer = find_solver("layer_norm")(x=[[1, 5, 3], [3, 7, 9]], normalized_shape=3, eps=0)
    assert layer.mistake_value("across_samples") == ((-1, -1, -1), (1, 1, 1))
    instance = find_solver("instance_norm")(x=[[[1, 3]], [[5, 7]]], eps=0)
    assert instance.mistake_value("across_samples")[0][0] == pytest.approx(
        (-3 / math.sqrt(5), -1 / math.sqrt(5))
    )
    two = find_solver("instance_norm")(x=[[[1, 3], [5, 7]]], eps=0)
    assert two.mistake_value("across_channels")[0][1] == pytest.approx((1 / math.sqrt(5), 3 / math.sqrt(5)))
    group = find_solver("group_norm")(x=[[[0, 2], [1, 7], [0, 2], [3, 3]]], num_groups=2, eps=4)
    assert group.mistake_value("all_together") == find_solver("group_norm")(
        x=[[[0, 2], [1, 7], [0, 2], [3, 3]]], num_groups=1, eps=4
    ).value("normalized")
    assert group.mistake_value("channel_by_channel")[0][0] == pytest.approx(
        (-1 / math.sqrt(5), 1 / math.sqrt(5))
    )


def test_a_step_taken_as_given_is_followed():
    """With 2 for a variance of 5 and ε = 2, the root is 2."""
    found = find_solver("layer_norm")(x=[1, 3, 5, 7], normalized_shape=4, eps=2).work({"variance": 2})
    assert found["normalized"] == (-1.5, -0.5, 0.5, 1.5)


LARGE = {
    "batch_norm": ((40, 8, 5, 5), {"gamma": np.arange(8.0), "beta": 1}),
    "layer_norm": ((40, 200), {"normalized_shape": 200, "gamma": np.linspace(0, 2, 200)}),
    "instance_norm": ((4, 3, 20, 20), {"gamma": [1, 2, 3], "beta": [0.5, 0, 1]}),
    "group_norm": ((4, 6, 15, 15), {"num_groups": 3, "beta": np.arange(6.0)}),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_arrays_come_out_as_the_simulation_has_them(name):
    shape, inputs = LARGE[name]
    x = np.random.default_rng(3).standard_normal(shape) + 3
    solver = find_solver(name)(x=x, **inputs)
    simulated = solver.simulate()
    for step in ("mean", "variance", "normalized", "output"):
        assert np.ravel(getattr(solver, step)) == pytest.approx(
            np.ravel(simulated[step]), rel=1e-9, abs=1e-12
        )
    assert find_solver(name)(x=x, **inputs).output == pytest.approx(solver.output, rel=1e-9, abs=1e-12)


def test_large_arrays_follow_a_learners_step_too():
    x = np.random.default_rng(3).standard_normal(5000)
    solver = find_solver("batch_norm")(x=x, eps=0)
    followed = solver.following({"variance": 4})
    assert followed.output == pytest.approx((x - x.mean()) / 2)
    followed = solver.following({"mean": 1})
    assert followed.variance == pytest.approx(((x - 1) ** 2).mean())
    assert followed.output == pytest.approx((x - 1) / math.sqrt(((x - 1) ** 2).mean()))


def test_large_arrays_refuse_what_small_ones_do():
    x = np.ones((50, 100))
    with pytest.raises(GivenError, match=r"^eps is 0; a channel has only equal values"):
        find_solver("batch_norm")(x=x, eps=0)
    with pytest.raises(GivenError, match=r"^gamma has 3 numbers"):
        find_solver("batch_norm")(x=x, gamma=[1, 2, 3])
    with pytest.raises(GivenError, match=r"^x, .*not a finite number"):
        find_solver("layer_norm")(x=x * 1e200 * np.arange(100), normalized_shape=100)


def test_the_working_shows_each_group():
    lines = {
        line.name: line
        for line in find_solver("layer_norm")(x=[[1, 3], [2, 6]], normalized_shape=2).working()
    }
    assert lines["count"].numbers == ""
    assert lines["mean"].numbers == r"[\frac{1 + 3}{2}, \frac{2 + 6}{2}]"
    assert lines["variance"].numbers == r"[\frac{(1 - 2)^2 + (3 - 2)^2}{2}, \frac{(2 - 4)^2 + (6 - 4)^2}{2}]"
    assert lines["normalized"].numbers == (
        r"[\frac{[1, 3] - 2}{\sqrt{1 + 10^{-5}}}, \frac{[2, 6] - 4}{\sqrt{4 + 10^{-5}}}]"
    )
