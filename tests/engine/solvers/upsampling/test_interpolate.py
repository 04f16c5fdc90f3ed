"""Resizing: the published examples, ties, corners, and what is refused."""

import re
from fractions import Fraction

import numpy as np
import pytest

from studyapp.engine.numeric.interpolation import bilinear, nearest
from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError


def solved(**inputs):
    return find_solver("interpolate")(**inputs).result_value()


SQUARE = [[1, 2], [3, 4]]


def test_the_examples_of_pytorchs_upsample():
    """Its documentation: 1 to 4, twice as large, in each mode."""
    assert solved(input=SQUARE, scale_factor=2) == ((1, 1, 2, 2), (1, 1, 2, 2), (3, 3, 4, 4), (3, 3, 4, 4))
    assert solved(input=SQUARE, scale_factor=2, mode="bilinear") == (
        (1, 1.25, 1.75, 2),
        (1.5, 1.75, 2.25, 2.5),
        (2.5, 2.75, 3.25, 3.5),
        (3, 3.25, 3.75, 4),
    )
    thirds = solved(input=SQUARE, scale_factor=2, mode="bilinear", align_corners=True)
    assert thirds[0] == (1, Fraction(4, 3), Fraction(5, 3), 2)
    assert thirds[1] == (Fraction(5, 3), 2, Fraction(7, 3), Fraction(8, 3))
    padded = [[1, 2, 0], [3, 4, 0], [0, 0, 0]]
    assert solved(input=padded, scale_factor=2, mode="bilinear")[0] == (1, 1.25, 1.75, 1.5, 0.5, 0)
    aligned = solved(input=padded, scale_factor=2, mode="bilinear", align_corners=True)
    assert aligned[0] == (1, Fraction(7, 5), Fraction(9, 5), Fraction(8, 5), Fraction(4, 5), 0)


def test_a_scale_factor_counts_as_written_and_a_size_by_its_ratio():
    """1.5 pixels on, divided by 2.3 or multiplied by 3/6: 7/46 or 1/4."""
    by_factor = find_solver("interpolate")(input=[[0, 1, 2]], scale_factor=[1, 2.3], mode="bilinear")
    assert by_factor.value("output_size") == (1, 6)
    assert by_factor.value("ratio") == (1, Fraction(10, 23))
    assert by_factor.result_value()[0][1] == Fraction(7, 46)
    assert solved(input=[[0, 1, 2]], size=[1, 6], mode="bilinear")[0][1] == Fraction(1, 4)


def test_the_size_is_the_floor_of_the_product_in_floats():
    """100·0.29 = 28.999999999999996, and PyTorch makes 28 of it."""
    row = [list(range(100))]
    assert find_solver("interpolate")(input=row, scale_factor=[1, 0.29]).value("output_size") == (1, 28)


def test_a_nearest_place_is_multiplied_in_single_precision():
    """41·(2/82) = 1, but in single precision 0.99999994: still the first pixel, as in PyTorch."""
    found = solved(input=[[5, 7]], size=[1, 82])[0]
    assert found.index(7) == 42
    assert solved(input=[[5, 7]], size=[1, 84])[0].index(7) == 42


def test_a_side_that_stays_is_untouched_and_one_that_doubles_goes_in_pairs():
    assert solved(input=[[1, 2, 3]], scale_factor=[1, 1.3]) == ((1, 2, 3),)
    assert solved(input=[[1, 2, 3]], scale_factor=[1, 1.3], mode="bilinear") == ((1, 2, 3),)
    assert solved(input=[[1, 2]], scale_factor=[1, 2.2]) == ((1, 1, 2, 2),)


def test_aligned_corners_meet():
    found = solved(input=[[1, 5], [7, 9]], size=[4, 7], mode="bilinear", align_corners=True)
    assert (found[0][0], found[0][-1], found[-1][0], found[-1][-1]) == (1, 5, 7, 9)
    assert solved(input=[[4, 5, 6]], size=1, mode="bilinear", align_corners=True) == ((4,),)


def test_a_batch_is_resized_image_by_image():
    rng = np.random.default_rng(3)
    batch = rng.standard_normal((2, 3, 4, 5))
    found = solved(input=batch, scale_factor=[1.5, 2.3], mode="bilinear")
    for n, c in np.ndindex(2, 3):
        assert np.array(found[n][c]) == pytest.approx(
            np.array(solved(input=batch[n, c], scale_factor=[1.5, 2.3], mode="bilinear"))
        )


