"""The gallery: all demonstrations by chapter, to open one after another."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from studyapp.engine.demo import Demo
from studyapp.engine.demos import all_demos
from studyapp.engine.registry import taught
from studyapp.i18n import N_, _, language
from studyapp.text.clean import clean
from studyapp.text.wrap import wrap
from studyapp.tui.places import Go
from studyapp.tui.screens.base import BaseScreen
from studyapp.tui.widgets.kept_in_sight import KeptInSight
from studyapp.tui.widgets.notice_line import foot
from studyapp.tui.widgets.prose import WIDEST
from studyapp.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from studyapp.tui.app import StudyApp

_INDENT = 4


def open_place(_app: "StudyApp") -> "DemosScreen":
    """The gallery."""
    return DemosScreen()


class DemosScreen(BaseScreen[None]):
    """Stays below the demonstration that is chosen, so that one comes back to it."""

    CSS_PATH = "demos.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back"), tooltip=N_("Back to where you were"), id="page.back"),
    ]

    def compose(self) -> ComposeResult:
        """The list."""
        yield TitleBar(lambda: _("Demonstrations"), lambda: "")
        yield DemoList()
        yield from foot()

    def on_mount(self) -> None:
        """Ready for the arrow keys."""
        self._fill()
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._fill()

    def respeak(self) -> None:
        """Say it in the other language."""
        super().respeak()
        self._fill()

    def _fill(self) -> None:
        listed = self.query_one(OptionList)
        kept = listed.highlighted
        listed.clear_options()
        width = max(20, min(WIDEST, self.size.width - 12))
        for chapter, demos in _by_chapter():
            heading = Content.styled(clean(chapter), "$accent")
            listed.add_option(Option(heading, disabled=True))
            for name, demo in demos:
                about = wrap(clean(demo.about.say(language())), width)
                lines = [Content.styled("  " + clean(demo.title.say(language())), "bold")]
                lines += [Content.styled(" " * _INDENT + line, "$quiet") for line in about]
                listed.add_option(Option(Content("\n").join([*lines, Content()]), id=name))
        listed.highlighted = 1 if kept is None else kept  # above the first one stands its chapter

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open this one."""
        event.stop()
        if event.option.id is not None:
            self.post_message(Go("demo", name=event.option.id))


def _by_chapter() -> Iterator[tuple[str, list[tuple[str, type[Demo]]]]]:
    """The chapters that have demonstrations, as they are taught, each with its own."""
    for chapter in taught():
        demos = [(name, demo) for name, demo in all_demos().items() if demo.chapter == chapter.id]
        if demos:
            yield chapter.title.say(language()), demos


class DemoList(KeptInSight):
    """The list, its Enter key named."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", N_("Open"), tooltip=N_("Open this demonstration"), id="list.open"),
    ]
