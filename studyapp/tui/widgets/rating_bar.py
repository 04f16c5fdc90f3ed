"""The four ratings with when each would bring the card back."""

from collections.abc import Mapping
from datetime import timedelta

from textual import events
from textual.content import Content
from textual.message import Message

from studyapp.domain.rating import Rating
from studyapp.i18n import N_, _
from studyapp.study.phrases import say_interval
from studyapp.text.width import cut
from studyapp.text.width import width as columns_of
from studyapp.tui.named_keys import key_now
from studyapp.tui.widgets.drawn import Drawn

NAMES = {
    Rating.AGAIN: N_("Again"),
    Rating.HARD: N_("Hard"),
    Rating.GOOD: N_("Good"),
    Rating.EASY: N_("Easy"),
}
_COLOURS = {
    Rating.AGAIN: "$error",
    Rating.HARD: "$warning",
    Rating.GOOD: "$success",
    Rating.EASY: "$primary",
}
ASKED = N_("How well did you know it? Press {again}, {hard}, {good} or {easy}.")
_IDS = {Rating.AGAIN: "again", Rating.HARD: "hard", Rating.GOOD: "good", Rating.EASY: "easy"}
_GAP = 2
_WIDEST = 100


class RatingBar(Drawn):
    """Four keys side by side; the one that Enter takes is marked."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    RatingBar { padding: 0 2; height: auto; }
    """

    class Chosen(Message):
        """A rating was clicked."""

        def __init__(self, rating: Rating) -> None:
            super().__init__()
            self.rating = rating

    def __init__(self) -> None:
        super().__init__()
        self._is_offered = False
        self._preset: Rating | None = None
        self._only: Rating | None = None
        self._intervals: Mapping[Rating, timedelta] = {}

    def offer(
        self, preset: Rating | None, intervals: Mapping[Rating, timedelta], only: Rating | None = None
    ) -> None:
        """Show the ratings; `only` is the one that counts where nothing can be chosen."""
        self._preset, self._only, self._intervals = preset, only, intervals
        self._is_offered = True
        self.redraw()

    def withdraw(self) -> None:
        """Nothing to rate now."""
        self._is_offered = False
        self.redraw()

    def _offered(self) -> list[Rating]:
        return [self._only] if self._only else list(Rating)

    def lines(self, width: int) -> list[Content]:
        """A rule, the names with their keys, below each its interval; nothing where nothing is offered."""
        if not self._is_offered:
            return []
        room = min(width, _WIDEST)
        cell = max(8, (room - 3 * _GAP) // 4)
        keys, returns = [], []
        for rating in self._offered():
            is_preset = rating is self._preset
            mark = "▸" if is_preset else " "
            name = f"{mark}{_key(rating)} {_(NAMES[rating])}"
            hint = " ⏎" if is_preset else ""
            style = f"{_COLOURS[rating]} bold" + (" reverse" if is_preset else "")
            label = f"{name}{hint} "
            keys.append(Content.styled(label, style) + " " * max(0, cell + _GAP - columns_of(label)))
            when = f"   {say_interval(self._intervals[rating])}" if rating in self._intervals else ""
            returns.append(Content.styled(when, "$quiet") + " " * max(0, cell + _GAP - columns_of(when)))
        rows = [self._rule(width), Content("").join(keys)]
        return [*rows, Content("").join(returns) if self._intervals else Content()]

    def _rule(self, width: int) -> Content:
        """Where only the learner can tell how it was, the rule asks."""
        asked = ""
        if not self._preset:
            keys = {name: _key(rating) for rating, name in _IDS.items()}
            asked = f"{cut(_(ASKED, **keys), width - 4)} "
        rest = "─" * max(0, width - columns_of(asked) - 3)
        return Content.assemble(("── " if asked else "───", "$faint"), (asked, "bold"), (rest, "$faint"))

    def on_click(self, event: events.Click) -> None:
        """Choose the rating under the mouse."""
        offset = event.get_content_offset(self)
        if not self._is_offered or offset is None or offset.y == 0:
            return
        cell = max(8, (min(self.content_size.width, _WIDEST) - 3 * _GAP) // 4)
        offered = self._offered()
        index = offset.x // (cell + _GAP)
        if index < len(offered):
            self.post_message(self.Chosen(offered[index]))


def _key(rating: Rating) -> str:
    """The key that chooses it."""
    return key_now(f"rate.{_IDS[rating]}")
