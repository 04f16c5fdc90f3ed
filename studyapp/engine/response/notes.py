"""Values that a learner names before her answer: `k = 7*7; 2k + 1`. Also what a scratch line keeps."""

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from studyapp.domain.value import Number
from studyapp.engine.response.latex import without_latex
from studyapp.engine.response.names import CONSTANTS, function_name
from studyapp.engine.response.numbers import work_out
from studyapp.engine.response.spelling import Spelling, spell
from studyapp.errors import ResponseError
from studyapp.i18n import N_

MOST_NOTES = 40

_NOTE = re.compile(r"\s*([^\W\d_]+)\s*=(?!=)", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Notes:
    """Named values in the order in which they were given, each as it was typed."""

    values: Mapping[str, Number] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    def noting(self, line: str) -> "Notes":
        """With one more line: `k = 7*7` names a value, anything else changes nothing.

        Raises ResponseError with the column where the line cannot be read.
        """
        spelling = without_latex(spell(line))
        name, rest = named(spelling)
        if name is None:
            return self
        if name not in self.values and len(self.values) >= MOST_NOTES:
            raise ResponseError(TOO_MANY, column=1, most=MOST_NOTES)
        value = _worked(name, spelling, rest.strip(), lambda item: work_out(item, names=self.values))
        told = line[line.index("=") + 1 :].strip() if "=" in line else rest.text
        return Notes({**self.values, name: value}, {**self.typed, name: told})

    def before(self, response: str) -> str:
        """A response with the values in front that it needs, so that it can be read on its own."""
        needed: list[str] = []
        waiting = [response]
        while waiting:
            words = set(re.findall(r"[^\W\d_]+", waiting.pop()))
            for name in self.values:
                if name in words and name not in needed:
                    needed.append(name)
                    waiting.append(self.typed[name])
        lines = [f"{name} = {self.typed[name]}" for name in self.values if name in needed]
        return "; ".join([*lines, response])


def named(spelling: Spelling) -> tuple[str | None, Spelling]:
    """The name that a text begins to give a value, and the rest."""
    found = _NOTE.match(spelling.text)
    return (None, spelling) if found is None else (found[1], spelling[found.end() :])


def without_notes(
    spelling: Spelling, work: Callable[[Spelling, Mapping[str, Number]], Number]
) -> tuple[Spelling, dict[str, Number]]:
    """The answer behind the named values, and these by name; a name before the answer itself is dropped.

    Raises ResponseError, with its column, where there are more than MOST_NOTES or one cannot be worked out.
    """
    values: dict[str, Number] = {}
    for count in itertools.count():
        name, rest = named(spelling)
        if name is None:
            break
        end = _end(rest.text)
        if end is None or not rest.text[end + 1 :].strip():  # `P = 3`: that is the answer
            return (rest if end is None else rest[:end]), values
        if count >= MOST_NOTES:
            raise ResponseError(TOO_MANY, column=spelling.column(0), most=MOST_NOTES)
        values[name] = _worked(name, spelling, rest[:end].strip(), lambda item: work(item, values))
        spelling = rest[end + 1 :].strip()
    return spelling, values


def _end(text: str) -> int | None:
    """Where a value ends: at the first `;` or line's end that stands in no bracket."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if sign in ";\n" and depth <= 0:
            return place
    return None


def _worked(name: str, whole: Spelling, value: Spelling, work: Callable[[Spelling], Number]) -> Number:
    """The value that a name gets; refused where the name has a meaning, or nothing stands behind it."""
    if name.lower() in CONSTANTS or function_name(name.lower()) or name in ("x", "X"):
        raise ResponseError(TAKEN, column=whole.column(whole.text.index(name)), name=name)
    if not value.text:
        raise ResponseError(
            N_("after `{sign}` a number is missing"), column=whole.column(whole.text.index("=")), sign="="
        )
    return work(value)


TAKEN = N_("`{name}` already means something here; name the value otherwise")
TOO_MANY = N_("at most {most} values can be kept")
