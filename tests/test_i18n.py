import ast
import importlib.util
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from studyapp import i18n
from studyapp.domain.text import Text
from studyapp.errors import ExpressionError, StudyError, UnknownNameError
from studyapp.i18n import _, ngettext, sentence

ROOT = Path(__file__).parent.parent


def test_a_sentence_is_said_in_the_language_in_use():
    assert _("never") == "never"
    i18n.use("zh")
    assert (i18n.language(), _("never")) == ("zh", "永不")


def test_a_language_we_do_not_speak_falls_back_to_english():
    i18n.use("fr")
    assert (i18n.language(), _("never")) == ("en", "never")


def test_values_are_put_in():
    assert _("{count} of {total}", count=3, total=10) == "3 of 10"


def test_braces_stay_where_no_value_is_put_in():
    assert _("a set {1, 2}") == "a set {1, 2}"


def test_nothing_said_is_nothing_and_never_the_catalogues_header():
    i18n.use("zh")
    assert _("") == ""


@pytest.mark.parametrize(("count", "said"), [(0, "0 cards"), (1, "1 card"), (2, "2 cards")])
def test_the_number_of_things_chooses_the_form(count: int, said: str):
    assert ngettext("{count} card", "{count} cards", count) == said


def test_an_error_is_said_in_the_asked_language_with_its_hint():
    error = UnknownNameError("there is no solver {name}", name="conv_output", known=["conv_output_size"])
    assert sentence(error) == str(error) == "there is no solver conv_output; did you mean conv_output_size?"
    assert sentence(error, "zh").endswith("；是否想输入 conv_output_size？")


def test_an_error_within_an_error_speaks_the_same_language():
    inner = UnknownNameError("there is no solver {name}", name="x1", known=["x12"])
    outer = StudyError("{where}: {why}", where=Text("line 3", "第 3 行"), why=inner)
    assert sentence(outer, "zh").startswith("第 3 行: ")
    assert sentence(outer, "zh").endswith("；是否想输入 x12？")
    assert sentence(outer) == "line 3: there is no solver x1; did you mean x12?"


def test_what_a_user_typed_is_never_taken_for_a_template():
    error = ExpressionError("cannot read {text}", column=1, text="{0.__class__}")
    assert sentence(error) == "cannot read {0.__class__}"


@cache
def load_gatherer():
    """`gather_messages.py` lies beside the package, not in it."""
    spec = importlib.util.spec_from_file_location("gather_messages", ROOT / "gather_messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gathered():
    """Every sentence of the interface, as a list of its forms, with the file that says it."""
    return [
        ([sentence] if isinstance(sentence, str) else list(sentence), place)
        for sentence, place in load_gatherer().gathered(ROOT).items()
    ]


@pytest.fixture(scope="module")
def catalogue():
    with (ROOT / "studyapp/locale/zh/LC_MESSAGES/studyapp.po").open("rb") as source:
        return read_po(source, locale="zh")


def said(catalogue, forms):
    known = catalogue.get(forms[0])
    if known is None or list(known.id if isinstance(known.id, (list, tuple)) else [known.id]) != forms:
        return None
    return known.string if isinstance(known.string, str) else known.string[0]


def placeholders(template):
    return sorted((name, spec) for _text, name, spec, _how in Formatter().parse(template) if name is not None)


def test_every_sentence_has_its_chinese(gathered, catalogue):
    missing = [(place, forms[0]) for forms, place in gathered if not said(catalogue, forms)]
    assert not missing, "run `make messages` and translate what is new"


def raised():
    """The template of every error of ours that is raised with one written out."""
    trees = load_gatherer().parsed(ROOT).values()
    errors = load_gatherer().error_classes(trees)
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in errors:
            first = node.args[0] if node.args else None
            template = first.args[0] if isinstance(first, ast.Call) and first.args else first
            if isinstance(template, ast.Constant):
                yield template.value


def test_errors_begin_small_and_end_without_a_full_stop():
    # They stand behind a name, a place or another sentence: `studyapp: there is no chapter 7`.
    slips = [said for said in raised() if said[0].isupper() or said.endswith(".")]
    assert not slips


def test_every_translation_takes_the_same_values(gathered, catalogue):
    wrong = [
        forms[-1]
        for forms, _place in gathered
        if placeholders(forms[-1]) != placeholders(said(catalogue, forms) or forms[-1])
    ]
    assert not wrong


def test_nothing_is_translated_that_nobody_says(gathered, catalogue):
    spoken = {forms[0] for forms, _place in gathered}
    assert {
        message.id if isinstance(message.id, str) else message.id[0] for message in catalogue if message.id
    } == spoken


def test_no_translation_is_left_in_english(gathered, catalogue):
    words = {forms[0]: re.sub(r"{\w*}", "", forms[0]) for forms, _place in gathered}
    same_by_nature = {said for said, letters in words.items() if not any(map(str.isalpha, letters))}
    left = [
        forms[0]
        for forms, _place in gathered
        if said(catalogue, forms) == forms[0] and forms[0] not in same_by_nature
    ]
    assert not left


def test_chinese_sentences_use_chinese_punctuation(gathered, catalogue):
    # A comma, question mark or full stop right after a Han character is one left over from English.
    slips = [
        chinese
        for forms, _place in gathered
        if (chinese := said(catalogue, forms)) and re.search(r"[\u4e00-\u9fff][,;?!:.]", chinese)
    ]
    assert not slips
