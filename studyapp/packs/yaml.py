"""Reading YAML: strict, safe, exact decimals, and a place for everything.

A pack is anyone's file, so nothing is trusted: what could mean two things (repeated keys, tags, a second
document) or grow without bound (aliases, depth, size) is refused where it stands. Scalars are those of the
core schema of YAML 1.2: `no`, `on` and `1:30` are texts, `012` is twelve, and `0.2` is exactly a fifth.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any, TypeAlias

import yaml

from studyapp.errors import PackError
from studyapp.packs.marks import Marks, Path, Place, Span
from studyapp.packs.sources import MOST_BYTES
from studyapp.packs.syntax import explain
from studyapp.text.clean import has_control

try:
    from yaml._yaml import CParser as Parser
except ImportError:  # PyYAML was built without libyaml: slower, and otherwise the same
    from studyapp.packs.plain_parser import PlainParser as Parser  # type: ignore[assignment]

Data: TypeAlias = "str | int | Decimal | bool | list[Data] | dict[str | int, Data] | None"

MOST_DEPTH = 64
_MOST_DIGITS = 400

_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: value for value in (True, False) for word in (str(value), str(value).lower(), str(value).upper())
}
_INTEGER = re.compile(r"[-+]?\d+", re.ASCII)
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?", re.ASCII)
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_INVISIBLE = "the invisible character U+{code:04X} is not allowed; take it out"
_NO_KEY = object()


class YamlError(PackError):
    """A file that is no YAML that we take; `place` says where."""

    def __init__(self, template: str, /, place: Place, **values: object) -> None:
        super().__init__(template, **values)
        self.place = place


def read_text(path: FilePath) -> str:
    """The text of a file: UTF-8, of bounded size, without characters that could drive a terminal."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            raw = b"" if size > MOST_BYTES else file.read(MOST_BYTES + 1)
        size = max(size, len(raw))  # some files do not say how long they are
        if size > MOST_BYTES:
            raise YamlError(
                "the file has {size:,} bytes; the most is {most:,}", Place(1, 1), size=size, most=MOST_BYTES
            )
    except OSError as error:
        raise YamlError("cannot be read ({reason})", Place(1, 1), reason=error.strerror or error) from error
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", errors="replace")
        raise YamlError(
            "the byte 0x{byte:02x} is no UTF-8; save the file as UTF-8", _end(before), byte=raw[error.start]
        ) from error
    if has_control(text.replace("\n", "")) is None:  # as nearly always: all lines in one look
        return text
    for number, line in enumerate(text.split("\n"), start=1):
        if (position := has_control(line)) is not None:
            raise YamlError(_INVISIBLE, Place(number, position + 1), code=ord(line[position]))
    return text


def build(text: str, marks: Marks | None = None) -> Data:
    """The data of one YAML document (None where it is empty); `marks`, when given, gets the places."""
    return _Builder(marks).build(text)


class _Frame:
    """A list or mapping being filled, and the position or key it stands at."""

    __slots__ = ("container", "key")

    def __init__(self, container: Any) -> None:
        self.container = container
        self.key: Any = _NO_KEY


