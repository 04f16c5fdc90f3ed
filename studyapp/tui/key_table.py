"""Every action that has a key, wherever it is; and what is wrong with keys of the learner's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from textual.binding import Binding
from textual.dom import DOMNode

from studyapp.errors import ConfigError, nearest
from studyapp.i18n import N_, _
from studyapp.tui.base_app import OurApp
from studyapp.tui.keymap import Keymap, read_keys
from studyapp.tui.keys import declared_bindings, keys_of, show_key
from studyapp.tui.places import PLACES

_HEADINGS = {
    "app": N_("Everywhere"),
    "page": N_("On pages"),
    "home": N_("Home"),
    "card": N_("Questions"),
    "choice": N_("Options to pick"),
    "answer": N_("Lines to type in"),
    "list": N_("Lists"),
    "rate": N_("Ratings"),
    "session": N_("Sessions"),
    "summary": N_("After a session"),
    "result": N_("After a quiz"),
    "match": N_("Matching"),
    "order": N_("Ordering"),
    "note": N_("Notes"),
    "scratch": N_("Scratch line"),
    "demo": N_("Demonstrations"),
    "preview": N_("Preview of a pack"),
}
"""Of the first words of the ids; a place's name is its label."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that keys do, by the id of its binding."""

    id: str
    label: str
    """Untranslated."""
    tooltip: str
    keys: tuple[str, ...]
    """Those that it was declared with."""

    @property
    def heading(self) -> str:
        """Where it works, in the language spoken now."""
        first = self.id.partition(".")[0]
        labels = {place.name: place.label for place in PLACES if place.label}
        return _(_HEADINGS.get(first) or labels.get(first) or first.replace("_", " ").capitalize())


@cache
def bound_classes() -> tuple[type[DOMNode], ...]:
    """Every class of ours with keys; slow the first time, since all screens are imported for it."""
    package = import_module("studyapp.tui")
    for found in walk_packages(package.__path__, "studyapp.tui."):
        import_module(found.name)
    return tuple(sorted(_with_keys(DOMNode), key=lambda cls: (cls.__module__, cls.__qualname__)))


def _with_keys(cls: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for child in {*cls.__subclasses__()}:
        if child.__module__.startswith("studyapp.tui.") and any(declared_bindings(child)):
            yield child
        yield from _with_keys(child)


@cache
def actions() -> Mapping[str, Action]:
    """Every action that has an id and a label, by its id: what works everywhere first, then by what it is."""
    found: dict[str, Action] = {}
    for cls in bound_classes():
        for binding in declared_bindings(cls):
            if binding.id and binding.description:
                action = Action(binding.id, binding.description, binding.tooltip, keys_of(binding))
                found.setdefault(binding.id, action)
    first = ["app", "home", "card", "choice", "answer", "page", "list"]
    places = {name: at for at, name in enumerate(first)}

    def place(id: str) -> tuple[int, str]:
        group = id.partition(".")[0]
        return places.get(group, len(first)), group

    return {id: found[id] for id in sorted(found, key=place)}


def key_faults(stated: Mapping[str, str]) -> dict[str, ConfigError]:
    """What is wrong with keys as the settings state them, by the id; nothing where all is well."""
    faults: dict[str, ConfigError] = {}
    keymap: dict[str, tuple[str, ...]] = {}
    for id, typed in stated.items():
        if id not in actions():
            faults[id] = _no_action(id)
            continue
        try:
            keymap[id] = read_keys(typed)
        except ConfigError as error:
            faults[id] = ConfigError("keys: {id}: {fault}", id=id, fault=error)
    for id, key, other in sorted(clashes(keymap), key=lambda clash: not clash[2].id):
        faults.setdefault(id, _clash(id, show_key(key), other.id))
    return faults


def _clash(id: str, key: str, other: str | None) -> ConfigError:
    fault = ConfigError("{key} is taken there", key=key)
    if other:
        fault = ConfigError("{key} is the key of {other} there", key=key, other=other)
    return ConfigError("keys: {id}: {fault}", id=id, fault=fault)


def _no_action(id: str) -> ConfigError:
    close = nearest(id, actions())
    if close:
        return ConfigError("keys: there is no action {id}; did you mean {nearest}?", id=id, nearest=close)
    return ConfigError("keys: there is no action {id}; studyapp config keys lists them", id=id)


def clashes(keymap: Keymap) -> Iterator[tuple[str, str, Binding]]:
    """Where a key of the learner's is another action's too: the id of hers, the key, and that other.

    Two that share a key as we gave them out never work at the same time, and may share others.
    """
    everywhere = list(declared_bindings(OurApp))
    told = set()
    for cls in bound_classes():
        here = list(declared_bindings(cls))
        if not issubclass(cls, OurApp):
            here = [*here, *everywhere]
        for one in here:
            if not one.id or one.id not in keymap:
                continue
            for other in here:
                shared = {*keymap[one.id]} & {*keymap.get(other.id or "", keys_of(other))}
                for key in sorted(shared) if _apart(one, other) else ():
                    if (one.id, key, other.action) not in told:
                        told.add((one.id, key, other.action))
                        yield one.id, key, other


def _apart(one: Binding, other: Binding) -> bool:
    """Whether they are two things that may work at the same time."""
    return one.id != other.id and one.action != other.action and not {*keys_of(one)} & {*keys_of(other)}
