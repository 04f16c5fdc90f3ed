"""`studyapp config keys`: every action with its keys, and keys of the learner's own."""

import json
from dataclasses import replace

from studyapp.config import KEYS, Config, save_config
from studyapp.home import Home
from studyapp.i18n import _, sentence
from studyapp.text.width import pad, width
from studyapp.tui.key_table import actions, key_faults
from studyapp.tui.keymap import readable

DEFAULT = "default"
"""What is typed to have the keys that we gave an action."""


def about_keys(home: Home, config: Config, id: str, typed: str | None, *, as_json: bool = False) -> str:
    """All keys, or those of one action; where some are typed, they are changed. Raises ConfigError."""
    if typed is not None and id:
        config = _changed(config, id, typed)
        save_config(home, config, [KEYS])
    own = readable(config.keys)
    keys = {action.id: own.get(action.id) or action.keys for action in actions().values()}
    if not id:
        return json.dumps(keys) if as_json else "\n".join(_listed(config, keys))
    if id not in keys:
        raise key_faults({id: "g"})[id]
    told = ",".join(keys[id])
    return f"{KEYS}.{id} = {told}" if typed is not None else told


def _changed(config: Config, id: str, typed: str) -> Config:
    others = {each: keys for each, keys in config.keys.items() if each != id}
    if typed.strip() in {"", DEFAULT} and (id in actions() or id in config.keys):
        return replace(config, keys=others)
    stated = {**others, id: typed.strip()}
    fault = key_faults(stated).get(id)
    if fault is not None:
        raise fault
    return replace(config, keys=stated)


def _listed(config: Config, keys: dict[str, tuple[str, ...]]) -> list[str]:
    """A line for each action, and below them what is wrong with the learner's own."""
    ids = max(map(len, keys))
    wide = max(len(",".join(each)) for each in keys.values())
    labels = {id: _(action.label) for id, action in actions().items()}
    widest = max(map(width, labels.values()))
    lines = [
        f"{'*' if id in config.keys else ' '} {id:<{ids}}  {','.join(each):<{wide}}  "
        f"{pad(labels[id], widest)}  {_(actions()[id].tooltip) if actions()[id].tooltip else ''}".rstrip()
        for id, each in keys.items()
    ]
    return [*lines, *(f"! {sentence(fault)}" for fault in key_faults(config.keys).values())]
