"""A pack while it is written: its cards as a learner sees them, their faults in place, and what they hide."""

from time import sleep
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.worker import Worker, get_current_worker

from studyapp.domain.grade import Response, Status
from studyapp.domain.text import Text
from studyapp.i18n import N_, _, language, ngettext
from studyapp.study.asking import Clock
from studyapp.study.phase import Phase
from studyapp.study.preview import Author, Item, Snapshot
from studyapp.study.walk import Walk
from studyapp.text.clean import clean
from studyapp.tui.cards.view import CardView
from studyapp.tui.crash import tell_failure
from studyapp.tui.notices import tell
from studyapp.tui.screens.base import SCROLL_KEYS, BaseScreen
from studyapp.tui.screens.question import UNREADABLE
from studyapp.tui.widgets.bench import Bench
from studyapp.tui.widgets.card_list import CardList
from studyapp.tui.widgets.notice_line import foot
from studyapp.tui.widgets.title_bar import TitleBar

LOOK_EVERY = 0.05
"""Seconds between two looks at the files; a change is read at the second look that finds it settled."""

READING = N_("Reading the pack …")
LAST_GOOD = N_("Below is its last version without faults.")
NEVER_GOOD = N_("It has had no version without faults yet.")
NO_CARD = N_("There is no card in this pack yet; what you save is shown here at once.")


