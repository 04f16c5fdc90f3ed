"""`studyapp config`: show the settings, or change one."""

import json
from collections.abc import Collection
from dataclasses import asdict

import click

from studyapp.config import KEYS, RULES, Config, load_config, save_config
from studyapp.home import Home
from studyapp.i18n import N_, _, joined, sentence
from studyapp.text.clean import clean

ABOUT = {
    "language": N_("the interface's language: auto, en or zh"),
    "theme": N_("the app's colours: dark, light, dusk, sepia, contrast-dark or contrast-light"),
    "new_per_day": N_("new cards a day, at most"),
    "reviews_per_day": N_("reviews a day, at most; the others wait for the next days"),
    "session_minutes": N_("minutes after which a session asks nothing further; 0 for all of the day's plan"),
    "session_cards": N_("cards in a session, at most; 0 for all of the day's plan"),
    "easy_days": N_("weekdays to be spared, such as sat, sun"),
    "retention": N_("the share of cards to be known when they come back, 0.7 to 0.99"),
    "pack_retention": N_("packs with a share of their own, such as algebra: 0.85"),
    "learning_steps": N_("waits of a new card, such as 1m 10m"),
    "relearning_steps": N_("waits of a card that was forgotten"),
    "longest_interval": N_("days after which a card comes back at the latest"),
    "leech_lapses": N_("how often a card is forgotten before more is advised"),
    "rollover_hour": N_("the hour at which a study day ends"),
    "quiz_moves_memory": N_("whether a quiz's answers count for the memory"),
    "on_request": N_("packs that wait until study --pack begins them"),
    "packs_off": N_("packs that are off; studyapp pack off does it"),
    "reduced_motion": N_("whether demonstrations move by keys alone, moment by moment"),
    "device": N_("this machine's name in the log"),
}


# Unknown options are let through: -5 is a value, of which the settings say what is wrong with it
@click.command(
    "config",
    epilog="Example: studyapp config new_per_day 15",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("key", required=False)
@click.argument("value", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the settings as a JSON object.")
def command(key: str | None, value: str | None, as_json: bool) -> None:
    """Show or change the settings.

    Without arguments all settings are shown, with KEY that one; with VALUE it is changed. KEY may be keys:
    every action with its keys; or keys. and the id of an action, such as keys.card.hint, whose VALUE is its
    keys with commas between, or default.
    """
    home = Home.find()
    config = load_config(home)
    if key is not None and key.partition(".")[0] == KEYS:
        from studyapp.cli.config_keys import (
            about_keys,  # it needs the app's screens, which are slow to import
        )

        click.echo(about_keys(home, config, key.partition(".")[2], value, as_json=as_json))
    elif key is None:
        click.echo(
            json.dumps(asdict(config), ensure_ascii=False) if as_json else "\n".join(told(config, home))
        )
        _warn(home, config, RULES)
    elif value is None:
        click.echo(config.shown(key))
        _warn(home, config, [key])
    else:
        changed = config.with_setting(key, value)
        save_config(home, changed)
        click.echo(f"{key} = {changed.shown(key)}")
        _warn(home, changed, [key])


def _warn(home: Home, config: Config, keys: Collection[str]) -> None:
    """Tell of packs that these settings name and that are not there."""
    from studyapp.study.strange_packs import NAMING_PACKS, installed_names, strange_packs

    if {*NAMING_PACKS}.isdisjoint(keys):
        return
    for key, told_of in strange_packs(config, lambda: installed_names(home)):
        if key in keys:
            click.echo(f"studyapp: {clean(sentence(told_of))}", err=True)


def told(config: Config, home: Home) -> list[str]:
    """All settings and where they are kept, a line each."""
    width = max(map(len, RULES))
    values = {key: config.shown(key) for key in RULES}
    own = [f"{KEYS}.{id} = {typed}" for id, typed in config.keys.items()]
    wide = max(map(len, values.values()))
    lines = [f"{key:<{width}} = {values[key]:<{wide}}  {_(ABOUT[key])}".rstrip() for key in RULES]
    note = _("Settings: {path}", path=home.settings)
    if not home.settings.exists():
        note = joined(note, _("(not there yet; these are the defaults)"))
    return [
        *lines,
        *own,
        "",
        note,
        _("Attempts and memory: {path}", path=home.database),
        _("Packs of your own: {path}", path=home.packs),
    ]
