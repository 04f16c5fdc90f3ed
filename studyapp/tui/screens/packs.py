"""What is installed: each pack with what it holds, whether it is on, and its faults with file and line."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.worker import Worker, get_current_worker

from studyapp.domain.pack import Fault
from studyapp.errors import ConfigError, StudyError
from studyapp.i18n import N_, _, language, ngettext
from studyapp.packs.kept import called
from studyapp.study.installed import STATES, SWITCHED, Installed, Origin, State, installed, turned
from studyapp.text.clean import clean
from studyapp.text.wrap import wrap
from studyapp.tui.crash import tell_failure
from studyapp.tui.named_keys import key_now
from studyapp.tui.notices import tell_error
from studyapp.tui.places import Go
from studyapp.tui.screens.two_panes import TwoPanesScreen, facing
from studyapp.tui.widgets.drawn import quiet_lines
from studyapp.tui.widgets.fault_list import told_fault
from studyapp.tui.widgets.prose import WIDEST, prose

if TYPE_CHECKING:
    from studyapp.study.workspace import Workspace
    from studyapp.tui.app import StudyApp

LOOK_EVERY = 0.5
"""Seconds between two looks at the files; a change is read at the second look that finds it settled."""

PARTS = 10
"""Between two looks it is asked so often whether the screen is left, lest the app wait at its end."""

OWN = ""
"""The row about a pack of one's own; no pack has this id."""

_MARKS = {State.ON: ("●", "$success"), State.WAITS: ("◐", "$accent"), State.OFF: ("○", "$quiet")}
_ORIGINS = {
    Origin.BUILTIN: N_("comes with studyapp"),
    Origin.OWN: N_("your own"),
    Origin.NAMED: N_("named by --pack"),
    Origin.INSTALLED: N_("installed with Python"),
}
_MEANINGS = {
    State.ON: N_("On: its cards are planned, counted and asked."),
    State.WAITS: N_(
        "Waits: nothing of it is planned until a card of it is answered. "
        "{key} turns it on; studyapp study --pack {name} begins it, too."
    ),
    State.OFF: N_(
        "Off: nothing of it is planned, counted or asked. What you answered is kept, and counts again "
        "once it is on."
    ),
}

WHAT_THEN = N_(
    "It appears here as soon as it is there; every change that you save is read at once, and its faults are "
    "told. While you write, studyapp pack preview shows its cards as learners see them."
)


def open_place(app: "StudyApp") -> "PacksScreen":
    """The packs."""
    return PacksScreen(app.workspace, app.keep)


