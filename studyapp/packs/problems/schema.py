"""What may stand in a problem: what varies, what is asked, own steps and mistakes, levels, tests."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, PlainValidator, Tag

from studyapp.engine.answers.tolerance import Tolerance
from studyapp.packs.schema import CardSchema, Name, Strict
from studyapp.packs.texts import OneOrMore, PlainText, Words
from studyapp.packs.values import Exact, Plain, exact
from studyapp.packs.wording import described, told

_MOST_DIGITS = 15
_MOST_TRIES = 5


class Ranged(Strict):
    """`{from: 16, to: 64}`: a number in steps, both ends included."""

    start: Exact = Field(alias="from")
    to: Exact
    step: Exact = 1
    shape: Annotated[list[Annotated[int, Field(ge=1)]], OneOrMore] = Field(default_factory=list)
    distinct: bool = False


class Chosen(Strict):
    """`{of: [1, 2, 5], shape: [4]}`: a list, chosen element by element."""

    of: Annotated[list[Plain], Field(min_length=1)]
    shape: Annotated[list[Annotated[int, Field(ge=1)]], OneOrMore] = Field(default_factory=list)
    distinct: bool = False


def _which(value: object) -> str:
    return Chosen.__name__ if isinstance(value, dict) and "of" in value else Ranged.__name__


def _listed(value: object) -> object:
    """`[3, 5, 7]` is short for `{of: [3, 5, 7]}`."""
    if isinstance(value, list):
        if not value:
            raise told("must have at least one value to choose from, is an empty list")
        return {"of": value}
    if not isinstance(value, dict):
        raise told(f"must be a list of values or {{from: …, to: …}}, {described(value)}")
    return value


Varied = Annotated[
    Annotated[Ranged, Tag(Ranged.__name__)] | Annotated[Chosen, Tag(Chosen.__name__)],
    Discriminator(_which),
    BeforeValidator(_listed),
]


class StepSchema(Strict):
    """A step of the author's own."""

    formula: PlainText
    say: Words | None = None
    symbol: PlainText = ""


class MistakeSchema(Strict):
    """A wrong way to work a step."""

    of: str
    id: Name
    formula: PlainText
    say: Words


def _tolerance(value: object) -> Tolerance:
    """`1%` or `0.01`."""
    if not isinstance(value, str):
        try:
            stated: Any = exact(value)
        except ValueError as error:
            raise told(f"must be a share such as 1% or an amount such as 0.01, {described(value)}") from error
    else:
        stated = value
    try:
        return Tolerance.within(stated)
    except (ValueError, ZeroDivisionError) as error:
        raise told(f"must be a share such as 1% or an amount such as 0.01, {described(value)}") from error


class AskSchema(Strict):
    """How one part is asked."""

    prompt: Words | None = None
    within: Annotated[Tolerance, PlainValidator(_tolerance)] | None = None
    digits: Annotated[int, Field(ge=1, le=_MOST_DIGITS)] | None = None
    unit: Annotated[list[PlainText], OneOrMore] = Field(default_factory=list)
    percent: bool = False
    nullable: bool = False
    any_order: bool = False


def _asked(value: object) -> object:
    """One step, several, or several with settings: always a mapping from part to settings."""
    if isinstance(value, str):
        return {value: {}}
    if isinstance(value, list):
        stray = next((index for index, part in enumerate(value) if not isinstance(part, str)), None)
        if stray is not None:
            raise told(f"must be the name of a step, {described(value[stray])}", stray)
        double = next((index for index, part in enumerate(value) if part in value[:index]), None)
        if double is not None:
            raise told(f"{value[double]} is already asked for", double)
        return {part: {} for part in value}
    if isinstance(value, dict):
        return {part: {} if settings is None else settings for part, settings in value.items()}
    raise told(f"must be a step, a list of steps, or steps with settings, {described(value)}")


def _stepped(value: object) -> object:
    """`hours: a * b` is short for `hours: {formula: a * b}`."""
    return value if isinstance(value, dict) else {"formula": value}


Vary = dict[Name, Varied]
Fixed = dict[Name, Plain]
Let = dict[Name, PlainText]
Where = Annotated[list[PlainText], OneOrMore]
Ask = Annotated[dict[str, AskSchema], Field(min_length=1), BeforeValidator(_asked)]
Aim = Annotated[list[str], OneOrMore]


class LevelSchema(Strict):
    """What a level changes."""

    vary: Vary = Field(default_factory=dict)
    fixed: Fixed = Field(default_factory=dict)
    let: Let = Field(default_factory=dict)
    where: Where | None = None
    prompt: Words | None = None
    ask: Ask | None = None
    aim: Aim | None = None


class TestSchema(Strict):
    """Givens with the answer that someone worked by hand."""

    given: Fixed = Field(alias="with")
    answer: Plain


Share = Annotated[Exact, Field(ge=0, le=1)]


class CostSchema(Strict):
    """Which share of the score help costs."""

    hint: Share = 0
    another_try: Annotated[Share, Field(alias="try")] = 0


class ProblemSchema(CardSchema):
    """A template for numeric questions."""

    solver: str | None = None
    vary: Vary = Field(default_factory=dict)
    fixed: Fixed = Field(default_factory=dict)
    let: Let = Field(default_factory=dict)
    where: Where = Field(default_factory=list)
    steps: dict[Name, Annotated[StepSchema, BeforeValidator(_stepped)]] = Field(default_factory=dict)
    mistakes: list[MistakeSchema] = Field(default_factory=list)
    prompt: Words
    ask: Ask
    aim: Aim = Field(default_factory=list)
    levels: dict[int, LevelSchema] = Field(default_factory=dict)
    tests: list[TestSchema] = Field(default_factory=list)
    tries: Annotated[int, Field(ge=1, le=_MOST_TRIES)] = 1
    cost: CostSchema = CostSchema()
