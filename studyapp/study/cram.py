"""Cramming: cards are asked whether they are due or not, what was wrong again, and no memory is moved."""

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import date

from studyapp.domain.attempt import Mode
from studyapp.domain.grade import Rating, Response
from studyapp.errors import StoreError, StudyError
from studyapp.scheduling.queue import spread
from studyapp.scheduling.schedule import Standing
from studyapp.study.desk import Desk
from studyapp.study.keeping import texts
from studyapp.study.paused import Kept
from studyapp.study.session import Session
from studyapp.study.sitting import Sitting
from studyapp.study.summary import Answer
from studyapp.study.turn import Turn


class Cram(Session):
    """A session before an exam: its answers are kept as practice, and no card comes back sooner or later.

    A card that was not known is asked again once the others were; when all were known, it is over.
    """

    mode = Mode.DRILL
    kept_as = "cram"

    def __init__(self, desk: Desk, cards: Sequence[str]) -> None:
        """Ask these cards in this order (`in_order` puts the weakest first)."""
        self._left = deque(cards)
        super().__init__(desk, ())

    @property
    def total(self) -> int:
        """How many questions there will be; it grows when one was not known."""
        return self.position + len(self._left)

    @property
    def practising(self) -> bool:
        """Never: here all is practice, and the learner rates what she recalls."""
        return False

    @property
    def can_practise(self) -> bool:
        """Never: each card comes with new numbers anyway."""
        return False

    @property
    def can_undo(self) -> bool:
        """Never: there is nothing that an answer would have changed."""
        return False

    def keep(self, typed: Response | None = None) -> Kept | None:
        """What it takes to go on exactly here; see `Sitting.keep`."""
        kept = super().keep(typed)
        return kept and kept | {"left": list(self._left)}

    def _take_up(self, kept: Kept) -> None:
        self._left = deque(self._desk.known(texts(kept["left"])))
        super()._take_up(kept)

    def _next(self) -> Turn | None:
        while self._left:
            try:
                return self._desk.turn(self._desk.ask(self._left.popleft()), self.mode)
            except StoreError:
                raise
            except StudyError as error:
                self._unaskable.append(error)
        return None

    def _drop(self, card: str) -> None:
        while card in self._left:
            self._left.remove(card)

    def _answered(self, answer: Answer) -> None:
        Sitting._answered(self, answer)
        if answer.attempt.rating is Rating.AGAIN:
            self._left.append(answer.question.card.id)


def in_order(
    cards: Sequence[str],
    standings: Mapping[str, Standing],
    today: date,
    concept_of: Mapping[str, str],
) -> list[str]:
    """The cards with the weakest first, those never seen last, and concepts mixed."""

    def strength(card: str) -> float:
        standing = standings.get(card)
        return 2.0 if standing is None else standing.retrievability(today)

    return spread(sorted(cards, key=strength), concept_of)
