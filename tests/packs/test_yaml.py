"""Strict YAML: core scalars, exact decimals, places, and everything that is refused."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.packs import yaml as reader
from studyapp.packs.marks import Marks, Place
from studyapp.packs.plain_parser import PlainParser
from studyapp.packs.yaml import YamlError, build, read_text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("y", "y"),
        ("1:30", "1:30"),
        ("2026-11-21", "2026-11-21"),
        ("1_000", "1_000"),
        ("012", 12),
        ("0o17", 15),
        ("0x1F", 31),
        ("-7", -7),
        ("+7", 7),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'7'", "7"),
        ('"true"', "true"),
        ("=", "="),
        ("<<", "<<"),
        ("1.2.3", "1.2.3"),
        ("-", "-"),
        (".", "."),
        ("e5", "e5"),
    ],
)
def test_a_scalar_means_what_yaml_1_2_says(written, meant):
    value = build(f"key: {written}\n" if written != "-" else "key: '-'\n")["key"]
    assert value == meant
    assert type(value) is type(meant)


@pytest.mark.parametrize("written", ["0.2", "1.50", ".5", "3.", "1e3", "-2.5E-3"])
def test_a_decimal_is_exactly_what_is_written(written):
    value = build(f"[{written}]")[0]
    assert isinstance(value, Decimal)
    assert value.as_tuple() == Decimal(written).as_tuple()


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-1000, max_value=1000))
def test_no_digit_of_a_decimal_is_lost(number):
    assert build(f"- {number:f}")[0] == number


def test_an_empty_file_holds_nothing():
    assert build("# only a comment\n") is None


PLACES = [
    ("a: 你好 b\n", ("a",), "b", (1, 7)),
    ("a: 'x''yz'\n", ("a",), "z", (1, 9)),
    (r'a: "\u0041b\n\"c"' + "\n", ("a",), "c", (1, 16)),
    ("a: |\n\n  foo\n   bar\n", ("a",), "bar", (4, 4)),
    ("a: >-\n  one\n  two\n", ("a",), "two", (3, 3)),
    ("a: one\n  two\n", ("a",), "two", (2, 3)),
    ("a:\n  - {b: [1, word]}\n", ("a", 0, "b", 1), "rd", (2, 15)),
    ('a: "one\\\n   two"\n', ("a",), "two", (2, 4)),
    ("a: |2-\n   x\n  y\n", ("a",), "y", (3, 3)),
]


@pytest.mark.parametrize(("text", "path", "word", "place"), PLACES)
def test_a_character_inside_a_text_is_found_in_the_file(text, path, word, place):
    marks = Marks(text)
    value = build(text, marks)
    for step in path:
        value = value[step]
    assert marks.inside(path, value.index(word)) == place


def test_keys_and_values_have_places():
    marks = Marks("a:\n  b: 1\n  c: [x, y]\n")
    build(marks.source, marks)
    assert marks.key(("a", "c")) == Place(3, 3)
    assert marks.value(("a", "c")) == Place(3, 6)
    assert marks.value(("a", "c", 1)) == Place(3, 10)
    assert marks.value(("a", "missing")) == Place(2, 3)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_without_end_is_refused_at_once(opening):
    with pytest.raises(YamlError, match="nested more than 64 deep"):
        build(opening * 100_000)


def test_64_levels_are_taken():
    assert json.dumps(build("[" * 64 + "]" * 64)) == "[" * 64 + "]" * 64


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor():
    bomb = "a: &a [x, x]\n" + "\n".join(
        f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdef", "bcdefg", strict=True)
    )
    with pytest.raises(YamlError, match=r"anchors \(&a\) are not taken") as refused:
        build(bomb)
    assert refused.value.place == (1, 4)


@pytest.mark.parametrize(
    ("raw", "place", "words"),
    [
        (b"- a\n- caf\xe9\n", (2, 6), "the byte 0xe9 is no UTF-8"),
        ("- a\n".encode("utf-16"), (1, 1), "the byte 0xff is no UTF-8"),
        (b"- a\n- b\x1b[2J\n", (2, 4), r"U\+001B"),
        ("- a\u202eb\n".encode(), (1, 4), r"U\+202E"),
        ("- a\u200bb\n".encode(), (1, 4), r"U\+200B"),
        ("- a\x9bb\n".encode(), (1, 4), r"U\+009B"),
        (b"- a\x00b\n", (1, 4), r"U\+0000"),
    ],
)
def test_a_file_that_could_drive_a_terminal_is_refused_where_it_does(tmp_path, raw, place, words):
    path = tmp_path / "cards.yaml"
    path.write_bytes(raw)
    with pytest.raises(YamlError, match=words) as refused:
        read_text(path)
    assert refused.value.place == place


def test_a_byte_order_mark_and_windows_line_ends_are_taken(tmp_path):
    path = tmp_path / "cards.yaml"
    path.write_bytes(b"\xef\xbb\xbf- a\r\n- b\r\n")
    assert build(read_text(path)) == ["a", "b"]


def test_a_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "cards.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(YamlError, match="100,000,000 bytes; the most is 5,000,000"):
        read_text(path)


QUESTIONS = "- {a: Why?, b: 'Why?', c: Who? Me?, d: what ? so}\n- [is it?, a?b]\n"


@pytest.mark.parametrize("name", ["convolution/cards.yaml", "training-loop/cards.yaml", None])
def test_the_parser_in_pure_python_reads_the_same(monkeypatch, tiny, name):
    text = read_text(tiny / name) if name else QUESTIONS
    marks = Marks(text)
    by_libyaml = build(text, marks)
    monkeypatch.setattr(reader, "Parser", PlainParser)
    slow = Marks(text)
    assert build(text, slow) == by_libyaml
    assert slow.values.keys() == marks.values.keys()
    assert {path: span.place for path, span in slow.keys.items()} == {
        path: span.place for path, span in marks.keys.items()
    }


@pytest.mark.parametrize("parser", ["libyaml", "python"])
@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: b: c\n", 1, "a colon with a space behind it"),
        ("a: 'b\n", 1, "this quote is never closed"),
        ("a: [b\n", 1, "this list is not closed"),
        ("a: {b: c\n", 1, "this mapping is not closed"),
        ("a: @b\n", 1, "a text that begins with @ needs quotes"),
        ("a: 1\n\tb: 2\n", 2, "a tab cannot indent"),
        ('a: "\\q"\n', 1, "a backslash must be doubled"),
        ("- id: a\n  b: 1\n  id: c\n", 3, "where a new item begins, - stands before it"),
        ("- a: 1\n-b: 2\n", 2, "each item begins with - and a space"),
        ("a: |\nmany words\nb: 1\n", 2, r"a text behind | or > stands deeper"),
        ("a: {b: 40，c: 95}\n", 1, "parted by a plain comma, not by ，"),
    ],
)
def test_either_parser_explains_what_it_cannot_read(monkeypatch, parser, text, line, words):
    if parser == "python":
        monkeypatch.setattr(reader, "Parser", PlainParser)
    with pytest.raises(YamlError, match=words) as refused:
        build(text)
    assert refused.value.place.line == line


def test_a_key_twice_in_a_file_without_items_is_told_without_them():
    with pytest.raises(YamlError, match=r"stands here a second time$"):
        build("id: a\nid: b\n")


@pytest.mark.parametrize("parser", ["libyaml", "python"])
def test_a_comma_of_chinese_keyboards_is_found_where_it_stands(monkeypatch, parser):
    if parser == "python":
        monkeypatch.setattr(reader, "Parser", PlainParser)
    with pytest.raises(YamlError) as refused:
        build("x: 1\na: {b: 40, c: 95，d: 5}\n")
    assert refused.value.place == (2, 17)
