"""A drill: one family of problems again and again, harder as it goes well, aimed at one's own slips."""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Self

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.card import Question
from studyapp.domain.grade import Response
from studyapp.domain.text import Text
from studyapp.errors import StoreError, StudyError
from studyapp.study.desk import Desk
from studyapp.study.drill_summary import DrillSummary, score_on, slip_changes
from studyapp.study.keeping import texts
from studyapp.study.ladder import Ladder
from studyapp.study.level import LOOKED_BACK, nearest_level
from studyapp.study.paused import Kept
from studyapp.study.sitting import Sitting
from studyapp.study.summary import Answer, Slip, slips_of
from studyapp.study.telling import telling_question
from studyapp.study.turn import Turn


class Drill(Sitting):
    """A run without an end through problems of one family; see `Sitting` for the flow.

    `rate()` without a rating saves an answer as practice, which moves no memory. A problem that was answered
    wrong comes again at once, with other numbers; else the problems of the family take turns. When it is
    `mastered` it is over; `go_on` leads on all the same.
    """

    mode = Mode.DRILL
    kept_as = "drill"
    has_end = False

    def __init__(self, desk: Desk, problems: Sequence[str]) -> None:
        """Ask these problems, at least one.

        It begins at the level where the learner's latest answer to one of them was, a level below where
        that answer was wrong, and with the lowest where there is none. Raises UnknownNameError.
        """
        super().__init__(desk)
        self._problems = deque(desk.library.card(problem).id for problem in problems)
        attempts = self._look_back()
        self._ladder = _begun_at(
            sorted({level for id_ in self._problems for level in desk.library.card(id_).levels}), attempts
        )
        self._aim: Slip | None = None
        self._unaskable: list[StudyError] = []
        self._move_on()

    def _look_back(self, but: Collection[str] = ()) -> list[Attempt]:
        """Grade what was answered before this drill once more; all of it but the attempts of these ids."""
        made = {
            id_: [each for each in self._desk.store.past(id_).latest if each.id not in but]
            for id_ in self._problems
        }
        self._past = {
            id_: [answer for each in latest[-LOOKED_BACK:] if (answer := _as_answer(self._desk, each))]
            for id_, latest in made.items()
        }
        return [each for latest in made.values() for each in latest]

    # What a screen shows

    @property
    def ladder(self) -> Ladder:
        """Level, row of right answers, and how many are needed."""
        return self._ladder

    @property
    def aim(self) -> Text | None:
        """What the slip looks like that the question's numbers would show; None where there is none."""
        return self._aim.say if self._aim else None

    @property
    def mastered(self) -> bool:
        """Whether it is enough for today."""
        return self._ladder.is_mastered

    @property
    def total(self) -> int:
        """As many questions as were asked: it has no end."""
        return self.position

    @property
    def right(self) -> int:
        """How many were right so far."""
        return sum(answer.right for answer in self._answers)

    @property
    def unaskable(self) -> tuple[StudyError, ...]:
        """Why problems of the family could not be asked."""
        return tuple(self._unaskable)

    def summary(self) -> DrillSummary:
        """What came of it so far."""
        answers = self.answers
        levels = sorted({answer.question.level for answer in answers})
        return DrillSummary(
            answered=len(answers),
            right=self.right,
            seconds=sum(answer.attempt.seconds for answer in answers),
            level=self._ladder.level,
            levels=self._ladder.levels,
            by_level=tuple(score_on(level, answers) for level in levels),
            slips=slip_changes([one for past in self._past.values() for one in past], answers),
            mastered=self.mastered,
        )

    # What a learner does

    def go_on(self) -> None:
        """Ask on, on the level that was reached."""
        self._ladder = self._ladder.afresh()
        self._move_on()

    # Pausing, and going on

    def keep(self, typed: Response | None = None) -> Kept | None:
        """What it takes to go on exactly here; see `Sitting.keep`."""
        kept = super().keep(typed)
        ladder = self._ladder
        return kept and kept | {
            "problems": list(self._problems),
            "ladder": [ladder.level, ladder.run, ladder.misses],
            "aim": list(self._aim.mistakes) if self._aim else [],
        }

    @classmethod
    def take_up(cls, desk: Desk, kept: Kept) -> Self:
        """Go on with what `keep` gave; see `Sitting.take_up`. ValueError where no problem of it is left."""
        problems = desk.known(texts(kept["problems"]))
        if not problems:
            raise ValueError("no problem of this drill is left")
        drill = cls(desk, problems)
        drill._take_up(kept)
        return drill

    def _take_up(self, kept: Kept) -> None:
        self._look_back(but=texts(kept["answers"]))
        level, run, misses = map(int, kept["ladder"])
        self._ladder = replace(Ladder.at(self._ladder.levels, level), run=run, misses=misses)
        aims = tuple(texts(kept["aim"]))
        super()._take_up(kept)
        turn = self._turn
        if turn is not None and aims:
            slips = self._slips_at(turn.question.card.id)
            self._aim = next((slip for slip in slips if slip.mistakes == aims), self._aim)

    # How it goes on inside

    def _next(self) -> Turn | None:
        if self.mastered:
            return None
        if self._answers and self._answers[-1].right:
            self._problems.rotate(-1)
        while self._problems:
            try:
                return self._desk.turn(self._question(self._problems[0]), self.mode)
            except StoreError:
                raise
            except StudyError as error:
                self._unaskable.append(error)
                self._problems.popleft()
        return None

    def _question(self, problem: str) -> Question:
        card = self._desk.library.card(problem)
        question, self._aim = telling_question(
            self._desk.card(problem),
            nearest_level(card.levels, self._ladder.level),
            self._desk.store.past(problem),
            self._slips_at(problem),
        )
        return question

    def _slips_at(self, problem: str) -> tuple[Slip, ...]:
        """The slips of the latest answers to it, here and before."""
        answered = [answer for answer in self._answers if answer.question.card.id == problem]
        return slips_of(reversed([*self._past[problem], *answered][-LOOKED_BACK:]))

    def _counts(self, turn: Turn) -> bool:
        return False

    def _answered(self, answer: Answer) -> None:
        super()._answered(answer)
        turn = self._turn
        helped = turn is not None and (turn.was_helped or turn.tries > 1)
        self._ladder = self._ladder.after(right=answer.right, helped=helped)


def _as_answer(desk: Desk, attempt: Attempt) -> Answer | None:
    """An attempt of the log graded once more; None where it has no answer that could be, or no longer."""
    if not attempt.response:
        return None
    try:
        question = desk.ask_again(attempt)
        grade = desk.card(attempt.card).grade(question, attempt.response)
    except StoreError:
        raise
    except StudyError:  # the problem was changed since
        return None
    return Answer(question=question, response=attempt.response, grade=grade, attempt=attempt)


def _begun_at(levels: Sequence[int], attempts: Sequence[Attempt]) -> Ladder:
    """Where the latest answer was, a level lower where it was wrong."""
    if not attempts:
        return Ladder.at(levels, levels[0])
    last = max(attempts, key=lambda attempt: (attempt.at, attempt.id))
    return Ladder.at(levels, last.level if last.score == 1 else last.level - 1)
