"""The line in which cards are found: what it means, and that it never stops anybody."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.i18n import sentence, use
from studyapp.study.filters import FILTERS, KINDS, STATES, TAGS
from studyapp.study.finding import (
    Values,
    complete,
    completions,
    name_key,
    read_query,
)
from studyapp.text.words import fold


@dataclass(frozen=True)
class Card:
    name: str
    words: str
    keys: frozenset[str]


def card(name: str, words: str, *keys: str) -> Card:
    return Card(name, fold(words), frozenset(keys))


CARDS = (
    card("size", "How long is a side, with padding? 输出的边长", "concept:p/output-size", "tag:core",
         "state:review", "state:due", "kind:problem", "slip:no_floor", "slip:output:no_floor"),
    card("same", "What is same padding? 相同填充", "concept:p/padding", "tag:core", "state:new",
         "kind:basic"),
    card("relu", "What is ReLU of −1? 激活函数", "concept:p/relu", "tag:foundation", "state:learning",
         "kind:choice"),
    card("norm", "Which mean does layer norm take?", "concept:p/layer-norm", "tag:further", "state:new",
         "kind:basic"),
)  # fmt: skip
VALUES = {
    filter: {
        name_key(value.partition("/")[2] or value): frozenset({f"{filter}:{value}"})
        for found in CARDS
        for key in sorted(found.keys)
        for filter_of_key, _colon, value in [key.partition(":")]
        if filter_of_key == filter
    }
    for filter in FILTERS
}
VALUES["concept"]["输出尺寸"] = frozenset({"concept:p/output-size"})


def found(line: str) -> list[str]:
    return [found.name for found in read_query(line, VALUES).find(CARDS)]


def faults_of(line: str, values: Values) -> list[str]:
    return [sentence(fault) for fault in read_query(line, values).faults]


def faults(line: str) -> list[str]:
    return faults_of(line, VALUES)


@pytest.fixture
def chinese() -> Iterator[None]:
    use("zh")
    yield
    use("en")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("", ["size", "same", "relu", "norm"]),
        ("   ", ["size", "same", "relu", "norm"]),
        ("padding", ["size", "same"]),
        ("PADDING", ["size", "same"]),
        ("ｐａｄｄｉｎｇ", ["size", "same"]),
        ("padd", ["size", "same"]),
        ("padding same", ["same"]),
        ("same what", ["same"]),  # in any order
        ('"what same"', []),  # as it stands
        ('"same padding"', ["same"]),
        ("“same padding”", ["same"]),
        ('"same pad', ["same"]),  # still being typed
        ("填充", ["same"]),
        ("填充 padding", ["same"]),  # both languages at once
        ("-padding", ["relu", "norm"]),
        ("what -padding", ["relu"]),
        ("-", []),  # a sign like any other
        ('"-1"', []),
        ("−1", ["relu"]),
        ("tag:core", ["size", "same"]),
        ("tag:core padding state:due", ["size"]),
        ("tag:c", ["size", "same"]),
        ("tag:f", ["relu", "norm"]),
        ("tag:", ["size", "same", "relu", "norm"]),  # still being typed
        ("-tag:core", ["relu", "norm"]),
        ("tag:core,further", ["size", "same", "norm"]),
        ("tag:core,", ["size", "same"]),
        ("-tag:core,further", ["relu"]),
        ("concept:output-size", ["size"]),
        ("concept:output_size", ["size"]),
        ('concept:"Output size"', ["size"]),
        ('concept:"output size",relu', ["size", "relu"]),
        ("concept:输出", ["size"]),
        ("概念：输出尺寸", ["size"]),
        ("状态：new", ["same", "norm"]),
        ("is:due", ["size"]),
        ("STATE:Due", ["size"]),
        ("slip:no_floor", ["size"]),
        ("slip:output:no_floor", ["size"]),
        ("kind:basic kind:problem", []),  # no card is both
        ("kind:basic,problem", ["size", "same", "norm"]),
        ("tag:nothing", []),
        ("-tag:nothing", ["size", "same", "relu", "norm"]),
        ("tga:core", []),
    ],
)
def test_a_line_finds_these(line, names):
    assert found(line) == names


def test_a_name_with_commas_can_be_typed_and_is_offered_so_that_it_can_be_read():
    key = frozenset({"concept:p/strides"})
    values = {"concept": {"strides": key, name_key("How far, how dense"): key}}
    for typed in ('concept:"how far, how dense"', 'concept:"how far, ', "concept:how-far"):
        assert read_query(typed, values).terms == read_query("concept:strides", values).terms
    (word,) = completions("concept:how", values)
    assert read_query(word, values).terms == read_query("concept:strides", values).terms


def test_an_exact_value_is_only_itself():
    values = {"tag": {"core": frozenset({"tag:core"}), "core-idea": frozenset({"tag:core-idea"})}}
    cards = (card("a", "", "tag:core"), card("b", "", "tag:core-idea"))
    assert [c.name for c in read_query("tag:core", values).find(cards)] == ["a"]
    assert [c.name for c in read_query("tag:cor", values).find(cards)] == ["a", "b"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("tag:cora", ["no card has tag:cora; did you mean core?"]),
        ("tag:zzz", ["no card has tag:zzz; there are core, foundation, further"]),
        ("tga:core", ["there is no filter tga; it is looked for as a word; did you mean tag?"]),
        (
            "xyz:core",
            [
                "there is no filter xyz; it is looked for as a word; the filters are "
                "concept, chapter, tag, state, kind, slip, pack"
            ],
        ),
        ("chapter:one", ["no card has chapter:one"]),
        ("slip:no_flor tag:core,cora", [
            "no card has slip:no_flor; did you mean no_floor?", "no card has tag:cora; did you mean core?"
        ]),
        ("a ratio of 3:1 at 12:30", []),
        ("tag: state:", []),
        ('tag:"', []),
    ],
)  # fmt: skip
def test_what_is_unknown_is_told_calmly_with_the_nearest_name(line, told):
    values = {**VALUES, "slip": {"no-floor": frozenset({"slip:no_floor"})}}
    assert [sentence(fault) for fault in read_query(line, values).faults] == told


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", []),
        ("ta", ["tag:"]),
        ("-ta", ["-tag:"]),
        ("c", ["concept:", "chapter:"]),
        ("padding sta", ["state:"]),
        ("padding ", []),
        ("tag:", ["tag:core", "tag:foundation", "tag:further"]),
        ("tag:fo", ["tag:foundation"]),
        ("tag:core,fu", ["tag:core,further"]),
        ("tag:core", []),
        ("concept:", ["concept:output-size", "concept:padding", "concept:relu", "concept:layer-norm"]),
        ("concept:输", ["concept:输出尺寸"]),
        ("is:d", ["is:due"]),
        ("slip:no", ["slip:no_floor"]),
        ("xyz:a", []),
    ],
)
def test_what_the_last_word_may_become(line, words):
    assert completions(line, VALUES) == words


@pytest.mark.parametrize(
    ("line", "word", "completed"),
    [
        ("ta", "tag:", "tag:"),
        ("标", "标签：", "标签："),
        ("a  tag:fo", "tag:foundation", "a  tag:foundation "),
        ("a ", "tag:", "a tag:"),
    ],
)
def test_a_completed_value_is_followed_by_a_space(line, word, completed):
    assert complete(line, word) == completed


@pytest.mark.parametrize(("filter", "values"), [("state", STATES), ("kind", KINDS), ("tag", TAGS)])
def test_what_is_said_of_a_filter_names_each_of_its_values(filter, values):
    assert FILTERS[filter].takes.removeprefix("such as ").split(", ") == list(values)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("概", ["概念："]),
        ("-状", ["-状态："]),
        ("概念：", ["概念：输出尺寸", "概念：padding", "概念：relu", "概念：layer-norm"]),
        ("concept:", ["concept:输出尺寸", "concept:padding", "concept:relu", "concept:layer-norm"]),
        ("概念:输", ["概念：输出尺寸"]),
        ("-标签：core，fu", ["-标签：core，further"]),
        ("概念:out", ["概念：output-size"]),  # who types Latin letters gets them
    ],
)
def test_whoever_speaks_chinese_is_offered_chinese_names(chinese, line, words):
    assert completions(line, VALUES) == words


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("xyz:core", "概念、章、标签、状态、题型、失误、卡包"),
        ("状态:天", "没有卡片符合“状态：天”；现有：新、到期"),
    ],
)
def test_whoever_speaks_chinese_is_told_what_there_is_in_chinese(chinese, line, told):
    states = {"new": "新", "due": "到期"}
    values = {"state": {called: frozenset({name}) for name, zh in states.items() for called in (name, zh)}}
    assert told in faults_of(line, values)[0]


@given(st.text())
def test_any_line_can_be_read_and_finds_some_of_the_cards_in_their_order(line):
    names = found(line)
    everything = [card.name for card in CARDS]
    assert names == [name for name in everything if name in names]
    faults(line)
    completions(line, VALUES)


@given(st.sampled_from(CARDS), st.data())
def test_any_piece_of_what_a_card_says_finds_it(card, data):
    start = data.draw(st.integers(0, len(card.words) - 1))
    end = data.draw(st.integers(start + 1, len(card.words)))
    assert card.name in found('"' + card.words[start:end] + '"')


LINES = st.lists(
    st.sampled_from(["padding", "what", "tag:core", "state:new", "kind:basic,choice", "填充", "-relu"]),
    max_size=4,
).map(" ".join)


@given(LINES, LINES)
def test_one_term_more_never_finds_more(line, more):
    assert set(found(f"{line} {more}")) == set(found(line)) & set(found(more))


@given(st.sampled_from(["padding", "tag:core", "state:new,due", "slip:no_floor", "tag:nothing"]))
def test_a_term_and_its_negation_share_the_cards_out(term):
    assert sorted(found(term) + found("-" + term)) == sorted(card.name for card in CARDS)


@given(st.text(min_size=1))
def test_a_name_is_the_same_with_spaces_hyphens_and_underscores(name):
    assert name_key(name.replace(" ", "_")) == name_key(name.replace(" ", "-"))


def test_texts_are_searched_only_of_cards_that_fit_the_filters():
    looked_at = []

    class Watched:
        keys = frozenset({"tag:core"})

        @property
        def words(self):
            looked_at.append(self)
            return "padding"

    class Other(Watched):
        keys = frozenset({"tag:further"})

    cards = [Watched(), Other(), Watched(), *(Other() for _ in range(1000))]
    assert len(read_query("padding tag:core", VALUES).find(cards)) == 2
    assert looked_at == [cards[0], cards[2]]


@given(st.text(alphabet='tagcorestcincepkdl:,- "输', max_size=14))
def test_whatever_is_offered_is_known(line):
    for word in completions(line, VALUES):
        completed = complete(line, word)
        before = {str(fault) for fault in read_query(line, VALUES).faults}
        assert {str(fault) for fault in read_query(completed, VALUES).faults} <= before
        if not word.endswith((":", "：")):
            assert completions(completed, VALUES) == []


TYPED = st.lists(
    st.sampled_from(
        ["p", "pad", "padding", "size", "-pad", "-padding", "tag:core", "tag:", "state:new", "state:new,due",
         "-state:new", "-tag:core", "kind:ba", "kind:basic", "concept:nowhere", '"same padding"']
    ),
    max_size=3,
).map(" ".join)  # fmt: skip


@given(TYPED, TYPED)
def test_a_query_that_narrows_another_finds_nothing_more(line: str, wider: str) -> None:
    if read_query(line, VALUES).narrows(read_query(wider, VALUES)):
        assert set(found(line)) <= set(found(wider))


@pytest.mark.parametrize(
    ("line", "wider"),
    [("padding", "pad"), ("pad size", "pad"), ("state:new", "state:new,due"), ("pad", ""), ("pad", "pad"),
     ("-pad size", "-pad")],
)  # fmt: skip
def test_what_is_typed_on_narrows(line: str, wider: str) -> None:
    assert read_query(line, VALUES).narrows(read_query(wider, VALUES))


@pytest.mark.parametrize(
    ("line", "wider"),
    [
        ("pad", "padding"),
        ("", "pad"),
        ("-padding", "-pad"),
        ("padding", "-pad"),
        ("state:new,due", "state:new"),
    ],
)
def test_what_may_find_more_does_not_narrow(line: str, wider: str) -> None:
    assert not read_query(line, VALUES).narrows(read_query(wider, VALUES))
