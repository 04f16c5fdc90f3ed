"""Values drawn for ever: the golden ones below were drawn once and may never change."""

from collections import Counter
from fractions import Fraction
from hashlib import blake2b
from itertools import islice, permutations

import pytest

from studyapp.engine.problems.problem import Choices, Range
from studyapp.engine.problems.sampling import below, count, sample, stream
from studyapp.errors import DrawError


def draw(how, seed=0, name="x"):
    return sample(name, how, stream("pack/id", 1, seed, 0, name))


def test_the_stream_is_the_hash_that_the_design_names():
    digest = blake2b(b"v1|deep-learning/conv|2|7|0|size").digest()
    words = list(islice(stream("deep-learning/conv", 2, 7, 0, "size"), 8))
    assert words == [int.from_bytes(digest[8 * place : 8 * place + 8], "big") for place in range(8)]


def test_drawn_values_are_the_same_for_ever():
    size = Range(16, 64)
    assert [draw(size, seed) for seed in range(8)] == GOLDEN_SIZES
    rate = Range(Fraction(1, 10), Fraction(1, 2), Fraction(1, 20))
    assert [draw(rate, seed, "rate") for seed in range(5)] == GOLDEN_RATES
    vector = Range(-5, 5, 1, (4,), True)
    assert [draw(vector, seed, "x") for seed in range(3)] == GOLDEN_VECTORS


GOLDEN_SIZES = [19, 45, 57, 47, 39, 57, 43, 46]
GOLDEN_RATES = [Fraction(3, 10), Fraction(1, 5), Fraction(3, 20), Fraction(1, 10), Fraction(3, 20)]
GOLDEN_VECTORS = [(4, -2, -5, 5), (-1, 4, -2, 0), (1, 2, 4, -3)]


def test_seeds_levels_tries_names_and_problems_each_change_what_is_drawn():
    base = next(stream("pack/id", 1, 0, 0, "x"))
    others = [
        next(stream("pack/ie", 1, 0, 0, "x")),
        next(stream("pack/id", 2, 0, 0, "x")),
        next(stream("pack/id", 1, 1, 0, "x")),
        next(stream("pack/id", 1, 0, 1, "x")),
        next(stream("pack/id", 1, 0, 0, "y")),
    ]
    assert len({base, *others}) == 6


def test_words_beyond_the_last_full_round_are_rejected():
    # 2**64 leaves 1 when divided by 3: the word 2**64 - 1 would favour 0.
    assert below(3, iter([2**64 - 1, 5])) == 2
    assert below(2**63, iter([2**63 + 4])) == 4


def test_a_range_keeps_decimals_exact_and_holds_its_end():
    rate = Range(Fraction(1, 10), Fraction(3, 10), Fraction(1, 10))
    assert count(rate) == 3
    assert {draw(rate, seed) for seed in range(40)} == {Fraction(1, 10), Fraction(1, 5), Fraction(3, 10)}


def test_a_whole_value_of_a_decimal_range_is_an_int():
    values = {draw(Range(0, 1, Fraction(1, 2)), seed) for seed in range(40)}
    assert values == {0, Fraction(1, 2), 1}
    assert {type(value) for value in values} == {int, Fraction}


def test_a_range_stops_at_the_last_value_its_steps_reach():
    assert {draw(Range(1000, 2700, 500), seed) for seed in range(60)} == {1000, 1500, 2000, 2500}


def test_each_choice_comes_about_equally_often():
    seen = Counter(draw(Choices((3, 5, 7)), seed) for seed in range(3000))
    assert set(seen) == {3, 5, 7}
    assert all(abs(times - 1000) < 110 for times in seen.values())  # four standard deviations


def test_a_shape_gives_nested_values_row_by_row():
    matrix = draw(Range(0, 9, 1, (2, 3)))
    assert len(matrix) == 2
    assert all(len(row) == 3 and all(0 <= value <= 9 for value in row) for row in matrix)
    assert len(draw(Range(0, 9, 1, (12,)))) == 12  # more than one hash gives


def test_distinct_elements_never_repeat_and_reach_every_order():
    orders = {draw(Choices((1, 2, 3, 3), (3,), True), seed) for seed in range(200)}
    assert orders == set(permutations((1, 2, 3)))


def test_more_distinct_elements_than_values_are_refused():
    with pytest.raises(DrawError, match="x cannot be drawn: 4 different values are asked and there are 3"):
        draw(Range(1, 3, 1, (4,), True))


def test_an_empty_range_is_refused():
    with pytest.raises(DrawError, match="x cannot be drawn: it has 0 values"):
        draw(Range(5, 3))
