"""What may stand in a problem: what varies, what is asked, own steps and mistakes, levels, tests."""

import re
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Discriminator, Field, PlainValidator, Tag

from studyapp.domain.text import Text
from studyapp.engine.answers.tolerance import Tolerance
from studyapp.engine.problems.template import parse
from studyapp.errors import ExpressionError
from studyapp.messages import Message
from studyapp.packs.json_hints import Json, Shorthand, Stated, or_else
from studyapp.packs.schema import MOST_ITEMS, CardSchema, Name, Strict
from studyapp.packs.texts import OneOrMore, PlainText, Words
from studyapp.packs.values import Exact, Plain, exact
from studyapp.packs.wording import instead, told

_MOST_DIGITS = 15
_MOST_TRIES = 5
_MOST_SIDES = 8


Shape = Annotated[list[Annotated[int, Field(ge=1)]], Field(max_length=_MOST_SIDES), OneOrMore]


class Ranged(Strict):
    """`{from: 16, to: 64}`: a number in steps, both ends included."""

    start: Exact = Field(alias="from")
    """the least"""
    to: Exact
    """the most"""
    step: Annotated[Exact, Stated({"type": "number", "exclusiveMinimum": 0})] = 1
    """from one to the next; decimals are exact as written"""
    shape: Shape = Field(default_factory=list)
    """a list of so many such values, `[4]`, or rows and columns, `[2, 3]`"""
    distinct: bool = False
    """`true`: all elements of the list are different"""


class Chosen(Strict):
    """`{of: [1, 2, 5], shape: [4]}`: a list, chosen element by element."""

    of: Annotated[list[Plain], Field(min_length=1)]
    """what is chosen from"""
    shape: Shape = Field(default_factory=list)
    """a list of so many such values, `[4]`, or rows and columns, `[2, 3]`"""
    distinct: bool = False
    """`true`: all elements of the list are different"""


_RUN_TOGETHER = re.compile(r"^[-+.0-9]+(?:\s*([，、；])\s*[-+.0-9]+)+$")
"""Numbers with Chinese commas between them, which YAML takes for one text."""


def _which(value: object) -> str:
    return Chosen.__name__ if isinstance(value, dict) and "of" in value else Ranged.__name__


def _listed(value: object) -> object:
    """`[3, 5, 7]` is short for `{of: [3, 5, 7]}`."""
    if isinstance(value, list):
        if not value:
            raise told(Message("must have at least one value to choose from, is an empty list"))
        for at, each in enumerate(value):
            if isinstance(each, str) and (found := _RUN_TOGETHER.fullmatch(each)):
                raise told(
                    Message(
                        "is one text, {text}; values are parted by a plain comma, not by {sign}",
                        text=each,
                        sign=found[1],
                    ),
                    at,
                )
        return {"of": value}
    if not isinstance(value, dict):
        raise told(instead(Message("must be a list of values or {{from: …, to: …}}"), value))
    return value


_LIST: Json = {
    "type": "array",
    "minItems": 1,
    "items": {"not": {"type": "string", "pattern": _RUN_TOGETHER.pattern}},
}
Varied = Annotated[
    Annotated[Ranged, Tag(Ranged.__name__)] | Annotated[Chosen, Tag(Chosen.__name__)],
    Discriminator(_which),
    BeforeValidator(_listed),
    Shorthand(lambda long: {"anyOf": [_LIST, *long["oneOf"]]}),
]


class StepSchema(Strict):
    """A step of the author's own."""

    formula: PlainText
    """how it is worked from what is drawn and from earlier steps"""
    say: Words | None = None
    """what it is called when it is asked for and in the working"""
    symbol: PlainText = ""
    """LaTeX that stands for it in the working"""


class MistakeSchema(Strict):
    """A wrong way to work a step."""

    of: str
    """the step that is worked wrongly"""
    id: Name
    """its name in what learners' answers are kept with"""
    formula: PlainText
    """the value that this way leads to"""
    say: Words
    """told to whoever answers so; a value never proves a cause: “Looks as if …”"""


