"""Basic cards: recalled, revealed, rated by the learner herself."""

from dataclasses import dataclass

from studyapp.domain.card import Card, Question, Reveal
from studyapp.domain.grade import Grade, Response
from studyapp.domain.text import Text
from studyapp.errors import UnknownNameError
from studyapp.i18n import N_
from studyapp.packs.context import Context
from studyapp.packs.schema import CardSchema
from studyapp.packs.texts import Words


class Schema(CardSchema):
    """Recalled, revealed, and rated by the learner herself."""

    question: Words
    """what is asked"""
    answer: Words
    """what is revealed"""

    @property
    def asked(self) -> Text:
        """The question."""
        return self.question


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicCard(Card):
    """A question that the learner answers in her head."""

    question: Text
    answer: Text

    def ask(self, level: int = 1, seed: int = 0) -> Question:
        """Put the question; nothing is drawn."""
        return Question(card=self, prompt=self.question, level=level, seed=seed)

    def read(self, question: Question, field: str, typed: str) -> str:
        """There is nothing to type, so that any field is an UnknownNameError."""
        raise UnknownNameError(N_("this card has no field {name}"), name=field)

    def grade(self, question: Question, response: Response) -> Grade:
        """Nothing is graded: the learner rates herself."""
        return Grade(parts={}, score=1.0)

    def reveal(self, question: Question, grade: Grade | None = None) -> Reveal:
        """The answer."""
        return Reveal(answer=self.answer, explanation=self.explanation, source=self.source)


def build(schema: Schema, context: Context) -> BasicCard:
    """The card; all that can be wrong with it is seen by the schema."""
    return BasicCard(**context.common(schema), question=schema.question, answer=schema.answer)
