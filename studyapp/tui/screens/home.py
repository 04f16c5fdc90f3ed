"""The first screen: what there is to do today, chapter by chapter, and one key to begin."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.domain.text import Text
from studyapp.i18n import N_, _, language, ngettext
from studyapp.study.overview import ChapterToday, Overview
from studyapp.study.paused import Paused
from studyapp.study.phrases import say_clock_behind, say_duration, say_paused, say_return
from studyapp.text.clean import clean
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of
from studyapp.text.wrap import wrap
from studyapp.tui.phrases import say_date
from studyapp.tui.places import PLACES, Go
from studyapp.tui.screens.base import SCROLL_KEYS, BaseScreen
from studyapp.tui.widgets.drawn import Drawn
from studyapp.tui.widgets.key_bar import KeyBar
from studyapp.tui.widgets.scroll import Scroll
from studyapp.tui.widgets.title_bar import TitleBar

_WIDEST = 112
_FEW = 6
"""So many chapters have an empty line between them."""


class Today(Drawn):
    """The plan in two sentences, a row for each chapter, and the concepts that come up."""

    def __init__(
        self,
        overview: Callable[[], Overview],
        concepts: Callable[[], Sequence[Text]],
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._read_overview = overview
        self._read_concepts = concepts
        self._clock = clock
        self._overview = overview()
        self._concepts: Sequence[Text] = ()
        self._is_reading = True

    def reload(self) -> None:
        """Look at the learner's file again; by now the packs were read, or could not be."""
        self._is_reading = False
        self._overview = self._read_overview()
        self._concepts = self._read_concepts()
        self.redraw()

    @property
    def paused(self) -> tuple[Paused, ...]:
        """The runs that wait to be gone on with."""
        return self._overview.paused

    def lines(self, width: int) -> list[Content]:
        """All of it."""
        room = min(width, _WIDEST)
        lines = [*self._headline(room), Content()]
        if self._overview.chapters:
            lines += _table(self._overview.chapters, room)
        if self._concepts:
            said = " · ".join(clean(name.say(language())) for name in self._concepts)
            lines += [Content(), Content(), Content.styled(_("What comes up"), "$primary bold")]
            lines += [Content.styled(line, "$quiet") for line in wrap(said, room)]
        return lines

    def _headline(self, width: int) -> list[Content]:
        overview = self._overview
        if not overview.indexed and not overview.chapters:
            reading, failed = _("Reading the packs …"), _("The packs could not be read.")
            return _sentences(reading if self._is_reading else failed, "", width)
        if overview.todo:
            title = ngettext("{count} question today", "{count} questions today", overview.todo)
            due = ngettext("{count} to review", "{count} to review", overview.due)
            new = ngettext("{count} new", "{count} new", overview.new)
            facts = [*([due] if overview.due else []), *([new] if overview.new else [])]
            if overview.usual_seconds is not None:
                minutes = max(1, round(overview.todo * overview.usual_seconds / 60))
                facts.append(_("about {time}", time=say_duration(60 * minutes)))
        else:
            title = _("Nothing waits now.")
            facts = []
            if overview.next_due is not None:
                back = say_return(overview.next_due, self._clock())
                facts.append(_("The next card comes back {when}", when=back))
        if overview.answered_today:
            facts.append(
                ngettext("{count} answered today", "{count} answered today", overview.answered_today)
            )
        if overview.postponed:
            facts.append(
                ngettext(
                    "{count} more waits for the next days",
                    "{count} more wait for the next days",
                    overview.postponed,
                )
            )
        waits = wrap(say_paused(self.paused), width)
        warned = say_clock_behind(overview.clock_behind) if overview.clock_behind else ""
        return [
            *(Content.styled(line, "$accent bold") for line in waits if line),
            *_sentences(title, " · ".join(facts), width),
            *(Content.styled(line, "$warning") for line in wrap(warned, width) if line),
        ]


