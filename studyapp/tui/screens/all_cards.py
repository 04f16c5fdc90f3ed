"""What a screen over all cards rests on: they are gathered in a thread, and anew whenever one comes back."""

import gc
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.worker import Worker

from studyapp.collecting import uncollected
from studyapp.study.catalogue import Catalogue
from studyapp.tui.crash import tell_failure
from studyapp.tui.screens.card_at_hand import CardAtHandScreen

if TYPE_CHECKING:
    from studyapp.study.workspace import Workspace


class AllCardsScreen(CardAtHandScreen):
    """Knows every card once `gathered` was called; later calls bring what has changed."""

    class Gathered(Message):
        """The cards are known, or known anew."""

        def __init__(self, catalogue: Catalogue) -> None:
            super().__init__()
            self.catalogue = catalogue

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__(workspace)
        self.catalogue: Catalogue | None = None
        """None until the cards were gathered first."""
        self._was_left = False

    def gathered(self, *, first: bool) -> None:
        """The cards are in `catalogue`, for the first time or anew."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Gather without holding up the first picture."""
        self._gather()

    def on_screen_resume(self) -> None:
        """Coming back from a card: it may stand otherwise now."""
        if self._was_left:
            self._gather()
        self._was_left = True

    @work(thread=True, exclusive=True, group="gather", exit_on_error=False)
    def _gather(self) -> None:
        workspace = self.workspace
        before = self.catalogue
        with uncollected():
            catalogue = workspace.catalogue()
        gc.freeze()  # the collector need not walk over every card while a key is handled
        if before is not None:  # what was known of slips is better than nothing until they are counted
            catalogue.take_slips(before, workspace.gatherer.moment)
        self.post_message(self.Gathered(catalogue))
        workspace.gatherer.gather_slips(catalogue)
        self.post_message(self.Gathered(catalogue))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A thread failed: tell why."""
        tell_failure(self.app, event)

    def on_all_cards_screen_gathered(self, event: Gathered) -> None:
        """Take them."""
        event.stop()
        first, self.catalogue = self.catalogue is None, event.catalogue
        self.gathered(first=first)
