"""Keys of the learner's own: by the id of a binding the keys that it has instead of those that we gave it.

Textual's keymap takes every binding from a key along when one of them is moved away (Enter shows an answer
and goes on: to move the one would lose the other), and asks no line to type in whether it takes the new key.
So this is ours: `chain` is what the screens give Textual to look keys up in.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.keys import _character_to_key, key_to_character

from studyapp.errors import ConfigError, nearest

Keymap: TypeAlias = Mapping[str, tuple[str, ...]]
"""By the id of a binding its keys, as Textual names them."""

_NAMED = {
    *(
        "enter",
        "escape",
        "space",
        "tab",
        "backspace",
        "delete",
        "insert",
        "home",
        "end",
        "pageup",
        "pagedown",
    ),
    *("up", "down", "left", "right"),
    *(f"f{number}" for number in range(1, 25)),
}
_CHARACTERS = {_character_to_key(chr(code)) for code in range(33, 127)}
_SAID = {"esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "del": "delete"}
"""Other names by which people call keys."""
_MODIFIERS = ("ctrl", "alt", "shift")


def read_keys(typed: str) -> tuple[str, ...]:
    """Keys with commas between, such as `g, f2, ctrl+g`, as Textual names them; raises ConfigError."""
    return tuple(dict.fromkeys(_read(key.strip()) for key in typed.split(",")))


def _read(typed: str) -> str:
    if len(typed) == 2 and typed[0] == "^":
        typed = f"ctrl+{typed[1].lower()}"
    *modifiers, key = typed.split("+") if len(typed) > 1 else [typed]
    if len(key) == 1:
        name = _character_to_key(key)
    else:
        name = _SAID.get(key.lower(), key.lower())
        if name not in _NAMED and name not in _CHARACTERS:
            raise _no_key(typed)
    if any(each not in _MODIFIERS for each in modifiers):
        raise _no_key(typed)
    return "+".join([*(each for each in _MODIFIERS if each in modifiers), name])


def _no_key(typed: str) -> ConfigError:
    close = nearest(typed, [*_NAMED, *_SAID, *(f"ctrl+{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")])
    if close:
        return ConfigError("there is no key {key}; did you mean {nearest}?", key=typed, nearest=close)
    return ConfigError("there is no key {key}; write g, f2, ctrl+g or comma", key=typed or "''")


def rebound(bindings: BindingsMap, keymap: Keymap) -> BindingsMap:
    """The bindings with the learner's keys: one of hers goes before another at the same key."""
    found: dict[str, tuple[list[Binding], list[Binding]]] = {}
    seen: set[tuple[str, str]] = set()
    for key, each in bindings:
        keys = keymap.get(each.id or "")
        if keys is None:
            found.setdefault(key, ([], []))[1].append(each)
        elif (each.id or "", each.action) not in seen:
            seen.add((each.id or "", each.action))
            for new in keys:
                found.setdefault(new, ([], []))[0].append(each.with_key(key=new))
    return BindingsMap.from_keys({key: [*own, *others] for key, (own, others) in found.items()})


def chain(nodes: Sequence[DOMNode], keymap: Keymap) -> list[tuple[DOMNode, BindingsMap]]:
    """Each node, from the focus outward, with the bindings that keys are looked up in.

    What a line to type in takes for itself reaches no binding of what it lies in.
    """
    found: list[tuple[DOMNode, BindingsMap]] = []
    for at, node in enumerate(nodes):
        bindings = rebound(node._bindings, keymap)
        for key in list(bindings.key_to_bindings):
            if any(inner.check_consume_key(key, key_to_character(key)) for inner in nodes[:at]):
                del bindings.key_to_bindings[key]
        found.append((node, bindings))
    return found


def readable(stated: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The keys of the settings, those that can't be read left out: who looks for faults tells them."""
    keymap = {}
    for id, typed in stated.items():
        try:
            keymap[id] = read_keys(typed)
        except ConfigError:
            continue
    return keymap


def with_key(keys: Iterable[str], new: str) -> tuple[str, ...]:
    """The keys with a new one in the place of those of its sort, so that another sort of key stays.

    A letter takes the place of letters, a function key that of function keys, one with Ctrl that of such.
    """
    keys = list(keys)
    same = [key for key in keys if _sort(key) == _sort(new)]
    at = keys.index(same[0]) if same else 0
    others = [key for key in keys[at:] if key not in same]
    return tuple(dict.fromkeys([*(key for key in keys[:at] if key not in same), new, *others]))


def _sort(key: str) -> str:
    if "+" in key:
        return key.partition("+")[0]
    if key in _NAMED:
        return "function" if key[0] == "f" and key[1:].isdigit() else key
    return "character"
