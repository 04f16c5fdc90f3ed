"""Order cards: steps or things to be put in order."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from pydantic import Field as Limits

from studyapp.domain.card import Card, Field, Option, Question, Reveal
from studyapp.domain.grade import Grade, PartGrade, Response, Status
from studyapp.domain.text import NOTHING, Text
from studyapp.errors import ResponseError
from studyapp.i18n import N_, sentence
from studyapp.messages import Message, Names
from studyapp.packs.context import Context
from studyapp.packs.schema import CardSchema
from studyapp.packs.shuffling import shuffled
from studyapp.packs.texts import Words

FIELD = "order"
LETTERS = "abcdefgh"
FEWEST = 3


class Schema(CardSchema):
    """Steps or things to be put in order."""

    question: Words
    """what is asked; say which end comes first"""
    items: Annotated[list[Words], Limits(min_length=FEWEST, json_schema_extra={"maxItems": len(LETTERS)})]
    """three to eight, written in their right order"""

    @property
    def asked(self) -> Text:
        """The question."""
        return self.question


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCard(Card):
    """Items to put in order; a response is their ids in the learner's order, joined by commas."""

    question: Text
    items: tuple[Option, ...]
    """In their right order, which is that of their ids."""

    def ask(self, level: int = 1, seed: int = 0) -> Question:
        """The items, in an order that the seed fixes and that is not the right one."""
        shown = shuffled(self.items, self.id, seed)
        if shown == self.items:
            shown = (*shown[1:], shown[0])
        field = Field(name=FIELD, expect="order", options=shown)
        return Question(card=self, prompt=self.question, fields=(field,), level=level, seed=seed)

    def read(self, question: Question, field: str, typed: str) -> str:
        """The ids in the order given; ResponseError unless each item stands there once."""
        return ",".join(self._given(typed))

    def grade(self, question: Question, response: Response) -> Grade:
        """Right when all stand in order; half right is told place by place."""
        typed = response.get(FIELD, "")
        right = tuple(item.id for item in self.items)
        expected = ",".join(right)
        if not typed.strip():
            return Grade(parts={FIELD: PartGrade(status=Status.BLANK, expected=expected)}, score=0.0)
        try:
            given = self._given(typed)
        except ResponseError as error:
            told = Text(sentence(error, "en"), sentence(error, "zh"))
            part = PartGrade(status=Status.UNREADABLE, feedback=told, expected=expected)
            return Grade(parts={FIELD: part}, score=0.0)
        correct = given == right
        slip, feedback = ("", NOTHING) if correct else self._slip(given, right)
        part = PartGrade(
            status=Status.CORRECT if correct else Status.INCORRECT,
            read_as=given,
            expected=expected,
            mistakes=(slip,) if slip else (),
            feedback=feedback,
            marks=tuple(mine == there for mine, there in zip(given, right, strict=True)),
        )
        following = set(pairwise(right))
        kept = sum(pair in following for pair in pairwise(given))
        return Grade(parts={FIELD: part}, score=1.0 if correct else 0.5 * kept / len(following))

    def reveal(self, question: Question, grade: Grade | None = None) -> Reveal:
        """The items in order, numbered."""
        numbered = list(enumerate((item.text for item in self.items), 1))
        answer = Text(
            "\n".join(f"{place}. {text.en}" for place, text in numbered),
            "\n".join(f"{place}. {text.zh}" for place, text in numbered),
        )
        return Reveal(answer=answer, explanation=self.explanation, source=self.source)

    def _given(self, typed: str) -> tuple[str, ...]:
        known = {item.id for item in self.items}
        given = tuple(word.strip().lower() for word in typed.replace("，", ",").split(",") if word.strip())
        stray = next((word for word in given if word not in known), None)
        if stray is not None:
            raise ResponseError(
                N_("there is no option {stray}; pick from {options}"),
                stray=stray,
                options=Names(sorted(known)),
            )
        if len(given) != len(known) or set(given) != known:
            raise ResponseError(N_("each of the {count} must stand there once"), count=len(known))
        return given

    def _slip(self, given: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, Text]:
        """What a wrong order looks like."""
        if given == right[::-1]:
            return "reversed", BACK_TO_FRONT
        texts = {item.id: item.text for item in self.items}
        for at, (one, other) in enumerate(pairwise(given)):
            if (*given[:at], other, one, *given[at + 2 :]) == right:
                return "neighbours", Text(
                    NEIGHBOURS.en.format(first=texts[other].en, second=texts[one].en),
                    NEIGHBOURS.zh.format(first=texts[other].zh, second=texts[one].zh),
                )
        return "", NOTHING


BACK_TO_FRONT = Text("That is the order back to front.", "顺序正好反过来了。")
NEIGHBOURS = Text(
    "Only two neighbours are swapped: “{first}” comes before “{second}”.",
    "只有相邻的两项换了位置：“{first}”在“{second}”之前。",
)


def build(schema: Schema, context: Context) -> OrderCard | None:
    """The card, unless items are too many or two are the same."""
    items = context.spot.at("items")
    complete = True
    if len(schema.items) > len(LETTERS):
        items.fault(
            Message("must have at most {most} items, has {count}", most=len(LETTERS), count=len(schema.items))
        )
        return None
    for index, text in enumerate(schema.items):
        if text in schema.items[:index]:
            items.at(index).fault(
                Message("this is the same as item #{number}", number=schema.items.index(text) + 1)
            )
            complete = False
    if not complete:
        return None
    options = tuple(Option(letter, text) for letter, text in zip(LETTERS, schema.items, strict=False))
    return OrderCard(**context.common(schema), question=schema.question, items=options)
