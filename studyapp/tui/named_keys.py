"""The key of an action within a sentence: the learner's own if she has one, one that works here."""

from collections.abc import Iterator
from functools import cache

from textual._context import active_app
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import key_to_character

from studyapp.tui.keys import keys_of, own_bindings, show_key


def key_now(id: str) -> str:
    """The key that reaches the action of this binding id now, as it is written for people.

    While a line to type in has the focus, that is one which the line does not take for itself.
    """
    app = active_app.get(None)
    keys = (getattr(app, "keymap", {}).get(id) if app else None) or _as_declared(id)
    typing = app.focused if app and app.screen_stack else None
    free = (key for key in keys if not (typing and typing.check_consume_key(key, key_to_character(key))))
    return show_key(next(free, keys[0]))


@cache
def _as_declared(id: str) -> tuple[str, ...]:
    """The keys that we gave it; what is spoken of is imported as a rule."""
    found = next((each for each in _bindings(DOMNode) if each.id == id), None)
    if found is not None:
        return keys_of(found)
    from studyapp.tui.key_table import actions  # imports every screen

    return actions()[id].keys


def _bindings(cls: type[DOMNode]) -> Iterator[Binding]:
    for child in cls.__subclasses__():
        yield from own_bindings(child)
        yield from _bindings(child)
