"""A session: what is due comes one by one, what was forgotten comes again, and any answer can be undone."""

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta

from studyapp.domain.attempt import Mode
from studyapp.study.desk import Desk
from studyapp.study.sitting import Phase, Sitting, Turn
from studyapp.study.summary import Answer, Summary


class Session(Sitting):
    """A run through a queue of cards; see `Sitting` for the flow."""

    mode = Mode.STUDY

    def __init__(self, desk: Desk, queue: Sequence[str], *, minutes: float | None = None) -> None:
        """Begin with the first card of `queue` (card ids, as `Workspace.plan` gives them).

        After `minutes` no further card is asked; the one that is asked may be finished.
        """
        super().__init__(desk)

    @property
    def total(self) -> int:
        """How many questions there will be as things stand; it grows when a forgotten card comes back."""
        raise NotImplementedError

    @property
    def ends_at(self) -> datetime | None:
        """When the session's minutes are over; None without a limit."""
        raise NotImplementedError

    @property
    def practising(self) -> bool:
        """Whether this is a problem asked again with new numbers, which moves no memory."""
        raise NotImplementedError

    @property
    def can_practise(self) -> bool:
        """Whether `new_numbers` would do something: the question is a problem and it is answered."""
        raise NotImplementedError

    def new_numbers(self) -> Future[None]:
        """ "Same problem, new numbers": save this answer with its preset rating, then (`advance`) ask it anew.

        The practice answer is kept as a drill and moves no memory; `rate()` and `advance` lead on to the next
        card, `new_numbers` to yet another variant.
        """
        raise NotImplementedError

    @property
    def can_undo(self) -> bool:
        """Whether there is an answer to take back, in this session or an earlier one."""
        raise NotImplementedError

    def undo(self) -> Future[None]:
        """Take the last answer back; `advance` then returns to that question, with the same numbers.

        Works without end, also at the session's end and for answers of earlier sessions; raises a StudyError where
        nothing is left to undo. The question that was asked meanwhile comes next, as it was. What stood in the
        fields is in `typed`.
        """
        raise NotImplementedError

    def summary(self) -> Summary:
        """What came of the session so far."""
        raise NotImplementedError
