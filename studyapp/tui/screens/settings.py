"""All settings: what each is, what it means as it stands, changed at once by the arrow keys or by typing."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.theme import Theme
from textual.widget import Widget

from studyapp.config import KEYS, RULES, Config
from studyapp.errors import ConfigError
from studyapp.i18n import N_, _, sentence
from studyapp.rules import Between, OneOf, Switch
from studyapp.study.settings_guide import EMPTY, groups, guide_of, shown_value
from studyapp.study.settings_steps import range_of, stepped, steps
from studyapp.study.strange_packs import installed_names, strange_packs
from studyapp.text.clean import clean
from studyapp.text.wrap import wrap
from studyapp.tui.notices import tell_error
from studyapp.tui.places import Go
from studyapp.tui.screens.two_panes import TwoPanesScreen, facing
from studyapp.tui.widgets.page import Page
from studyapp.tui.widgets.prose import WIDEST
from studyapp.tui.widgets.setting_field import SettingField

if TYPE_CHECKING:
    from studyapp.study.workspace import Workspace
    from studyapp.tui.app import StudyApp


def open_place(app: "StudyApp") -> "SettingsScreen":
    """The settings."""
    return SettingsScreen(app.workspace, app.take)


class SettingsScreen(TwoPanesScreen):
    """A row for each setting; what is chosen counts at once and is kept."""

    CSS_PATH: ClassVar = ["settings.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", N_("Change"), tooltip=N_("The next value; ← goes back"),
                id="settings.next"),
        Binding("left", "step(-1)", N_("Value before"), show=False, tooltip=N_("The value before"),
                id="settings.previous"),
        Binding("enter", "edit", N_("Type"), tooltip=N_("Type a value"), id="settings.edit"),
        Binding("enter", "choose", N_("Change"), show=False, tooltip=N_("The next of a few words"),
                id="settings.choose"),
        Binding("enter", "own_keys", N_("Open"), tooltip=N_("Keys of your own"), id="settings.keys"),
        Binding("d,backspace", "restore", N_("Default"), tooltip=N_("As it was at first"),
                id="settings.default"),
        Binding("escape", "leave_field", N_("Leave it"), tooltip=N_("Keep the value that it had"),
                id="settings.leave"),
        Binding("escape,q", "dismiss", N_("Back"), tooltip=N_("Back to where you were"), id="page.back"),
    ]  # fmt: skip

    def __init__(self, workspace: "Workspace", take: Callable[..., None]) -> None:
        """`take` takes settings by name, from now on."""
        self._workspace = workspace
        self._take = take
        self._pack_names = cache(partial(installed_names, workspace.home))
        self._field = SettingField(self._fault)
        self._below = Page(self._write_below)
        super().__init__()

    def compose_detail(self) -> Iterator[Widget]:
        """What the setting is; a line to type in, where one does; what the value means."""
        yield from super().compose_detail()
        yield self._field
        yield self._below

    def on_mount(self) -> None:
        """Take in what was changed outside; a fault in the file is told, and changes nothing here."""
        try:
            self._workspace.reread_settings()
        except ConfigError as error:
            tell_error(self.app, error)
        self.app.theme_changed_signal.subscribe(self, self._changed_elsewhere)
        super().on_mount()

    def _changed_elsewhere(self, _theme: Theme) -> None:
        """By its own key, which keeps it once it is shown."""
        self.call_later(self.refill)

    def respeak(self) -> None:
        """The language is kept once it is spoken: then the row tells it."""
        super().respeak()
        self.call_later(self.refill)

    def on_screen_resume(self) -> None:
        """Back from the keys: how many there are."""
        self.refill()

    # What is shown

    @property
    def _config(self) -> Config:
        return self._workspace.config

    @property
    def _key(self) -> str:
        """The setting under the cursor."""
        return self.row_list.row or next(iter(RULES))

    def title_said(self) -> str:
        """Settings they are."""
        return _("Settings")

    def rows(self, width: int) -> list[tuple[str | None, Content]]:
        """A row for each setting below the name of its group; what was changed has a dot before it."""
        rows: list[tuple[str | None, Content]] = []
        for title, keys in groups():
            if rows:
                rows.append((None, Content()))
            rows.append((None, Content.styled(_(title), "$accent")))
            rows += [(key, self._row(key, width)) for key in keys]
        label = Content.assemble("  ", _("Keys of your own"))
        count = Content.styled(str(len(self._config.keys) or EMPTY), "$quiet")
        return [*rows, (None, Content()), (KEYS, facing(label, count, width))]

    def _row(self, key: str, width: int) -> Content:
        is_default = _is_default(self._config, key)
        value = Content.styled(
            clean(shown_value(self._config, key)), "$quiet" if is_default else "$primary bold"
        )
        mark = ("  ", "") if is_default else ("• ", "$primary bold")
        room = max(8, width // 2)
        if value.cell_length > room:
            value = value.truncate(room, ellipsis=True)
        return facing(Content.assemble(mark, _(guide_of(key).label)), value, width)

    def write(self, width: int) -> list[Content]:
        """What the setting under the cursor is."""
        guide, room = guide_of(self._key), min(width, WIDEST)
        if self._key == KEYS:
            lines = [Content.styled(_("Keys of your own"), "bold")]
            return [*lines, *(Content(line) for line in wrap(_("Every action may have another key."), room))]
        lines = [Content.styled(line, "bold") for line in wrap(_(guide.label), room)]
        return [*lines, *(Content(line) for line in wrap(_(guide.about), room) if line)]

    def _write_below(self, width: int) -> list[Content]:
        """What its value means, what else it may be, and by which name the command line knows it."""
        key, room = self._key, min(width, WIDEST)
        if key == KEYS:
            return [Content(), Content.styled("studyapp config keys", "$quiet")]
        value, meaning = clean(shown_value(self._config, key)), clean(guide_of(key).meaning(self._config))
        told = meaning or value
        if meaning and value != EMPTY:
            told = _("{label}: {said}", label=value, said=meaning)
        lines = [Content.styled(line, "$primary") for line in wrap(told, room)]
        for named, strange in strange_packs(self._config, self._pack_names):
            if named == key:
                lines += [Content.styled(line, "$warning") for line in wrap(f"! {sentence(strange)}", room)]
        facts = [_("Default: {value}", value=shown_value(Config(), key))]
        if values := range_of(key):
            facts.append(_("May be: {values}", values=values))
        facts.append(f"studyapp config {key}")
        return [
            *([] if self._field.is_editing else [Content()]),
            *lines,
            Content(),
            *(Content.styled(line, "$quiet") for fact in facts for line in wrap(fact, room)),
        ]

    def show_row(self) -> None:
        """Write about the setting under the cursor."""
        super().show_row()
        self._below.redraw()

    # What the learner does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a value is typed only that can be ended."""
        editing = self._field.is_editing
        if self._key == KEYS and action in {"step", "restore", "edit", "choose"}:
            return False
        match action:
            case "own_keys":
                return self._key == KEYS
            case "leave_field":
                return editing
            case "dismiss":
                return not editing
            case "edit" | "choose":
                return not editing and (action == "choose") == isinstance(
                    RULES.get(self._key), OneOf | Switch
                )
            case "step":
                return not editing and steps(self._key)
            case "restore":
                return not editing and not _is_default(self._config, self._key)
        return super().check_action(action, parameters)

    def action_step(self, by: int) -> None:
        """The value beside it."""
        self._choose(stepped(self._config, self._key, by))

    def action_own_keys(self) -> None:
        """See all actions with their keys."""
        self.post_message(Go("own_keys"))

    def action_choose(self) -> None:
        """The next of a few words, which nobody need type."""
        self.action_step(1)

    def action_restore(self) -> None:
        """The value that it has where nobody chose one."""
        self._set(getattr(Config(), self._key))

    def action_edit(self) -> None:
        """Type a value."""
        shown = self._config.shown(self._key)
        self._field.edit("" if shown == '""' else shown)
        self.show_row()

    def on_key(self, event: events.Key) -> None:
        """A digit begins to type a number."""
        digit = event.character if event.character and event.character.isdecimal() else ""
        if digit and not self._field.is_editing and isinstance(RULES.get(self._key), Between):
            event.stop()
            self._field.begin(digit)
            self.show_row()

    def action_leave_field(self) -> None:
        """Keep the value that it had."""
        self._field.end()
        self.row_list.focus()
        self.show_row()

    def on_setting_field_typed(self, event: SettingField.Typed) -> None:
        """Take it."""
        event.stop()
        self.action_leave_field()
        self._choose(event.text)

    def _fault(self, typed: str) -> ConfigError | None:
        try:
            self._config.with_setting(self._key, typed)
        except ConfigError as error:
            fault = error.values.get("fault")  # which setting it is about stands above
            return fault if isinstance(fault, ConfigError) else error
        return None

    def _choose(self, typed: str) -> None:
        self._set(getattr(self._config.with_setting(self._key, typed), self._key))

    def _set(self, value: object) -> None:
        self._take(**{self._key: value})
        self.refill()


def _is_default(config: Config, key: str) -> bool:
    return bool(getattr(config, key) == getattr(Config(), key))
