"""The point of each demonstration of convolution, as figures that would be others if it were not so."""

import pytest

from studyapp.engine.demos import find_demo
from studyapp.engine.demos.convolution import Convolution
from studyapp.engine.demos.edge_kernels import KERNELS
from studyapp.engine.demos.receptive_field import ReceptiveField
from studyapp.engine.registry import find_solver
from tests.engine.demos.proofs.moments import figures, last


@pytest.mark.parametrize("preset", ["plain", "same", "strided", "dilated"])
def test_every_cell_is_the_sum_of_the_products_under_the_window(preset):
    frames = list(Convolution.preset(preset).frames())
    side = frames[0].figures["output_size"]
    assert len(frames) == side * side
    for frame in frames:
        image, kernel, output = frame.shapes
        window = sorted(image.marks)
        flat = [weight for row in kernel.cells for weight in row]
        total = sum(image.cells[r][c] * weight for (r, c), weight in zip(window, flat, strict=True))
        assert total == pytest.approx(frame.figures["value"])
        (row, column), *_none = output.marks
        assert output.cells[row][column] == pytest.approx(total)


def test_cells_that_are_still_to_come_are_empty():
    first, *_others = Convolution().frames()
    cells = [cell for row in first.shapes[2].cells for cell in row]
    assert [cell is None for cell in cells] == [False] + [True] * 15


def test_a_convolution_problem_brings_its_own_matrices():
    givens = {"input": ((1, 2, 3), (4, 5, 6), (7, 8, 9)), "weight": ((1, 0), (0, 1))}
    frames = list(Convolution.from_givens(givens).frames())
    # 1 + 5, 2 + 6, 4 + 8, 5 + 9
    assert [frame.figures["value"] for frame in frames] == [6, 8, 12, 14]


def test_a_kernel_that_does_not_fit_is_told():
    frame = last("convolution", size=3, kernel_size=5)
    assert frame.figures["output_size"] == 0
    assert "5" in frame.caption.en


def test_a_convolution_problem_that_is_too_large_says_what_was_changed():
    demo = Convolution.from_givens({"size": 224, "kernel_size": 3, "stride": 2, "padding": 1})
    assert (demo.size, demo.kernel_size, demo.stride, demo.padding) == (10, 3, 2, 1)
    assert "224" in demo.notes[0].en


def test_kernels_answer_to_what_they_are_said_to_answer_to():
    stripes = figures("edge-kernels", picture="stripes", kernel="sobel_x")
    assert stripes["share_of_zeros"] == 1
    assert figures("edge-kernels", picture="stripes", kernel="sobel_y")["share_of_zeros"] < 1
    assert KERNELS["sobel_x"].sum() == KERNELS["sobel_y"].sum() == KERNELS["laplacian"].sum() == 0
    assert KERNELS["sharpen"].sum() == KERNELS["identity"].sum() == 1
    assert KERNELS["box_blur"].sum() == pytest.approx(1)
    # A ramp of 1/15 a pixel: Sobel gives 8 times that everywhere, the Laplacian 0.
    assert figures("edge-kernels", picture="ramp")["strongest"] == pytest.approx(8 / 15)
    assert figures("edge-kernels", picture="ramp", kernel="laplacian")["share_of_zeros"] == 1


def test_a_mean_of_nine_shrinks_noise_to_a_third():
    noisy = figures("edge-kernels", picture="ramp", kernel="identity", noise=1.0)["answer_spread"]
    blurred = figures("edge-kernels", picture="ramp", kernel="box_blur", noise=1.0)["answer_spread"]
    assert blurred < 0.55 * noisy


@pytest.mark.parametrize(
    "knobs", [{}, {"stride": 2}, {"kernel_size": 5}, {"layers": 6}, {"layers": 2, "dilation": 2}]
)
def test_the_heat_map_is_as_wide_as_the_receptive_field(knobs):
    for frame in ReceptiveField(**knobs).frames():
        assert frame.figures["seen"] == frame.figures["size"]
    demo = ReceptiveField(**knobs)
    layers = (
        {"kernel_size": demo.kernel_size, "stride": demo.stride, "dilation": demo.dilation},
    ) * demo.layers
    assert frame.figures["size"] == find_solver("receptive_field")(layers=layers).result_value()["size"]


def test_three_small_kernels_see_seven_and_dilation_leaves_gaps():
    assert figures("receptive-field", layers=3)["seen"] == 7
    dilated = figures("receptive-field", layers=1, dilation=2)
    assert (dilated["seen"], dilated["inputs_reached"]) == (5, 9)


def test_the_middle_of_a_deep_field_holds_most_of_the_gradient():
    assert figures("receptive-field", layers=1)["share_of_middle"] == pytest.approx(1 / 9)
    assert figures("receptive-field", layers=2)["share_of_middle"] == pytest.approx(49 / 81)
    assert figures("receptive-field", layers=6)["share_of_middle"] > 0.8


def test_a_stack_of_a_problem_is_taken_as_it_is():
    demo = ReceptiveField.from_givens({"layers": ((7, 2, 1), (3, 2, 1), (3, 1, 1))})
    # 7; + 2·2 = 11; + 2·4 = 19
    assert [frame.figures["seen"] for frame in demo.frames()] == [7, 11, 19]


def pooled(**knobs):
    """Both outputs of the pooling demonstration, window by window."""
    shown = [frame.figures for frame in find_demo("pooling").from_givens(knobs).frames()]
    return [each["largest"] for each in shown], [each["mean"] for each in shown]


def test_of_each_window_the_largest_and_the_mean_are_kept():
    image = ((1, 3, 0, 2), (4, 2, 1, 1), (0, 0, 5, 6), (7, 1, 2, 0))
    assert pooled(input=image, kernel_size=2, stride=2) == ([4, 2, 7, 6], [2.5, 1, 2, 3.25])


def test_padding_is_never_the_largest_and_counts_as_0_in_the_mean():
    image = ((-3, -1, -2), (-4, -6, 2), (-5, -8, -7))
    largest, means = pooled(input=image, kernel_size=3, stride=2, padding=1)
    assert largest == [-1, 2, -4, 2]
    assert means == pytest.approx([-14 / 9, -7 / 9, -23 / 9, -19 / 9])


def test_in_ceil_mode_a_window_may_hang_over_the_end():
    image = ((0, 4, 2), (8, 0, 4), (12, 2, 6))
    assert pooled(input=image, kernel_size=2, stride=2) == ([8], [3])
    # What hangs over is no place of the mean: (2 + 4)/2, (12 + 2)/2, 6/1, as PyTorch has it.
    assert pooled(input=image, kernel_size=2, stride=2, ceil_mode=True) == ([8, 4, 12, 6], [3, 3, 7, 6])


@pytest.mark.parametrize(("size", "kernel_size", "stride"), [(28, 2, 2), (37, 3, 2), (40, 3, 3)])
def test_a_large_image_of_a_problem_leaves_as_much_over_when_shown_smaller(size, kernel_size, stride):
    demo = find_demo("pooling").from_givens({"size": size, "kernel_size": kernel_size, "stride": stride})
    assert demo.size <= 10
    assert (demo.size - kernel_size) % stride == (size - kernel_size) % stride
    assert str(size) in demo.notes[0].en


def test_windows_that_pytorch_refuses_are_refused():
    for refused in ({"kernel_size": 2, "padding": 2}, {"size": 3, "kernel_size": 4}):
        (frame,) = find_demo("pooling")(**refused).frames()
        assert frame.figures == {"output_size": 0}
