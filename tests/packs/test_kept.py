"""What is kept of a pack: plain data, from which the very same cards are built."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.packs.kept import CannotUseError, KeptHead, from_json, keep, to_json, unkept
from studyapp.packs.loader import read
from studyapp.packs.saying import said_by

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.decimals(allow_nan=False, allow_infinity=False)
)
KEYS = st.text(max_size=5) | st.integers(0, 9)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def same(one, other) -> bool:
    """Equal, and of the same types: 1, True and a decimal 1 are equal too."""
    if isinstance(one, dict):
        pairs = zip(one.items(), other.items(), strict=True)
        return one == other and all(same(a, b) for pair in pairs for a, b in zip(*pair, strict=True))
    if isinstance(one, list):
        return all(same(a, b) for a, b in zip(one, other, strict=True))
    return type(one) is type(other) and str(one) == str(other)


@given(DATA)
def test_data_come_back_as_they_were(data):
    assert same(data, from_json(to_json(data)))


@pytest.mark.parametrize("data", [{"": "0.5"}, {"": [[1, 2]]}, {2: {"": Decimal("0.50")}}, {"2": 1, 2: 1}])
def test_what_looks_like_our_own_marks_comes_back_too(data):
    assert same(data, from_json(to_json(data)))


@pytest.fixture
def kept(tiny):
    return kept_of(tiny)


def kept_of(folder):
    reading = read(folder)
    return keep(reading, said_by(reading))


def opened(kept, folder, body):
    return unkept(kept.about, kept.heads, body, lambda: kept.said, lambda: read(folder).pack(), folder=folder)


def bodies(kept):
    return {head.id: body for head, body in zip(kept.heads, kept.bodies, strict=True)}


def test_a_card_is_built_only_when_it_is_asked_for_and_once(kept, tiny):
    asked = []

    def body(id):
        asked.append(id)
        return bodies(kept)[id]

    pack = opened(kept, tiny, body)
    assert list(pack.heads) == list(pack.cards)
    assert len(pack.cards) == 5
    assert "tiny/gpu-hours" in pack.cards
    assert asked == []
    assert pack.cards["tiny/gpu-hours"] is pack.cards["tiny/gpu-hours"]
    assert asked == ["tiny/gpu-hours"]
    with pytest.raises(KeyError):
        pack.cards["tiny/nothing"]


def test_the_cards_are_those_that_the_files_give(kept, tiny):
    read_anew = read(tiny).pack()
    pack = opened(kept, tiny, bodies(kept).__getitem__)
    assert (pack.chapters, pack.concepts, pack.title, pack.version) == (
        read_anew.chapters, read_anew.concepts, read_anew.title, read_anew.version
    )  # fmt: skip
    for id, card in read_anew.cards.items():
        ours = pack.cards[id]
        assert ours.levels == card.levels
        for level in card.levels:
            asked, expected = ours.ask(level, 3), card.ask(level, 3)
            assert (asked.prompt, asked.fields, asked.variant) == (
                expected.prompt, expected.fields, expected.variant
            )  # fmt: skip
            assert ours.reveal(asked) == card.reveal(expected)


def test_where_a_body_is_gone_the_pack_is_read_again_once(kept, tiny):
    def gone(id):
        raise CannotUseError(id)

    times = []
    pack = unkept(
        kept.about,
        kept.heads,
        gone,
        lambda: kept.said,
        lambda: times.append(1) or read(tiny).pack(),
        folder=tiny,
    )
    assert [pack.cards[id].kind for id in pack.heads] == [head.kind for head in pack.heads.values()]
    assert times == [1]


def test_a_body_that_is_no_sound_card_any_more_is_not_used(kept, tiny):
    body = '{"id":"gpu-hours","kind":"problem","concept":"epoch","surprise":1}'
    assert opened(kept, tiny, lambda id: body).cards["tiny/gpu-hours"].kind == "problem"


def test_earlier_ids_are_kept(write_pack):
    card = "- {id: new, was: [old, older], kind: basic, concept: kernel, question: Q, answer: A}\n"
    kept = kept_of(write_pack({"convolution/cards.yaml": card}))
    assert kept.heads == (KeptHead("demo/new", "basic", "kernel", "convolution", "demo/old demo/older", ""),)
    assert kept.heads[0].was == ("demo/old", "demo/older")


def test_faults_are_kept_as_they_are_told_from_here(write_pack, monkeypatch, tmp_path):
    folder = write_pack({"convolution/cards.yaml": "- {id: new, kind: basik, concept: kernel}\n"})
    kept = kept_of(folder)
    assert opened(kept, folder, None).faults == read(folder).pack().faults != ()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    with pytest.raises(CannotUseError, match="another folder"):
        opened(kept, tmp_path / folder, None)


SAYS_MUCH = """\
- {id: one, kind: basik, concept: kernel}
- {id: two, kind: zzz, concept: kernel}
- {id: three, kind: basic, concept: kernal, question: 7, answer: [8]}
- {id: four, kind: cloze, concept: kernel, text: {en: "{{a}} and {{b}}", zh: "{{a}}"}}
- {id: five, kind: problem, concept: kernel, vary: {n: [1, 2]}, steps: {m: "n * (k"}, ask: m, prompt: "{n}"}
"""
"""Words of a language in a sentence, names in a row, a text in each language, an error of the engine."""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_kept_faults_say_the_same_in_every_language(write_pack, language):
    folder = write_pack({"convolution/cards.yaml": SAYS_MUCH})
    kept = kept_of(folder)
    found, again = read(folder).pack().faults, opened(kept, folder, None).faults
    assert [fault.say(language) for fault in again] == [fault.say(language) for fault in found]
    assert [(fault.line, fault.column, fault.where) for fault in again] == [
        (fault.line, fault.column, fault.where) for fault in found
    ]
    assert len(found) == 6


def test_no_fault_is_kept_as_a_sentence(write_pack):
    about = kept_of(write_pack({"convolution/cards.yaml": SAYS_MUCH})).about
    assert "unknown {kind} {name}" in about
    assert "unknown kind" not in about
