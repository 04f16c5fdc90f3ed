"""What each setting is called, does, and means as it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from studyapp.config import RULES, Config
from studyapp.i18n import N_, _, listed, ngettext
from studyapp.rules import WEEKDAYS, OneOf, retentions_of, seconds_of, weekdays_of
from studyapp.study.phrases import say_interval
from studyapp.text.shares import share

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

_THEMES = {
    "dark": N_("Light text on a dark ground, cool and clear."),
    "light": N_("Dark text on a light ground, like paper."),
    "dusk": N_("Dark and soft, with a little violet."),
    "sepia": N_("Light and warm, like old paper."),
    "contrast-dark": N_("White on black, with the strongest contrast."),
    "contrast-light": N_("Black on white, with the strongest contrast."),
}
_THEME_NAMES = {
    "dark": N_("dark"),
    "light": N_("light"),
    "dusk": N_("dusk"),
    "sepia": N_("sepia"),
    "contrast-dark": N_("high contrast, dark"),
    "contrast-light": N_("high contrast, light"),
}
_LANGUAGES = {"en": "English", "zh": "中文"}
_DAYS = {
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
    "sat": N_("Saturday"),
    "sun": N_("Sunday"),
}


def _language(config: Config) -> str:
    if config.language is None:
        return _("As the terminal says, when the app starts.")
    return _("Whatever the terminal says.")


def _motion(config: Config) -> str:
    if config.reduced_motion:
        return _("Nothing moves of itself: demonstrations go on by a key, moment by moment.")
    return _("Demonstrations play by themselves.")


def _new(config: Config) -> str:
    if not config.new_per_day:
        return _("Nothing new: only what you have met comes back.")
    return ngettext(
        "Up to {count} new card a day; it comes back several times in its first weeks.",
        "Up to {count} new cards a day; each comes back several times in its first weeks.",
        config.new_per_day,
    )


def _reviews(config: Config) -> str:
    return ngettext(
        "At most {count} card comes back a day; what else is due waits for the next days.",
        "At most {count} cards come back a day; what else is due waits for the next days.",
        config.reviews_per_day,
    )


def _minutes(config: Config) -> str:
    if not config.session_minutes:
        return _("A session goes on to the end of the day's plan.")
    return ngettext(
        "After {count} minute a session asks nothing further.",
        "After {count} minutes a session asks nothing further.",
        config.session_minutes,
    )


def _cards(config: Config) -> str:
    if not config.session_cards:
        return _("A session goes on to the end of the day's plan.")
    return ngettext(
        "After {count} card a session asks nothing further.",
        "After {count} cards a session asks nothing further.",
        config.session_cards,
    )


def _easy(config: Config) -> str:
    days = [_(_DAYS[WEEKDAYS[day]]) for day in weekdays_of(config.easy_days)]
    if not days:
        return _("Every day is like the others.")
    return _("{days}: nothing new, and reviews only where they must be.", days=listed(days))


def _rollover(config: Config) -> str:
    return _("What you answer before {hour}:00 still counts for the day before.", hour=config.rollover_hour)


def _retention(config: Config) -> str:
    return _(
        "About {share} of 100 cards are known when they come back. Higher means more reviews, lower more "
        "that is forgotten.",
        share=f"{100 * config.retention:g}",
    )


def _retentions(config: Config) -> str:
    own = [
        _("{label}: {said}", label=pack, said=share(part, exactly=True))
        for pack, part in retentions_of(config.pack_retention)
    ]
    return listed(own) if own else _("The same for all packs.")


def _steps(name: str) -> Callable[[Config], str]:
    def told(config: Config) -> str:
        waits = [say_interval(timedelta(seconds=each)) for each in seconds_of(getattr(config, name))]
        if not waits:
            return _("It comes back after days at once.")
        return _("It comes back after {waits}, and then after days.", waits=listed(waits))

    return told


def _longest(config: Config) -> str:
    interval = say_interval(timedelta(days=config.longest_interval))
    return _("Even what you know best comes back after {interval} at the latest.", interval=interval)


def _leech(config: Config) -> str:
    return _(
        "Forgotten {count} times, a card is pointed out, with what may help more than repeating it.",
        count=config.leech_lapses,
    )


def _quiz(config: Config) -> str:
    if config.quiz_moves_memory:
        return _("A quiz counts as reviewing its cards.")
    return _("A quiz only shows how it stands; the plan stays as it was.")


def _on_request(config: Config) -> str:
    if not config.packs_on_request:
        return _("No pack waits.")
    packs = listed(sorted(config.packs_on_request))
    return _("Nothing of {packs} is planned until a card of it is answered.", packs=packs)


def _off(config: Config) -> str:
    if not config.packs_switched_off:
        return _("Every pack is on.")
    packs = listed(sorted(config.packs_switched_off))
    return _("Nothing of {packs} is planned, counted or asked.", packs=packs)


def _device(config: Config) -> str:
    return (
        _("Answers given here bear this name.") if config.device else _("The app has chosen a name itself.")
    )


GUIDES: Mapping[str, Guide] = {
    "language": Guide(
        label=N_("Language"), about=N_("What the app speaks, and what is taught in."), meaning=_language
    ),
    "theme": Guide(
        label=N_("Theme"), about=N_("The colours."), meaning=lambda config: _(_THEMES[config.theme])
    ),
    "reduced_motion": Guide(
        label=N_("Reduced motion"), about=N_("Whether pictures are spared from moving."), meaning=_motion
    ),
    "new_per_day": Guide(
        label=N_("New cards a day"), about=N_("How many cards a day brings that you have never met."),
        meaning=_new, values=(*range(31), 40, 50, 75, 100, 150, 200),
    ),
    "reviews_per_day": Guide(
        label=N_("Reviews a day"), about=N_("How many cards come back in a day at most."),
        meaning=_reviews,
        values=(5, 10, 15, 20, 30, 40, 50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 750, 1000, 9999),
    ),
    "session_minutes": Guide(
        label=N_("Minutes in a session"), about=N_("When a session ends of itself."), meaning=_minutes,
        values=(0, 5, 10, 15, 20, 25, 30, 45, 60, 90, 120),
    ),
    "session_cards": Guide(
        label=N_("Cards in a session"), about=N_("When a session ends of itself."), meaning=_cards,
        values=(0, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200),
    ),
    "easy_days": Guide(
        label=N_("Easy days"), about=N_("Weekdays to be spared."), meaning=_easy,
        values=("", "sun", "sat, sun", "fri, sat", "fri"),
    ),
    "rollover_hour": Guide(
        label=N_("A day ends at"), about=N_("The hour, by your clock, at which the next study day begins."),
        meaning=_rollover,
    ),
    "retention": Guide(
        label=N_("Desired retention"), about=N_("The share of cards to be known when they come back."),
        meaning=_retention, values=tuple(share / 100 for share in range(70, 100)),
    ),
    "pack_retention": Guide(
        label=N_("Retention by pack"), about=N_("Packs with a share of their own, such as algebra: 0.85."),
        meaning=_retentions,
    ),
    "learning_steps": Guide(
        label=N_("Steps of a new card"), about=N_("When a card comes back that was met for the first time."),
        meaning=_steps("learning_steps"), values=("", "10m", "1m 10m", "1m 10m 1d", "10m 1d"),
    ),
    "relearning_steps": Guide(
        label=N_("Steps of a forgotten one"), about=N_("When a card comes back that was forgotten."),
        meaning=_steps("relearning_steps"), values=("", "10m", "10m 1d"),
    ),
    "longest_interval": Guide(
        label=N_("Longest interval"), about=N_("Days after which a card comes back at the latest."),
        meaning=_longest, values=(30, 60, 90, 180, 365, 730, 1825, 3650, 36500),
    ),
    "leech_lapses": Guide(
        label=N_("Often forgotten"), about=N_("How often a card is forgotten before more is advised."),
        meaning=_leech,
    ),
    "quiz_moves_memory": Guide(
        label=N_("A quiz counts"), about=N_("Whether a quiz's answers move when its cards come back."),
        meaning=_quiz,
    ),
    "on_request": Guide(
        label=N_("Packs that wait"), about=N_("Packs that are planned once a card of theirs is answered."),
        meaning=_on_request,
    ),
    "packs_off": Guide(
        label=N_("Packs that are off"),
        about=N_("Packs to do without; the page Packs turns them on and off."),
        meaning=_off,
    ),
    "device": Guide(
        label=N_("This machine"), about=N_("What the log calls this machine."), meaning=_device
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
        return listed(_(_DAYS[WEEKDAYS[day]]) for day in weekdays_of(value))
    if key in {"session_minutes", "session_cards"} and not value:
        return _("no limit")
    return EMPTY if value == "" else config.shown(key)
