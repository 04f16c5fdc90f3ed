"""Exactly these cards, due or not, until each was known; no memory is moved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studyapp.tui.screens.study import StudyScreen

if TYPE_CHECKING:
    from studyapp.tui.app import StudyApp


def open_place(app: "StudyApp", *, cards: Sequence[str]) -> StudyScreen:
    """A session over the cards with these ids (`pack/id`), in this order."""
    return StudyScreen(app.workspace.cram_cards(cards), app.names_of)
