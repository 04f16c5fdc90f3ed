"""Losses from their parts: what each part comes to, and what weights make of it."""

import pytest

from studyapp.engine.demos import find_demo
from tests.engine.demos.proofs.moments import figures


def opened(**givens):
    return find_demo("loss-terms").from_givens(givens)


def shown(demo, name):
    """What the moments that know it say of a figure."""
    return [frame.figures[name] for frame in demo.frames() if name in frame.figures]


def test_a_detectors_total_is_the_plain_sum_of_its_weighted_losses():
    demo = opened(terms=(0.4, 0.3, 0.6), weights=(1, 10, 0.5))
    assert shown(demo, "product") == pytest.approx([0.4, 3, 0.3])
    assert shown(demo, "total") == pytest.approx([3.7])
    assert shown(demo, "shares")[0] == pytest.approx((0.4 / 3.7, 3 / 3.7, 0.3 / 3.7))
    assert [row.en for row in next(iter(demo.frames())).shapes[0].rows] == ["class", "box", "object", "sum"]


def test_a_problem_that_asks_for_the_boxs_weight_shows_where_it_stands():
    assert shown(opened(**{"c": 0.5, "b": 0.1, "o": 0.5, "λ": 10}), "total") == pytest.approx([2])


def test_what_is_still_to_come_is_not_told():
    first, *_others, last = find_demo("loss-terms")().frames()
    assert [row[2] for row in first.shapes[0].cells] == [0.4, None, None, None]
    assert first.shapes[1].groups[1][1] == (0.4, 0.0, 0.0)
    assert last.shapes[0].cells[-1][2] == pytest.approx(0.4 + 5 * 0.3 + 0.6)


def test_signs_do_not_cancel_in_a_penalty():
    demo = opened(w=(3, -4), strength=0.1)
    assert shown(demo, "l1_penalty") == pytest.approx([0.7])
    assert (shown(demo, "l2_penalty"), shown(demo, "l2_half")) == (
        pytest.approx([2.5]),
        pytest.approx([1.25]),
    )
    assert shown(demo, "size") == [3, 4]
    assert shown(demo, "total") == []


def test_the_whole_loss_is_data_and_both_penalties():
    # Zou & Hastie 2005, equation 3, on the numbers 1, (1, −2, 2): 1 + 0.1·5 + 0.1·9.
    assert shown(opened(loss=1, w=(1, -2, 2), l1=0.1, l2=0.1), "total") == pytest.approx([2.4])


def test_a_step_with_the_first_penalty_pulls_each_weight_towards_0_by_the_same():
    demo = opened(w=(2, -1, 0.5), g=(1, 0, -2), eta=0.1, lambda1=1)
    # 2 − 0.1·(1 + 1), −1 − 0.1·(0 − 1), 0.5 − 0.1·(−2 + 1)
    assert shown(demo, "updated")[0] == pytest.approx((1.8, -0.9, 0.6))
    stronger = demo.turned("l1", 1)
    assert shown(stronger, "updated")[0] == pytest.approx((1.79, -0.89, 0.59))


def test_balanced_weights_are_those_of_scikit_learn_and_give_all_classes_one_say():
    # compute_class_weight("balanced"): 600/(3·100), 600/(3·200), 600/(3·300)
    demo = opened(counts=(100, 200, 300))
    assert shown(demo, "weight") == pytest.approx([2, 1, 2 / 3])
    assert shown(demo, "products")[0] == pytest.approx((200, 200, 200))
    *_before, last = demo.frames()
    assert last.shapes[1].groups[1][1] == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert last.shapes[1].groups[0][1] == pytest.approx((1 / 6, 1 / 3, 1 / 2))


def test_classes_that_are_as_frequent_need_no_weights():
    assert set(shown(find_demo("loss-terms").preset("even"), "weight")) == {1}


@pytest.mark.parametrize(
    "givens",
    [
        {"terms": (0.1, 0.2), "weights": (1,)},
        {"terms": (0, 0, 0), "weights": (1, 1, 1)},
        {"counts": (0, 5)},
        {"counts": (2.5, 5)},
        {"w": (0, 0), "strength": 0},
        {"w": (1, 2), "l1": 0.1},
        {"w": (1, 2), "g": (1,), "eta": 0.1, "lambda1": 1},
        {"w": 3, "strength": 1},
    ],
)
def test_whatever_a_pack_writes_there_is_a_picture(givens):
    assert all(frame.figures for frame in opened(**givens).frames())


def test_nothing_at_all_adds_up_to_0():
    assert figures("loss-terms", form="penalties", l1=0.0, l2=0.0) == {"total": 1}
