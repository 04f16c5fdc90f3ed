"""Up and down the levels: what leads where, and that it never leaves the levels there are."""

from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.ladder import Ladder

THREE = (1, 2, 3)


def after(ladder: Ladder, answers: str) -> Ladder:
    """`r` right, `h` right with help, `w` wrong."""
    for answer in answers:
        ladder = ladder.after(right=answer != "w", helped=answer == "h")
    return ladder


def level(answers: str, *, levels: tuple[int, ...] = THREE, start: int = 1) -> int:
    return after(Ladder.at(levels, start), answers).level


def test_two_right_ones_in_a_row_lead_up_and_two_wrong_ones_down() -> None:
    assert [level("r"), level("rr"), level("rrrr")] == [1, 2, 3]
    assert [level("w", start=3), level("ww", start=3), level("wwww", start=3)] == [3, 2, 1]


def test_a_wrong_answer_ends_the_row_and_so_does_help() -> None:
    assert [level("rwr"), level("rhr"), level("rwrr"), level("rhrr")] == [1, 1, 2, 2]
    assert level("whw", start=2) == 2


def test_a_new_level_begins_a_new_row() -> None:
    reached = after(Ladder.at(THREE, 1), "rr")
    assert (reached.level, reached.run, reached.needed) == (2, 0, 2)


def test_it_is_mastered_by_three_right_ones_in_a_row_on_the_highest_level() -> None:
    assert not after(Ladder.at(THREE, 1), "rrrrrr").is_mastered
    assert after(Ladder.at(THREE, 1), "rrrrrrr").is_mastered
    assert after(Ladder.at((1,), 1), "rrr").is_mastered
    assert not after(Ladder.at((1,), 1), "rrh").is_mastered
    assert not after(Ladder.at((1,), 1), "rrr").afresh().is_mastered


def test_a_level_that_there_is_not_means_the_nearest_below() -> None:
    assert [Ladder.at((1, 3), wanted).level for wanted in (0, 1, 2, 3, 9)] == [1, 1, 1, 3, 3]


@given(
    st.sets(st.integers(1, 6), min_size=1), st.integers(0, 7), st.text(st.sampled_from("rhw"), max_size=60)
)
def test_it_stays_on_its_levels_and_moves_by_one_at_a_time(
    levels: set[int], start: int, answers: str
) -> None:
    ladder = Ladder.at(sorted(levels), start)
    for answer in answers:
        before, ladder = ladder, after(ladder, answer)
        places = [sorted(levels).index(one.level) for one in (before, ladder)]
        assert abs(places[1] - places[0]) <= 1
        assert ladder.run <= ladder.needed or answer == "r"
