"""From a setting's value to the sensible one beside it, and what else may be typed."""

from studyapp.config import RULES, Config
from studyapp.i18n import _, listed
from studyapp.rules import Between, OneOf, Switch
from studyapp.study.settings_guide import guide_of, shown_word


def steps(key: str) -> bool:
    """Whether there are values to step through; else it can only be typed."""
    return isinstance(RULES[key], OneOf | Switch | Between) or bool(guide_of(key).values)


def stepped(config: Config, key: str, by: int) -> str:
    """The value beside the one that it has, as it would be typed; at the ends the same one again.

    `by` is 1 or -1. Words and hours go round.
    """
    rule, values, value = RULES[key], guide_of(key).values, getattr(config, key)
    if isinstance(rule, Switch):
        return "false" if value else "true"
    if isinstance(rule, OneOf):
        return str(_round(rule.words, rule.words.index(config.shown(key)), by))
    if isinstance(rule, Between) and key == "rollover_hour":
        return str((value + by) % 24)
    if isinstance(rule, Between):
        beside = [each for each in values if isinstance(each, int | float) and (each - value) * by > 1e-9]
        if values:
            return f"{min(beside, key=lambda each: abs(each - value)) if beside else value:g}"
        return str(min(int(rule.high), max(int(rule.low), value + by)))
    at = values.index(value) if value in values else (-1 if by > 0 else 0)
    return str(_round(values, at, by))


def _round(values: tuple[float | str, ...] | tuple[str, ...], at: int, by: int) -> float | str:
    return values[(at + by) % len(values)]


def range_of(key: str) -> str:
    """What it may be: the bounds of a number, or the words to choose from."""
    rule = RULES[key]
    if isinstance(rule, Between):
        return _("from {low} to {high}", low=f"{rule.low:g}", high=f"{rule.high:g}")
    if isinstance(rule, OneOf):
        return listed(shown_word(key, word) for word in rule.words)
    return ""
