"""Every action with its keys, to be given others."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.errors import ConfigError
from studyapp.i18n import N_, _, ngettext, sentence
from studyapp.text.clean import clean
from studyapp.text.width import cut
from studyapp.text.wrap import wrap
from studyapp.tui.key_table import Action, actions, key_faults
from studyapp.tui.keymap import read_keys, with_key
from studyapp.tui.keys import show_key
from studyapp.tui.notices import tell, tell_error
from studyapp.tui.screens.press_key import PressKeyScreen
from studyapp.tui.screens.two_panes import TwoPanesScreen, facing
from studyapp.tui.widgets.prose import WIDEST

if TYPE_CHECKING:
    from studyapp.study.workspace import Workspace
    from studyapp.tui.app import StudyApp


def open_place(app: "StudyApp") -> "OwnKeysScreen":
    """The keys."""
    return OwnKeysScreen(app.workspace, app.take)


class OwnKeysScreen(TwoPanesScreen):
    """A row for each action; Enter waits for its new key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", N_("New key"), tooltip=N_("Then press the key that it shall have"),
                id="own_keys.press"),
        Binding("d,backspace", "restore", N_("Default"), tooltip=N_("As it was at first"),
                id="own_keys.default"),
    ]  # fmt: skip

    def __init__(self, workspace: "Workspace", take: Callable[..., None]) -> None:
        """`take` takes settings by name, from now on."""
        self._workspace = workspace
        self._take = take
        self._actions = actions()
        super().__init__()

    # What is shown

    def title_said(self) -> str:
        """Where this is."""
        return _("Keys of your own")

    def fact_said(self) -> str:
        """How many there are."""
        count = len(self._stated)
        return ngettext("{count} changed", "{count} changed", count) if count else ""

    @property
    def _stated(self) -> dict[str, str]:
        """As the settings have them."""
        return dict(self._workspace.config.keys)

    @property
    def _action(self) -> Action:
        """The one under the cursor."""
        return self._actions[self.row_list.row or next(iter(self._actions))]

    def _keys(self, action: Action) -> tuple[str, ...]:
        """Those that it has now; what the settings have for it may be no key at all."""
        try:
            return read_keys(self._stated[action.id]) if action.id in self._stated else action.keys
        except ConfigError:
            return action.keys

    def rows(self, width: int) -> list[tuple[str | None, Content]]:
        """A row for each action below where it works; what was changed has a dot before it."""
        rows: list[tuple[str | None, Content]] = []
        heading = ""
        for id, action in self._actions.items():
            if action.heading != heading:
                heading = action.heading
                rows += [(None, Content())] if rows else []
                rows.append((None, Content.styled(heading, "$accent")))
            rows.append((id, self._row(action, width)))
        return rows

    def _row(self, action: Action, width: int) -> Content:
        changed = action.id in self._stated
        mark = ("• ", "$primary bold") if changed else ("  ", "")
        keys = cut(_said(self._keys(action)), width // 2)
        style = "$primary bold" if changed else "$quiet"
        return facing(Content.assemble(mark, _(action.label)), Content.styled(keys, style), width)

    def write(self, width: int) -> list[Content]:
        """What the action does, its keys, and what is wrong with them if anything is."""
        action, room = self._action, min(width, WIDEST)
        fault = key_faults(self._stated).get(action.id)
        told = f"✗ {clean(sentence(self._for_people(fault)))}" if fault else ""
        facts = [
            _("Default: {value}", value=_said(action.keys)),
            f"studyapp config keys.{action.id}",
        ]
        return [
            *(Content.styled(line, "bold") for line in wrap(_(action.label), room)),
            *(Content(line) for line in wrap(_(action.tooltip) if action.tooltip else "", room) if line),
            *(Content.styled(line, "$error") for line in wrap(told, room) if line),
            Content(),
            Content.styled(cut(_said(self._keys(action)), room), "$primary"),
            Content(),
            *(Content.styled(line, "$quiet") for fact in facts for line in wrap(fact, room)),
        ]

    # What the learner does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What has its own keys no more need not be given them back."""
        if action == "restore":
            return self._action.id in self._stated
        return super().check_action(action, parameters)

    def action_press(self) -> None:
        """Wait for the key."""
        self.app.push_screen(PressKeyScreen(_(self._action.label)), self._pressed)

    def _pressed(self, key: str | None) -> None:
        if key is not None:
            self._choose(with_key(self._keys(self._action), key))

    def _choose(self, keys: tuple[str, ...]) -> None:
        """Take them, unless another action has one of them there: that is told."""
        action, stated = self._action, self._stated
        if keys == action.keys:
            self.action_restore()
            return
        stated[action.id] = ",".join(keys)
        if (fault := key_faults(stated).get(action.id)) is not None:
            tell_error(self.app, self._for_people(fault))
            return
        self._keep(stated)
        tell(self.app, _("{action}: {keys}", action=_(action.label), keys=_said(keys)))

    def _for_people(self, fault: ConfigError) -> ConfigError:
        """The fault of the action under the cursor; another one is called by what the key bar says, too."""
        found = fault.values.get("fault")
        if not isinstance(found, ConfigError):
            return fault
        values = dict(found.values)
        if (other := self._actions.get(str(values.get("other")))) is not None:
            values["other"] = _("{asked} ({how})", asked=_(other.label), how=other.id)
        return ConfigError(found.template, **values)

    def action_restore(self) -> None:
        """The keys that we gave it."""
        self._keep({id: keys for id, keys in self._stated.items() if id != self._action.id})

    def _keep(self, stated: dict[str, str]) -> None:
        self._take(keys=stated)
        self.refill()


def _said(keys: tuple[str, ...]) -> str:
    return "  ".join(show_key(key) for key in keys)
