"""Playing the app by keys, and looking at what it shows."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from textual import _wait, events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from studyapp import i18n
from studyapp.tui.app import StudyApp
from studyapp.tui.screens import packs
from studyapp.tui.widgets import card_look

_wait.SLEEP_GRANULARITY, _wait.SLEEP_IDLE = 0.004, 0.0002
"""Textual ends a pause once so little was done in so many seconds: a fifth of its own figures for both."""

if TYPE_CHECKING:
    from studyapp.domain.card import Question
    from studyapp.study.workspace import Workspace


class Player:
    """A learner at the keyboard."""

    def __init__(self, app: StudyApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def ready(self) -> "Player":
        """Wait until the packs are read, the figures found, and the first screen is there."""
        while not (self.app.packs_read and self.app._home.is_filled):
            await self.pilot.pause(0.01)
        await self.settle()
        return self

    async def press(self, *keys: str) -> None:
        """Press these keys one after the other; a single character is typed as itself."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            character = {"space": " ", "question_mark": "?"}.get(name, key if len(key) == 1 else None)
            driver = self.app._driver
            assert driver is not None
            driver.send_message(events.Key(name, character))
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text letter by letter."""
        await self.press(*text)

    async def settle(self) -> None:
        """Wait until every message, and every message that came of it, is handled."""
        # A key may go from widget to view to screen to app, and each may post another message.
        for _ in range(6):
            await self.pilot._wait_for_screen()
        self.app.screen._on_timer_update()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what a thread brings."""
        for _ in range(1000):
            if condition():
                await self.settle()
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"this never came about; on the screen is\n{self.shown}")

    @property
    def rows(self) -> list[str]:
        """The screen as plain text, row by row."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def shown(self) -> str:
        """The screen as plain text."""
        return "\n".join(self.rows)

    @property
    def notices(self) -> Iterable[str]:
        """What was told in notices so far, and is still shown."""
        return [notification.message for notification in self.app._notifications]

    @property
    def question(self) -> "Question":
        """What is asked now."""
        question = self.app.screen.sitting.question  # type: ignore[attr-defined]
        assert question is not None
        return question

    @property
    def slug(self) -> str:
        """The card that is asked now."""
        return self.question.card.id.partition("/")[2]

    def answer_of(self, part: str) -> str:
        """What to type to be right."""
        variant = self.question.variant
        assert variant is not None
        return str(variant.answers[part])

    async def go_to(self, slug: str) -> None:
        """Say "I don't know" until that card is asked."""
        for _ in range(20):
            if self.slug == slug:
                return
            await self.press("f3", "enter") if self.question.fields else await self.press("enter", "1")
        raise AssertionError(f"{slug} never came")


SMALL, WIDE = (80, 24), (120, 40)
LOOKS = {
    "small-dark-en": (SMALL, "dark", "en"),
    "small-light-zh": (SMALL, "light", "zh"),
    "wide-dark-zh": (WIDE, "dark", "zh"),
    "wide-light-en": (WIDE, "light", "en"),
}
"""How views are looked at, by the names that tests use."""

ASKED = ("tiny/conv-output-size", "tiny/kernel-weights", "tiny/epoch-cloze")
"""What a session in a picture asks: a problem, a choice, a cloze."""

Play = Callable[..., AbstractAsyncContextManager[Player]]


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the app waits for on its own, a cursor's rest and the next look at the files, comes soon."""
    monkeypatch.setattr(card_look, "A_REST", 0.02)
    monkeypatch.setattr(packs, "LOOK_EVERY", 0.05)


@pytest.fixture
def play(learner: "Callable[..., Workspace]") -> Play:
    """`async with play() as player`: the app over the tiny pack, ready for keys."""

    @asynccontextmanager
    async def playing(
        size: tuple[int, int] = (80, 24), start: Any = "home", **options: Any
    ) -> AsyncIterator[Player]:
        app = StudyApp(learner(), start, **options)
        async with app.run_test(size=size, notifications=True) as pilot:
            yield await Player(app, pilot).ready()

    return playing


@pytest.fixture
def player_of() -> Callable[[Pilot[None]], Player]:
    """A learner at the keyboard of an app that runs already."""
    return lambda pilot: Player(pilot.app, pilot)  # type: ignore[arg-type]


@pytest.fixture
def painted(learner, monkeypatch, snap_compare, player_of) -> Callable[..., bool]:
    """`painted(view, look, prepare)`: whether the screen looks as its picture does.

    `view(player)` presses the keys that lead to what is to be seen; `prepare(workspace)` may give the learner
    a past before the app is opened.
    """
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()

    def compare(
        view: Callable[[Player], Awaitable[None]],
        look: str,
        prepare: "Callable[[Workspace], None]" = lambda _workspace: None,
    ) -> bool:
        size, theme, language = LOOKS[look]
        i18n.use(language)
        workspace = learner()
        workspace.config = replace(workspace.config, theme=theme)
        prepare(workspace)
        plan = workspace._plan
        monkeypatch.setattr(workspace, "_plan", lambda now: plan(now)._replace(new=ASKED, queue=ASKED))
        quiz = workspace.quiz
        monkeypatch.setattr(workspace, "quiz", lambda **options: quiz(**{"chance": 1, **options}))

        async def play(pilot: Pilot[None]) -> None:
            await view(await player_of(pilot).ready())
            await pilot.pause()

        return snap_compare(StudyApp(workspace), terminal_size=size, run_before=play)

    return compare