class PacksScreen(TwoPanesScreen):
    """Follows the packs' files as long as it is open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "turn", N_("On/off"), tooltip=N_("Study this pack, or do without it"),
                id="packs.turn"),
        Binding("b,slash", "browse", N_("Browse"), tooltip=N_("See and find its cards"), id="packs.browse"),
    ]  # fmt: skip

    class Reread(Message):
        """The packs were read after a change."""

    class Unreadable(Message):
        """The packs cannot be read as they are now."""

        def __init__(self, error: StudyError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, workspace: "Workspace", keep: Callable[..., None]) -> None:
        """`keep` takes settings by name, from now on."""
        self._workspace = workspace
        self._keep = keep
        self._packs: dict[str, Installed] = {}
        super().__init__()

    def _look(self) -> None:
        workspace = self._workspace
        packs = installed(
            workspace.library, workspace.config, workspace.store.seen(), workspace.home, workspace.pack_paths
        )
        self._packs = {each.pack.id: each for each in packs}

    def on_mount(self) -> None:
        """Begin to follow the files; `studyapp pack off` may have been called meanwhile."""
        try:
            self._workspace.reread_settings()
        except ConfigError as error:
            tell_error(self.app, error)
        self._look()
        super().on_mount()
        self._follow()

    # Following the files

    @work(thread=True, exclusive=True, group="follow", exit_on_error=False)
    def _follow(self) -> None:
        worker, told = get_current_worker(), ""
        while not worker.is_cancelled:
            try:
                if self._workspace.reread_packs(at_once=False):
                    self.post_message(self.Reread())
                told = ""
            except StudyError as error:  # a folder that was named may be gone just now
                if str(error) != told:
                    self.post_message(self.Unreadable(error))
                told = str(error)
            for _part in range(PARTS):
                if not worker.is_cancelled:
                    sleep(LOOK_EVERY / PARTS)

    def on_packs_screen_reread(self, event: Reread) -> None:
        """Show the packs as they are now."""
        event.stop()
        self._look()
        self.refill()

    def on_packs_screen_unreadable(self, event: Unreadable) -> None:
        """Tell it; what was read before stays."""
        event.stop()
        tell_error(self.app, event.error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Looking failed in a way that nobody foresaw."""
        tell_failure(self.app, event)

    # What is shown

    def title_said(self) -> str:
        """Packs they are."""
        return _("Packs")

    def fact_said(self) -> str:
        """How many there are, and whether they have faults."""
        faults = sum(each.fault_count for each in self._packs.values()) + len(self._refused)
        told = [ngettext("{count} pack", "{count} packs", len(self._packs))]
        if faults:
            told.append(ngettext("{count} fault", "{count} faults", faults))
        return " · ".join(told)

    @property
    def _refused(self) -> tuple[object, ...]:
        return tuple(self._workspace.library.refused)

    def rows(self, width: int) -> list[tuple[str | None, Content]]:
        """Two lines for each pack, and one about a pack of one's own."""
        rows: list[tuple[str | None, Content]] = [
            (id, Content("\n").join([*_row(each, width), Content()])) for id, each in self._packs.items()
        ]
        return [*rows, (OWN, Content.assemble(("  + ", "$primary bold"), _("A pack of your own")))]

    def write(self, width: int) -> list[Content]:
        """The pack under the cursor; packs that were left out stand below the last row."""
        room = min(width, WIDEST)
        each = self._packs.get(self.row_list.row or OWN)
        return _about(each, room) if each else self._about_own(room)

    def _about_own(self, width: int) -> list[Content]:
        command = f"studyapp pack new my-pack --into {called(self._workspace.home.packs)}"
        lines = [
            Content.styled(_("A pack of your own"), "bold"),
            *_plain(_("A pack is a folder of text files. This begins one that works at once:"), width),
            Content(),
            *(Content.styled(f"  {line}", "$code") for line in wrap(clean(command), width - 2)),
            Content(),
            *_plain(_(WHAT_THEN), width),
        ]
        for fault in self._workspace.library.refused:
            lines += [Content(), *told_fault(fault, width)]
        return lines

    # What the learner does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Of the last row nothing can be turned or browsed, nor browsed what is off."""
        if action in {"turn", "browse"} and self.row_list.row not in self._packs:
            return False
        if action == "browse":  # which shows nothing of a pack that is off
            return self._packs[self.row_list.row or OWN].state is not State.OFF
        return super().check_action(action, parameters)

    def action_turn(self) -> None:
        """On, or off; it counts at once and is kept."""
        each = self._packs[self.row_list.row or OWN]
        config = turned(self._workspace.config, each.pack.id, on=each.state is not State.ON)
        self._keep(**{name: getattr(config, name) for name in SWITCHED})
        self._look()
        self.refill()

    def action_browse(self) -> None:
        """Its cards."""
        self.post_message(Go("browse", query=f"pack:{self.row_list.row}"))


def _row(each: Installed, width: int) -> list[Content]:
    """Mark, title and state; below them what it holds."""
    mark, style = _MARKS[each.state]
    title = clean(each.pack.title.say(language()))
    head = facing(
        Content.assemble((f"  {mark} ", f"{style} bold"), (title, "" if each.state is State.OFF else "bold")),
        Content.styled(_(STATES[each.state]), style),
        width,
    )
    parts = [(_counted(each), "$quiet")]
    if each.fault_count:
        faults = ngettext("{count} fault", "{count} faults", each.fault_count)
        parts = [(f"✗ {faults}", "$error bold"), (" · ", "$quiet"), *parts]
    return [head, Content.assemble("    ", *parts)]


def _counted(each: Installed) -> str:
    counts = [
        ngettext("{count} card", "{count} cards", each.cards),
        ngettext("{count} problem", "{count} problems", each.problems),
        _("{count} met", count=each.seen),
    ]
    return " · ".join(counts)


def _about(each: Installed, width: int) -> list[Content]:
    """Title, state, what it is, where it lies, and all that is wrong with it."""
    pack = each.pack
    title = f"{clean(pack.title.say(language()))} {clean(pack.version)}"
    origin = _("{label}: {said}", label=_(_ORIGINS[each.origin]), said=clean(called(pack.path)))
    lines = [Content.styled(line, "bold") for line in wrap(title, width)]
    lines += _plain(_(_MEANINGS[each.state], name=pack.id, key=key_now("packs.turn")), width)
    if each.fault_count:
        lines += _plain(_("Cards with faults are left out; the others can be studied."), width)
    for fault in each.faults:
        lines += [Content(), *told_fault(_within(fault, pack.path), width)]
    if pack.description:
        lines += [Content(), *prose(pack.description, width)]
    return [*lines, Content(), *quiet_lines(origin, width)]


def _within(fault: Fault, folder: Path) -> Fault:
    """The fault with its file as it is called within the pack, whose folder is told below."""
    file = Path(fault.file).absolute()
    if not file.is_relative_to(folder.absolute()):
        return fault
    return replace(fault, file=str(file.relative_to(folder.absolute())))


def _plain(text: str, width: int) -> list[Content]:
    return [Content(line) for line in wrap(text, width)]
