"""Grading vectors and matrices: marked element by element, shape and order told."""

from studyapp.domain.grade import Status
from studyapp.engine.problems.drawing import draw


def test_a_list_is_marked_element_by_element(norm, one):
    variant = draw(norm, 2, 0)
    values = [f"{value:.4f}" for value in variant.answers["normalized"]]
    values[1] = "7"
    earned = one(norm, variant, ", ".join(values))
    assert earned.status is Status.INCORRECT
    assert earned.marks == (True, False, True, True)
    assert earned.feedback.en == "3 of 4 values are right; look again at number 2."


def test_a_blank_element_is_neither_right_nor_wrong(norm, one):
    variant = draw(norm, 2, 0)
    values = [f"{value:.4f}" for value in variant.answers["normalized"]]
    earned = one(norm, variant, f"{values[0]}, , {values[2]}, {values[3]}")
    assert earned.marks == (True, None, True, True)
    assert earned.status is Status.INCORRECT


def test_a_comma_behind_the_last_value_is_no_further_value(norm, one):
    variant = draw(norm, 2, 0)
    values = [f"{value:.4f}" for value in variant.answers["normalized"]]
    assert one(norm, variant, f"[{', '.join(values)},]").status is Status.CORRECT
    assert one(norm, variant, f"{', '.join(values[:3])},").marks == (True, True, True, None)
    assert one(norm, variant, f"{', '.join(values)},,").feedback.en == "4 values are asked; yours are 6."


def test_a_list_of_another_length_is_told_so(norm, one):
    variant = draw(norm, 2, 0)
    earned = one(norm, variant, "1, 2, 3")
    assert earned.status is Status.INCORRECT
    assert earned.marks == ()
    assert earned.feedback.en == "4 values are asked; yours are 3."
    assert earned.feedback.zh == "这里要 4 个值，你给了 3 个。"


def test_the_right_values_in_another_order_are_swapped(norm, typed, one):
    variant = draw(norm, 2, 0)
    first, second, *rest = variant.answers["normalized"]
    earned = one(norm, variant, typed((second, first, *rest)))
    assert earned.mistakes == ("slip.swapped",)


def test_all_signs_turned_round_is_one_slip(norm, typed, one):
    variant = draw(norm, 2, 0)
    turned = tuple(-value for value in variant.answers["normalized"])
    assert "slip.sign" in one(norm, variant, typed(turned)).mistakes


def test_a_mistake_made_in_one_element_only_is_recognised_there(norm, typed, one):
    variant = draw(norm, 2, 0)
    wrong = variant.mistakes["normalized"]["by_variance"]
    mixed = (*variant.answers["normalized"][:3], wrong[3])
    earned = one(norm, variant, typed(mixed))
    assert earned.mistakes == ("by_variance",)
    assert earned.marks == (True, True, True, False)


def test_a_list_with_one_imprecise_element_is_imprecise(norm, one):
    variant = draw(norm, 2, 1)
    exact = [f"{value:.5f}" for value in variant.answers["normalized"]]
    place = next(i for i, value in enumerate(variant.answers["normalized"]) if abs(value) > 1.02)
    exact[place] = f"{variant.answers['normalized'][place]:.1f}"
    assert one(norm, variant, ", ".join(exact)).status in (Status.IMPRECISE, Status.CORRECT)
