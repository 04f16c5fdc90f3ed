"""Choice cards: the order of options, one or several right, why a pick is wrong."""

import pytest

from studyapp.domain.grade import Status
from studyapp.errors import ResponseError
from studyapp.packs.loader import load

CARDS = "convolution/cards.yaml"
ONE = """
- id: one
  kind: choice
  concept: kernel
  question: Which is learnt?
  options:
    - {text: Weights, right: true, why: Yes.}
    - {text: Stride, why: A person sets it.}
    - {text: Size, why: A person sets this too.}
"""
SEVERAL = ONE.replace("{text: Size, why: A person sets this too.}", "{text: Biases, right: true}")


@pytest.fixture
def choice(write_pack):
    def build(text):
        return load(write_pack({CARDS: text})).cards["demo/one"]

    return build


def test_the_seed_fixes_the_order_and_every_order_comes_up(choice):
    card = choice(ONE)
    orders = [tuple(o.id for o in card.ask(seed=seed).fields[0].options) for seed in range(100)]
    assert len(set(orders)) == 6
    assert orders[7] == tuple(o.id for o in card.ask(seed=7).fields[0].options)


def test_the_right_option_is_right_wherever_it_is_shown(choice):
    card = choice(ONE)
    question = card.ask(seed=3)
    assert question.fields[0].expect == "option"
    assert card.grade(question, {"choice": "a"}).score == 1
    assert card.reveal(question).answer.en == "Weights"


def test_a_wrong_option_says_why(choice):
    part = choice(ONE).grade(choice(ONE).ask(), {"choice": "b"}).parts["choice"]
    assert (part.status, part.mistakes, part.feedback.en) == (
        Status.INCORRECT,
        ("b",),
        "A person sets it.",
    )


@pytest.mark.parametrize(
    ("typed", "status", "feedback"),
    [
        ("a,c", Status.CORRECT, "Yes."),
        ("c, A", Status.CORRECT, "Yes."),
        ("a，c", Status.CORRECT, "Yes."),
        ("a", Status.INCORRECT, "Yes.\n\nMore than these are right."),
        ("a,b,c", Status.INCORRECT, "Yes.\n\nA person sets it."),
        ("", Status.BLANK, ""),
        ("d", Status.UNREADABLE, "there is no option d; pick from a, b, c"),
    ],
)
def test_of_several_right_options_all_must_be_picked_and_no_other(choice, typed, status, feedback):
    card = choice(SEVERAL)
    question = card.ask()
    assert question.fields[0].expect == "options"
    part = card.grade(question, {"choice": typed}).parts["choice"]
    assert (part.status, part.feedback.en) == (status, feedback)


def test_several_right_options_are_revealed_as_a_list(choice):
    card = choice(SEVERAL)
    assert set(card.reveal(card.ask()).answer.en.split("\n")) == {"- Weights", "- Biases"}


def test_what_is_no_option_cannot_be_read(choice):
    card = choice(ONE)
    assert card.read(card.ask(), "choice", " B ") == "b"
    with pytest.raises(ResponseError, match="there is no option z; pick from a, b, c"):
        card.read(card.ask(), "choice", "z")


def test_there_are_no_more_options_than_keys_to_pick_them(write_pack):
    """Letters from i on are keys of the app ("I don't know", the language)."""
    options = "".join(f"    - {{text: '{n}', why: not this}}\n" for n in range(8))
    card = f"- id: one\n  kind: choice\n  concept: kernel\n  question: Which?\n  options:\n{options}"
    pack = load(write_pack({"convolution/cards.yaml": card + "    - {text: nine, right: true}\n"}))
    assert any("must have at most 8 options, has 9" in fault.say_what() for fault in pack.faults)
