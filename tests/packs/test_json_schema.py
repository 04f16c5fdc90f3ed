"""The JSON Schema is held to the models and the loader: it takes what they take and refuses what they refuse.

It can't know names, formulas or what other files say, so the loader may refuse more. What it must never do is
underline what the loader takes.
"""

from copy import deepcopy
from decimal import Decimal
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

from studyapp.packs import cards as kinds
from studyapp.packs.context import Context
from studyapp.packs.json_hints import field_docstrings
from studyapp.packs.json_schema import SCHEMAS, schema_of
from studyapp.packs.problems import schema as problem_schemas
from studyapp.packs.report import Report, Spot
from studyapp.packs.schema import ConceptSchema, PackSchema, Strict, TermSchema
from studyapp.packs.yaml import YamlError, build

TESTS = Path(__file__).parents[1]
BUILTIN = sorted((TESTS.parent / "content").glob("*/pack.yaml"))
TABLES = TESTS / "data" / "faults"


@cache
def validator(what):
    return jsonschema.Draft7Validator(schema_of(what))


def as_json(data):
    """What an editor makes of YAML: keys are texts, decimals are doubles."""
    if isinstance(data, dict):
        return {str(key): as_json(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_json(item) for item in data]
    return float(data) if isinstance(data, Decimal) else data


def fits(what, data):
    return validator(what).is_valid(as_json(data))


def model_takes(model, data):
    try:
        model.model_validate(data)
    except ValidationError:
        return False
    return True


def card_takes(card):
    """Whether the models read a card."""
    if not isinstance(card, dict) or card.get("kind") not in kinds.kinds():
        return False
    return model_takes(kinds.find_kind(card["kind"]).Schema, card)


def loader_tells(card):
    """Whether building the card tells a fault."""
    spot = Spot(Report(Path("cards.yaml"), [card]), (0,))
    module = kinds.find_kind(card["kind"])
    context = Context("pack", "chapter", ("en", "zh"), spot)
    return module.build(module.Schema.model_validate(card), context) is None


def faulty(table):
    for case in (TABLES / f"{table}.txt").read_text(encoding="utf-8").split("### ")[1:]:
        title, _, rest = case.partition("\n")
        text = "".join(f"{line}\n" for line in rest.split("\n") if not line.startswith(">>> "))
        try:
            yield title, build(text)
        except YamlError:
            continue


def read(path):
    return build(path.read_text(encoding="utf-8"))


def card_files():
    return [path for pack in BUILTIN for path in sorted(pack.parent.glob("*/*.yaml"))]


def samples():
    """For each kind, cards that have all its keys between them: the shortest of its shapes."""
    cards = [card for path in card_files() for card in read(path)]
    chosen = []
    for kind in kinds.kinds():
        keys = set()
        for card in sorted((card for card in cards if card["kind"] == kind), key=lambda card: len(str(card))):
            if not {*card} <= keys:
                keys |= {*card}
                chosen.append(card)
    return chosen


# --- what is right ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", SCHEMAS)
def test_each_schema_is_a_schema(what):
    jsonschema.Draft7Validator.check_schema(schema_of(what))


@pytest.mark.parametrize("what", ["cards", "any"])
def test_the_cards_that_come_with_the_program_fit(what):
    assert card_files()
    for path in card_files():
        errors = [error.message for error in validator(what).iter_errors(as_json(read(path)))]
        assert errors == [], path


@pytest.mark.parametrize("pack", BUILTIN, ids=lambda path: path.parent.name)
def test_their_packs_concepts_and_glossaries_fit(pack):
    for name in ("pack", "concepts", "glossary"):
        for what in (name, "any"):
            assert fits(what, read(pack.with_name(f"{name}.yaml"))), name


# --- what is wrong ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["cards", "problems"])
def test_the_schema_refuses_the_faulty_cards_that_the_models_refuse(table):
    cases = list(faulty(table))
    refused = [title for title, data in cases if isinstance(data, list) and not all(map(card_takes, data))]
    assert len(refused) >= 12
    assert [title for title, data in cases if title in refused and fits("cards", data)] == []


@pytest.mark.parametrize(
    ("table", "what", "model"),
    [
        ("pack", "pack", PackSchema),
        ("concepts", "concepts", ConceptSchema),
        ("glossary", "glossary", TermSchema),
    ],
)
def test_the_schema_refuses_the_faulty_files_that_the_models_refuse(table, what, model):
    for title, data in faulty(table):
        entries = [data] if what == "pack" else data
        if not isinstance(entries, list) or not all(model_takes(model, entry) for entry in entries):
            assert not fits(what, data), title
            assert not fits("any", data), title


@pytest.mark.parametrize(
    ("table", "title"),
    [
        ("cards", "cards are a mapping"),
        ("cards", "a demo is unknown"),
        ("cards", "no option is right"),
        ("cards", "a wrong option does not say why"),
        ("problems", "a solver is misspelt"),
        ("problems", "neither solver nor steps"),
        ("pack", "a language is unknown"),
    ],
)
def test_the_schema_knows_more_than_the_models_where_it_can(table, title):
    (data,) = [data for name, data in faulty(table) if name == title]
    assert not fits("cards" if table != "pack" else "pack", data)


# --- what is changed in every way ---------------------------------------------------------------------------

ODD = (None, True, 0, -1, Decimal("0.5"), "", " ", "x", [], ["x"], {}, {"x": 1}, {"en": "x"}, {"de": "x"})


def changed(data):
    """The data with one key or item taken out, added, misspelt or replaced by something odd."""
    if isinstance(data, dict):
        for key in data:
            without = {name: value for name, value in data.items() if name != key}
            yield without
            yield {**without, f"{key}x": data[key]}
            for inner in (*ODD, *changed(data[key])):
                yield {**data, key: inner}
    elif isinstance(data, list):
        yield [*data, *data[-1:]]
        for index in range(len(data)):
            yield [*data[:index], *data[index + 1 :]]
            for inner in (*ODD, *changed(data[index])):
                yield [*data[:index], inner, *data[index + 1 :]]


def test_whatever_is_changed_in_a_card_schema_and_models_agree():
    tried, differing = 0, []
    for card in samples():
        for data in changed(deepcopy(card)):
            tried += 1
            if fits("cards", [data]) == card_takes(data):
                continue
            stricter = card_takes(data)
            if not stricter or not is_told_elsewhere(data):
                differing.append(data)
    assert tried > 5_000
    assert differing[:3] == []


def is_told_elsewhere(card):
    """Whether the loader tells what the models take: as an unknown name, or when the card is built."""
    from studyapp.engine.demos import demo_names
    from studyapp.engine.registry import solver_names

    demo, solver = card.get("demo"), card.get("solver")
    unknown = (demo is not None and demo not in demo_names()) or (
        solver is not None and solver not in solver_names()
    )
    return unknown or allows_what_is_no_rule(card) or loader_tells(card)


def allows_what_is_no_rule(data):
    """The check tells that, and the schema."""
    from studyapp.packs.lints import rule_names

    return isinstance(data, dict) and not set(data.get("allow") or {}) <= set(rule_names())


@pytest.mark.parametrize(
    ("name", "what", "model"),
    [
        ("pack.yaml", "pack", PackSchema),
        ("concepts.yaml", "concepts", ConceptSchema),
        ("glossary.yaml", "glossary", TermSchema),
    ],
)
def test_whatever_is_changed_in_the_other_files_schema_and_models_agree(name, what, model):
    sound = read(BUILTIN[0].with_name(name))
    sound = sound if what == "pack" else sound[:3]
    for data in changed(sound):
        entries = data if what != "pack" and isinstance(data, list) else [data]
        taken = all(model_takes(model, entry) for entry in entries)
        if taken and what == "pack" and not set(data.get("languages", ["en"])) <= {"en", "zh"}:
            continue  # told by the loader, with the nearest one
        if taken and any(allows_what_is_no_rule(entry) for entry in entries):
            continue
        assert fits(what, data) == taken, data


# --- what it says -------------------------------------------------------------------------------------------


def models():
    yield from (kinds.find_kind(kind).Schema for kind in kinds.kinds())
    waiting = [Strict]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        yield model


def test_every_field_says_what_it_is_for():
    said = {model: field_docstrings(model) for model in models()}
    silent = [
        f"{model.__name__}.{field.alias or name}"
        for model in said
        for name, field in model.model_fields.items()
        if (field.alias or name) not in said[model]
    ]
    assert silent == []
    assert said[problem_schemas.Ranged]["from"] == "the least"


def test_a_key_of_another_kind_is_refused_by_name():
    card = {"id": "a", "kind": "basic", "concept": "b", "question": "?", "answer": "!", "options": []}
    (error,) = validator("cards").iter_errors([card])
    assert "'options' was unexpected" in error.message


def test_a_rule_that_may_be_silenced_is_offered_and_another_refused():
    card = {"id": "a", "kind": "basic", "concept": "b", "question": "?", "answer": "!"}
    assert fits("cards", [{**card, "allow": {"long-answer": "a proof"}}])
    assert not fits("cards", [{**card, "allow": {"long-anwser": "a proof"}}])
    assert not fits("cards", [{**card, "allow": {"failing-test": "a proof"}}])
