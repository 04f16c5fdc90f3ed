"""How the words of a glossary are found in texts."""

import pytest

from studyapp.packs.glossary import MOST_TERMS
from studyapp.packs.loader import load
from studyapp.packs.terms import Finder, Found, phrase, says, shown


def found(words, text):
    return [text[hit.start : hit.end] for hit in Finder(words).find(text)]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (["batch size"], "Batch sizes, batch-size, BATCH SIZE; the batch. Size matters", 3),
        (["loss"], "A loss, two losses, and glossy lossless prints", 2),
        (["MSE"], "MSE and RMSE", 1),
        (["max pool"], "max\u2011pool and max  pool", 2),
        (["loss", "loss function"], "a loss function", 1),
        (["池化"], "上池化与池化", 2),
        (["F1 值"], "F1 值，F1值", 2),
        (["1×1"], "a 1×1 kernel, 11×1", 1),
        ([], "nothing", 0),
    ],
)
def test_words_are_found_whole_in_their_plural_and_whatever_parts_them(words, text, expected):
    assert len(found(words, text)) == expected, found(words, text)


def test_the_longest_word_is_found_and_told_as_it_is_compared():
    text = "Two Loss-functions."
    assert [*Finder(["loss", "loss function"]).find(text)] == [Found(4, 18, "loss function")]
    assert text[4:18] == "Loss-functions"


def test_a_word_is_a_part_of_a_longer_one_but_not_of_itself():
    (short,), (long,) = Finder(["池化"]).find("反池化"), Finder(["反池化"]).find("反池化")
    assert short.is_part_of(long)
    assert not long.is_part_of(short)
    assert not long.is_part_of(long)


def test_what_a_learner_does_not_read_is_blanked_out_in_its_place():
    text = "{{unpool|un-pool|x}} of `un-pool` and $un-pool$"
    assert shown(text) == "  unpool             of           and          "
    assert len(shown(text)) == len(text)


def test_width_and_case_do_not_count():
    assert phrase("Ｂatch－Ｎorm") == phrase("batch norm")
    assert says("使用Ｂatch Norm层", ["batch norm"])
    assert says("反池化", ["池化"])
    assert not says("反池", ["池化"])


def test_a_glossary_of_any_length_is_not_taken(write_pack):
    terms = "".join(f"- {{term: t{number}}}\n" for number in range(MOST_TERMS + 1))
    faults = load(write_pack({"glossary.yaml": terms})).faults
    assert [str(fault) for fault in faults] == [
        "pack/glossary.yaml:1:1: must have at most 2,000 terms, has 2,001"
    ]
