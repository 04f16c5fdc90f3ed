import pytest

from studyapp import i18n
from studyapp.domain.text import Text
from studyapp.errors import ExpressionError, StudyError, UnknownNameError
from studyapp.i18n import _, ngettext, sentence


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


def test_the_hint_in_the_catalogue_is_the_one_that_errors_carry():
    assert i18n._HINT == UnknownNameError.HINT
