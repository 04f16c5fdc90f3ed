"""The guide for authors is right: its packs, put together from its own examples, do what it says."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from studyapp.cli.main import main
from studyapp.packs.cards import kinds
from studyapp.packs.check import check_pack
from studyapp.packs.lints import rule_names
from studyapp.packs.reference import table_names, tables_in, with_tables

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = DOCS / "packs.md"
FENCE = re.compile(r"^```(yaml|console)([^\n]*)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def fences(path):
    return [found.groups() for found in FENCE.finditer(path.read_text(encoding="utf-8"))]


def test_the_pack_of_the_reference_passes_the_check(write_pack):
    blocks = [text for _, _, text in fences(REFERENCE)]
    (pack,) = [text for text in blocks if text.startswith("id:")]
    concepts, *cards = [text for text in blocks if text.startswith("- id:")]
    folder = write_pack(
        {"pack.yaml": pack, "concepts.yaml": concepts, "savings/cards.yaml": "\n".join(cards)}, "saving"
    )
    checked = check_pack(folder)
    assert [str(fault) for fault in checked.faults] == []
    assert {card.kind for card in checked.cards.values()} == {*kinds()}


def test_the_tables_of_the_reference_are_those_of_the_models():
    guide = REFERENCE.read_text(encoding="utf-8")
    assert sorted(tables_in(guide)) == sorted(table_names())
    assert guide == with_tables(guide), "python -m studyapp.packs.reference docs/packs.md"


def test_a_table_holds_every_key_and_whether_it_is_needed():
    made = with_tables("<!-- table: mistake -->\n<!-- end -->")
    assert re.findall(r"^\| `(\w+)` \| (\w*)", made, re.MULTILINE) == [
        ("of", "needed"),
        ("id", "needed"),
        ("formula", "needed"),
        ("say", "needed"),
    ]


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    linked = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in linked if not (page.parent / link).exists()] == []


def test_the_rules_that_the_page_on_good_questions_names_are_there():
    page = (DOCS / "good-questions.md").read_text(encoding="utf-8")
    named = [
        name
        for group in re.findall(r"\((`[a-z`, -]+`)\)", page)
        for name in re.findall(r"`([a-z-]+)`", group)
    ]
    assert len(named) > 15
    assert set(named) <= set(rule_names())


# --- the tutorial, followed from an empty folder ----------------------------------------------------------


def test_the_tutorial_can_be_followed_from_an_empty_folder(home, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    steps = fences(DOCS / "tutorial.md")
    assert sum(language == "console" for language, _, _ in steps) >= 8
    for language, place, text in steps:
        if language == "yaml":
            write(place.split(), text)
            continue
        for call, expected in calls(text):
            shown = expected.replace("/home/you/.local/share/studyapp", str(home))
            assert said(shlex.split(call), capsys) == shown, call
    checked = check_pack(Path("half-life"), seeds=60)
    assert [str(fault) for fault in checked.faults] == []
    assert len(checked.cards) >= 5


def write(place, text):
    """`half-life/pack.yaml` is written anew; with a + behind it more is put to its end."""
    path = Path(place[0])
    assert path.parent.is_dir(), path
    before = path.read_text(encoding="utf-8") if place[1:] == ["+"] else ""
    between = "\n" if before and not text.startswith(" ") else ""
    path.write_text(before + between + text, encoding="utf-8")


def calls(text):
    """Each `$ call` with the lines that the tutorial shows below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        call, _, shown = part.partition("\n")
        yield call, shown.rstrip("\n")


def said(words, capsys):
    match words:
        case ["mv", old, new]:
            shutil.move(old, new)
        case ["rm", *paths]:
            for path in paths:
                Path(path).unlink()
        case ["studyapp", *arguments]:
            main(arguments)
        case _:
            pytest.fail(f"the tutorial calls {words}")
    out, err = capsys.readouterr()
    return (out + err).rstrip("\n")
