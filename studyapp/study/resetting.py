"""Letting cards begin anew: a row of the log for each, which can be taken back as any other."""

from collections.abc import Collection
from datetime import datetime

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.rating import Rating
from studyapp.store.ids import new_id
from studyapp.store.store import Store


def begin_anew(store: Store, cards: Collection[str], now: datetime) -> tuple[str, ...]:
    """Make those of the cards that the memory holds new again; which these were.

    Their answers stay in the log, and no other card is touched. `take_back` undoes it.
    """
    seen = store.seen()
    begun = tuple(card for card in cards if card in seen)
    saved = [store.append(_reset(store, card, now)) for card in begun]
    for one in saved:
        one.result()
    return begun


def take_back(store: Store, now: datetime) -> int:
    """Undo the latest reset of this device, all its cards at once; how many there were."""
    last = store.last_attempt((Mode.RESET,))
    if last is None:
        return 0
    resets = store.attempts(since=last.day, modes=(Mode.RESET,))
    together = [one.id for one in resets if (one.at, one.device) == (last.at, last.device)]
    for undone in [store.undo(id_, now) for id_ in together]:
        undone.result()
    return len(together)


def _reset(store: Store, card: str, now: datetime) -> Attempt:
    return Attempt(
        id=new_id(now),
        device=store.device,
        at=now,
        mode=Mode.RESET,
        card=card,
        rating=Rating.AGAIN,  # a row has one; nothing reads it
        seconds=0.0,
    )
