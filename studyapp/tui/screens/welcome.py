"""The very first start: three short pages on language, daily amount, and how a card works."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.domain.rating import Rating
from studyapp.i18n import N_, _, language
from studyapp.study.phrases import say_duration, say_interval
from studyapp.text.width import pad
from studyapp.text.width import width as columns_of
from studyapp.text.wrap import wrap
from studyapp.tui.named_keys import key_now
from studyapp.tui.screens.paged import PagedScreen
from studyapp.tui.widgets.drawn import quiet_lines
from studyapp.tui.widgets.prose import WIDEST
from studyapp.tui.widgets.rating_bar import NAMES

if TYPE_CHECKING:
    from studyapp.tui.app import StudyApp

AMOUNTS: Mapping[int, int] = {5: 10, 10: 20, 20: 40}
"""New cards a day, and the minutes that a day comes to after some weeks.

Counted with the scheduler: where two cards in three are known at first sight, n new ones a day make 6 to 7 n
questions a day after a month; 20 seconds each.
"""
LANGUAGE_NAMES: Mapping[str, str] = {"en": "English", "zh": "中文"}
_PACES = (N_("at leisure"), N_("steadily"), N_("in earnest"))
_LETTERS = "abc"
_PAGES = 3


def open_place(app: "StudyApp") -> "WelcomeScreen":
    """The first page."""
    return WelcomeScreen(app)


class WelcomeScreen(PagedScreen[None]):
    """Enter goes on, Esc skips the rest. Once it is left there is a settings file, and it never returns."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space", "next", N_("Go on"), tooltip=N_("Keep this, and on to the next page"),
            id="welcome.next",
        ),
        Binding("up", "choose(-1)", N_("Up"), show=False, tooltip=N_("Another choice"), id="welcome.up"),
        Binding("down", "choose(1)", N_("Down"), show=False, tooltip=N_("Another choice"), id="welcome.down"),
        *(Binding(f"{letter},{at + 1}", f"pick({at})", show=False) for at, letter in enumerate(_LETTERS)),
        Binding(
            "backspace,left", "back", N_("Back"), tooltip=N_("To the page before"), id="welcome.back",
        ),
        Binding("escape,q", "skip", N_("Skip"), tooltip=N_("Begin at once"), id="welcome.skip"),
    ]  # fmt: skip

    def __init__(self, app: "StudyApp") -> None:
        super().__init__()
        self._learner = app
        self._at = 0
        new = app.workspace.config.new_per_day
        self._amount = list(AMOUNTS).index(new) if new in AMOUNTS else 1

    def title_said(self) -> str:
        """Where this is."""
        return _("Welcome")

    def fact_said(self) -> str:
        """How far it is."""
        return _("{page} of {pages}", page=self._at + 1, pages=_PAGES)

    def write(self, width: int) -> list[Content]:
        """The page at hand."""
        room = min(width, WIDEST)
        return (self._language, self._amounts, self._card)[self._at](room)

    # The three pages

    def _language(self, width: int) -> list[Content]:
        """In both languages: whoever needs the other one must find it."""
        lines = [
            Content.styled("Welcome to studyapp  ·  欢迎使用 studyapp", "bold"), Content(),
            *quiet_lines(_("Deep learning in small questions, a few minutes a day."), width),
            Content(), Content(),
            Content.styled("In which language?  ·  用哪种语言？", "$primary bold"), Content(),
        ]  # fmt: skip
        lines += self._choices(list(LANGUAGE_NAMES.values()))
        later = _("The key {key} changes it at any time.", key=key_now("app.language"))
        return [*lines, Content(), *quiet_lines(later, width)]

    def _amounts(self, width: int) -> list[Content]:
        lines = [Content.styled(_("How much a day?"), "$primary bold"), Content()]
        columns = [
            [_("{count} new cards a day", count=count) for count in AMOUNTS],
            [_(pace) for pace in _PACES],
            [_("about {time}", time=say_duration(60 * minutes)) for minutes in AMOUNTS.values()],
        ]
        widths = [max(map(columns_of, column)) + 3 for column in columns]
        lines += self._choices(
            [
                "".join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
                for row in zip(*columns, strict=True)
            ]
        )
        told = _(
            "The time is that of a day once cards come back; the first days are shorter. What is due always "
            "comes before what is new, and on a busy day you can stop at any question."
        )
        later = _("Settings (the key {key}) change it at any time.", key=key_now("home.settings"))
        return [*lines, Content(), *quiet_lines(told, width), Content(), *quiet_lines(later, width)]

    def _card(self, width: int) -> list[Content]:
        """One card from question to return, with the times that the scheduler would give it."""
        intervals = self._learner.workspace.store.intervals("", self._learner.workspace.clock())
        question = _("A 3×3 filter slides over an image 5 pixels wide. How wide is the output?")
        steps: list[tuple[str, list[tuple[str, str]]]] = [
            (_("You are asked."), [(question, "")]),
            (
                _("You answer; it may be worked out on the spot."),
                [("5 - 3 + 1", "$code"), (_("read as 3"), "$quiet")],
            ),
            (
                _("You see whether it was right, or what the mistake looks like."),
                [("✓ " + _("Right."), "$success")],
            ),
            (_("You rate how it went: each key says when the card comes back."), _ratings(intervals)),
            (_("It comes back just before you would forget it. That is all."), []),
        ]
        lines = [Content.styled(_("How a card works"), "$primary bold"), Content()]
        for number, (said, example) in enumerate(steps, start=1):
            lines += [Content()] * (number > 1)
            for at, row in enumerate(wrap(said, width - 3)):
                lines.append(Content.assemble((f"{number}  " if at == 0 else "   ", "$primary bold"), row))
            for text, style in example:
                lines += [
                    Content.assemble(("   │ ", "$faint"), (row, style)) for row in wrap(text, width - 5)
                ]
        return lines

    def _choices(self, names: Sequence[str]) -> list[Content]:
        """Each with its letter, the chosen one marked."""
        lines = []
        for at, name in enumerate(names):
            is_chosen = at == self._chosen
            mark = "(●)" if is_chosen else "( )"
            lines.append(
                Content.assemble(
                    ("▸ " if is_chosen else "  ", "$primary bold"), (f"{_LETTERS[at]} ", "$primary bold"),
                    (f"{mark} ", "$primary"), (name, "bold" if is_chosen else ""),
                )
            )  # fmt: skip
        return lines

    # Keys

    @property
    def _chosen(self) -> int:
        """Which choice of the page at hand is taken."""
        return list(LANGUAGE_NAMES).index(language()) if self._at == 0 else self._amount

    @property
    def _count(self) -> int:
        """How many choices the page at hand has."""
        return (len(LANGUAGE_NAMES), len(AMOUNTS), 0)[self._at]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a page before but for the first, and no choice on the last."""
        if action == "back":
            return self._at > 0
        if action == "pick":
            return isinstance(parameters[0], int) and parameters[0] < self._count
        if action == "choose":
            return self._count > 0
        return super().check_action(action, parameters)

    def action_choose(self, by: int) -> None:
        """Take the choice above or below."""
        self.action_pick((self._chosen + by) % self._count)

    def action_pick(self, at: int) -> None:
        """Take this choice; it holds at once."""
        if self._at == 1:
            self._amount = at
            self.respeak()
        elif (chosen := list(LANGUAGE_NAMES)[at]) != language():
            self._learner.take(language=chosen)

    def action_next(self) -> None:
        """On to the next page; after the last one home."""
        if (
            self._at == 1
            and (new := list(AMOUNTS)[self._amount]) != self._learner.workspace.config.new_per_day
        ):
            self._learner.keep(new_per_day=new)
        if self._at == _PAGES - 1:
            self.action_skip()
        else:
            self._turn(self._at + 1)

    def action_back(self) -> None:
        """To the page before."""
        self._turn(self._at - 1)

    def action_skip(self) -> None:
        """Home, and never here again: from now on there is a settings file."""
        self._learner.keep()
        self.dismiss()

    def _turn(self, page: int) -> None:
        self._at = page
        self.respeak()
        self.refresh_bindings()


def _ratings(intervals: Mapping[Rating, timedelta]) -> list[tuple[str, str]]:
    """The four keys, each with when it would bring a new card back."""
    keys = (f"{rating.value} {_(NAMES[rating])}  {say_interval(intervals[rating])}" for rating in Rating)
    return [("     ".join(keys), "$accent")]
