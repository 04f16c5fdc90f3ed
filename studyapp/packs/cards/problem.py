"""Problems: numbers drawn anew each time, read, graded, diagnosed and worked by the engine."""

from dataclasses import dataclass

from studyapp.domain.card import Allowance, Card, Question, Reveal
from studyapp.domain.grade import Grade, Response
from studyapp.domain.text import Text
from studyapp.domain.variant import Variant
from studyapp.engine.grading.asking import fields, part_of, read_part, say_answer
from studyapp.engine.grading.explaining import hints, working
from studyapp.engine.grading.grade import grade as graded
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.problem import Problem
from studyapp.packs.context import Context
from studyapp.packs.problems.builder import build_problem
from studyapp.packs.problems.schema import ProblemSchema as Schema

__all__ = ["ProblemCard", "Schema", "build"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemCard(Card):
    """A problem as a card; level and seed fix its numbers."""

    problem: Problem

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels at which it can be asked."""
        return tuple(self.problem.levels)

    def hints_for(self, question: Question) -> tuple[Text, ...]:
        """The author's hints, then those that come from this variant's working."""
        return hints(self.problem, self._variant(question))

    def ask(self, level: int = 1, seed: int = 0) -> Question:
        """Draw the numbers; raises DrawError where the constraints leave nothing to draw."""
        variant = draw(self.problem, level, seed)
        return Question(
            card=self,
            prompt=variant.prompt,
            fields=fields(self.problem, variant),
            variant=variant,
            level=level,
            seed=seed,
        )

    def read(self, question: Question, field: str, typed: str) -> str:
        """What a part's response is read as; raises ResponseError where it can't be."""
        variant = self._variant(question)
        part = part_of(self.problem, variant.level, field)
        return read_part(part, variant.answers[part.name], typed).shown

    def grade(self, question: Question, response: Response) -> Grade:
        """What each part earned, with what a wrong one looks like."""
        return graded(self.problem, self._variant(question), response)

    def reveal(self, question: Question, grade: Grade | None = None) -> Reveal:
        """The answer and the whole working; with a grade, where the learner's way leaves it."""
        variant = self._variant(question)
        return Reveal(
            answer=say_answer(self.problem, variant),
            working=working(self.problem, variant, grade),
            explanation=self.explanation,
            source=self.source,
        )

    def _variant(self, question: Question) -> Variant:
        return question.variant or draw(self.problem, question.level, question.seed)


def build(schema: Schema, context: Context) -> ProblemCard | None:
    """The card, unless something in it cannot be drawn, worked or asked."""
    problem = build_problem(schema, f"{context.pack}/{schema.id}", context.spot)
    if problem is None:
        return None
    allowance = Allowance(
        tries=schema.tries, hint=float(schema.cost.hint), another_try=float(schema.cost.another_try)
    )
    return ProblemCard(**context.common(schema), problem=problem, allowance=allowance)