def test_each_mistake_gives_its_value():
    """0 and 4 on a row, made four: places 0, 1/4, 3/4, 1, so 0 1 3 4."""
    row = find_solver("interpolate")(input=[[0, 4]], scale_factor=[1, 2], mode="bilinear")
    assert row.result_value() == ((0, 1, 3, 4),)
    assert row.mistake_value("columns_from_edge") == (0, 0.5, 1, 1.5)
    assert row.mistake_value("columns_below_zero") == (-0.25, 0.25, 0.75, 1.25)
    assert row.mistake_value("column_weights_swapped") == (1, 0.75, 0.25, 0.75)
    assert row.mistake_value("not_averaged") == ((0, 0, 0, 4),)
    assert row.mistake_value("other_corners") == ((0, Fraction(4, 3), Fraction(8, 3), 4),)
    assert row.mistake_value("from_edge") == ((0, 2, 4, 4),)
    assert row.mistake_value("below_zero") == ((-1, 1, 3, 4),)
    assert row.mistake_value("upside_down") == (1, 2)
    assert row.mistake_value("other_ratio") == (0, Fraction(1, 3))
    broken = find_solver("interpolate")(input=[[0, 4, 8]], scale_factor=[1, 1.5])
    assert broken.result_value() == ((0, 0, 4, 8),)
    assert broken.mistake_value("rounded_up") == (1, 5)
    assert broken.mistake_value("divided") == (1, 2)
    assert broken.mistake_value("by_sizes") == (1, Fraction(3, 4))
    assert broken.mistake_value("rounded") == ((0, 4, 4, 8),)
    assert broken.mistake_value("by_middles") == ((0, 4, 4, 8),)
    assert broken.mistake_value("averaged")[0][1] == 2


def test_mistakes_of_one_mode_are_not_seen_in_the_other():
    copied = find_solver("interpolate")(input=SQUARE, scale_factor=2).mistakes_of("output")
    averaged = find_solver("interpolate")(input=SQUARE, scale_factor=2, mode="bilinear").mistakes_of("output")
    assert {"rounded", "averaged", "by_middles"} <= copied.keys()
    assert {"from_edge", "not_averaged", "weights_swapped", "other_corners"} <= averaged.keys()
    assert not {"rounded", "averaged", "by_middles"} & averaged.keys()
    assert not {"from_edge", "not_averaged", "weights_swapped", "other_corners"} & copied.keys()


def test_the_working_names_weights_only_for_means():
    copied = [line.name for line in find_solver("interpolate")(input=SQUARE, scale_factor=2).working()]
    assert copied == [
        "input_size",
        "output_size",
        "ratio",
        "source_rows",
        "source_columns",
        "upper_rows",
        "left_columns",
        "resized_rows",
        "output",
    ]
    lines = {
        line.name: line
        for line in find_solver("interpolate")(input=SQUARE, scale_factor=2, mode="bilinear").working()
    }
    assert {"row_weights", "column_weights"} <= lines.keys()
    assert r"\max(0.5 \times 0.5 - 0.5, 0),\ 1.5" in lines["source_rows"].numbers.replace("0), ", r"0),\ ")
    assert r"0.75 \times 1 + 0.25 \times 3" in lines["resized_rows"].numbers


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({}, "scale_factor is missing; give either scale_factor or size"),
        (
            {"scale_factor": 2, "size": 4},
            "scale_factor is [2, 2] beside size [4, 4]; give only one of the two",
        ),
        ({"scale_factor": [1, 0.3]}, "scale_factor is [1, 0.3]; a side of 2 pixels would have none left"),
        (
            {"scale_factor": 0},
            "scale_factor is 0; it must be a number or a pair of them, with scale_factor > 0",
        ),
        (
            {"scale_factor": 2, "align_corners": True},
            "align_corners is true; that is a choice of mode bilinear, not of nearest",
        ),
        (
            {"size": 10**9},
            "size is [1000000000, 1000000000]; that makes 1000000000000000000 values, and at most",
        ),
        ({"scale_factor": [1, 10**400]}, "scale_factor is [1, 10"),
        ({"scale_factor": 1e-300}, "scale_factor is [1e-300, 1e-300]; a side of 2 pixels"),
        ({"size": 2, "mode": "bicubic"}, 'mode is "bicubic"; it must be one of nearest, bilinear'),
    ],
)
def test_what_has_no_answer_is_refused_with_the_reason(inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved(input=SQUARE, **inputs)


def test_values_near_the_largest_double_stay_finite():
    large = np.tile([1.5e308, -1.5e308], (20, 20))
    assert np.isfinite(np.array(solved(input=large, scale_factor=2, mode="bilinear"))).all()


def test_the_numeric_routes_agree_with_the_solver():
    rng = np.random.default_rng(7)
    images = rng.standard_normal((2, 3, 30, 20)).astype(np.float32)
    means = bilinear(images, (45, 46), (1 / 1.5, 1 / 2.3))
    assert means.dtype == np.float32
    wanted = solved(input=images, scale_factor=[1.5, 2.3], mode="bilinear")
    assert means == pytest.approx(np.array(wanted), rel=1e-4, abs=1e-5)
    copies = nearest(images, (45, 46), (1 / 1.5, 1 / 2.3))
    assert copies.dtype == np.float32
    assert (copies == np.array(solved(input=images, scale_factor=[1.5, 2.3]), dtype=np.float32)).all()
    aligned = bilinear(images, (59, 58), (29 / 58, 19 / 57), align_corners=True)
    wanted = solved(input=images, size=[59, 58], mode="bilinear", align_corners=True)
    assert aligned == pytest.approx(np.array(wanted), rel=1e-4, abs=1e-5)


def test_a_large_image_is_worked_in_floats_and_a_long_side_too():
    row = np.arange(6000.0)[np.newaxis]
    found = solved(input=row, scale_factor=[1, 2], mode="bilinear")[0]
    assert found[:4] == pytest.approx((0, 0.25, 0.75, 1.25))
    assert len(found) == 12_000
    assert solved(input=row, size=[1, 3000])[0] == pytest.approx(tuple(range(0, 6000, 2)))
