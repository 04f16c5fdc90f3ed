"""Average precision: a published ranking, the devkits' definitions by hand, ties, and the known mistakes."""

import re
from fractions import Fraction

import numpy as np
import pytest

from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError


def solved(**inputs):
    return find_solver("average_precision")(**inputs).result_value()


PADILLA_SCORES = [
    95,
    95,
    91,
    88,
    84,
    80,
    78,
    74,
    71,
    70,
    67,
    62,
    54,
    48,
    45,
    45,
    44,
    44,
    43,
    38,
    35,
    23,
    18,
    14,
]
PADILLA_RIGHT = {0, 2, 9, 11, 12, 13, 22}
PADILLA = {
    "scores": PADILLA_SCORES,
    "matches": [int(at in PADILLA_RIGHT) for at in range(24)],
    "positives": 15,
}
"""24 detections of 15 objects, the example that explains the metrics of Padilla et al. 2020.

By all points (1·1 + 1·2/3 + 4·3/7 + 1·7/23)/15 = 24.57 %, there cut to 24.56; at 11 levels
(1 + 2/3 + 3·3/7)/11 = 26.84 %.
"""


def test_the_ranking_of_padilla():
    area = (1 + Fraction(2, 3) + 4 * Fraction(3, 7) + Fraction(7, 23)) / 15
    assert solved(**PADILLA) == area
    assert float(area) == pytest.approx(0.2456, abs=2e-4)
    eleven = (1 + Fraction(2, 3) + 3 * Fraction(3, 7)) / 11
    assert solved(**PADILLA, method="11_point") == eleven
    assert float(eleven) == pytest.approx(0.2684, abs=1e-4)


def test_its_precisions_and_recalls():
    solver = find_solver("average_precision")(**PADILLA)
    precision = [round(float(each), 4) for each in solver.value("precision")]
    assert precision[:4] == [1, 0.5, 0.6667, 0.5]
    assert precision[9:14] == [0.3, 0.2727, 0.3333, 0.3846, 0.4286]
    assert precision[-2:] == [0.3043, 0.2917]
    assert solver.value("recall")[-1] == Fraction(7, 15)
    assert solver.value("envelope")[2:5] == (Fraction(2, 3), Fraction(1, 2), Fraction(3, 7))


SIX = {
    "scores": [0.9, 0.95, 0.7, 0.6, 0.5, 0.8],
    "matches": [1, 1, 0, 1, 0, 0],
    "positives": 4,
}
"""Ranked 1 1 0 0 1 0: precision 1, 1, 2/3, 1/2, 3/5, 1/2 at recall 1/4, 1/2, 1/2, 1/2, 3/4, 3/4."""


def test_all_points_is_the_area_under_the_envelope():
    """¼·1 + ¼·1 + ¼·3/5."""
    assert solved(**SIX) == Fraction(13, 20)


def test_11_points_are_the_tenths():
    """Recall 0 … 0.5 has precision 1 (six levels), 0.6 and 0.7 have 3/5, 0.8, 0.9 and 1 have none."""
    assert solved(**SIX, method="11_point") == (6 + 2 * Fraction(3, 5)) / 11


def test_101_points_are_the_hundredths():
    """0 … 0.50 are 51 levels, 0.51 … 0.75 are 25, the rest is 0."""
    assert solved(**SIX, method="101_point") == (51 + 25 * Fraction(3, 5)) / 101


def test_a_recall_just_at_a_level_reaches_it():
    """3 of 10 is 0.3, though 3 · 0.1 is more than that in floats; 29 of 100 likewise."""
    assert solved(scores=[3, 2, 1], matches=[1, 1, 1], positives=10, method="11_point") == Fraction(4, 11)
    scores, matches = list(range(29, 0, -1)), [1] * 29
    assert solved(scores=scores, matches=matches, positives=100, method="101_point") == Fraction(30, 101)


