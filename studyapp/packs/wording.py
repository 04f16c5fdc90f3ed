"""From what pydantic found to what an author is told: where it is, what is wrong, what would be right."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from studyapp.errors import nearest
from studyapp.packs.marks import Path
from studyapp.packs.report import Spot, listed

if TYPE_CHECKING:
    from studyapp.packs.yaml import Data

Model = TypeVar("Model", bound=BaseModel)

_TOLD = "told"
_BOUNDS = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}


def told(what: str, *within: str | int, key: bool = False) -> PydanticCustomError:
    """A fault in our own words, for validators to raise; `within` leads on to the node that it is about."""
    return PydanticCustomError(_TOLD, "{what}", {"what": what, "within": within, "key": key})


def unknown(kind: str, name: object, known: Iterable[str]) -> str:
    """What to say of a name that does not exist: with the nearest one, or with all of them."""
    known = [*known]
    close = nearest(str(name), known)
    if close:
        return f"unknown {kind} {name}; did you mean {close}?"
    return f"unknown {kind} {name}; known here: {listed(known)}" if known else f"unknown {kind} {name}"


def described(value: object) -> str:
    """What stands there instead of what should: `is 0`, `is a list`."""
    match value:
        case None:
            return "is empty"
        case bool():
            return f"is {str(value).lower()}"
        case int() | Decimal() | Fraction():
            return f"is {value}"
        case str():
            text = " ".join(value.split())
            return f'is the text "{text if len(text) <= 30 else text[:29] + "…"}"'
        case list():
            return "is a list"
        case dict():
            return "is a mapping (key: value)"
    return "is something else"


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
            spot.at(*path).fault(unknown("key", path[-1], _keys_of(model, location[:-1])), key=True)
        case "missing":
            spot.at(*path).fault(f"the key {location[-1]} is missing")
        case "invalid_key":
            what = f"a key must be a word, and {path[-1]} is none; a decimal number has a point, not a comma"
            spot.at(*path).fault(what, key=True)
        case "told":
            on_key = context["key"] or location[-1:] == ("[key]",)
            spot.at(*path, *context["within"]).fault(context["what"], key=on_key)
        case "too_short":
            spot.at(*path).fault(_too_short(context["min_length"], context["actual_length"]))
        case "too_long":
            most, is_now = context["max_length"], len(found["input"])
            spot.at(*path).fault(f"must have at most {most} items, has {is_now}")
        case kind:
            what = f"{_demand(kind, context)}, {described(found['input'])}"
            spot.at(*path).fault(what, key=location[-1:] == ("[key]",))


def _too_short(least: int, is_now: int) -> str:
    return f"must have at least {least} items, has {is_now}" if least > 1 else "must not be empty"


def _demand(kind: str, context: Mapping[str, Any]) -> str:
    """What a value must be, from pydantic's name for the fault."""
    bound = next((name for name in _BOUNDS if name in context), None)
    if bound:
        return f"must be {_BOUNDS[bound]} {context[bound]}"
    if kind.startswith("string"):
        return "must be a text"
    if kind.startswith("int"):
        return "must be a whole number"
    if kind.startswith("bool"):
        return "must be true or false"
    if kind.startswith("list"):
        return "must be a list"
    return "must be a mapping (key: value)"


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
