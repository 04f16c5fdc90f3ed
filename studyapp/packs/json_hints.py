"""What the JSON Schema says where pydantic cannot know: beside validators of our own, and under each field.

Nothing here is worked until a schema is asked for; loading packs pays nothing for it.
"""

import ast
from collections.abc import Callable, Mapping
from functools import cache
from inspect import cleandoc
from itertools import pairwise
from pathlib import Path
from sys import modules
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


class Stated:
    """Metadata of a type that a validator of ours reads: the schema of what it takes."""

    def __init__(self, schema: Json) -> None:
        self.schema = schema

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Json:
        return dict(self.schema)


class Shorthand:
    """Metadata of a type that may also be written shorter: the schema of both, from that of the long form."""

    def __init__(self, with_long: Callable[[Json], Json]) -> None:
        self.with_long = with_long

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Json:
        return self.with_long(handler(core))


def or_else(*shorter: Json) -> Shorthand:
    """The long form, or one of these."""
    return Shorthand(lambda long: {"anyOf": [*shorter, long]})


def describe(schema: Json, model: type[Any]) -> None:
    """Put the docstrings of a model and its fields into its schema, and the rules that it states itself."""
    schema.pop("title", None)
    schema["description"] = cleandoc(model.__doc__ or "")
    said = field_docstrings(model)
    for name, field in schema.get("properties", {}).items():
        if name in said:
            field["description"] = said[name]
    schema.update(getattr(model, "json_rules", {}))


def field_docstrings(model: type[Any]) -> Mapping[str, str]:
    """What stands under each field of a model, by the key that an author writes."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        fields = getattr(base, "model_fields", {})
        for name, said in _docstrings_in(base.__module__).get(base.__name__, {}).items():
            if name in fields:
                found[fields[name].alias or name] = said
    return found


@cache
def _docstrings_in(module: str) -> Mapping[str, Mapping[str, str]]:
    """Class by class, the strings that stand directly under a field. Python itself does not keep them."""
    source = getattr(modules.get(module), "__file__", None)
    if not module.startswith("studyapp.") or source is None:
        return {}
    tree = ast.parse(Path(source).read_text(encoding="utf-8"))
    return {node.name: _under_fields(node.body) for node in tree.body if isinstance(node, ast.ClassDef)}


def _under_fields(body: list[ast.stmt]) -> dict[str, str]:
    return {
        field.target.id: " ".join(said.value.value.split())
        for field, said in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(said, ast.Expr)
        and isinstance(said.value, ast.Constant)
        and isinstance(said.value.value, str)
    }
