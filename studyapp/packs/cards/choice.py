"""Choice cards: one or several options are right, and each wrong one says why."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field as Limits

from studyapp.domain.card import Card, Field, Option, Question, Reveal
from studyapp.domain.grade import Grade, PartGrade, Response, Status
from studyapp.domain.text import NOTHING, Text
from studyapp.errors import ResponseError
from studyapp.i18n import N_, sentence
from studyapp.messages import Message, Names
from studyapp.packs.context import Context
from studyapp.packs.json_hints import Json
from studyapp.packs.schema import CardSchema, Strict
from studyapp.packs.shuffling import shuffled
from studyapp.packs.texts import Words

FIELD = "choice"
_LETTERS = "abcdefgh"


class OptionSchema(Strict):
    """One option; a wrong one says why it is wrong."""

    json_rules: ClassVar[Json] = {
        "anyOf": [
            # An editor words its complaint after the first: what a wrong option lacks is its reason.
            {"required": ["why"], "properties": {"why": {"not": {"type": "null"}}}},
            {"required": ["right"], "properties": {"right": {"const": True}}},
        ]
    }

    text: Words
    """what is picked"""
    right: bool = False
    """`true` for a right option"""
    why: Words | None = None
    """told to whoever picks it wrongly; every wrong option has one"""


class Schema(CardSchema):
    """Options to pick from, shown in another order each time; where several are right, all must be picked."""

    question: Words
    """what is asked"""
    options: Annotated[
        list[OptionSchema],
        Limits(
            min_length=2,
            json_schema_extra={
                "maxItems": len(_LETTERS),
                "contains": {"required": ["right"], "properties": {"right": {"const": True}}},
            },
        ),
    ]
    """two to eight of `{text, right, why}`, at least one of them right"""

    @property
    def asked(self) -> Text:
        """The question."""
        return self.question


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option with what is told of it."""

    option: Option
    right: bool
    why: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceCard(Card):
    """A question with options to pick from; a response is the ids picked, joined by commas."""

    question: Text
    choices: tuple[Choice, ...]
    """In the order of the file."""

    @property
    def right(self) -> frozenset[str]:
        """The ids of the right options."""
        return frozenset(choice.option.id for choice in self.choices if choice.right)

    def ask(self, level: int = 1, seed: int = 0) -> Question:
        """The question, with its options in an order that the seed fixes."""
        options = shuffled((choice.option for choice in self.choices), self.id, seed)
        expect = "options" if len(self.right) > 1 else "option"
        field = Field(name=FIELD, expect=expect, options=options)
        return Question(card=self, prompt=self.question, fields=(field,), level=level, seed=seed)

    def read(self, question: Question, field: str, typed: str) -> str:
        """The ids picked, each once and in order; ResponseError at one that is no option."""
        return ",".join(sorted(self._picked(typed)))

    def grade(self, question: Question, response: Response) -> Grade:
        """Right when exactly the right ones are picked; each wrong pick says why it is wrong."""
        try:
            picked = self._picked(response.get(FIELD, ""))
        except ResponseError as error:
            told = Text(sentence(error, "en"), sentence(error, "zh"))
            part = PartGrade(status=Status.UNREADABLE, feedback=told, expected=self._answer())
            return Grade(parts={FIELD: part}, score=0.0)
        if not picked:
            part = PartGrade(status=Status.BLANK, expected=self._answer())
            return Grade(parts={FIELD: part}, score=0.0)
        correct = picked == self.right
        status = Status.CORRECT if correct else Status.INCORRECT
        part = PartGrade(
            status=status,
            read_as=",".join(sorted(picked)),
            expected=self._answer(),
            mistakes=() if correct else tuple(sorted(picked - self.right)),
            feedback=self._feedback(picked),
        )
        return Grade(parts={FIELD: part}, score=float(correct))

    def reveal(self, question: Question, grade: Grade | None = None) -> Reveal:
        """The right options, in the order in which they were shown."""
        shown = question.fields[0].options if question.fields else tuple(c.option for c in self.choices)
        right = [option.text for option in shown if option.id in self.right]
        bullet = "- " if len(right) > 1 else ""
        answer = Text(
            "\n".join(bullet + text.en for text in right), "\n".join(bullet + text.zh for text in right)
        )
        return Reveal(answer=answer, explanation=self.explanation, source=self.source)

    def _picked(self, typed: str) -> frozenset[str]:
        known = {choice.option.id for choice in self.choices}
        picked = [word.strip().lower() for word in typed.replace("，", ",").split(",")]
        stray = next((word for word in picked if word and word not in known), None)
        if stray is not None:
            raise ResponseError(
                N_("there is no option {stray}; pick from {options}"),
                stray=stray,
                options=Names(sorted(known)),
            )
        return frozenset(filter(None, picked))

    def _answer(self) -> str:
        return ",".join(sorted(self.right))

    def _feedback(self, picked: frozenset[str]) -> Text:
        """Why each wrong pick is wrong; of what is missing, only that something is."""
        whys = [choice.why for choice in self.choices if choice.option.id in picked and choice.why]
        if picked < self.right:
            whys.append(Text("More than these are right.", "正确的选项不止这些。"))
        return Text("\n\n".join(why.en for why in whys), "\n\n".join(why.zh for why in whys))


def build(schema: Schema, context: Context) -> ChoiceCard | None:
    """The card, unless none of its options is right or a wrong one does not say why."""
    options = context.spot.at("options")
    complete = True
    if not any(option.right for option in schema.options):
        options.fault(Message("no option is right; mark one with right: true"))
        complete = False
    if len(schema.options) > len(_LETTERS):
        options.fault(
            Message(
                "must have at most {most} options, has {count}", most=len(_LETTERS), count=len(schema.options)
            )
        )
        return None
    seen: list[Text] = []
    for index, option in enumerate(schema.options):
        if not option.right and option.why is None:
            options.at(index).fault(
                Message("a wrong option must say why it is wrong; the key why is missing")
            )
            complete = False
        if option.text in seen:
            options.at(index, "text").fault(
                Message("this is the same as option #{number}", number=seen.index(option.text) + 1)
            )
            complete = False
        seen.append(option.text)
    if not complete:
        return None
    choices = tuple(
        Choice(option=Option(letter, option.text), right=option.right, why=option.why or NOTHING)
        for letter, option in zip(_LETTERS, schema.options, strict=False)
    )
    return ChoiceCard(**context.common(schema), question=schema.question, choices=choices)
