"""What cards say for being found: every text of theirs, in both languages, without marks and folded."""

import pytest

from studyapp.packs.cards import find_kind, kinds
from studyapp.packs.loader import read
from studyapp.packs.saying import said_by
from studyapp.packs.schema import CardSchema


@pytest.fixture
def said(tiny):
    return {id.partition("/")[2]: said for id, said in said_by(read(tiny)).items()}


@pytest.mark.parametrize(
    ("card", "en", "zh"),
    [
        (
            "why-batches",
            "Why is a gradient not computed from one sample at a time?",
            "为什么不一次只用一个样本计算梯度？",
        ),
        (
            "epoch-cloze",
            "One pass over all training samples is one […].",
            "把所有训练样本过一遍称为一个[…]。",
        ),
        ("kernel-weights", "Which of these are learnt?", "哪些是学习得到的？"),
        (
            "gpu-hours",
            "A run makes … iterations of … s each, at … $ an hour of GPU. What does it cost, in $?",
            "一次训练有 … 次迭代，每次 … 秒，GPU 每小时 … 美元。费用是多少美元？",
        ),
    ],
)  # fmt: skip
def test_the_title_is_what_is_asked_with_gaps_and_numbers_left_open(said, card, en, zh):
    assert (said[card].title.en, said[card].title.zh) == (en, zh)


@pytest.mark.parametrize(
    ("card", "words"),
    [
        ("why-batches", "leave the hardware idle"),  # the answer
        ("why-batches", "噪声大,硬件也用不满"),  # in Chinese, whose comma is folded
        ("why-batches", "noise falls as 1/√b"),  # an explanation, its maths on one line
        ("why-batches", "batch size"),  # the concept's name
        ("why-batches", "why-batches"),  # its id
        ("epoch-cloze", "is one epoch."),  # a gap as it is filled
        ("epoch-cloze", "an epoch"),  # and what else it takes
        ("epoch-cloze", "两个字"),  # a hint
        ("kernel-weights", "the size of a kernel"),  # an option
        ("kernel-weights", "it is a hyper-parameter"),  # why it is wrong
        ("gpu-hours", "price of the run"),  # what a step is called
        ("gpu-hours", "minutes instead of hours"),  # what a mistake is told as
        ("conv-output-size", "dilation ….".replace("…", "...")),  # a harder level's prompt
    ],
)
def test_every_text_is_found(said, card, words):
    assert words in said[card].words


def said_of(write_pack, cards):
    reading = read(write_pack({"convolution/cards.yaml": cards}))
    assert reading.faults == ()
    return said_by(reading).values()


def test_no_marks_are_left(write_pack):
    card = """\
    - id: marked
      kind: basic
      concept: kernel
      question: '**Why** is `x_i` in $\\frac{a}{b}$ *not* {name}?'
      answer: |
        # A title

        - One *thing*
        - and another
    """
    (said,) = said_of(write_pack, card)
    assert said.title.en == "Why is x_i in a/b not {name}?"
    lines = ["why is x_i in a/b not {name}?", "kernel", "a title", "one thing and another"]
    assert said.words.split("\n")[1:] == lines


def test_a_place_for_a_number_within_maths_is_left_open_too(write_pack):
    card = """\
    - id: doubled
      kind: problem
      concept: kernel
      vary: {n: [1, 2, 3]}
      steps: {double: 2*n}
      ask: double
      prompt: 'What is $2 \\cdot @{n}$, {{so}} to say, for {n:.3}?'
    """
    (said,) = said_of(write_pack, card)
    assert said.title.en == "What is 2·…, {so} to say, for …?"


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_says_which_of_its_texts_is_asked(kind):
    assert find_kind(kind).Schema.asked is not CardSchema.asked
