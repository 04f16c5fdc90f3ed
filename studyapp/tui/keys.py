"""What the keys do now, in the reader's language: key bar, help and palette all read it from here."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode
from textual.screen import Screen

from studyapp.i18n import _
from studyapp.tui.keymap import Keymap

_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "question_mark": "?",
    "plus": "+",
    "equals_sign": "=",
    "slash": "/",
    "minus": "-",
    "full_stop": ".",
    "comma": ",",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "backspace": "⌫",
}


class SaysNow:
    """A part of the app whose keys, at times, do another thing than their bindings say."""

    def label_now(self, action: str) -> str:
        """What the key of this action does now, untranslated; nothing where it is as declared."""
        raise NotImplementedError


class KeyHint(NamedTuple):
    """One action with the keys that reach it."""

    keys: tuple[str, ...]
    """As Textual names them; the first is the one to show."""
    action: str
    label: str
    """Untranslated; `said` is what the reader sees."""
    tooltip: str
    node: DOMNode | None = None
    """Where the action is run."""
    enabled: bool = True
    id: str = ""
    """Of the binding; what Textual's own widgets bind has none."""

    @property
    def said(self) -> str:
        """The label in the language spoken now."""
        return _(self.label)

    @property
    def key(self) -> str:
        """The key to show."""
        return show_key(self.keys[0])


def show_key(key: str) -> str:
    """A key as it is written for people: `^p`, `F2`, `Esc`, `?`."""
    if key in _NAMES:
        return _NAMES[key]
    modifier, plus, rest = key.rpartition("+")
    if plus and modifier == "ctrl":
        return f"^{rest}"
    return key.upper() if len(key) > 1 and key[0] == "f" and key[1:].isdigit() else key


def active_keys(screen: Screen[object]) -> list[KeyHint]:
    """The labelled actions that work on the screen now, each once, in the order they were declared."""
    return _hints(screen.active_bindings)


def shown_keys(screen: Screen[object]) -> list[KeyHint]:
    """Those of the active ones that ask to stand on the key bar."""
    active = screen.active_bindings  # Textual asks every node anew each time
    shown = {entry.binding.action for entry in active.values() if entry.binding.show}
    return [hint for hint in _hints(active) if hint.action in shown and hint.enabled]


def _hints(active: Mapping[str, ActiveBinding]) -> list[KeyHint]:
    found: dict[str, list[tuple[str, Binding, DOMNode, bool]]] = {}
    for key, (node, binding, enabled, _tooltip) in active.items():
        if binding.description and not binding.system:
            found.setdefault(binding.action, []).append((key, binding, node, enabled))
    return [
        KeyHint(
            keys=tuple(key for key, *_rest in ways),
            action=action,
            label=_label_now(ways[0][2], action) or ways[0][1].description,
            tooltip=ways[0][1].tooltip,
            node=ways[0][2],
            enabled=ways[0][3],
            id=ways[0][1].id or "",
        )
        for action, ways in found.items()
    ]


def _label_now(node: DOMNode, action: str) -> str:
    return node.label_now(action) if isinstance(node, SaysNow) else ""


def keys_of(binding: Binding) -> tuple[str, ...]:
    """The keys that it was declared with."""
    return tuple(key.strip() for key in binding.key.split(","))


def own_bindings(cls: type) -> Iterator[Binding]:
    """The bindings that a class of ours declares itself; of other classes none."""
    if cls.__module__.startswith("studyapp."):
        yield from (each for each in vars(cls).get("BINDINGS", ()) if isinstance(each, Binding))


def declared_bindings(cls: type) -> Iterator[Binding]:
    """Those of a class and of the classes of ours that it inherits from, the inherited ones first."""
    for base in reversed(cls.__mro__):
        yield from own_bindings(base)


def declared_keys(nodes: Iterable[type], keymap: Keymap) -> list[KeyHint]:
    """Every labelled binding that these classes declare, whether or not it works at the moment.

    `keymap` has the learner's own keys.
    """
    found: dict[str, KeyHint] = {}
    for node in nodes:
        for binding in declared_bindings(node):
            if binding.description:
                keys = keymap.get(binding.id or "") or keys_of(binding)
                # What a list hands on to its screen is the screen's own action.
                found[binding.action.removeprefix("screen.")] = KeyHint(
                    keys, binding.action, binding.description, binding.tooltip, id=binding.id or ""
                )
    return list(found.values())
