"""Reading YAML: strict, safe, exact decimals, and a place for everything.

A pack is anyone's file, so nothing is trusted: what could mean two things (repeated keys, tags, a second
document) or grow without bound (aliases, depth, size) is refused where it stands. Scalars are those of the
core schema of YAML 1.2: `no`, `on` and `1:30` are texts, `012` is twelve, and `0.2` is exactly a fifth.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any, NoReturn, TypeAlias

import yaml

from studyapp.errors import PackError
from studyapp.i18n import N_
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
_INVISIBLE = N_("the invisible character U+{code} is not allowed; take it out")
_NO_KEY = object()
_Frame: TypeAlias = "tuple[Any, Any]"
"""A list or mapping being filled, and the key that waits for its value there, if one does."""


class YamlError(PackError):
    """A file that is no YAML that we take; `place` says where."""

    def __init__(self, template: str, /, place: Place, **values: object) -> None:
        super().__init__(template, **values)
        self.place = place


def read_text(path: FilePath) -> str:
    """The text of a file: UTF-8, of bounded size, without characters that could drive a terminal.

    Raises YamlError with the place of what is otherwise, and where the file cannot be read.
    """
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
            raise YamlError(_INVISIBLE, Place(number, position + 1), code=_code(line[position]))
    return text


def build(text: str, marks: Marks | None = None) -> Data:
    """The data of one YAML document (None where it is empty); `marks`, when given, gets the places.

    Events are put together without recursion, so that no depth can exhaust the stack. This is where most of
    the time goes that a large pack takes, so it is one loop that calls little.
    """
    documents: list[Data] = []
    around: list[_Frame] = []  # what is open round what is being filled
    container: Any = documents
    key: Any = _NO_KEY
    plain: dict[str, str] = {}  # texts without quotes: most are keys, which stand there again and again
    for event in _events(text):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            is_bare = not event.style and event.anchor is None and event.tag is None
            value = plain[event.value] if is_bare and event.value in plain else _scalar(event, plain)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            container, key = around.pop()[0], _NO_KEY
            continue
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            value = _opened(event, len(around))
        else:
            _refuse_another(event, documents)
            continue
        if key is not _NO_KEY:
            container[key] = value
        elif type(container) is list:
            container.append(value)
        else:
            if type(value) is not str or value in container:
                _check_key(value, event, container)
            key = value
            if marks is not None:
                marks.keys[_path(around, container, key)] = _span(event)
            continue
        if marks is not None:
            marks.values[_path(around, container, key)] = _span(event)
        if kind is not yaml.ScalarEvent:
            around.append((container, key))
            container = value
        key = _NO_KEY
    return documents[0] if documents else None


def _opened(event: Any, depth: int) -> Data:
    """The list or mapping that begins here, `depth` others around it."""
    if event.anchor is not None or event.tag is not None:
        _refuse_extras(event)
    if depth >= MOST_DEPTH:
        raise YamlError("lists and mappings are nested more than {most} deep", _place(event), most=MOST_DEPTH)
    return [] if type(event) is yaml.SequenceStartEvent else {}


def _check_key(key: Any, event: Any, container: Mapping[Any, Data]) -> None:
    """Refuse what is no key of a mapping, or not its first of that name."""
    if type(key) is dict:  # which is what a gap at the beginning of a text comes to
        raise YamlError(
            "a key must be a word; a text that begins with {{{{ needs quotes around all of it", _place(event)
        )
    if type(key) is list:
        raise YamlError("a key must be a word, not a list; is a bracket too many?", _place(event))
    if type(key) is not str and type(key) is not int:
        raise YamlError(
            "the key {key} means something else here; put it in quotes",
            _place(event),
            key=event.value or "null",
        )
    if key in container:
        told = N_("the key {key} stands here a second time")
        if key == next(iter(container)) and event.start_mark.column:
            told = N_("the key {key} stands here a second time; where a new item begins, - stands before it")
        raise YamlError(told, _place(event), key=key)


def _path(around: list[_Frame], container: Any, key: Any) -> Path:
    """The way to where the builder stands, past the list of documents."""
    frames = [*around, (container, key)][1:]
    return tuple(len(within) - 1 if type(within) is list else at for within, at in frames)


def _events(text: str) -> Iterator[Any]:
    """The parser's events; what it cannot parse is told in a sentence."""
    parser: Any = Parser(text)
    try:
        yield from iter(parser.get_event, None)
    except yaml.MarkedYAMLError as error:
        what, mark = explain(error, text)
        raise YamlError(what.template, Place(mark.line + 1, mark.column + 1), **what.values) from error
    except yaml.YAMLError as error:
        raise YamlError(
            "this is no YAML ({reason})", Place(1, 1), reason=" ".join(str(error).split())
        ) from error
    finally:
        parser.dispose()


def _refuse_another(event: Any, documents: list[Data]) -> None:
    """Of what is no node, refuse aliases and further documents."""
    if type(event) is yaml.AliasEvent:
        raise YamlError(
            "aliases (*{name}) are not taken; write the value out", _place(event), name=event.anchor
        )
    if type(event) is yaml.DocumentStartEvent and documents:
        raise YamlError("a second document begins here; a file holds one", _place(event))


def _refuse_extras(event: Any) -> NoReturn:
    if event.anchor is not None:
        raise YamlError(
            "anchors (&{name}) are not taken; write the value out", _place(event), name=event.anchor
        )
    tag = event.tag.replace("tag:yaml.org,2002:", "!!")
    raise YamlError("tags ({tag}) are not taken; leave it out", _place(event), tag=tag)


def _scalar(event: Any, plain: dict[str, str]) -> Any:
    """A plain scalar by YAML 1.2's core schema, any other as a text; plain ones that are texts are noted."""
    if event.anchor is not None or event.tag is not None:
        _refuse_extras(event)
    text: str = event.value
    if event.style:  # libyaml says '' for a plain one, PyYAML's own parser None
        if event.style == '"' and (position := has_control(text)) is not None:
            raise YamlError(_INVISIBLE, _place(event), code=_code(text[position]))
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "0123456789+-.":
        plain[text] = text
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


def _code(character: str) -> str:
    """A character's number as Unicode writes it."""
    return f"{ord(character):04X}"


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
