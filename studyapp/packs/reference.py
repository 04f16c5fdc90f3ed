"""The tables of docs/packs.md, made from the models: `python -m studyapp.packs.reference docs/packs.md`.

In the guide a table stands between `<!-- table: NAME -->` and `<!-- end -->`, and is written anew there.
"""

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from studyapp.engine.expression.functions import FUNCTIONS
from studyapp.packs import cards as kinds
from studyapp.packs.cards.choice import OptionSchema
from studyapp.packs.cards.match import PairSchema
from studyapp.packs.json_hints import field_docstrings
from studyapp.packs.lints import all_rules
from studyapp.packs.problems import schema as problems
from studyapp.packs.schema import (
    CardSchema,
    ChapterSchema,
    ConceptSchema,
    PackSchema,
    Strict,
    TermSchema,
    WordsSchema,
)

_TABLE = re.compile(r"(<!-- table: ([a-z -]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def with_tables(guide: str) -> str:
    """The guide with each of its tables as it must be."""
    return _TABLE.sub(lambda table: f"{table[1]}\n{_TABLES[table[2]]()}\n\n{table[3]}", guide)


def tables_in(guide: str) -> list[str]:
    """The names of the tables that a guide has."""
    return [found[2] for found in _TABLE.finditer(guide)]


def table_names() -> tuple[str, ...]:
    """Every table that there is."""
    return tuple(_TABLES)


def _keys(model: type[Strict], without: type[Strict] | None = None) -> str:
    """A row for each key of a model: what it says, and whether it may be left out."""
    said = field_docstrings(model)
    rows = []
    for name, field in model.model_fields.items():
        key = field.alias or name
        if without is None or name not in without.model_fields:
            needed = "needed" if field.is_required() else ""
            rows.append(f"| `{key}` | {needed} | {_cell(said[key])} |")
    return "\n".join(["| key | | what it says |", "| --- | --- | --- |", *rows])


def _rules() -> str:
    rows = [
        f"| `{rule.name}` | {'fault' if rule.is_fault else 'warning'} | {_cell(rule.about)} |"
        for rule in all_rules().values()
    ]
    return "\n".join(["| rule | | what it is about |", "| --- | --- | --- |", *rows])


def _functions() -> str:
    return " ".join(f"`{name}`" for name in sorted(FUNCTIONS, key=str.lower))


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _of(model: type[Strict], without: type[Strict] | None = None) -> Callable[[], str]:
    return lambda: _keys(model, without)


_TABLES: Mapping[str, Callable[[], str]] = {
    "pack": _of(PackSchema),
    "chapter": _of(ChapterSchema),
    "concept": _of(ConceptSchema),
    "term": _of(TermSchema),
    "words": _of(WordsSchema),
    "every card": _of(CardSchema),
    **{kind: _of(kinds.find_kind(kind).Schema, CardSchema) for kind in kinds.kinds()},
    "option": _of(OptionSchema),
    "pair": _of(PairSchema),
    "range": _of(problems.Ranged),
    "chosen": _of(problems.Chosen),
    "step": _of(problems.StepSchema),
    "mistake": _of(problems.MistakeSchema),
    "ask": _of(problems.AskSchema),
    "level": _of(problems.LevelSchema),
    "test": _of(problems.TestSchema),
    "cost": _of(problems.CostSchema),
    "rules": _rules,
    "functions": _functions,
}


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8")
