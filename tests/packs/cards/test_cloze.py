"""Cloze cards: gaps found, spellings that count as the same, slips that are close."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.grade import Status
from studyapp.packs.cards.cloze import is_slip, normalised
from studyapp.packs.loader import load

CARDS = "convolution/cards.yaml"


@pytest.fixture
def cloze(write_pack):
    """Builds the cloze card with this text."""

    def build(text):
        lines = f"- id: one\n  kind: cloze\n  concept: kernel\n  text: {text}\n"
        pack = load(write_pack({CARDS: lines}))
        assert not pack.faults
        return pack.cards["demo/one"]

    return build


def graded(card, **typed):
    question = card.ask()
    return card.grade(question, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "mini-batch",
        "Mini-Batch",
        "mini batch",
        " mini - batch ",
        "ｍｉｎｉ－ｂａｔｃｈ",
        "mini-batch.",
        "mini‑batch",
    ],
)
def test_width_case_hyphens_and_final_punctuation_do_not_count(cloze, typed):
    card = cloze("'SGD with a {{mini-batch}} is the habit.'")
    assert graded(card, gap1=typed).correct


@pytest.mark.parametrize("typed", ["the stride", "a stride", "strides", "The Strides.", "stride"])
def test_an_article_and_the_plural_do_not_count(cloze, typed):
    assert graded(cloze("'A multiple of the {{stride}} covers evenly.'"), gap1=typed).correct


@pytest.mark.parametrize("typed", ["the", "a", "strid", "stridess", "the the stride"])
def test_what_is_left_without_them_counts(cloze, typed):
    assert not graded(cloze("'A multiple of the {{stride}} covers evenly.'"), gap1=typed).correct


def test_an_s_that_belongs_to_the_word_counts(cloze):
    card = cloze("'It is a {{loss}}, a {{bias}} of a {{class}}.'")
    earned = graded(card, gap1="los", gap2="bia", gap3="clas")
    assert [part.status for part in earned.parts.values()] == [Status.INCORRECT] * 3


def test_braces_in_maths_are_no_gaps_even_where_they_look_like_one(cloze):
    card = cloze("'Of $2^{{1}}$ classes {{softmax}} makes {{shares}}, as $x_{{2}}$.'")
    assert card.ask().prompt.en == "Of $2^{{1}}$ classes [1 …] makes [2 …], as $x_{{2}}$."
    assert (
        card.reveal(card.ask()).answer.en
        == "Of $2^{{1}}$ classes **softmax** makes **shares**, as $x_{{2}}$."
    )


@pytest.mark.parametrize("typed", ["minibatch", "batch", "maxi-batch"])
def test_another_word_is_wrong(cloze, typed):
    card = cloze("'SGD with a {{mini-batch}} is the habit.'")
    assert graded(card, gap1=typed).parts["gap1"].status is Status.INCORRECT


def test_either_language_is_accepted_for_a_gap(cloze):
    card = cloze("{en: 'One pass is one {{epoch|an epoch}}.', zh: '过一遍是一个{{轮次|轮}}。'}")
    for typed in ("epoch", "An epoch", "轮次", "轮", " 轮 次 "):
        assert graded(card, gap1=typed).correct, typed


def test_one_wrong_letter_in_a_long_word_is_wrong_but_close(cloze):
    card = cloze("'What is learnt: {{parameters}}.'")
    part = graded(card, gap1="paramaters").parts["gap1"]
    assert part.status is Status.INCORRECT
    assert part.feedback.en == "Close: it is spelt “parameters”."
    assert part.feedback.zh == "很接近：应写作“parameters”。"


def test_one_wrong_letter_in_a_short_word_is_another_word(cloze):
    card = cloze("'It is {{four}}.'")
    assert graded(card, gap1="five").parts["gap1"].feedback.en == "It is “four”."
    assert graded(card, gap1="tour").parts["gap1"].feedback.en == "It is “four”."


@pytest.mark.parametrize(
    ("typed", "word", "slip"),
    [
        ("kernel", "kernel", False),
        ("kernal", "kernel", True),
        ("kernl", "kernel", True),
        ("kernell", "kernel", True),
        ("kenrel", "kernel", True),
        ("kernles", "kernel", False),
        ("ekrnal", "kernel", False),
        ("ernel", "kernel", True),
        ("", "k", True),
    ],
)
def test_a_slip_is_one_letter_or_two_neighbours_swapped(typed, word, slip):
    assert is_slip(typed, word) is slip


@given(st.text(alphabet="abcde", min_size=1, max_size=8), st.data())
def test_taking_any_letter_away_is_a_slip(word, data):
    place = data.draw(st.integers(0, len(word) - 1))
    assert is_slip(word[:place] + word[place + 1 :], word)


@given(st.text(max_size=20))
def test_normalising_twice_changes_nothing_more(text):
    assert normalised(normalised(text)) == normalised(text)


def test_gaps_are_left_open_and_then_filled(cloze):
    card = cloze("'A {{kernel}} slides by its {{stride}}; $\\frac{{a}}{b}$ is no gap.'")
    question = card.ask()
    assert question.prompt.en == "A [1 …] slides by its [2 …]; $\\frac{{a}}{b}$ is no gap."
    assert [field.name for field in question.fields] == ["gap1", "gap2"]
    answer = card.reveal(question).answer.en
    assert answer == "A **kernel** slides by its **stride**; $\\frac{{a}}{b}$ is no gap."


def test_each_gap_is_graded_by_itself_and_a_blank_earns_nothing(cloze):
    card = cloze("'A {{kernel}} slides by its {{stride}}.'")
    grade = graded(card, gap1="kernel", gap2="  ")
    assert [part.status for part in grade.parts.values()] == [Status.CORRECT, Status.BLANK]
    assert grade.score == 0.5


@pytest.mark.parametrize("typed", ["0.5", ".5", "1/2", "0.50", "５/１０", "½"])
def test_a_number_may_be_written_in_another_way(cloze, typed):
    assert graded(cloze("'Half is {{0.5}}.'"), gap1=typed).correct


@pytest.mark.parametrize("typed", ["-1.5", "−1.5", "15", "1,5", "1.5.1", "-"])
def test_the_sign_and_the_point_of_a_number_count(cloze, typed):
    assert not graded(cloze("'The step leads to {{1.5}}.'"), gap1=typed).correct


def test_a_negative_number_is_right_with_any_minus_sign(cloze):
    card = cloze("'The step leads to {{-1.5}}.'")
    assert graded(card, gap1="−1.5").correct
    assert not graded(card, gap1="1.5").correct
