"""Cards as rows: how each stands in a sign, what it asks, its concept, and when it comes back."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache

from textual.content import Content

from studyapp.i18n import N_, _, language
from studyapp.scheduling.schedule import State
from studyapp.store.browsing import InShort
from studyapp.store.log import time_of_text
from studyapp.study.catalogue import Entry
from studyapp.study.phrases import say_interval
from studyapp.text.clean import clean
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of
from studyapp.tui.marking import FLAG_SIGN, NOTE_SIGN, REST_SIGN

_WAYS = {
    "suspended": (REST_SIGN, "$quiet"),
    "buried": (REST_SIGN, "$quiet"),
    "new": ("○", "$primary"),
    "learning": ("◐", "$accent"),
    "review": ("●", "$success"),
}
"""The sign of how a card stands; of several the first."""
_MARKS = {
    "flagged": (FLAG_SIGN, "$accent bold"),
    "leech": ("!", "$warning bold"),
    "note": (NOTE_SIGN, "$secondary"),
}
"""The sign of what is on it; of several the first."""
STATE_NAMES = {
    "new": N_("new"),
    "learning": N_("learning"),
    "review": N_("in review"),
    "due": N_("due"),
    "leech": N_("often forgotten"),
    "suspended": N_("suspended"),
    "buried": N_("resting until tomorrow"),
    "flagged": N_("flagged"),
    "note": N_("with a note"),
}
"""What the states are called in sentences."""

_LONGEST_SAID = timedelta(days=320)
"""No interval takes more columns when it is said: months with two digits and a decimal."""
_MOST_CONCEPT = 26
_WITH_CONCEPT = 56
"""Columns from which the concept has room; the look at the card tells it in any case."""


def sign(states: Sequence[str]) -> list[tuple[str, str]]:
    """Two columns: how the card stands, and what is on it."""
    way = next(found for state, found in _WAYS.items() if state in states)
    mark = next((found for state, found in _MARKS.items() if state in states), (" ", ""))
    return [way, mark]


def card_row(card: Entry, width: int, now: datetime, today: date, looked_for: Sequence[str] = ()) -> Content:
    """One card in `width` columns; what was looked for is underlined in it."""
    due_room = _due_room(language())
    concept_room = min(_MOST_CONCEPT, width // 4) if width >= _WITH_CONCEPT else 0
    room = max(10, width - 4 - due_room - (concept_room + 2 if concept_room else 0) - 1)
    title = cut(clean(card.title.say(language())), room)
    concept = cut(clean(card.concept.say(language())), concept_room)
    due, style = _due(card, now, today)
    told = _underlined(title, looked_for) if looked_for else title
    return Content.assemble(
        " ",
        *sign(card.states),
        " ",
        told,
        " " * (room - columns_of(title)),
        *([("  " + pad(concept, concept_room), "$quiet")] if concept_room else []),
        (pad(due, due_room, "right"), style),
        " ",
        strip_control_codes=False,  # it is clean, and a list draws forty of these at a key
    )


@cache
def _due_room(_language: str) -> int:
    """The columns of when a card comes back, in the language spoken: the same for every row of a list."""
    return 1 + columns_of(say_interval(_LONGEST_SAID))


def _underlined(title: str, looked_for: Sequence[str]) -> Content:
    told = Content(title)
    for start, end in _places(title, looked_for):
        told = told.stylize("bold underline", start, end)
    return told


def _places(title: str, looked_for: Sequence[str]) -> list[tuple[int, int]]:
    """Where in a title stands what was looked for, as far as small letters take the place of capitals."""
    folded = title.casefold()
    if len(folded) != len(title):
        return []
    found = ((folded.find(said), said) for said in looked_for)
    return [(at, at + len(said)) for at, said in found if at >= 0]


def _due(card: Entry, now: datetime, today: date) -> tuple[str, str]:
    memory = card.standing.memory
    if memory is None or "suspended" in card.states:
        return "", ""
    if "due" in card.states:
        return _("now"), "$accent bold"
    return say_interval(until(memory, now, today)), "$quiet"


def until(memory: InShort, now: datetime, today: date) -> timedelta:
    """In how long a card comes back; nothing where it waits already."""
    if memory.state != State.REVIEW and memory.due_at:
        return max(timedelta(), time_of_text(memory.due_at) - now.astimezone(UTC))
    due = date.fromisoformat(memory.due_day) if memory.due_day else today
    return timedelta(days=max(0, (due - today).days))
