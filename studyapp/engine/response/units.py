"""The units that a problem names, taken off a response: `42 epochs`, `42轮`, `$42`."""

import re
from collections.abc import Sequence
from functools import lru_cache

from studyapp.engine.response.spelling import Spelling, spell


def without_unit(spelling: Spelling, units: Sequence[str]) -> Spelling:
    """`spelling` without one of `units` behind or before it; plural or singular make no difference."""
    behind, before = _patterns(tuple(units))
    if match := behind.search(spelling.text):
        rest = spelling[: match.start()].strip()
        if rest.text and not (match.start() == len(rest.text) and rest.text[-1].isalpha()):
            return rest
    if match := before.match(spelling.text):
        rest = spelling[match.end() :].strip()
        return Spelling(match[1] + rest.text, [*spelling.columns[: len(match[1])], *rest.columns])
    return spelling


@lru_cache(maxsize=256)
def _patterns(units: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Any of the units at the end, and at the beginning."""
    spellings = {way for unit in units for way in _ways(spell(unit).text.strip())}
    longest_first = sorted(filter(None, spellings), key=len, reverse=True)
    any_unit = "|".join(r"\s+".join(_escaped(word) for word in unit.split()) for unit in longest_first)
    if not any_unit:
        return re.compile("(?!)"), re.compile("(?!)")
    return re.compile(rf"(?:{any_unit})\.?$"), re.compile(rf"([-+]?) *(?:{any_unit})\s*(?=[-+\d.(√])")


def _ways(unit: str) -> set[str]:
    """How people write a unit."""
    ways = {unit, unit.lower(), unit.replace("^(", "^").replace(")", "") if "^(" in unit else unit}
    if re.fullmatch(r"[A-Za-z ]+", unit):
        ways.add(f"{unit}s")
        if len(unit) > 2 and unit.endswith("s"):
            ways.add(unit[:-1])
    return ways


def _escaped(word: str) -> str:
    # Mb is not MB: only longer words are read in any case
    return f"(?i:{re.escape(word)})" if len(word) > 3 else re.escape(word)
