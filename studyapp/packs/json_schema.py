"""The JSON Schema of a pack's files, made from the models that read them, for editors to complete by.

Draft 7, which is what the YAML language server of VS Code, Neovim and others reads. A card's keys hang on its
kind by `if` and `then`, so that an editor offers and refuses just those of the kind that is written.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from studyapp.engine.demos import all_demos, demo_names
from studyapp.engine.registry import solver_names
from studyapp.packs import cards as kinds
from studyapp.packs.json_hints import Json
from studyapp.packs.lints import all_rules
from studyapp.packs.schema import CardSchema, ConceptSchema, PackSchema, TermSchema

_DRAFT = "http://json-schema.org/draft-07/schema#"
_WHERE = "#/definitions/{model}"
_FIRST_KEYS = ("id", "kind", "concept")
"""What an editor can offer before it knows the kind."""

_NO_DEFAULT: tuple[object, ...] = (None, "", [], {})


class _Plain(GenerateJsonSchema):
    """No title for every field: an editor shows the key itself."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema_of(what: str) -> Json:
    """The schema of `pack` (pack.yaml), `concepts` and `glossary` (likewise), `cards` (others), or any."""
    definitions: dict[str, Json] = {}
    body = _BODIES[what](definitions)
    named = {name: definitions[name] for name in sorted(definitions)}
    return {"$schema": _DRAFT, "title": _TITLES[what], **body, "definitions": named}


def _pack(definitions: dict[str, Json]) -> Json:
    return _defined(PackSchema, "pack", definitions)


def _concepts(definitions: dict[str, Json]) -> Json:
    return {"type": "array", "items": _defined(ConceptSchema, "concept", definitions)}


def _glossary(definitions: dict[str, Json]) -> Json:
    return {"type": "array", "items": _defined(TermSchema, "term", definitions)}


def _cards(definitions: dict[str, Json]) -> Json:
    return {"type": "array", "items": _card(definitions)}


def _any(definitions: dict[str, Json]) -> Json:
    """A mapping is a pack.yaml; in a list, what says its kind is a card, and what has a term is a term."""
    is_term = {"type": "object", "required": ["term"]}
    entry = {
        "if": {"type": "object", "required": ["kind"]},
        "then": _card(definitions),
        "else": {
            "if": is_term,
            "then": _defined(TermSchema, "term", definitions),
            "else": _defined(ConceptSchema, "concept", definitions),
        },
    }
    return {
        "type": ["object", "array"],
        "if": {"type": "object"},
        "then": _pack(definitions),
        "else": {"type": "array", "items": entry},
    }


def _card(definitions: dict[str, Json]) -> Json:
    """A card of any kind."""
    for kind in kinds.kinds():
        _defined(kinds.find_kind(kind).Schema, f"{kind}-card", definitions)
        definitions[f"{kind}-card"]["properties"]["kind"] = {"const": kind}
    told = {kind: definitions[f"{kind}-card"]["description"] for kind in kinds.kinds()}
    first = {name: definitions[f"{kinds.kinds()[0]}-card"]["properties"][name] for name in _FIRST_KEYS}
    first["kind"] = {
        "enum": [*told],
        "enumDescriptions": [*told.values()],
        "description": "\n".join(f"{kind}: {said}" for kind, said in told.items()),
    }
    return {
        "type": "object",
        "properties": first,
        "required": [*_FIRST_KEYS],
        "allOf": [
            {
                "if": {"required": ["kind"], "properties": {"kind": {"const": kind}}},
                "then": {"$ref": _WHERE.format(model=f"{kind}-card")},
            }
            for kind in told
        ],
    }


_BODIES: Mapping[str, Callable[[dict[str, Json]], Json]] = {
    "pack": _pack,
    "concepts": _concepts,
    "glossary": _glossary,
    "cards": _cards,
    "any": _any,
}
_TITLES = {
    "pack": "pack.yaml of a studyapp pack",
    "concepts": "concepts.yaml of a studyapp pack",
    "glossary": "glossary.yaml of a studyapp pack",
    "cards": "Cards of a studyapp pack",
    "any": "A file of a studyapp pack",
}
SCHEMAS = tuple(_BODIES)
"""The schemas that there are."""


def _defined(model: type[BaseModel], name: str, definitions: dict[str, Json]) -> Json:
    """A reference to a model's schema, which is put among the definitions with all that it needs."""
    if name not in definitions:
        made = model.model_json_schema(by_alias=True, ref_template=_WHERE, schema_generator=_Plain)
        definitions |= {key: _tidied(inner) for key, inner in made.pop("$defs", {}).items()}
        definitions[name] = _tidied(made)
        _tell_names(definitions[name], model)
    return {"$ref": _WHERE.format(model=name)}


def _tell_names(schema: Json, model: type[BaseModel]) -> None:
    """What may stand for a demo, a solver or a rule is known; an editor can offer it."""
    if "allow" in schema["properties"]:
        silenced = [name for name, rule in all_rules().items() if not rule.is_fault]
        schema["properties"]["allow"]["propertyNames"] = {"enum": silenced}
    known: Mapping[str, Callable[[], Sequence[str]]] = {"demo": _demos_and_presets, "solver": solver_names}
    if issubclass(model, CardSchema):
        for key, names in known.items():
            if key in schema["properties"]:
                schema["properties"][key]["anyOf"][0] = {"type": "string", "enum": [*names()]}


def _demos_and_presets() -> list[str]:
    """What a card may name: a demonstration, alone or with one of its presets."""
    presets = (f"{name}/{preset.name}" for name, demo in all_demos().items() for preset in demo.presets)
    return [*demo_names(), *presets]


def _tidied(schema: Any) -> Any:
    """Without defaults that say nothing, closed where names have a pattern, references by themselves."""
    if isinstance(schema, list):
        return [_tidied(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    tidy = {key: _tidied(value) for key, value in schema.items()}
    if "default" in tidy and (tidy["default"] in _NO_DEFAULT or isinstance(tidy["default"], dict)):
        del tidy["default"]
    tidy.pop("discriminator", None)  # OpenAPI's; no editor reads it
    if "patternProperties" in tidy:
        tidy.setdefault("additionalProperties", False)
    if "$ref" in tidy and len(tidy) > 1:  # draft 7 looks at nothing beside a reference
        tidy["allOf"] = [{"$ref": tidy.pop("$ref")}]
    return tidy


def schema_text(what: str) -> str:
    """The schema as the text of a file."""
    return json.dumps(schema_of(what), ensure_ascii=False, indent=1) + "\n"
