"""Exactly these cards, due or not, until each was known; no memory is moved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studyapp.tui.screens.study import StudyScreen, screen_of

if TYPE_CHECKING:
    from studyapp.tui.app import StudyApp


def open_place(app: "StudyApp", *, cards: Sequence[str]) -> StudyScreen:
    """A session over the cards with these ids (`pack/id`), in this order."""
    return screen_of(app, app.workspace.cram_cards(cards))
