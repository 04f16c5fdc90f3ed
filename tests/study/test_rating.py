"""From grade to rating."""

import pytest

from studyapp.domain.grade import Grade, PartGrade, Rating, Status
from studyapp.study.rating import rating_for, usual_of


def grade_of(*statuses: Status) -> Grade:
    parts = {f"part{number}": PartGrade(status=status) for number, status in enumerate(statuses)}
    right = sum(status is Status.CORRECT for status in statuses)
    return Grade(parts=parts, score=right / len(statuses))


def test_right_presets_good():
    assert rating_for(grade_of(Status.CORRECT, Status.CORRECT)) is Rating.GOOD


def test_right_with_a_hint_presets_hard():
    assert rating_for(grade_of(Status.CORRECT), was_helped=True) is Rating.HARD


@pytest.mark.parametrize("status", [Status.INCORRECT, Status.IMPRECISE, Status.BLANK])
def test_one_part_that_is_not_right_presets_again(status):
    assert rating_for(grade_of(Status.CORRECT, status)) is Rating.AGAIN
    assert rating_for(grade_of(Status.CORRECT, status), was_helped=True) is Rating.AGAIN


def test_giving_up_presets_again():
    assert rating_for(None, gave_up=True) is Rating.AGAIN


def test_who_rates_herself_is_preset_nothing():
    assert rating_for(None) is None


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (29, Rating.GOOD),
        (30, Rating.GOOD),
        (31, Rating.HARD),  # more than three times the usual ten seconds
        (599, Rating.HARD),
        (601, Rating.GOOD),  # away from the desk: that says nothing
    ],
)
def test_right_but_slow_presets_hard(seconds, expected):
    assert rating_for(grade_of(Status.CORRECT), seconds=seconds, usual_seconds=10) is expected
    assert rating_for(grade_of(Status.CORRECT), seconds=seconds) is Rating.GOOD
    assert rating_for(grade_of(Status.INCORRECT), seconds=1, usual_seconds=10) is Rating.AGAIN


def test_what_is_usual_is_known_after_three_right_answers_and_is_their_median():
    assert usual_of([10, 12]) is None
    assert usual_of([10, 300, 12]) == 12
