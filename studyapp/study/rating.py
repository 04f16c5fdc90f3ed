"""From what a response earned to the rating that the memory learns from."""

from studyapp.domain.grade import Grade, Rating


def rating_for(
    grade: Grade | None, *, hints: int = 0, tries: int = 1, gave_up: bool = False
) -> Rating | None:
    """The rating that is set before the learner chooses her own.

    - "I don't know" is Again.
    - A wrong part anywhere is Again: what was half right was not yet remembered.
    - All parts right is Good, and Hard where a hint or another try had to help.
    - Where nothing was graded (the learner recalls and rates herself), none is set.

    Easy is never set for her: how easy it was, only she knows.
    """
    if gave_up:
        return Rating.AGAIN
    if grade is None:
        return None
    if not grade.correct:
        return Rating.AGAIN
    return Rating.HARD if hints or tries > 1 else Rating.GOOD