_NO_TOLERANCE = Message("must be a share such as 1% or an amount such as 0.01")


def _tolerance(value: object) -> Tolerance:
    """`1%` or `0.01`."""
    if not isinstance(value, str):
        try:
            stated: Any = exact(value)
        except ValueError as error:
            raise told(instead(_NO_TOLERANCE, value)) from error
    else:
        stated = value
    try:
        return Tolerance.within(stated)
    except (ValueError, ZeroDivisionError) as error:
        raise told(instead(_NO_TOLERANCE, value)) from error


_AMOUNT: Json = {"type": "number", "minimum": 0}
_SHARE: Json = {"type": "string", "pattern": r"^\s*\+?[0-9./]+([eE][+-]?[0-9]{1,3})? *%?\s*$"}


class AskSchema(Strict):
    """How one part is asked."""

    prompt: Words | None = None
    """what stands beside the field; otherwise what the step says of itself"""
    within: Annotated[Tolerance, PlainValidator(_tolerance), Stated({"anyOf": [_AMOUNT, _SHARE]})] | None = (
        None
    )
    """how far off is still right: a share, `1%`, or an amount, `0.01`"""
    digits: Annotated[int, Field(ge=1, le=_MOST_DIGITS)] | None = None
    """instead of `within`: right to so many significant digits"""
    unit: Annotated[list[PlainText], Field(max_length=MOST_ITEMS), OneOrMore] = Field(default_factory=list)
    """may be typed behind the number: `[h, hours]`"""
    percent: bool = False
    """`true`: `5%` may be typed for 0.05"""
    nullable: bool = False
    """`true`: `never` can be answered"""
    any_order: bool = False
    """`true`: the values of a list count in any order"""


def _asked(value: object) -> object:
    """One step, several, or several with settings: always a mapping from part to settings."""
    if isinstance(value, str):
        return {value: {}}
    if isinstance(value, list):
        stray = next((index for index, part in enumerate(value) if not isinstance(part, str)), None)
        if stray is not None:
            raise told(instead(Message("must be the name of a step"), value[stray]), stray)
        double = next((at for at, part in enumerate(value[:MOST_ITEMS]) if part in value[:at]), None)
        if double is not None:
            raise told(Message("{name} is already asked for", name=value[double]), double)
        return {part: {} for part in value}
    if isinstance(value, dict):
        return {part: {} if settings is None else settings for part, settings in value.items()}
    raise told(instead(Message("must be a step, a list of steps, or steps with settings"), value))


def _stepped(value: object) -> object:
    """`hours: a * b` is short for `hours: {formula: a * b}`."""
    return value if isinstance(value, dict) else {"formula": value}


_FORMULA: Json = {"type": ["string", "number"], "pattern": r"\S"}
_STEP_NAMES: Json = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}


def _asked_for(settings: Json) -> Json:
    """A step, a list of them, or each with its settings or none."""
    each = settings["additionalProperties"]
    either = {**settings, "additionalProperties": {"anyOf": [each, {"type": "null"}]}}
    return {"anyOf": [{"type": "string"}, _STEP_NAMES, either]}


Few = Field(max_length=MOST_ITEMS)
Vary = Annotated[dict[Name, Varied], Few]
Fixed = Annotated[dict[Name, Plain], Few]
Let = Annotated[dict[Name, PlainText], Few]
Where = Annotated[list[PlainText], Few, OneOrMore]
Step = Annotated[StepSchema, BeforeValidator(_stepped), or_else(_FORMULA)]
Steps = Annotated[dict[Name, Step], Few]
Ask = Annotated[
    dict[str, AskSchema],
    Field(min_length=1, max_length=MOST_ITEMS),
    BeforeValidator(_asked),
    Shorthand(_asked_for),
]
Aim = Annotated[list[str], Few, OneOrMore]


