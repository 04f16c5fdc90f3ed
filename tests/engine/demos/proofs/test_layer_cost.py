"""The counting of layers: what published networks have, and what a problem's layers come to."""

import pytest

from studyapp.engine.demos import find_demo
from studyapp.engine.registry import find_solver
from tests.engine.demos.proofs.moments import figures, last


def opened(**givens):
    return find_demo("layer-cost").from_givens(givens)


def told(demo):
    """Every figure of a demonstration, the latest of each name."""
    return {name: value for frame in demo.frames() for name, value in frame.figures.items()}


def test_vggs_first_layer_has_the_parameters_that_pytorch_counts():
    # torchvision's vgg16().features[0]: weight (64, 3, 3, 3) and bias (64), 1728 + 64; over 224×224 places.
    found = told(find_demo("layer-cost").preset("vgg"))
    assert (found["fan_in"], found["weights"], found["biases"], found["parameters"]) == (27, 1728, 64, 1792)
    assert found["macs"] == 1728 * 224 * 224


def test_resnets_bottleneck_has_an_eighth_of_a_plain_layers_weights():
    # He et al. 2016, figure 5: 1×1, 64 · 3×3, 64 · 1×1, 256 on 256 channels.
    found = figures("layer-cost", form="bottleneck", in_channels=256, middle=64, side=56)
    assert found["parameters"] == 256 * 64 + 9 * 64 * 64 + 64 * 256 == 69632
    assert found["instead"] == 9 * 256 * 256
    assert found["share"] == pytest.approx(69632 / 589824)


@pytest.mark.parametrize("form", ["convolution", "separable"])
def test_the_share_of_a_separable_convolution_is_that_of_the_paper(form):
    # Howard et al. 2017, equation 5: 1/N + 1/K².
    found = figures("layer-cost", form=form, in_channels=32, out_channels=64)
    assert found["share"] == pytest.approx(1 / 64 + 1 / 9)
    solver = find_solver("separable_parameters")(in_channels=32, out_channels=64, kernel_size=3)
    assert found["share"] == pytest.approx(float(solver.work()["ratio"]))


def test_a_network_for_digits_has_the_parameters_counted_by_hand():
    found = figures("layer-cost", form="dense", in_channels=784, middle=100, out_channels=10)
    assert found["parameters"] == (784 + 1) * 100 + (100 + 1) * 10


def test_each_stage_lights_what_it_counts():
    one, row, every, *_rest = find_demo("layer-cost")().frames()
    assert [len(frame.shapes[0].marks) for frame in (one, row, every)] == [1, 3, 18]
    assert {cell for cells in every.shapes[0].cells for cell in cells} == {9.0}
    depthwise = next(iter(find_demo("layer-cost")(form="separable", in_channels=5).frames())).shapes[0]
    lit = [[cell for cell in row if cell is not None] for row in depthwise.cells]
    assert lit == [[9.0]] * 5
    assert all(depthwise.cells[at][at] == 9 for at in range(5))


def test_what_is_not_yet_counted_is_not_told():
    first, *_others, work, together = find_demo("layer-cost")().frames()
    assert first.shapes[1].cells == [[None, None, None]]
    assert work.shapes[1].cells == [[162, 6, 162 * 64]]
    assert together.figures["parameters"] == 168


def test_an_image_of_a_problem_is_measured_along_both_sides():
    demo = opened(shape=(1, 28, 20), out_channels=6, kernel_size=3, stride=2, padding=1)
    # (28 + 2 − 3)/2 = 13.5 and (20 + 2 − 3)/2 = 9.5
    assert told(demo)["output_shape"] == (6, 14, 10)
    assert any("⌊(28 + 2·1 − 3)/2⌋ + 1 = 14" in frame.caption.en for frame in demo.frames())
    assert told(demo)["macs"] == 9 * 6 * 14 * 10
    assert told(demo.turned("kernel_size", 1))["output_shape"] == (6, 8, 8)


@pytest.mark.parametrize(
    ("givens", "parameters"),
    [
        ({"in_channels": 1, "out_channels": 6, "kernel_size": 5}, 156),  # LeNet-5's C1 (LeCun et al. 1998)
        ({"inputs": 3, "outputs": 8, "side": 5}, 25 * 3 * 8 + 2 * 8),
        ({"n": 4, "h": 5, "c": 3}, 5 * 5 + 6 * 3),
        ({"channels": 40, "reduced": 10, "kernel_size": 3}, 400 + 900 + 400),
        ({"in_features": 9, "out_features": 5}, 50),
    ],
)
def test_a_problems_layers_are_told_by_its_givens(givens, parameters):
    assert told(opened(**givens))["parameters"] == parameters


def test_a_batch_norm_alone_learns_two_numbers_a_channel_and_keeps_two():
    found = told(opened(channels=64))
    assert (found["learnable"], found["running"]) == (128, 128)  # nn.BatchNorm2d(64)


def test_multiply_adds_are_those_of_the_problems_output():
    found = told(opened(in_channels=3, out_channels=8, kernel_size=3, output_size=10))
    assert found["macs"] == 9 * 3 * 8 * 100


def test_counts_stay_whole_in_words():
    frame = last("layer-cost", form="bottleneck", in_channels=256, middle=64, side=56)
    assert "16384 + 36864 + 16384 = **69632**" in frame.caption.en
    assert "0.118" in frame.caption.zh
