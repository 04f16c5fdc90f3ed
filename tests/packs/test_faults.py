"""What an author is told: a table of faulty files, each with the exact sentences it gets.

A table is a text file: `### what is wrong`, the file as its author wrote it, and `>>> line:column: where:
what` for each fault (with the file's name before it where that is another file). `<kinds>` and `<demos>`
stand for those that there are.
"""

from pathlib import Path

import pytest

from studyapp.engine.demos import demo_names
from studyapp.packs.cards import kinds
from studyapp.packs.check import check_pack
from studyapp.packs.linting import UNUSED
from studyapp.packs.lints import rule_names
from studyapp.packs.loader import load
from studyapp.packs.report import listed

TABLES = Path(__file__).parents[1] / "data" / "faults"
CARDS = "convolution/cards.yaml"


def cases(table):
    for case in (TABLES / f"{table}.txt").read_text(encoding="utf-8").split("### ")[1:]:
        title, _, rest = case.partition("\n")
        lines = rest.rstrip("\n").split("\n")
        faults = [_filled(line.removeprefix(">>> ")) for line in lines if line.startswith(">>> ")]
        text = "".join(line + "\n" for line in lines if not line.startswith(">>> "))
        yield pytest.param(text, faults, id=title)


def _filled(fault):
    return fault.replace("<kinds>", ", ".join(kinds())).replace("<demos>", str(listed(demo_names())))


def told(pack, name, which=lambda fault: True):
    found = filter(which, pack.faults)
    return [str(fault).removeprefix("pack/").removeprefix(f"{name}:") for fault in found]


@pytest.mark.parametrize(("text", "faults"), cases("yaml"))
def test_yaml_that_is_refused_is_refused_at_its_place(write_pack, text, faults):
    assert told(load(write_pack({CARDS: text})), CARDS) == faults


@pytest.mark.parametrize(("text", "faults"), cases("pack"))
def test_a_faulty_pack_file_is_told(write_pack, text, faults):
    assert told(load(write_pack({"pack.yaml": text})), "pack.yaml") == faults


@pytest.mark.parametrize(("text", "faults"), cases("concepts"))
def test_a_faulty_concept_is_told(write_pack, text, faults):
    assert told(load(write_pack({"concepts.yaml": text})), "concepts.yaml") == faults


@pytest.mark.parametrize(("text", "faults"), cases("glossary"))
def test_a_faulty_glossary_is_told(write_pack, text, faults):
    assert told(load(write_pack({"glossary.yaml": text})), "glossary.yaml") == faults


@pytest.mark.parametrize(("text", "faults"), [*cases("cards"), *cases("problems")])
def test_a_faulty_card_is_told_and_left_out(write_pack, text, faults):
    pack = load(write_pack({CARDS: text}))
    assert told(pack, CARDS) == faults
    assert len(pack.cards) == text.count("- id: one") - 1 or not pack.cards


@pytest.mark.parametrize(("text", "faults"), cases("checks"))
def test_what_only_trying_shows_is_told(write_pack, text, faults):
    folder = write_pack({CARDS: text})
    assert not load(folder).faults
    assert told(check_pack(folder), CARDS, lambda fault: not fault.warning) == faults


@pytest.mark.parametrize(("text", "faults"), cases("lints"))
def test_what_a_lint_rule_finds_is_told_with_its_name(write_pack, request, text, faults):
    """Each case is named for the rule; `=== name` begins another file of the pack."""
    rule = request.node.callspec.id.partition(":")[0]
    first, *others = text.split("=== ")
    files = ({CARDS: first} if first else {}) | dict(other.split("\n", 1) for other in others)
    checked = check_pack(write_pack(files))
    assert [str(fault) for fault in checked.faults if not fault.rule] == []
    assert told(checked, CARDS, lambda fault: fault.rule == rule) == faults


def test_every_lint_rule_has_a_case_that_it_finds_and_one_that_it_lets_pass():
    found, passed = set(), set()
    for case in cases("lints"):
        (found if case.values[1] else passed).add(case.id.partition(":")[0])
    assert {*rule_names(), UNUSED} - found == set()
    assert {*rule_names(), UNUSED} - passed == set()


def test_the_tables_hold_more_than_a_hundred_faulty_files():
    tables = ("yaml", "pack", "concepts", "glossary", "cards", "problems", "checks", "lints")
    assert sum(1 for table in tables for _ in cases(table)) >= 100
