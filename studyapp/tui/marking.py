"""Keys for a card at hand: flag, suspend, bury; the same letters wherever a card is, and what they tell."""

import asyncio
from concurrent.futures import Future
from typing import Any

from textual.app import App
from textual.binding import Binding

from studyapp.domain.marks import Marks
from studyapp.errors import StudyError
from studyapp.i18n import N_, _
from studyapp.study.marking import Marking
from studyapp.tui.named_keys import key_now
from studyapp.tui.notices import tell, tell_error

FLAG_SIGN, REST_SIGN, NOTE_SIGN = "⚑", "‖", "✎"


def mark_keys(*, show: bool = True) -> list[Binding]:
    """The bindings `flag`, `suspend` and `bury`; `show` says whether they stand on the key bar."""
    return [
        Binding("f", "flag", N_("Flag"), show=show,
                tooltip=N_("Flag this card, or take the flag away"), id="card.flag"),
        Binding("x", "suspend", N_("Suspend"), show=show,
                tooltip=N_("Ask this card no more, or take it back"), id="card.suspend"),
        Binding("minus", "bury", N_("Bury"), show=show,
                tooltip=N_("Leave it until tomorrow, or take it back"), id="card.bury"),
    ]  # fmt: skip


def label_of_mark(action: str, marks: Marks) -> str:
    """What the key of `suspend` or `bury` does where it takes the rest back; else nothing.

    No longer than what it says else: the bar shall not need another row as the cursor comes to such a card.
    """
    if action == "suspend" and marks.suspended:
        return N_("Resume")
    if action == "bury" and marks.buried_until:
        return N_("Wake")
    return ""


async def settled(saved: "Future[None]") -> None:
    """Wait, without blocking the loop, until it is done or failed; asking for its result tells which."""
    waiting = asyncio.wrap_future(saved)
    await asyncio.wait([waiting])
    if not waiting.cancelled():
        waiting.exception()  # looked at, or asyncio prints it over the learner's terminal in the end


async def kept(app: App[Any], saved: "Future[None]") -> bool:
    """Wait, without blocking the loop, until it is on the disk; False where that failed, which is told."""
    await settled(saved)
    error = saved.exception()
    if isinstance(error, StudyError):
        tell_error(app, error)
        return False
    saved.result()
    return True


async def toggle_flag(app: App[Any], marking: Marking, card: str) -> None:
    """Flag the card, or take the flag away."""
    on = not marking.of(card).flag
    if await kept(app, marking.flag(card, on)):
        tell(app, _("The card is flagged.") if on else _("The flag is gone."))


async def toggle_suspended(app: App[Any], marking: Marking, card: str) -> None:
    """Let the card rest for good, or take it back."""
    on = not marking.of(card).suspended
    if await kept(app, marking.suspend(card, on)):
        tell(
            app,
            _(
                "The card is suspended: it is not asked until you take that back with {key}.",
                key=key_now("card.suspend"),
            )
            if on
            else _(BACK),
        )


async def toggle_buried(app: App[Any], marking: Marking, card: str) -> None:
    """Let the card rest until tomorrow, or take it back."""
    until = None if marking.of(card).buried_until else marking.tomorrow
    if await kept(app, marking.bury(card, until)):
        tell(app, _("The card is buried: it is not asked before tomorrow.") if until else _(BACK))


BACK = N_("The card is asked again.")


def signs(marks: Marks) -> str:
    """What stands before the name of a card with marks, as ⚑, ‖ for one that rests, ✎ for a note."""
    rests = marks.suspended or marks.buried_until is not None
    shown = (FLAG_SIGN * marks.flag, REST_SIGN * rests, NOTE_SIGN * bool(marks.note))
    return " ".join(filter(None, shown))


def marks_said(marks: Marks) -> list[str]:
    """The flag and the rest in words, each with its sign."""
    said = []
    if marks.flag:
        said.append(f"{FLAG_SIGN} {_('flagged')}")
    if marks.suspended:
        rests = _("suspended: not asked until you take that back with {key}", key=key_now("card.suspend"))
        said.append(f"{REST_SIGN} {rests}")
    if marks.buried_until:
        said.append(f"{REST_SIGN} {_('buried: not asked before tomorrow')}")
    return said
