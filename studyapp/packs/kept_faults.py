"""Faults as they are kept between runs: what is wrong stays a message, to be said in any language."""

from typing import Any

from studyapp.domain.pack import Fault
from studyapp.domain.text import Text
from studyapp.messages import ROWS, Message, Names


def in_json(fault: Fault) -> list[Any]:
    """A fault as plain data, from which `as_it_was` makes one that says the same in every language."""
    place = [fault.file, fault.line, fault.column, fault.where]
    return [*place, _value_in_json(fault.what), fault.warning, fault.rule]


def as_it_was(kept: list[Any]) -> Fault:
    """The fault that was kept."""
    file, line, column, where, what, warning, rule = kept
    return Fault(file, line, column, where, _message(what), warning, rule)


def _value_in_json(value: object) -> Any:
    match value:
        case Message():
            values = {name: _value_in_json(each) for name, each in value.values.items()}
            return {"say": value.template, "with": values}
        case Names():
            return {"row": type(value).__name__, "of": [*map(_value_in_json, value)]}
        case Text():
            return {"en": value.en, "zh": value.zh}
        case int():
            return value
    return str(value)  # of a path or a fraction a sentence needs the letters alone


def _value(kept: Any) -> object:
    match kept:
        case {"say": _}:
            return _message(kept)
        case {"row": row, "of": names}:
            return ROWS[row](map(_value, names))
        case {"en": en, "zh": zh}:
            return Text(en, zh)
    return kept


def _message(kept: Any) -> Message:
    return Message(kept["say"], **{name: _value(each) for name, each in kept["with"].items()})