class _Builder:
    """Puts events together without recursion, so that no depth can exhaust the stack."""

    def __init__(self, marks: Marks | None) -> None:
        self.marks = marks
        self.root: Data = None
        self.frames: list[_Frame] = []

    def build(self, text: str) -> Data:
        documents = 0
        for event in _events(text):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                _refuse_extras(event)
                self._put(_scalar(event), event)
            elif kind is yaml.MappingStartEvent:
                self._enter({}, event)
            elif kind is yaml.SequenceStartEvent:
                self._enter([], event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.frames.pop()
                self._done()
            elif kind is yaml.AliasEvent:
                raise YamlError(
                    "aliases (*{name}) are not taken; write the value out", _place(event), name=event.anchor
                )
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise YamlError("a second document begins here; a file holds one", _place(event))
        return self.root

    def _enter(self, container: Any, event: Any) -> None:
        _refuse_extras(event)
        if len(self.frames) >= MOST_DEPTH:
            raise YamlError(
                "lists and mappings are nested more than {most} deep", _place(event), most=MOST_DEPTH
            )
        self._put(container, event)
        self.frames.append(_Frame(container))

    def _put(self, value: Any, event: Any) -> None:
        """Place a value where the builder stands: as the root, an item, a key, or a key's value."""
        if not self.frames:
            self.root = value
        else:
            frame = self.frames[-1]
            container = frame.container
            if type(container) is list:
                frame.key = len(container)
                container.append(value)
            elif frame.key is _NO_KEY:
                self._take_key(value, event)
                return
            else:
                container[frame.key] = value
        if self.marks is not None:
            self.marks.values[self._path()] = _span(event)
        if type(value) is not list and type(value) is not dict:
            self._done()

    def _done(self) -> None:
        """A value is complete; a mapping waits for its next key."""
        if self.frames and type(self.frames[-1].container) is dict:
            self.frames[-1].key = _NO_KEY

    def _take_key(self, key: Any, event: Any) -> None:
        frame = self.frames[-1]
        if type(key) is not str and type(key) is not int:
            if type(key) is dict:  # which is what a gap at the beginning of a text comes to
                what = "a key must be a word; a text that begins with {{{{ needs quotes around all of it"
                raise YamlError(what, _place(event))
            if type(key) is list:
                raise YamlError("a key must be a word, not a list; is a bracket too many?", _place(event))
            raise YamlError(
                "the key {key} means something else here; put it in quotes",
                _place(event),
                key=event.value or "null",
            )
        if key in frame.container:
            raise YamlError("the key {key} stands here a second time", _place(event), key=key)
        frame.key = key
        if self.marks is not None:
            self.marks.keys[self._path()] = _span(event)

    def _path(self) -> Path:
        return tuple(frame.key for frame in self.frames)


def _events(text: str) -> Iterator[Any]:
    """The parser's events; what it cannot parse is told in a sentence."""
    parser: Any = Parser(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    except yaml.MarkedYAMLError as error:
        what, mark = explain(error, text)
        raise YamlError(what, Place(mark.line + 1, mark.column + 1)) from error
    except yaml.YAMLError as error:
        raise YamlError(
            "this is no YAML ({reason})", Place(1, 1), reason=" ".join(str(error).split())
        ) from error
    finally:
        parser.dispose()


def _refuse_extras(event: Any) -> None:
    if event.anchor is not None:
        raise YamlError(
            "anchors (&{name}) are not taken; write the value out", _place(event), name=event.anchor
        )
    if event.tag is not None:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        raise YamlError("tags ({tag}) are not taken; leave it out", _place(event), tag=tag)


def _scalar(event: Any) -> Any:
    """A plain scalar by YAML 1.2's core schema, any other as a text."""
    text: str = event.value
    if event.style:  # libyaml says '' for a plain one, PyYAML's own parser None
        if event.style == '"' and (position := has_control(text)) is not None:
            raise YamlError(_INVISIBLE, _place(event), code=ord(text[position]))
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "0123456789+-.":
        return text
    if _INTEGER.fullmatch(text) and len(text) <= _MOST_DIGITS:
        return int(text)
    if _BASED.fullmatch(text) and len(text) <= _MOST_DIGITS:
        return int(text, 0)
    if _DECIMAL.fullmatch(text):
        number = Decimal(text) if len(text) <= _MOST_DIGITS else None
        if number is None or abs(number.adjusted()) > _MOST_DIGITS:
            raise YamlError("this number is too long to be meant", _place(event))
        return number
    if _NOT_FINITE.fullmatch(text):
        raise YamlError("a number must be finite; put quotes around a text", _place(event))
    return text


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def _span(event: Any) -> Span:
    place, start, end = _place(event), event.start_mark.index, event.end_mark.index
    if type(event) is yaml.ScalarEvent:
        return Span(place, start, end, event.style or None, event.value)
    return Span(place, start, end)


def _end(text: str) -> Place:
    """The place right behind `text`."""
    return Place(text.count("\n") + 1, len(text) - text.rfind("\n"))
