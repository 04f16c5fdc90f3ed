"""The settings that a learner can change, and the file they stand in."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from studyapp.errors import ConfigError, nearest
from studyapp.home import Home
from studyapp.messages import Names
from studyapp.rules import (
    RETENTION,
    Between,
    Listed,
    Name,
    OneOf,
    Rule,
    Setting,
    Switch,
    retentions_of,
    seconds_of,
    shown,
    weekdays_of,
)
from studyapp.toml_lines import AUTOMATIC, toml, with_keys, with_line

LANGUAGES = ("en", "zh")
"""What the app speaks, and what is taught in; the first where nothing else is said."""

_LONGEST_KEYS = 100
"""Characters of the keys of one binding."""


RULES: Mapping[str, Rule] = {
    "language": OneOf((AUTOMATIC, *LANGUAGES)),
    "theme": OneOf(("dark", "light", "dusk", "sepia", "contrast-dark", "contrast-light")),
    "new_per_day": Between(0, 9999, whole=True),
    "reviews_per_day": Between(1, 9999, whole=True),
    "session_minutes": Between(0, 1440, whole=True),
    "session_cards": Between(0, 9999, whole=True),
    "easy_days": Listed(weekdays_of),
    "retention": RETENTION,
    "pack_retention": Listed(retentions_of),
    "learning_steps": Listed(seconds_of),
    "relearning_steps": Listed(seconds_of),
    "longest_interval": Between(1, 36500, whole=True),
    "leech_lapses": Between(2, 99, whole=True),
    "rollover_hour": Between(0, 23, whole=True),
    "quiz_moves_memory": Switch(),
    "on_request": Name(200),
    "packs_off": Name(1000),
    "reduced_motion": Switch(),
    "device": Name(64),
}
"""What each setting may be."""

KEYS = "keys"
"""The table of keys of the learner's own, which is no setting of one value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings; each field has its default, and RULES says what it may be."""

    language: str | None = None
    """The interface's language; None, written `auto`, follows the terminal's."""
    theme: str = "dark"
    new_per_day: int = 10
    """How many new cards a study day introduces at most."""
    reviews_per_day: int = 200
    """How many cards a study day reviews at most; what is due beyond waits for the next days."""
    session_minutes: int = 0
    """After how many minutes a session asks nothing further; 0 for no end but the day's plan."""
    session_cards: int = 0
    """How many cards a session asks at most; 0 for all of the day's plan."""
    easy_days: str = ""
    """Weekdays, such as `sat, sun`, that are spared: nothing new, and reviews only where they must be."""
    retention: float = 0.9
    """The share of cards that should still be known when they come back."""
    pack_retention: str = ""
    """Packs that have a share of their own, such as `algebra: 0.85, history: 0.8`."""
    learning_steps: str = "1m 10m"
    """After how long a new card comes back, until it is known; empty for the next days at once."""
    relearning_steps: str = "10m"
    """The same for a card that was forgotten."""
    longest_interval: int = 36500
    """Days after which a card comes back at the latest."""
    leech_lapses: int = 6
    """How often a card may be forgotten before the app says that repeating it is not enough."""
    rollover_hour: int = 4
    """The hour, on the learner's clock, at which a study day ends and the next begins."""
    quiz_moves_memory: bool = True
    """Whether a quiz's answers count for the memory."""
    on_request: str = "compound-interest"
    """Packs, with commas between, that wait until a card of theirs is answered, which `--pack` asks."""
    packs_off: str = ""
    """Packs, with commas between, of which nothing is planned, counted or asked; their history stays."""
    reduced_motion: bool = False
    """Whether demonstrations move by keys alone: each scene is shown at its end, and is stepped through."""
    device: str = ""
    """A name for this machine in the log; empty lets the store choose one."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys of the learner's own: by the id of a binding, such as `card.hint`, its keys with commas between.

    Whether there is such a binding and such a key is for the app to say, which has them.
    """

    @property
    def packs_on_request(self) -> frozenset[str]:
        """The ids in `on_request`."""
        return _ids_in(self.on_request)

    @property
    def packs_switched_off(self) -> frozenset[str]:
        """The ids in `packs_off`."""
        return _ids_in(self.packs_off)

    def with_setting(self, key: str, typed: str) -> "Config":
        """These settings with one of them as typed on the command line."""
        value = _rule(key, where="").read(typed.strip())
        return replace(self, **{key: _checked(key, value, where="")})  # type: ignore[arg-type]

    def shown(self, key: str) -> str:
        """One of the settings as it would be typed; raises ConfigError where there is none of that name."""
        _rule(key, where="")
        return toml(getattr(self, key)).strip('"') or '""'


