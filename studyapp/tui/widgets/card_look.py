"""A look at the card under a cursor, once that rests on it; cards are built in a thread, so no key waits."""

from collections.abc import Callable

from textual import work
from textual.message import Message
from textual.timer import Timer
from textual.worker import Worker

from studyapp.study.catalogue import Entry, Moment
from studyapp.study.peek import Peek
from studyapp.tui.crash import tell_failure
from studyapp.tui.widgets.card_preview import CardPreview
from studyapp.tui.widgets.scroll import Scroll

A_REST = 0.15
"""Seconds on a card before it is looked at: an arrow key held down passes over many."""


class CardLook(Scroll):
    """Shows a preview of one card after another."""

    class Peeked(Message):
        """A card was looked at."""

        def __init__(self, peek: Peek) -> None:
            super().__init__()
            self.peek = peek

    def __init__(self, peek_at: Callable[[str, int], Peek], *, id: str | None = None) -> None:
        """`peek_at` looks at a card (by its id) with the numbers of a seed."""
        self._preview = CardPreview()
        super().__init__(self._preview, id=id)
        self._peek_at = peek_at
        self._card: Entry | None = None
        self._moment: Moment | None = None
        self._otherwise = ""
        self._seed = 0
        self._resting: Timer | None = None
        self.peek: Peek | None = None
        """What was looked at last."""

    def rest_on(self, card: Entry | None, moment: Moment, otherwise: str) -> None:
        """Show this card soon, if no other one comes; `otherwise` is told where there is none."""
        if card is None or self._card is None or card.id != self._card.id:
            self._seed = 0
        self._card, self._moment, self._otherwise = card, moment, otherwise
        if self._resting is None:
            self._resting = self.set_timer(A_REST, self._rested)
        else:
            self._resting.reset()

    def show(self, card: Entry | None, moment: Moment) -> None:
        """The card stands otherwise now."""
        self._card, self._moment = card, moment
        self._draw()

    def turn_over(self) -> None:
        """Hide it, or show it again."""
        self.display = not self.display
        self._look()

    def other_numbers(self) -> None:
        """The numbers of the next seed."""
        self._seed += 1
        self._look()

    def _rested(self) -> None:
        self._resting = None
        self._look()

    def _look(self) -> None:
        """Look at the card, where that was not done already."""
        card, peek = self._card, self.peek
        if card is None or (peek is not None and (peek.card, peek.seed) == (card.id, self._seed)):
            self._draw()
        elif self.display:
            self._build(card.id, self._seed)

    @work(thread=True, exclusive=True, group="peek", exit_on_error=False)
    def _build(self, card: str, seed: int) -> None:
        self.post_message(self.Peeked(self._peek_at(card, seed)))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Looking failed in a way that nobody foresaw."""
        tell_failure(self.app, event)

    def on_card_look_peeked(self, event: Peeked) -> None:
        """Show what it asks, if it is still the card under the cursor."""
        event.stop()
        if self._card is not None and self._card.id == event.peek.card:
            if self.peek is None or self.peek.card != event.peek.card:
                self.scroll_home(animate=False)
            self.peek = event.peek
            self._draw()

    def _draw(self) -> None:
        if self._moment is not None:
            self._preview.show(self._card, self.peek, self._moment, self._otherwise)
