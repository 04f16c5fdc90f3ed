"""A row and a kernel: every stop lies within it, one more would not, and stamps make what they should."""

import pytest

from studyapp.engine.demos import find_demo
from tests.engine.demos.proofs.moments import figures, last


def opened(**givens):
    return find_demo("kernel-places").from_givens(givens)


def stops(demo):
    return [
        (frame.figures["from"], frame.figures["to"]) for frame in demo.frames() if "stop" in frame.figures
    ]


@pytest.mark.parametrize(
    ("size", "kernel_size", "stride", "padding", "dilation"),
    [(12, 3, 2, 1, 1), (14, 3, 4, 0, 1), (20, 3, 1, 1, 3), (7, 7, 1, 0, 1), (9, 2, 3, 2, 4)],
)
def test_all_stops_lie_in_the_padded_row_and_one_more_would_not(size, kernel_size, stride, padding, dilation):
    demo = opened(size=size, kernel_size=kernel_size, stride=stride, padding=padding, dilation=dilation)
    ends = stops(demo)
    assert ends[0][0] == -padding
    assert all(to < size + padding for _from, to in ends)
    assert ends[-1][1] + stride >= size + padding
    *_rest, frame = demo.frames()
    assert frame.figures["output"] == len(ends)
    assert frame.figures["left_over"] == size + padding - 1 - ends[-1][1] < stride


def test_a_row_of_224_with_stride_2_has_112_stops_though_not_each_is_shown():
    # ResNet's first layer (He et al. 2016): 7×7, stride 2, padding 3 on 224.
    demo = opened(size=224, kernel_size=7, stride=2, padding=3)
    frames = list(demo.frames())
    assert frames[-1].figures == {"output": 112, "left_over": 1}
    assert frames[-1].shapes[0].cells[-1] == [219.0, 225.0]
    assert len(frames) < 70
    assert "⌊(224 + 2·3 − 1·(7 − 1) − 1)/2⌋ + 1 = **112**" in frames[-1].caption.en


def test_the_padding_that_keeps_the_size_keeps_it():
    demo = opened(kernel_size=5, dilation=2)
    assert (demo.padding, demo.stride) == (4, 1)
    *_rest, frame = demo.frames()
    assert frame.figures["output"] == demo.size


@pytest.mark.parametrize(
    ("sizes", "length"),
    [((4, 4, 2, 1, 0), 8), ((5, 3, 2, 1, 0), 9), ((4, 3, 2, 1, 1), 8), ((7, 5, 3, 2, 0), 19)],
)
def test_stamps_make_a_row_of_the_length_that_pytorch_gives(sizes, length):
    size, kernel_size, stride, padding, output_padding = sizes
    # torch.nn.ConvTranspose1d(1, 1, K, S, P, output_padding)(torch.zeros(1, 1, W)).shape[2]
    demo = opened(
        size=size, kernel_size=kernel_size, stride=stride, padding=padding, output_padding=output_padding
    )
    assert demo.kind == "transposed"
    *_rest, frame = demo.frames()
    assert frame.figures["output"] == length
    within = sum(
        0 <= at * stride - padding + tap < length for at in range(size) for tap in range(kernel_size)
    )
    assert sum(frame.figures["covered"]) == within


def test_a_kernel_that_is_no_multiple_of_the_stride_leaves_a_checkerboard():
    uneven = last("kernel-places", kind="transposed", size=6, padding=0)
    assert uneven.figures["covered"] == (1, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1)
    assert "checkerboard" in uneven.caption.en
    even = last("kernel-places", kind="transposed", size=6, kernel_size=4)
    assert "2 of them lie on every place" in even.caption.en


def test_taps_of_a_dilated_kernel_stand_apart_on_the_stairs():
    first = next(iter(find_demo("kernel-places")(size=20, dilation=3, stride=1, padding=0).frames()))
    now = first.shapes[1].series[-1]
    assert (now.xs, now.ys) == ((0, 3, 6), (1, 1, 1))


@pytest.mark.parametrize(
    ("knobs", "told"),
    [
        ({"size": 3, "kernel_size": 7, "padding": 1}, "the padded row has 5"),
        ({"kind": "transposed", "size": 1, "padding": 4}, "takes everything away"),
        ({"kind": "transposed", "output_padding": 2}, "must be smaller"),
    ],
)
def test_what_has_no_output_says_why(knobs, told):
    frame = last("kernel-places", **knobs)
    assert told in frame.caption.en
    assert frame.figures == {"output": 0}


def test_an_even_kernel_alone_keeps_the_size_as_nearly_as_can_be():
    assert opened(kernel_size=4).padding == 1
    assert figures("kernel-places", kernel_size=4, stride=1, padding=1)["output"] == 11
