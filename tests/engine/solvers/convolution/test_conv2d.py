"""Convolution of images: worked examples, options, ways to go wrong, and what is refused."""

import re
from fractions import Fraction

import numpy as np
import pytest

from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError, StudyError

Conv2d = find_solver("conv2d")

BLUE = [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]
SHADE = [[0, 1, 2], [2, 2, 0], [0, 1, 2]]
RAMP = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]


def solved(**inputs):
    return Conv2d(**inputs).result_value()


def test_dumoulin_and_visins_example():
    """Their figures 1.1 (stride 1) and 1.3 (padding 1, stride 2)."""
    assert solved(input=BLUE, weight=SHADE) == ((12, 12, 17), (10, 17, 19), (9, 6, 14))
    strided = solved(input=BLUE, weight=SHADE, padding=1, stride=2)
    assert strided == ((6, 17, 3), (8, 17, 13), (6, 4, 4))


def test_dive_into_deep_learnings_examples():
    """Zhang et al., sections 7.2 (one channel), 7.4 (two channels in, three filters)."""
    assert solved(input=RAMP, weight=[[0, 1], [2, 3]]) == ((19, 25), (37, 43))
    images = [[RAMP, [[1, 2, 3], [4, 5, 6], [7, 8, 9]]]]
    kernel = [[[0, 1], [2, 3]], [[1, 2], [3, 4]]]
    assert solved(input=images, weight=[kernel]) == ((((56, 72), (104, 120)),),)
    stack = [[[[k + more for k in row] for row in plane] for plane in kernel] for more in (0, 1, 2)]
    maps = ((56, 72), (104, 120)), ((76, 100), (148, 172)), ((96, 128), (192, 224))
    assert solved(input=images, weight=stack) == (maps,)


def test_an_edge_is_where_neighbours_differ():
    """Section 7.2 there: [1, −1] gives 1 from white to black, −1 back, 0 elsewhere."""
    row = [1, 1, 0, 0, 0, 0, 1, 1]
    assert solved(input=[row] * 2, weight=[[1, -1]]) == ((0, 1, 0, 0, 0, -1, 0),) * 2


def test_decimals_count_as_written():
    assert solved(input=[[0.1]], weight=[[3]]) == ((Fraction(3, 10),),)
    assert solved(input=[[0.1, 0.2]], weight=[[1, 1]], bias=0.3) == ((Fraction(3, 5),),)


def test_whole_numbers_of_numpy_stay_exact_too():
    found = solved(input=np.arange(9).reshape(3, 3), weight=np.array([[1, 1], [1, 1]]))
    assert found == ((8, 12), (20, 24))
    assert all(type(number) is int for row in found for number in row)


def test_more_products_than_fractions_can_take_are_worked_in_floats():
    found = Conv2d(input=[[0.5] * 16] * 16, weight=[[1] * 8] * 8, padding=7).output
    assert found.dtype == float
    assert found[10, 10] == 32


def test_groups_see_only_their_own_channels():
    images = [[[[1]], [[10]], [[100]], [[1000]]]]
    filters = [[[[1]], [[2]]], [[[3]], [[4]]]]
    assert solved(input=images, weight=filters, groups=2) == ((((21,),), ((4300,),)),)


def test_depthwise_is_a_group_for_each_channel():
    images, filters = [[[[1, 2]], [[3, 4]]]], [[[[1, 1]]], [[[1, -1]]]]
    assert solved(input=images, weight=filters, groups=2, bias=[0, 0.5]) == ((((3,),), ((-0.5,),)),)


@pytest.mark.parametrize(
    ("mistake", "inputs", "value"),
    [
        ("no_bias", {"bias": 5}, ((19, 25), (37, 43))),
        ("flipped", {}, ((5, 11), (23, 29))),  # 3·0 + 2·1 + 1·3 + 0·4
        ("no_stride", {"stride": 2}, ((19, 25), (37, 43))),
        ("no_padding", {"padding": 1}, ((19, 25), (37, 43))),
        ("no_dilation", {"dilation": 2}, ((19, 25), (37, 43))),
    ],
)
def test_what_comes_out_the_wrong_way(mistake, inputs, value):
    worked = Conv2d(input=RAMP, weight=[[0, 1], [2, 3]], **inputs)
    assert worked.mistake_value(mistake) == value != worked.result_value()


def test_one_channel_of_several():
    worked = Conv2d(input=[[[[1]], [[10]]]], weight=[[[[2]], [[3]]]], bias=[1])
    assert worked.mistake_value("one_channel") == ((((3,),),),)
    assert worked.result_value() == ((((33,),),),)


