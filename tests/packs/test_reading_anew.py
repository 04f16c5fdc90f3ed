"""Reading a pack again after a change: what has not changed is taken over, and the outcome is the same."""

import pytest

from studyapp.packs.loader import read

CARDS, MORE = "convolution/cards.yaml", "convolution/more.yaml"
CARD = "- {{id: {id}, kind: basic, concept: kernel, question: Why {id}?, answer: So.}}\n"
PACK = 'version: "1"\ntitle: A\nchapters: [{id: convolution, title: C}]\n'
CONCEPTS = "- {id: kernel, name: K, chapter: convolution}\n"
START = {
    "pack.yaml": PACK,
    "concepts.yaml": CONCEPTS,
    CARDS: CARD.format(id="a") + CARD.format(id="b"),
    MORE: CARD.format(id="c"),
}
CHANGES = {
    "a card is written": {MORE: CARD.format(id="c") + CARD.format(id="d")},
    "a card gets a fault": {MORE: "- {id: c, kind: basic, concept: kernels, question: Q, answer: A}\n"},
    "a file stops being YAML": {MORE: "- {id: c\n"},
    "a file is emptied": {MORE: ""},
    "an id is taken twice, the first in the changed file": {CARDS: CARD.format(id="c")},
    "an id is taken twice, the second in the changed file": {MORE: CARD.format(id="a")},
    "a former id is claimed": {MORE: CARD.format(id="c").replace("id: c,", "id: c, was: a,")},
    "a concept goes": {"concepts.yaml": CONCEPTS.replace("kernel", "stride")},
    "a concept gets a fault": {"concepts.yaml": CONCEPTS.replace("name: K", "name: 3")},
    "the pack gets another id": {"pack.yaml": PACK + "id: other\n"},
    "the pack gets a language": {"pack.yaml": PACK + "languages: [en, zh]\n"},
    "the chapter goes": {"pack.yaml": PACK.replace("id: convolution", "id: losses")},
    "pack.yaml stops being YAML": {"pack.yaml": "a: [\n"},
    "nothing changes": {},
}


def seen(reading):
    pack = reading.pack()
    return [*pack.cards], [str(fault) for fault in pack.faults], [*reading.ids], len(reading.stated)


def write(folder, files):
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_and_its_undoing_are_read_as_from_nothing(write_pack, change):
    folder = write_pack(START)
    first = read(folder)
    write(folder, CHANGES[change])
    second = read(folder, first)
    assert seen(second) == seen(read(folder))
    write(folder, START)
    third = read(folder, second)
    assert seen(third) == seen(first) == seen(read(folder))


def test_a_file_that_comes_or_goes_is_noticed(write_pack):
    folder = write_pack(START)
    first = read(folder)
    (folder / MORE).unlink()
    second = read(folder, first)
    write(folder, {"convolution/later.yaml": CARD.format(id="d")})
    third = read(folder, second)
    assert [[*reading.pack().cards] for reading in (second, third)] == [
        ["pack/a", "pack/b"],
        ["pack/a", "pack/b", "pack/d"],
    ]


def test_cards_of_other_files_are_not_built_again(write_pack):
    folder = write_pack(START)
    first = read(folder)
    write(folder, {MORE: CARD.format(id="d")})
    cards = read(folder, first).pack().cards
    assert cards["pack/a"] is first.pack().cards["pack/a"]
    assert "pack/c" not in cards