def test_the_same_in_a_long_list():
    """300 ranks are worked in floats: all hits, 300 of 1000, so levels 0 … 0.3 and 0 … 0.30."""
    inputs = {"scores": np.linspace(1, 0, 300), "matches": [1] * 300, "positives": 1000}
    assert solved(**inputs) == pytest.approx(0.3, rel=1e-12)
    assert solved(**inputs, method="11_point") == pytest.approx(4 / 11, rel=1e-12)
    assert solved(**inputs, method="101_point") == pytest.approx(31 / 101, rel=1e-12)


def test_equal_scores_are_ranked_by_index():
    assert solved(scores=[0.5, 0.5], matches=[1, 0], positives=1) == 1
    assert solved(scores=[0.5, 0.5], matches=[0, 1], positives=1) == Fraction(1, 2)


@pytest.mark.parametrize("method", ["all_points", "11_point", "101_point"])
def test_nothing_found_is_0_and_all_found_first_is_1(method):
    assert solved(scores=[0.5, 0.4], matches=[0, 0], positives=2, method=method) == 0
    assert solved(scores=[0.5, 0.4, 0.3], matches=[1, 1, 0], positives=2, method=method) == 1


def test_a_huge_number_of_objects_is_no_trouble():
    assert solved(scores=[1], matches=[1], positives=10**40) == Fraction(1, 10**40)
    assert solved(scores=[1], matches=[1], positives=10**40, method="11_point") == Fraction(1, 11)


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        (
            {"scores": [3, 2, 1], "matches": [1, 0, 1], "positives": 1},
            "positives is 1; 2 detections match, so it must be at least that",
        ),
        (
            {"scores": [3, 2], "matches": [1], "positives": 1},
            "matches has 1 entries; it must have one for each entry of scores, 2",
        ),
        (
            {"scores": [3, 2], "matches": [1, 2], "positives": 1},
            "matches is [1, 2]; each entry must be a number",
        ),
        ({"scores": [3], "matches": [1], "positives": 0}, "positives is 0; it must be a whole number"),
        (
            {"scores": [3], "matches": [1], "positives": 1, "method": "coco"},
            'method is "coco"; it must be one of',
        ),
    ],
)
def test_what_has_no_answer_is_refused_with_the_reason(inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved(**inputs)


def test_the_known_mistakes():
    """As listed the matches are 1 1 0 1 0 0; the precisions' mean is (1 + 1 + 2/3 + 1/2 + 3/5 + 1/2)/6."""
    found = find_solver("average_precision")(**SIX).mistakes_of("average")
    assert found["order.not_sorted"] == (1 + 1 + Fraction(3, 4)) / 4
    assert found["recall.of_found"] == (1 + 1 + Fraction(3, 5)) / 3
    assert found["recall.of_listed"] == (1 + 1 + Fraction(3, 5)) / 6
    assert found["mean_of_ranks"] == (2 + Fraction(2, 3) + Fraction(3, 5) + 1) / 6
    assert found["eleven_points"] == (6 + Fraction(6, 5)) / 11
    assert found["coco"] == (51 + 15) / Fraction(101)
    assert found["trapezoids"] == (2 * (1 + 1) + Fraction(1, 2) + Fraction(3, 5)) / 8
    eleven = find_solver("average_precision")(**SIX, method="11_point").mistakes_of("average")
    assert eleven["whole_area"] == Fraction(13, 20)
    assert eleven["no_level_0"] == (5 + Fraction(6, 5)) / 10


def test_precision_that_was_not_raised():
    """Ranked 0 1 1: precision 0, 1/2, 2/3; raised it is 2/3 throughout."""
    solver = find_solver("average_precision")(scores=[3, 2, 1], matches=[0, 1, 1], positives=2)
    assert solver.result_value() == Fraction(2, 3)
    assert solver.mistakes_of("average")["envelope.not_raised"] == (Fraction(1, 2) + Fraction(2, 3)) / 2


def test_what_follows_from_a_learners_own_recall():
    """Recall of the three found instead of all four: a third for each, so (1 + 1 + 3/5)/3."""
    solver = find_solver("average_precision")(**SIX)
    third = Fraction(1, 3)
    own = {"recall": (third, 2 * third, 2 * third, 2 * third, 1, 1)}
    assert solver.following(own).value("average") == (2 + Fraction(3, 5)) / 3
