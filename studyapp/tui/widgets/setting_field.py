"""A line to type a value in, with the fault of what stands there below it, told while one types."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.input import Selection

from studyapp.errors import StudyError
from studyapp.i18n import N_, _, sentence
from studyapp.text.clean import clean
from studyapp.text.wrap import wrap
from studyapp.tui.cards.typed import AnswerInput
from studyapp.tui.named_keys import key_now
from studyapp.tui.widgets.page import Page


class SettingInput(AnswerInput):
    """The line, with its key named after what it does here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", N_("Keep"), tooltip=N_("Keep this value"), id="settings.keep"),
    ]


class SettingField(Widget):
    """Hidden until `edit` is called; Enter hands in what has no fault."""

    DEFAULT_CSS = """
    SettingField {
        height: auto; display: none; margin: 1 0;
        &.-editing { display: block; }
        & SettingInput, & SettingInput:focus {
            height: 1; border: none; border-left: outer $primary; padding: 0 1; max-width: 60;
            background: $panel; background-tint: $foreground 0%;
        }
        & Page { margin: 0 0 0 2; min-height: 1; }
    }
    """

    class Typed(Message):
        """A value without a fault was handed in."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, fault: Callable[[str], StudyError | None]) -> None:
        """`fault` says what is wrong with what is typed."""
        super().__init__()
        self._fault = fault
        self._input = SettingInput(select_on_focus=False)
        self._input.cursor_blink = False
        self._told = Page(self._write)

    def compose(self) -> ComposeResult:
        """The line, and what is said of it."""
        yield self._input
        yield self._told

    @property
    def is_editing(self) -> bool:
        """Whether something is typed just now."""
        return self.has_class("-editing")

    def edit(self, text: str) -> None:
        """Change this text; what is typed first takes its place, while an arrow key keeps it."""
        self.begin(text)
        self._input.selection = Selection(0, len(text))

    def begin(self, text: str) -> None:
        """Begin to type, from this text on."""
        with self._input.prevent(Input.Changed):
            self._input.value = text
        self._input.cursor_position = len(text)
        self.add_class("-editing")
        self._input.focus()
        self._told.redraw()

    def end(self) -> None:
        """Type no more."""
        self.remove_class("-editing")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say at once what is wrong, if anything is."""
        event.stop()
        self._told.redraw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand it in, unless there is a fault, which stands below already."""
        event.stop()
        if self._fault(self._input.value) is None:
            self.post_message(self.Typed(self._input.value))

    def _write(self, width: int) -> list[Content]:
        fault = self._fault(self._input.value)
        if fault is None:
            said = _(
                "{keep} keeps it, {leave} leaves it as it was.",
                keep=key_now("settings.keep"),
                leave=key_now("settings.leave"),
            )
            return [Content.styled(said, "$quiet")]
        told = f"✗ {clean(sentence(fault))}"
        return [Content.styled(line, "$error") for line in wrap(told, width)]