class LevelSchema(Strict):
    """What a level changes of the one below it; what is not named stays."""

    vary: Vary = Field(default_factory=dict)
    """drawn otherwise, or as well"""
    fixed: Fixed = Field(default_factory=dict)
    """held constant otherwise, or as well"""
    let: Let = Field(default_factory=dict)
    """worked after drawing otherwise, or as well"""
    where: Where | None = None
    """conditions instead of those below"""
    prompt: Words | None = None
    """a prompt instead of that below"""
    ask: Ask | None = None
    """parts instead of those below"""
    aim: Aim | None = None
    """mistakes to aim at instead of those below"""


class TestSchema(Strict):
    """Givens with the answer that someone worked by hand."""

    given: Fixed = Field(alias="with")
    """the givens by name; asked backwards, the step that is told, too"""
    answer: Plain
    """what comes out; with several parts `{part: answer}`"""


def _numbered(levels: Json) -> Json:
    """JSON has no numbers for keys."""
    return {
        "type": "object",
        "patternProperties": {"^[2-9]$": levels["additionalProperties"]},
        "additionalProperties": False,
    }


Levels = Annotated[dict[int, LevelSchema], Few, Shorthand(_numbered)]
Share = Annotated[Exact, Field(ge=0, le=1), Stated({"type": "number", "minimum": 0, "maximum": 1})]


class CostSchema(Strict):
    """Which share of the score help costs."""

    hint: Share = 0
    """of each hint, from 0 to 1"""
    another_try: Annotated[Share, Field(alias="try")] = 0
    """of each further try, from 0 to 1"""


class ProblemSchema(CardSchema):
    """A question whose numbers are drawn anew each time, worked by a solver or by formulas of your own."""

    json_rules: ClassVar[Json] = {
        "anyOf": [
            {"required": ["solver"], "properties": {"solver": {"not": {"type": "null"}}}},
            {"required": ["steps"], "properties": {"steps": {"minProperties": 1}}},
        ]
    }

    solver: str | None = None
    """a built-in solver whose steps and mistakes are used (`studyapp solvers` lists them);
    `steps` and `mistakes` may add to it"""
    vary: Vary = Field(default_factory=dict)
    """what is drawn: a list to choose from, or `{from, to, step}`; with `shape: [4]` a list of such values,
    with `distinct: true` all different"""
    fixed: Fixed = Field(default_factory=dict)
    """constants"""
    let: Let = Field(default_factory=dict)
    """values worked after drawing: `name: formula`"""
    where: Where = Field(default_factory=list)
    """a condition that must hold, or several; else the numbers are drawn again"""
    steps: Steps = Field(default_factory=dict)
    """the working, each step from the earlier ones: `name: formula`, or `name: {formula, say, symbol}`"""
    mistakes: Annotated[list[MistakeSchema], Few] = Field(default_factory=list)
    """wrong ways, `{of, id, formula, say}` each, recognised where their value differs from the answer"""
    prompt: Words
    """the question; `{name}` puts a value in"""
    ask: Ask
    """a step, a list of steps, or steps with settings; `"params[2]"` asks one value of a list;
    a given asks backwards"""
    aim: Aim = Field(default_factory=list)
    """mistakes of which every variant shows at least one"""
    levels: Levels = Field(default_factory=dict)
    """harder versions, `2:` and so on: each says what differs from the one below"""
    tests: Annotated[list[TestSchema], Few] = Field(default_factory=list)
    """givens with the answer that you worked by hand, `{with, answer}`; the check tries them"""
    tries: Annotated[int, Field(ge=1, le=_MOST_TRIES)] = 1
    """how often a learner may answer"""
    cost: CostSchema = CostSchema()
    """which share of the score help costs: `{hint: 0.1, try: 0.5}`"""

    @property
    def asked(self) -> Text:
        """The prompt of the first level."""
        return self.prompt

    def shown(self, text: str) -> str:
        """A text with `…` where numbers are put in; one that takes none stays as it is."""
        try:
            pieces = parse(text).pieces
        except ExpressionError:
            return text
        return "".join(
            piece if isinstance(piece, str) else r"{\ldots}" if piece.maths else "…" for piece in pieces
        )
