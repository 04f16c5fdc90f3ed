"""A card tried by its author: answered as in a session, with all it hides shown; nothing of it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from studyapp.domain.attempt import Mode
from studyapp.domain.card import Asked, Card, Field, Question, Reveal
from studyapp.domain.text import Text
from studyapp.packs.problems.spellings import spelled
from studyapp.study.asking import Asking, Clock
from studyapp.study.phase import Phase
from studyapp.study.turn import Turn
from studyapp.text.numbers import show


@dataclass(frozen=True)
class Known:
    """A wrong answer that is recognised, and what a learner is told of it."""

    part: Field
    id: str
    shown: Text
    """The value that it comes to; of an option, its text."""
    say: Text


class Trying(Asking):
    """One card at one level with one seed."""

    def __init__(self, card: Card, level: int, seed: int, clock: Clock) -> None:
        """Ask it; raises DrawError where the constraints leave nothing to draw."""
        super().__init__(clock)
        self.asked = cast(Asked, card).ask(level, seed)
        self._turn = Turn(self.asked, Mode.PREVIEW, asked_at=clock())
        self._phase = Phase.ASKING

    @property
    def hints(self) -> tuple[Text, ...]:
        """All of its hints, in order."""
        return self.asked.card.hints_for(self.asked)

    @property
    def revealed(self) -> Reveal:
        """What a learner is shown after the answer; with an answer, where its way departs."""
        return cast(Asked, self.asked.card).reveal(self.asked, self.earned)

    def mistakes(self) -> tuple[Known, ...]:
        """The wrong answers that these numbers make visible, or that the options are."""
        return tuple(_known(self.asked))


def _known(question: Question) -> Iterator[Known]:
    for field in question.fields:
        if question.variant is not None:
            for id, value in question.variant.mistakes.get(field.name, {}).items():
                yield Known(field, id, Text.same(show(value)), _feedback(question, field, spelled(value)))
        elif field.expect in {"option", "options"}:
            for option in field.options:
                if say := _feedback(question, field, option.id):
                    yield Known(field, option.id, option.text, say)


def _feedback(question: Question, field: Field, typed: str) -> Text:
    """What a learner is told who answers so."""
    grade = cast(Asked, question.card).grade(question, {field.name: typed})
    return grade.parts[field.name].feedback
