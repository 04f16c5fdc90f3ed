"""What each setting means as it stands, in a sentence."""

from collections.abc import Callable
from datetime import timedelta

from studyapp.config import Config
from studyapp.i18n import N_, _, listed, ngettext
from studyapp.rules import WEEKDAYS, retentions_of, seconds_of, weekdays_of
from studyapp.study.phrases import say_interval
from studyapp.text.shares import share

_THEMES = {
    "dark": N_("Light text on a dark ground, cool and clear."),
    "light": N_("Dark text on a light ground, like paper."),
    "dusk": N_("Dark and soft, with a little violet."),
    "sepia": N_("Light and warm, like old paper."),
    "contrast-dark": N_("White on black, with the strongest contrast."),
    "contrast-light": N_("Black on white, with the strongest contrast."),
}
_DAYS = {
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
    "sat": N_("Saturday"),
    "sun": N_("Sunday"),
}


def days_named(days: str) -> str:
    """Weekdays as the settings have them (`sat, sun`), in words."""
    return listed(_(_DAYS[WEEKDAYS[day]]) for day in weekdays_of(days))


def of_language(config: Config) -> str:
    """Whose language it is."""
    if config.language is None:
        return _("As the terminal says, when the app starts.")
    return _("Whatever the terminal says.")


def of_theme(config: Config) -> str:
    """How it looks."""
    return _(_THEMES[config.theme])


def of_motion(config: Config) -> str:
    """What moves, and what does not."""
    if config.reduced_motion:
        return _("Nothing moves of itself: demonstrations go on by a key, moment by moment.")
    return _("Demonstrations play by themselves.")


def of_new(config: Config) -> str:
    """What so many new cards a day bring."""
    if not config.new_per_day:
        return _("Nothing new: only what you have met comes back.")
    return ngettext(
        "Up to {count} new card a day; it comes back several times in its first weeks.",
        "Up to {count} new cards a day; each comes back several times in its first weeks.",
        config.new_per_day,
    )


def of_reviews(config: Config) -> str:
    """What becomes of the reviews that are too many."""
    return ngettext(
        "At most {count} card comes back a day; what else is due waits for the next days.",
        "At most {count} cards come back a day; what else is due waits for the next days.",
        config.reviews_per_day,
    )


def of_minutes(config: Config) -> str:
    """When a session ends by the clock."""
    if not config.session_minutes:
        return _("A session goes on to the end of the day's plan.")
    return ngettext(
        "After {count} minute a session asks nothing further.",
        "After {count} minutes a session asks nothing further.",
        config.session_minutes,
    )


def of_cards(config: Config) -> str:
    """When a session ends by its questions."""
    if not config.session_cards:
        return _("A session goes on to the end of the day's plan.")
    return ngettext(
        "After {count} card a session asks nothing further.",
        "After {count} cards a session asks nothing further.",
        config.session_cards,
    )


def of_easy(config: Config) -> str:
    """What is spared on which days."""
    days = days_named(config.easy_days)
    if not days:
        return _("Every day is like the others.")
    return _("{days}: nothing new, and reviews only where they must be.", days=days)


def of_rollover(config: Config) -> str:
    """To which day the small hours belong."""
    return _("What you answer before {hour}:00 still counts for the day before.", hour=config.rollover_hour)


def of_retention(config: Config) -> str:
    """What the share asked for costs."""
    return _(
        "About {share} of 100 cards are known when they come back. Higher means more reviews, lower more "
        "that is forgotten.",
        share=f"{100 * config.retention:g}",
    )


def of_retentions(config: Config) -> str:
    """Which packs have a share of their own."""
    own = [
        _("{label}: {said}", label=pack, said=share(part, exactly=True))
        for pack, part in retentions_of(config.pack_retention)
    ]
    return listed(own) if own else _("The same for all packs.")


def of_steps(name: str) -> Callable[[Config], str]:
    """What says of these steps when a card comes back."""

    def told(config: Config) -> str:
        waits = [say_interval(timedelta(seconds=each)) for each in seconds_of(getattr(config, name))]
        if not waits:
            return _("It comes back after days at once.")
        return _("It comes back after {waits}, and then after days.", waits=listed(waits))

    return told


def of_longest(config: Config) -> str:
    """When the best known cards come back."""
    interval = say_interval(timedelta(days=config.longest_interval))
    return _("Even what you know best comes back after {interval} at the latest.", interval=interval)


def of_leech(config: Config) -> str:
    """When a card is pointed out."""
    return _(
        "Forgotten {count} times, a card is pointed out, with what may help more than repeating it.",
        count=config.leech_lapses,
    )


def of_quiz(config: Config) -> str:
    """Whether a quiz is more than a look."""
    if config.quiz_moves_memory:
        return _("A quiz counts as reviewing its cards.")
    return _("A quiz only shows how it stands; the plan stays as it was.")


def of_on_request(config: Config) -> str:
    """Which packs wait."""
    if not config.packs_on_request:
        return _("No pack waits.")
    packs = listed(sorted(config.packs_on_request))
    return _("Nothing of {packs} is planned until a card of it is answered.", packs=packs)


def of_off(config: Config) -> str:
    """Which packs are done without."""
    if not config.packs_switched_off:
        return _("Every pack is on.")
    packs = listed(sorted(config.packs_switched_off))
    return _("Nothing of {packs} is planned, counted or asked.", packs=packs)


def of_device(config: Config) -> str:
    """Whose name it is."""
    return (
        _("Answers given here bear this name.") if config.device else _("The app has chosen a name itself.")
    )
