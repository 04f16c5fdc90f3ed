"""Saying a pack's fault in the language spoken now: its English sentence is known by its form."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from string import Formatter
from typing import NamedTuple

from studyapp.domain.pack import Fault
from studyapp.i18n import _, language, messages
from studyapp.packs.fault_forms import FORMS, STATES

_LEAST_TOLD = 10
"""Letters of its own that a form of the engine's must have: one with fewer fits what it does not say."""
_FIELD = re.compile(r"\{(\w+)(?::[^{}]*)?\}|\{\{|\}\}")
_SENTENCES = frozenset({"what", "demand"})
_ROWS = frozenset({"known", "names", "here", "there"})
_SPOKEN = frozenset({"kind", "tongue", "other_tongue", "status", "share"})


class Form(NamedTuple):
    """A sentence with places for what it is told about."""

    template: str
    told: str
    """The longest piece that it always has."""


def say_fault(fault: Fault) -> str:
    """The fault in a line as `str` has it, with what is wrong in the language spoken now."""
    return str(replace(fault, what=say_what(fault)))


def say_what(fault: Fault) -> str:
    """What is wrong, in the language spoken now; in English where its form is not known."""
    return fault.what if language() == "en" else _said(fault.what)


def form_of(sentence: str) -> str | None:
    """The form that a fault's sentence has; None where it has none of them."""
    found = _match(sentence, _forms(language()))
    return found[0] if found else None


def _said(sentence: str) -> str:
    found = _match(sentence, _forms(language()))
    if found is None:
        return sentence
    template, values = found
    return _filled(_(template), {name: _value(name, value) for name, value in values.items()})


def _value(name: str, value: str) -> str:
    """What is put in: sentences and words are said, too; what the author wrote stays."""
    if name in _SENTENCES:
        return _said(value)
    if name in _ROWS:
        return value.replace(" and ", ", ").replace(", ", "、")
    if name in _SPOKEN:
        return _(value)
    if name == "is_now" and (found := _match(value, _states())) is not None:
        return _filled(_(found[0]), found[1])
    return value


def _filled(template: str, values: dict[str, str]) -> str:
    return _FIELD.sub(lambda place: values.get(place[1], "") if place[1] else place[0][0], template)


def _match(sentence: str, forms: Iterable[Form]) -> tuple[str, dict[str, str]] | None:
    for form in forms:
        if form.told in sentence and (found := _pattern(form.template).fullmatch(sentence)):
            return form.template, found.groupdict()
    return None


@cache
def _forms(spoken: str) -> tuple[Form, ...]:
    """Ours, the most particular first; then those of the catalogue, in which the engine's errors are told."""
    ours = sorted(map(_form, FORMS), key=_particular)
    others = [_form(each) for each in messages(spoken) if "\n" not in each]
    return (*ours, *sorted((each for each in others if -_particular(each) >= _LEAST_TOLD), key=_particular))


@cache
def _states() -> tuple[Form, ...]:
    return tuple(sorted(map(_form, STATES), key=_particular))


def _particular(form: Form) -> int:
    """Less, the more of it is always there."""
    return -len(_FIELD.sub("", form.template).replace(" ", ""))


def _form(template: str) -> Form:
    return Form(template, max((literal for literal, *_field in Formatter().parse(template)), key=len))


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Only of forms that may fit: there are two thousand, and a page of faults has a few."""
    pattern, seen = "", set[str]()
    for literal, name, _spec, _conversion in Formatter().parse(template):
        pattern += re.escape(literal)
        if name:
            piece = "is .+" if name == "is_now" else ".+?"
            pattern += f"(?P={name})" if name in seen else f"(?P<{name}>{piece})"
            seen.add(name)
    return re.compile(pattern, re.DOTALL)