def test_a_mistake_without_a_value_is_none():
    """Without padding the kernel would not fit."""
    worked = Conv2d(input=[[1]], weight=[[1, 2], [3, 4]], padding=1)
    with pytest.raises(StudyError):
        worked.mistake_value("no_padding")
    assert "no_padding" not in worked.mistakes_of("output")


def test_a_learners_own_padding_is_carried_on():
    worked = Conv2d(input=[[1, 2], [3, 4]], weight=[[1, 1], [1, 1]], padding=1)
    ones = [[1] * 4 for _ in range(4)]
    assert worked.work({"padded": ones})["output"] == ((4,) * 3,) * 3
    for misshapen in ([[1]], [1, 2], 3):
        with pytest.raises(GivenError, match="the output cannot be worked"):
            worked.work({"padded": misshapen})


def test_the_working_says_only_what_is_in_use():
    lines = Conv2d(input=RAMP, weight=[[0, 1], [2, 3]]).working()
    assert [line.name for line in lines] == ["output"]
    assert lines[0].formula == r"y_{i,j} = \sum_{u,v} w_{u,v} \cdot x_{i + u,\, j + v}"
    assert r"0 \times 0 + 1 \times 1 + 2 \times 3 + 3 \times 4" in lines[0].numbers
    padded, output = Conv2d(
        input=[[RAMP, RAMP]], weight=[[SHADE, SHADE]], padding=1, stride=[1, 2], bias=[1]
    ).working()
    assert padded.name == "padded"
    places = r"\tilde{x}_{c,\, i + u,\, S_w j + v}"
    assert output.formula == rf"y_{{i,j}} = \sum_{{c,u,v}} w_{{c,u,v}} \cdot {places} + b"
    assert output.numbers.startswith(r"\begin{bmatrix} 0 \times 0 + 1 \times 0 + 2 \times 0 + \cdots + ")


def test_large_arrays_keep_to_themselves():
    lines = Conv2d(input=np.ones((1, 3, 20, 20)), weight=np.ones((2, 3, 3, 3))).working()
    assert lines[0].numbers == ""
    assert len(lines[0].value) < 2000


IMAGES = [[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]]


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"weight": [[1]]}, "weight has 2 axes; it must have as many as input, 4"),
        (
            {"weight": [[[[1]]]]},
            "weight has filters of 1 channels; with 2 channels of input in 1 groups they",
        ),
        ({"groups": 3}, "groups is 3; it must divide the channels of input, 2"),
        ({"groups": 2}, "groups is 2; it must divide the filters of weight, 1"),
        ({"bias": 1}, "bias has 1 numbers; it must be a list of one for each of 1 filters"),
        ({"bias": [1, 2]}, "bias has 2 numbers; it must be a list of one for each of 1 filters"),
        (
            {"weight": [[[[1, 1, 1]]] * 2]},
            "weight has kernels with a side of 3 that reach over 3 pixels, but the padded input has only 2",
        ),
        (
            {"weight": [[[[1, 1]]] * 2], "dilation": [9, 4], "padding": [0, 1]},
            "weight has kernels with a side of 2 that reach over 5 pixels, but the padded input has only 4",
        ),
        (
            {"input": [[1, 2]], "weight": [[1]], "bias": [1]},
            "bias is a list; for an input of shape (H, W) it must be a number",
        ),
        ({"padding": 10**5}, "padding is 100000; the padded input would have 80001600008 values, more than"),
        ({"input": [[1, 2], [3]]}, "input is [[1, 2], [3]]; the lists in it must all be of one length"),
        ({"input": [[[1]]]}, "input is [[[1]]], of 3 axes; it may have 2, 4 axes"),
        ({"stride": [2, 0]}, "stride is [2, 0]; it must be a whole number or a pair of them"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved(**{"input": IMAGES, "weight": [[[[1]], [[2]]]], **inputs})


def test_an_output_that_would_not_fit_is_refused_at_once():
    many = np.ones((2**16, 1, 1, 1))
    with pytest.raises(GivenError, match=r"^weight is too large: with this input the output would have"):
        solved(input=np.ones((1, 1, 100, 100)), weight=many)


def test_numbers_out_of_range_are_refused():
    with pytest.raises(GivenError, match=r"^input, weight.*: the output cannot be worked"):
        solved(input=np.full((20, 20), 1e200), weight=[[1e200]])


def test_strides_beyond_the_image_leave_one_position():
    assert solved(input=RAMP, weight=[[1]], stride=10**40) == ((0,),)
    assert solved(input=[[1]], weight=[[2]], dilation=10**40) == ((2,),)
