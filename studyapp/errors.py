"""The tree of errors: each one sentence for its reader, raised where it is known, shown once at the edge."""

from collections.abc import Iterable
from math import log10

from studyapp.messages import Message

LONGEST_NUMBER = 40
"""Digits of a whole number up to which it is written out."""


def short_number(value: object) -> object:
    """A whole number that nobody reads to its end as its power of ten: `10^308…`; all else as it is."""
    if type(value) is not int or abs(value) < 10**LONGEST_NUMBER:
        return value
    return f"{'-' if value < 0 else ''}10^{int(log10(abs(value)) + 1e-9)}…"


class StudyError(Exception):
    """What a user, a learner or an instructor can be told: a `Message` that is raised.

    `template` is an English sentence with `{names}`; `values` fill it in.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.template = template
        self.values = {name: short_number(value) for name, value in values.items()}
        super().__init__(template.format(**self.values))

    @property
    def message(self) -> Message:
        """What it says, to be said in the reader's language."""
        said = {
            name: value.message if isinstance(value, StudyError) else value
            for name, value in self.values.items()
        }
        return Message(self.template, **said)


class ExpressionError(StudyError):
    """An expression that cannot be read or worked; `column` counts from 1 in the reader's own string."""

    def __init__(self, template: str, /, column: int | None = None, **values: object) -> None:
        super().__init__(template, **values)
        self.column = column


class ResponseError(StudyError):
    """A response that cannot be read. Unreadable is not wrong: ask again and record nothing."""

    def __init__(
        self, template: str, /, column: int = 1, candidates: tuple[object, ...] = (), **values: object
    ) -> None:
        super().__init__(template, **values)
        self.column = column
        """Where reading stopped, from 1, in the string as typed."""
        self.candidates = candidates
        """The values it could mean, where it can be read two ways."""


class GivenError(StudyError):
    """A given that a solver or a demo refuses; `parameter` names it."""

    def __init__(self, template: str, /, parameter: str, **values: object) -> None:
        super().__init__(template, parameter=parameter, **values)
        self.parameter = parameter


_WITH_HINT = "{what}{hint}"
"""Nothing in it is of any language."""


class UnknownNameError(StudyError):
    """A solver, problem, demo, card or verb that does not exist."""

    def __init__(self, template: str, /, name: str, known: Iterable[str] = (), **values: object) -> None:
        super().__init__(template, name=name, **values)
        self.nearest = nearest(name, known)
        """The known name that was most probably meant, or None."""

    @property
    def message(self) -> Message:  # noqa: D102
        if not self.nearest:
            return super().message
        hint = Message("; did you mean {nearest}?", nearest=self.nearest)
        return Message(_WITH_HINT, what=super().message, hint=hint)

    def __str__(self) -> str:
        return str(self.message)


class DrawError(StudyError):
    """A problem whose constraints leave nothing to draw."""


class PackError(StudyError):
    """A pack that cannot be used at all."""


class StoreError(StudyError):
    """The learner's file cannot be opened, read or written."""


class ConfigError(StudyError):
    """The settings cannot be read, or a setting has a value it cannot take."""


class TerminalError(StudyError):
    """There is no terminal that the app could draw on."""


LONGEST_NAME = 100
MOST_COMPARED = 1000
"""Bounds of looking for the nearest name, so that what was typed or written cannot keep it busy."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` most probably meant, or None."""
    from difflib import get_close_matches  # needed only where something went wrong
    from itertools import islice

    if len(name) > LONGEST_NAME:
        return None
    written: dict[str, str] = {}  # whoever mixes up capitals means the same name
    for each in islice(known, MOST_COMPARED):
        written.setdefault(each.casefold(), each)
    folded = name.casefold()
    close = get_close_matches(folded, written, cutoff=0.6)
    if not close:
        return None
    # Swapped letters count for two in the comparison, though they are the commonest slip
    return written[next((each for each in close if sorted(each) == sorted(folded)), close[0])]
