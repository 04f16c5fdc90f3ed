"""What each setting is called, what it does, and by which steps it is changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studyapp.config import RULES, Config
from studyapp.i18n import N_, _
from studyapp.rules import OneOf
from studyapp.study import setting_meanings as meanings

EMPTY = "–"
"""How a setting is shown that is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """One setting for people."""

    label: str
    about: str = ""
    """What it does, in a sentence."""
    meaning: Callable[[Config], str] = lambda _config: ""
    """What it means as it stands."""
    values: tuple[float | str, ...] = ()
    """The steps from one value to the next; where there are none, those of its rule, or by one."""


GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Looks"), ("language", "theme", "reduced_motion")),
    (N_("Every day"), ("new_per_day", "reviews_per_day", "session_minutes", "session_cards", "easy_days",
                       "rollover_hour")),
    (N_("Memory"), ("retention", "pack_retention", "learning_steps", "relearning_steps", "longest_interval",
                    "leech_lapses", "quiz_moves_memory")),
    (N_("Packs and this machine"), ("on_request", "packs_off", "device")),
)  # fmt: skip
"""The settings as they are listed; one that is named nowhere comes last."""

_THEME_NAMES = {
    "dark": N_("dark"),
    "light": N_("light"),
    "dusk": N_("dusk"),
    "sepia": N_("sepia"),
    "contrast-dark": N_("high contrast, dark"),
    "contrast-light": N_("high contrast, light"),
}
_LANGUAGES = {"en": "English", "zh": "中文"}
GUIDES: Mapping[str, Guide] = {
    "language": Guide(
        label=N_("Language"), about=N_("What the app speaks, and what is taught in."),
        meaning=meanings.of_language,
    ),
    "theme": Guide(
        label=N_("Theme"), about=N_("The colours."), meaning=meanings.of_theme
    ),
    "reduced_motion": Guide(
        label=N_("Reduced motion"), about=N_("Whether pictures are spared from moving."),
        meaning=meanings.of_motion,
    ),
    "new_per_day": Guide(
        label=N_("New cards a day"), about=N_("How many cards a day brings that you have never met."),
        meaning=meanings.of_new, values=(*range(31), 40, 50, 75, 100, 150, 200),
    ),
    "reviews_per_day": Guide(
        label=N_("Reviews a day"), about=N_("How many cards come back in a day at most."),
        meaning=meanings.of_reviews,
        values=(5, 10, 15, 20, 30, 40, 50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 750, 1000, 9999),
    ),
    "session_minutes": Guide(
        label=N_("Minutes in a session"), about=N_("When a session ends of itself."),
        meaning=meanings.of_minutes,
        values=(0, 5, 10, 15, 20, 25, 30, 45, 60, 90, 120),
    ),
    "session_cards": Guide(
        label=N_("Cards in a session"), about=N_("When a session ends of itself."),
        meaning=meanings.of_cards,
        values=(0, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200),
    ),
    "easy_days": Guide(
        label=N_("Easy days"), about=N_("Weekdays to be spared."), meaning=meanings.of_easy,
        values=("", "sun", "sat, sun", "fri, sat", "fri"),
    ),
    "rollover_hour": Guide(
        label=N_("A day ends at"), about=N_("The hour, by your clock, at which the next study day begins."),
        meaning=meanings.of_rollover,
    ),
    "retention": Guide(
        label=N_("Desired retention"), about=N_("The share of cards to be known when they come back."),
        meaning=meanings.of_retention, values=tuple(share / 100 for share in range(70, 100)),
    ),
    "pack_retention": Guide(
        label=N_("Retention by pack"), about=N_("Packs with a share of their own, such as algebra: 0.85."),
        meaning=meanings.of_retentions,
    ),
    "learning_steps": Guide(
        label=N_("Steps of a new card"), about=N_("When a card comes back that was met for the first time."),
        meaning=meanings.of_steps("learning_steps"), values=("", "10m", "1m 10m", "1m 10m 1d", "10m 1d"),
    ),
    "relearning_steps": Guide(
        label=N_("Steps of a forgotten one"), about=N_("When a card comes back that was forgotten."),
        meaning=meanings.of_steps("relearning_steps"), values=("", "10m", "10m 1d"),
    ),
    "longest_interval": Guide(
        label=N_("Longest interval"), about=N_("Days after which a card comes back at the latest."),
        meaning=meanings.of_longest, values=(30, 60, 90, 180, 365, 730, 1825, 3650, 36500),
    ),
    "leech_lapses": Guide(
        label=N_("Often forgotten"), about=N_("How often a card is forgotten before more is advised."),
        meaning=meanings.of_leech,
    ),
    "quiz_moves_memory": Guide(
        label=N_("A quiz counts"), about=N_("Whether a quiz's answers move when its cards come back."),
        meaning=meanings.of_quiz,
    ),
    "on_request": Guide(
        label=N_("Packs that wait"), about=N_("Packs that are planned once a card of theirs is answered."),
        meaning=meanings.of_on_request,
    ),
    "packs_off": Guide(
        label=N_("Packs that are off"),
        about=N_("Packs to do without; the page Packs turns them on and off."),
        meaning=meanings.of_off,
    ),
    "device": Guide(
        label=N_("This machine"), about=N_("What the log calls this machine."), meaning=meanings.of_device
    ),
}  # fmt: skip


def guide_of(key: str) -> Guide:
    """The guide of a setting; one that has none is called by its own name."""
    return GUIDES.get(key) or Guide(label=key)


def groups() -> list[tuple[str, list[str]]]:
    """Every setting in its group; those that no group names stand in the last one."""
    named = {key for _title, keys in GROUPS for key in keys}
    listed = [(title, [key for key in keys if key in RULES]) for title, keys in GROUPS]
    listed[-1][1].extend(key for key in RULES if key not in named)
    return listed


def shown_word(key: str, word: str) -> str:
    """One of the words that a setting may be, as a person reads it; in the file it stays as it is written."""
    if key == "language":
        return _LANGUAGES.get(word) or _("automatic")
    return _(_THEME_NAMES.get(word, word))


def shown_value(config: Config, key: str) -> str:
    """A setting's value as the list shows it."""
    value = getattr(config, key)
    if isinstance(value, bool):
        return _("on") if value else _("off")
    if isinstance(RULES[key], OneOf):
        return shown_word(key, config.shown(key))
    if key == "easy_days" and value:
        return meanings.days_named(value)
    if key in {"session_minutes", "session_cards"} and not value:
        return _("no limit")
    return EMPTY if value == "" else config.shown(key)
