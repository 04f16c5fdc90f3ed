"""From what pydantic found to what an author is told: where it is, what is wrong, what would be right."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from studyapp.errors import nearest
from studyapp.i18n import N_
from studyapp.messages import Message
from studyapp.packs.marks import Path
from studyapp.packs.report import Spot, listed

if TYPE_CHECKING:
    from studyapp.packs.yaml import Data

Model = TypeVar("Model", bound=BaseModel)

_TOLD = "told"
_BOUNDS = {
    "ge": N_("must be at least {bound}"),
    "gt": N_("must be more than {bound}"),
    "le": N_("must be at most {bound}"),
    "lt": N_("must be less than {bound}"),
}
"""By what pydantic calls the bound."""


def told(what: Message, *within: str | int, key: bool = False) -> PydanticCustomError:
    """A fault in our own words, for validators to raise; `within` leads on to the node that it is about."""
    return PydanticCustomError(_TOLD, "{what}", {"what": what, "within": within, "key": key})


def unknown(word: str, name: object, known: Iterable[str]) -> Message:
    """What to say of a name that does not exist: with the nearest one, or with all of them.

    `word` says what it names; it is marked for translation where it is written.
    """
    kind, known = Message(word), [*known]
    close = nearest(str(name), known)
    if close:
        return Message("unknown {kind} {name}; did you mean {close}?", kind=kind, name=name, close=close)
    if known:
        return Message(
            "unknown {kind} {name}; known here: {known}", kind=kind, name=name, known=listed(known)
        )
    return Message("unknown {kind} {name}", kind=kind, name=name)


def instead(demand: Message, value: object) -> Message:
    """What should stand there, and what does."""
    return Message("{demand}, {is_now}", demand=demand, is_now=described(value))


def described(value: object) -> Message:
    """What stands there instead of what should: `is 0`, `is a list`."""
    match value:
        case None:
            return Message("is empty")
        case bool():
            return Message("is {value}", value=str(value).lower())
        case int() | Decimal() | Fraction():
            return Message("is {value}", value=value)
        case str():
            text = " ".join(value.split())
            return Message('is the text "{text}"', text=text if len(text) <= 30 else text[:29] + "…")
        case list():
            return Message("is a list")
        case dict():
            return Message("is a mapping (key: value)")
    return Message("is something else")


def checked(model: type[Model], spot: Spot, data: "Data") -> Model | None:
    """The model's reading of the data, or None with each fault told at its place."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for found in error.errors(include_url=False):
            _tell(found, model, spot, data)
        return None


def _tell(found: Mapping[str, Any], model: type[BaseModel], spot: Spot, data: "Data") -> None:
    location, context = found["loc"], found.get("ctx", {})
    path = _path(location, data)
    match found["type"]:
        case "extra_forbidden":
            spot.at(*path).fault(unknown(N_("key"), path[-1], _keys_of(model, location[:-1])), key=True)
        case "missing":
            spot.at(*path).fault(Message("the key {key} is missing", key=location[-1]))
        case "invalid_key":
            what = Message(
                "a key must be a word, and {key} is none; a decimal number has a point, not a comma",
                key=path[-1],
            )
            spot.at(*path).fault(what, key=True)
        case "told":
            on_key = context["key"] or location[-1:] == ("[key]",)
            spot.at(*path, *context["within"]).fault(context["what"], key=on_key)
        case "too_short":
            spot.at(*path).fault(_too_short(context["min_length"], context["actual_length"]))
        case "too_long":
            most, is_now = context["max_length"], len(found["input"])
            spot.at(*path).fault(
                Message("must have at most {most} items, has {count}", most=most, count=is_now)
            )
        case kind:
            what = instead(_demand(kind, context), found["input"])
            spot.at(*path).fault(what, key=location[-1:] == ("[key]",))


def _too_short(least: int, is_now: int) -> Message:
    if least > 1:
        return Message("must have at least {least} items, has {count}", least=least, count=is_now)
    return Message("must not be empty")


def _demand(kind: str, context: Mapping[str, Any]) -> Message:
    """What a value must be, from pydantic's name for the fault."""
    bound = next((name for name in _BOUNDS if name in context), None)
    if bound:
        return Message(_BOUNDS[bound], bound=context[bound])
    if kind.startswith("string"):
        return Message("must be a text")
    if kind.startswith("int"):
        return Message("must be a whole number")
    if kind.startswith("bool"):
        return Message("must be true or false")
    if kind.startswith("list"):
        return Message("must be a list")
    return Message("must be a mapping (key: value)")


def _path(location: Sequence[str | int], data: "Data") -> Path:
    """The part of pydantic's way that the data has; the rest is union members and missing keys."""
    path: list[str | int] = []
    for step in location:
        if (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int) and step < len(data)
        ):
            path.append(step)
            data = data[step]  # type: ignore[index]
    return tuple(path)


def _keys_of(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    """The keys that may stand at a place: followed through the models' fields."""
    models = [model]
    for step in location:
        named = [candidate for candidate in models if candidate.__name__ == step]
        fields = [
            field
            for candidate in models
            for name, field in candidate.model_fields.items()
            if step in {name, field.alias}
        ]
        if named:
            models = named
        elif fields:
            models = [inner for field in fields for inner in _models_in(field.annotation)]
    return [field.alias or name for candidate in models for name, field in candidate.model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models_in(argument)]
