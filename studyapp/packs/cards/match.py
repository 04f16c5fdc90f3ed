"""Match cards: things on the left, each with the one on the right that belongs to it."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field as Limits

from studyapp.domain.card import Card, Field, Option, Question, Reveal
from studyapp.domain.grade import Grade, PartGrade, Response, Status
from studyapp.domain.text import NOTHING, Text
from studyapp.errors import ResponseError
from studyapp.i18n import N_, sentence
from studyapp.messages import Message, Names
from studyapp.packs.context import Context
from studyapp.packs.schema import CardSchema, Strict
from studyapp.packs.shuffling import shuffled
from studyapp.packs.texts import OneOrMore, Words

LETTERS = "abcdefgh"
FEWEST = 2


class PairSchema(Strict):
    """Two things that belong together."""

    left: Words
    """stands on the left; each once"""
    right: Words
    """what belongs to it; several may share one"""
    why: Words | None = None
    """told to whoever puts something else beside it"""


class Schema(CardSchema):
    """Things on the left, each to be put beside the one on the right that belongs to it."""

    question: Words
    """what is asked"""
    pairs: Annotated[
        list[PairSchema], Limits(min_length=FEWEST, json_schema_extra={"maxItems": len(LETTERS)})
    ]
    """two to eight of `{left, right, why}`"""
    extra: Annotated[list[Words], OneOrMore] = Limits(default_factory=list)
    """more for the right that belong to nothing, so that the last pair is not left over"""

    @property
    def asked(self) -> Text:
        """The question."""
        return self.question


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Something on the left with the option that belongs to it."""

    left: Option
    right: str
    """The id of the option."""
    why: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchCard(Card):
    """Pairs to put together: a field for each left one, in which an option's id is picked."""

    question: Text
    pairs: tuple[Pair, ...]
    options: tuple[Option, ...]

    def ask(self, level: int = 1, seed: int = 0) -> Question:
        """Both sides in orders that the seed fixes."""
        lefts = {pair.left.id: pair for pair in self.pairs}
        rights = shuffled(self.options, f"{self.id}|right", seed)
        fields = tuple(
            Field(name=left.id, prompt=left.text, expect="option", options=rights)
            for left in shuffled((pair.left for pair in lefts.values()), f"{self.id}|left", seed)
        )
        return Question(card=self, prompt=self.question, fields=fields, level=level, seed=seed)

    def read(self, question: Question, field: str, typed: str) -> str:
        """The id picked; ResponseError where it is no option."""
        return self._picked(typed)

    def grade(self, question: Question, response: Response) -> Grade:
        """Each pair by itself; a wrong one says why, where its author did."""
        parts = {pair.left.id: self._graded(pair, response.get(pair.left.id, "")) for pair in self.pairs}
        right = sum(part.status is Status.CORRECT for part in parts.values())
        return Grade(parts=parts, score=right / len(parts))

    def reveal(self, question: Question, grade: Grade | None = None) -> Reveal:
        """All pairs, a line each."""
        texts = {option.id: option.text for option in self.options}
        lines = [(pair.left.text, texts[pair.right]) for pair in self.pairs]
        answer = Text(
            "\n".join(f"- {left.en} → {right.en}" for left, right in lines),
            "\n".join(f"- {left.zh} → {right.zh}" for left, right in lines),
        )
        return Reveal(answer=answer, explanation=self.explanation, source=self.source)

    def _graded(self, pair: Pair, typed: str) -> PartGrade:
        if not typed.strip():
            return PartGrade(status=Status.BLANK, expected=pair.right)
        try:
            picked = self._picked(typed)
        except ResponseError as error:
            told = Text(sentence(error, "en"), sentence(error, "zh"))
            return PartGrade(status=Status.UNREADABLE, feedback=told, expected=pair.right)
        if picked == pair.right:
            return PartGrade(status=Status.CORRECT, read_as=picked, expected=pair.right)
        return PartGrade(
            status=Status.INCORRECT,
            read_as=picked,
            expected=pair.right,
            mistakes=(picked,),
            feedback=pair.why,
        )

    def _picked(self, typed: str) -> str:
        known = {option.id for option in self.options}
        picked = typed.strip().lower()
        if picked not in known:
            raise ResponseError(
                N_("there is no option {stray}; pick from {options}"),
                stray=picked,
                options=Names(sorted(known)),
            )
        return picked


def build(schema: Schema, context: Context) -> MatchCard | None:
    """The card, unless there is too much of it or a left one stands there twice."""
    pairs = context.spot.at("pairs")
    complete = True
    rights = list(dict.fromkeys([*(pair.right for pair in schema.pairs), *schema.extra]))
    if max(len(rights), len(schema.pairs)) > len(LETTERS):
        pairs.fault(
            Message(
                "must have at most {most} on either side, has {count}",
                most=len(LETTERS),
                count=max(len(rights), len(schema.pairs)),
            )
        )
        return None
    if len(rights) < FEWEST:
        pairs.fault(Message("everything on the right is the same; there is nothing to match"))
        complete = False
    lefts = [pair.left for pair in schema.pairs]
    for index, left in enumerate(lefts):
        if left in lefts[:index]:
            pairs.at(index, "left").fault(
                Message("this is the same as that of pair #{number}", number=lefts.index(left) + 1)
            )
            complete = False
    if not complete:
        return None
    options = tuple(Option(letter, text) for letter, text in zip(LETTERS, rights, strict=False))
    ids = {option.text: option.id for option in options}
    return MatchCard(
        **context.common(schema),
        question=schema.question,
        pairs=tuple(
            Pair(left=Option(str(place), pair.left), right=ids[pair.right], why=pair.why or NOTHING)
            for place, pair in enumerate(schema.pairs, 1)
        ),
        options=options,
    )