def _sentences(title: str, facts: str, width: int) -> list[Content]:
    return [
        *(Content.styled(line, "bold") for line in wrap(title, width)),
        *(Content.styled(line, "$quiet") for line in wrap(facts, width) if line),
    ]


def _table(chapters: tuple[ChapterToday, ...], width: int) -> list[Content]:
    """Title, due, new, and how much of the chapter was met; in columns that line up in any script."""
    review, fresh, met = _("review"), _("new"), _("met")
    titles = [clean(chapter.title.say(language())) for chapter in chapters]
    numbers = max(columns_of(review), columns_of(fresh), 4) + 3
    share = max(len(f"{chapter.seen}/{chapter.total}") for chapter in chapters)
    room = width - 2 * numbers - share - 5
    title_room = max(12, min(max(map(columns_of, titles)) + 2, room - 10))
    bar = max(6, min(60, room - title_room))
    head = " " * title_room + pad(review, numbers, "right") + pad(fresh, numbers, "right") + "    " + met
    rows = [Content.styled(head, "$quiet")]
    airy = len(chapters) <= _FEW
    for chapter, title in zip(chapters, titles, strict=True):
        name = cut(title, title_room - 1)
        if airy:
            rows.append(Content())
        rows.append(
            Content.assemble(
                (name, "" if chapter.due + chapter.new else "$quiet"),
                " " * (title_room - columns_of(name)),
                _number(chapter.due, numbers, "$accent bold"),
                _number(chapter.new, numbers, "$primary bold"),
                "    ",
                *_bar(chapter, bar),
                (f" {chapter.seen}/{chapter.total}".rjust(share + 1), "$quiet"),
            )
        )
    return rows


def _number(count: int, width: int, style: str) -> tuple[str, str]:
    return (str(count) if count else "·").rjust(width), style if count else "$faint"


def _bar(chapter: ChapterToday, width: int) -> list[tuple[str, str]]:
    """How much of the chapter was met: something is always shown for something."""
    filled = round(width * chapter.seen / chapter.total) if chapter.total else 0
    if chapter.seen:
        filled = max(1, filled)
    return [("━" * filled, "$success"), ("╌" * (width - filled), "$faint")]


class HomeScreen(BaseScreen[None]):
    """Where every day begins."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                place.keys, f"go('{place.name}')", place.label, tooltip=place.tooltip, id=f"home.{place.name}"
            )
            for place in PLACES
            if place.keys
        ),
        Binding("q", "app.quit", N_("Quit"), tooltip=N_("Leave; everything is kept"), id="home.quit"),
        *SCROLL_KEYS,
    ]

    def __init__(
        self,
        overview: Callable[[], Overview],
        concepts: Callable[[], Sequence[Text]],
        clock: Callable[[], datetime],
    ) -> None:
        """`concepts` names what today's plan is about; it is asked once the packs are read."""
        super().__init__()
        self._today = Today(overview, concepts, clock)
        self._clock = clock
        self._was_left = False

    def compose(self) -> ComposeResult:
        """The bars and the plan."""
        yield TitleBar(lambda: _("Today"), lambda: say_date(self._clock().astimezone().date()))
        with Scroll():
            yield self._today
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Coming back from a session: the figures have changed."""
        if self._was_left:
            self._today.reload()
        self._was_left = True

    def reload(self) -> None:
        """Look again: the packs were read."""
        self._today.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Reading on is offered where there are more chapters than rows."""
        if (action, parameters) == ("scroll", (1,)):
            return self.query_one(Scroll).has_more
        if action == "go" and parameters[0] in {"go_on", "finish"}:
            return bool(self._today.paused)
        return True

    def action_scroll(self, pages: float) -> None:
        """Scroll, where there are more chapters than rows."""
        self.query_one(Scroll).scroll_pages(pages)

    def action_go(self, place: str) -> None:
        """Open a place."""
        self.post_message(Go(place))