class PreviewScreen(BaseScreen[None]):
    """Walks through a pack's cards and variants, and follows what its author saves."""

    CSS_PATH: ClassVar = ["preview.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n,f5,ctrl+n", "variant(1)", N_("Next numbers"), tooltip=N_("Draw the next variant"),
            id="preview.next",
        ),
        Binding(
            "p,f7,ctrl+b", "variant(-1)", N_("Numbers before"), tooltip=N_("Back to the variant before"),
            id="preview.previous",
        ),
        Binding("v,f8", "level", N_("Level"), tooltip=N_("The next level, or the first one again"),
                id="preview.level"),
        Binding("w,f9", "turn_over", N_("Hide/show"), tooltip=N_("Hide or show what a learner does not see"),
                id="preview.turn_over"),
        Binding("escape", "to_list", N_("List"), tooltip=N_("Back to the list of cards"), id="preview.list"),
        Binding("escape,q", "app.quit", N_("Quit"), tooltip=N_("Leave; nothing was kept of the answers"),
                id="preview.quit"),
        *SCROLL_KEYS,
    ]  # fmt: skip

    class Saved(Message):
        """The pack was read after a change."""

        def __init__(self, snapshot: Snapshot) -> None:
            super().__init__()
            self.snapshot = snapshot

    def __init__(self, author: Author, clock: Clock) -> None:
        super().__init__()
        self.walk = Walk(author, clock)
        self._handed_in: Response | None = None
        self._list = CardList()
        self._bench = Bench()

    def compose(self) -> ComposeResult:
        """The list, the card as a learner sees it, and what it hides."""
        yield TitleBar(self._where, self._facts)
        with Container(id="work"):
            yield self._list
            yield self._bench
        yield from foot()

    async def on_mount(self) -> None:
        """Begin to follow the files."""
        await self._bench.say(Text.same(_(READING)))
        self._list.focus()
        self._watch()

    # Following the files

    @work(thread=True, exclusive=True, group="watch", exit_on_error=False)
    def _watch(self) -> None:
        worker = get_current_worker()
        at_once = True
        while not worker.is_cancelled:
            snapshot = self.walk.author.look(at_once=at_once)
            if snapshot is not None:
                self.post_message(self.Saved(snapshot))
            at_once = False
            sleep(LOOK_EVERY)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Looking failed in a way that nobody foresaw."""
        tell_failure(self.app, event)

    async def on_preview_screen_saved(self, event: Saved) -> None:
        """Show the pack as it is now: the same card, level, seed and answer as far as there are such."""
        event.stop()
        walk, before = self.walk, self.walk.card
        walk.follow(event.snapshot)
        self._list.fill(walk.author, walk.row)
        stays = before is not None and walk.author.find(before) is not None
        await self._show(self._bench.typed if stays else None)

    # What is shown

    def _where(self) -> str:
        return " › ".join(clean(name) for name in (self.walk.author.pack, self.walk.card) if name)

    def _facts(self) -> Content:
        walk, author = self.walk, self.walk.author
        facts = []
        if count := sum(not fault.warning for fault in author.faults):
            facts.append((ngettext("{count} fault", "{count} faults", count), "$error bold"))
        if len(walk.levels) > 1:
            facts.append((_("level {level} of {levels}", level=walk.level, levels=max(walk.levels)), ""))
        if walk.is_drawn:
            facts.append((_("seed {seed}", seed=walk.seed), "$accent"))
        facts.append((f"{walk.row}/{len(author.items)}", ""))
        return Content(" · ").join(Content.styled(*fact) for fact in facts)

    async def _show(self, typed: Response | None = None) -> None:
        """Show where the walk is; with what stood in the fields, which is judged again if it had been."""
        handed_in, self._handed_in = self._handed_in if typed is not None else None, None
        with self.app.batch_update():
            if self.walk.item is None:
                await self._show_pack()
            else:
                await self._show_card(self.walk.item, typed or {})
            if handed_in is not None and self.walk.trying is not None:
                self._grade(handed_in)
            if typed is None:
                self._bench.to_the_top()
            self._changed()

    async def _show_pack(self) -> None:
        author = self.walk.author
        counted = ngettext("{count} card", "{count} cards", len(author.items))
        told = counted if author.items else _(NO_CARD)
        self._bench.blame(author.faults)
        await self._bench.say(Text.same(f"**{author.title.say(language())}**\n\n{told}"))

    async def _show_card(self, item: Item, typed: Response) -> None:
        remark = (_(LAST_GOOD) if item.card else _(NEVER_GOOD)) if item.is_old else ""
        undrawn = (self.walk.undrawn,) if self.walk.undrawn else ()
        self._bench.blame((*item.faults, *undrawn), remark)
        if self.walk.trying is None:
            await self._bench.say()
        else:
            await self._bench.put(self.walk.trying, typed)

    def _changed(self) -> None:
        self.query_one(TitleBar).redraw()
        self.refresh_bindings()

    def respeak(self) -> None:
        """Say it in the other language; what is put in words already is put anew."""
        super().respeak()
        self.call_later(self._show_again)

    async def _show_again(self) -> None:
        typed = self._bench.typed
        self.walk.ask()
        await self._show(typed)

    # Answering

    def on_card_view_answered(self, event: CardView.Answered) -> None:
        """Grade the response as in a session; nothing of it is kept."""
        event.stop()
        trying = self.walk.trying
        if trying is not None and trying.phase is Phase.ASKING:
            self._grade(event.response)

    def _grade(self, response: Response) -> None:
        trying = self.walk.trying
        assert trying is not None
        grade = trying.grade(response)
        if any(part.status is Status.UNREADABLE for part in grade.parts.values()):
            tell(self.app, _(UNREADABLE))
        elif trying.phase is Phase.ASKING:
            self._bench.judge(grade, trying.tries_left + 1)
        else:
            self._handed_in = response
            self._list.focus()
            self._bench.settle(trying, grade)
        self._changed()

    def on_card_view_notice(self, event: CardView.Notice) -> None:
        """Tell what is missing."""
        event.stop()
        tell(self.app, event.message)

    # What the author does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        match action:
            case "variant":
                return self.walk.is_drawn and (parameters == (1,) or self.walk.seed > 0)
            case "level":
                return len(self.walk.levels) > 1
            case "turn_over":
                return self.walk.trying is not None
            case "to_list":
                return self._bench.is_answering
            case "app.quit":
                return not self._bench.is_answering
            case "scroll":
                return parameters != (1,) or self._bench.more_anywhere
        return True

    async def on_card_list_walked(self, event: CardList.Walked) -> None:
        """Show the card under the cursor."""
        event.stop()
        self.walk.go(event.row)
        await self._show()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer it, once more where that was done; what is only recalled is turned over."""
        event.stop()
        trying = self.walk.trying
        if trying is None:
            return
        if not trying.asked.fields:
            self.action_turn_over()
            return
        if trying.phase is not Phase.ASKING:
            self.walk.ask()
            await self._show()
        self._bench.start()
        self._changed()

    async def action_variant(self, by: int) -> None:
        """Draw the variant of the next seed, or of the one before."""
        self.walk.turn(seeds=by)
        await self._show()

    async def action_level(self) -> None:
        """The same seed at the next level."""
        self.walk.turn(levels=1)
        await self._show()

    def action_turn_over(self) -> None:
        """Hide or show what a learner does not see."""
        self._bench.turn_over()

    def action_to_list(self) -> None:
        """Back to the list; what was typed stays."""
        self._list.focus()
        self._changed()

    def action_scroll(self, pages: float) -> None:
        """Scroll by so many pages."""
        self._bench.read_on(pages)