def _ids_in(listed: str) -> frozenset[str]:
    return frozenset(filter(None, (id.strip() for id in listed.split(","))))


def terminal_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language that the terminal is set to, as far as we speak it; else English."""
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"


def load_config(home: Home) -> Config:
    """The settings of `home`; the defaults where there is no file."""
    return _from_toml(_text(home.settings), where=f"{home.settings}: ")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise ConfigError("{path}: the settings must be UTF-8 text", path=path) from error
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise ConfigError(
            "{path}: the settings cannot be read ({reason})", path=path, reason=reason
        ) from error


def save_config(home: Home, config: Config, keys: Iterable[str] = (*RULES, KEYS)) -> None:
    """Write these settings where they differ from what the file says; its other lines and comments stay.

    Raises ConfigError where the file has a fault, or cannot be written.
    """
    path = home.settings
    text = _text(path)
    before = _from_toml(text, where=f"{path}: ")
    wanted = replace(before, **{key: getattr(config, key) for key in keys})
    for key in RULES:
        if getattr(wanted, key) != getattr(before, key):
            text = with_line(text, key, getattr(wanted, key))
    if wanted.keys != before.keys:
        text = with_keys(text, wanted.keys)
    if not _says(text, wanted):  # a layout that cannot be changed line by line is written anew
        text = "".join(f"{key} = {toml(getattr(wanted, key))}\n" for key in RULES)
        text = with_keys(text, wanted.keys)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(path.name + ".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise ConfigError(
            "{path}: the settings cannot be written ({reason})", path=path, reason=reason
        ) from error


def _says(text: str, config: Config) -> bool:
    try:
        return _from_toml(text, where="") == config
    except ConfigError:
        return False


def _from_toml(text: str, where: str) -> Config:
    if not text:
        return Config()
    import tomllib  # most learners have no settings file

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            "{where}this is not valid TOML: {reason}", where=where, reason=str(error)
        ) from error
    chosen: dict[str, object] = {}
    for key, value in table.items():
        if key == KEYS:
            chosen[key] = _keys(value, where)
            continue
        _rule(key, where)
        chosen[key] = _checked(key, value, where)
    return Config(**chosen)  # type: ignore[arg-type]


def _rule(key: str, where: str) -> Rule:
    if (rule := RULES.get(key)) is not None:
        return rule
    close = nearest(key, RULES)
    if close:
        raise ConfigError(
            "{where}there is no setting {key}; did you mean {nearest}?", where=where, key=key, nearest=close
        )
    raise ConfigError(
        "{where}there is no setting {key}; there are {known}", where=where, key=key, known=Names(RULES)
    )


def _checked(key: str, value: object, where: str) -> Setting | None:
    fault = RULES[key].fault(value)
    if fault is not None:
        raise ConfigError("{where}{key}: {fault}", where=where, key=key, fault=fault)
    assert isinstance(value, str | int | float)
    if key == "language" and value == AUTOMATIC:
        return None
    return value


def _keys(value: object, where: str) -> dict[str, str]:
    """Keys by the id of what they do; `card.hint = "g"` without quotes is a table in the table."""
    keys: dict[str, str] = {}
    for id, typed in _flat(value if isinstance(value, dict) else {"": value}):
        if not isinstance(typed, str) or not typed.strip() or len(typed) > _LONGEST_KEYS or not id:
            raise ConfigError(
                '{where}keys: it must be a table of ids and keys such as "card.hint" = "g"; {id} is {value}',
                where=where, id=id or KEYS, value=shown(typed),
            )  # fmt: skip
        keys[id] = typed.strip()
    return keys


def _flat(table: Mapping[str, object], within: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{within}{name}.")
        else:
            yield f"{within}{name}", value
