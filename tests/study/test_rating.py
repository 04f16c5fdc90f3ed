"""From grade to rating."""

import pytest

from studyapp.domain.grade import Grade, PartGrade, Rating, Status
from studyapp.study.rating import rating_for


def grade_of(*statuses: Status) -> Grade:
    parts = {f"part{number}": PartGrade(status=status) for number, status in enumerate(statuses)}
    right = sum(status is Status.CORRECT for status in statuses)
    return Grade(parts=parts, score=right / len(statuses))


def test_right_presets_good():
    assert rating_for(grade_of(Status.CORRECT, Status.CORRECT)) is Rating.GOOD


def test_right_with_a_hint_presets_hard():
    assert rating_for(grade_of(Status.CORRECT), hints=1) is Rating.HARD


@pytest.mark.parametrize("status", [Status.INCORRECT, Status.IMPRECISE, Status.BLANK])
def test_one_part_that_is_not_right_presets_again(status):
    assert rating_for(grade_of(Status.CORRECT, status)) is Rating.AGAIN
    assert rating_for(grade_of(Status.CORRECT, status), hints=2) is Rating.AGAIN


def test_giving_up_presets_again():
    assert rating_for(None, gave_up=True) is Rating.AGAIN


def test_who_rates_herself_is_preset_nothing():
    assert rating_for(None) is None
