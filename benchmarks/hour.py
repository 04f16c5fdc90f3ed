"""An hour at the keyboard: thousands of keys by chance, on every screen; nothing may fail or be lost.

    python -m benchmarks.hour [PRESSES] [--seed N] [--folder FOLDER]

A learner who presses whatever the screen offers, now and then what it does not; types right answers, known
mistakes and nonsense; changes the window's size, leaves, and starts the app again. Every answer that was
confirmed to her must be in the log once, as it was confirmed; what was taken back must stay taken back; and
the file must be whole.
"""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from studyapp.domain.attempt import Attempt
from studyapp.domain.card import Question
from studyapp.home import Home
from studyapp.store.health import examine
from studyapp.study.workspace import Workspace, open_workspace
from studyapp.tui.app import StudyApp

PRESSES = 5000
BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
PACE = timedelta(seconds=0.72)
"""What a key takes the learner: five thousand are an hour."""
SIZES = ((80, 24), (120, 40), (100, 30), (60, 15), (200, 60), (20, 5))
NONSENSE = ("", "x", "1,23", "½", "４２", "1e999", "((", "never", "一二", "\u202e7", "0/0", "-3.5e2", "a b c")
STUDIES = ("go('study')", "go('go_on')", "reveal", "go_on", "rate", "submit", "hand_in", "pick", "give_up")
"""How the actions begin that lead on in a session: half of what is pressed, or little would be answered."""
LEAVES = frozenset({"quit", "app.quit"})
"""Actions that end the app; they are taken seldom, for starting it takes time."""


@dataclass(slots=True)
class Tally:
    """What became of the hour."""

    presses: int = 0
    starts: int = 0
    actions: Counter[str] = field(default_factory=Counter)
    """How often each action was called by its key, by `Screen.action`."""
    answered: dict[str, Attempt] = field(default_factory=dict)
    """What was confirmed as saved, by id."""
    undone: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


class Clock:
    """The learner's clock: it moves with each key, and at night."""

    def __init__(self) -> None:
        self.time = BEGIN

    def __call__(self) -> datetime:
        self.time += timedelta(microseconds=100)
        return self.time

    def sleep_over(self) -> None:
        """On to the next morning."""
        self.time = (self.time + timedelta(days=1)).replace(hour=9, minute=0)


def watched(workspace: Workspace, tally: Tally) -> Workspace:
    """The workspace, whose store also tells the tally what it confirmed."""
    append, undo = workspace.store.append, workspace.store.undo

    def tell(saved: Future[Any], note: Callable[[], None]) -> Future[Any]:
        saved.add_done_callback(lambda done: None if done.exception() else note())
        return saved

    def appending(attempt: Attempt, *rest: Any, **options: Any) -> Future[Any]:
        return tell(
            append(attempt, *rest, **options), lambda: tally.answered.__setitem__(attempt.id, attempt)
        )

    def undoing(attempt: str, *rest: Any, **options: Any) -> Future[Any]:
        return tell(undo(attempt, *rest, **options), lambda: tally.undone.add(attempt))

    workspace.store.append, workspace.store.undo = appending, undoing  # type: ignore[method-assign]
    return workspace


class Learner:
    """Presses keys by chance, but always the same ones for the same seed."""

    def __init__(self, app: StudyApp, pilot: Pilot[None], chance: Random, tally: Tally, clock: Clock) -> None:
        self.app, self.pilot, self.chance, self.tally, self.clock = app, pilot, chance, tally, clock

    async def live(self, until: int) -> None:
        """Press keys until so many were pressed, or the app has ended."""
        while not self.app.packs_read:
            await self.pilot.pause(0.01)
        while self.tally.presses < until and self.app.is_running and self.app._driver is not None:
            await self._next()
            if self.app._exit:
                return

    async def _next(self) -> None:
        is_too_small = self.app.screen.has_class("too-small")
        if self.chance.random() < (0.3 if is_too_small else 0.004):
            await self.pilot.resize_terminal(*self.chance.choice(SIZES))
        focused = self.app.screen.focused
        often = 0.5 if self._question is not None else 0.1
        if isinstance(focused, Input | TextArea) and self.chance.random() < often:
            for character in self._words():
                await self._press(character, "type")
            return
        ours, others = self._offered()
        if not ours or self.chance.random() < 0.03:
            await self._press(self.chance.choice("abcdefghijklmnopqrstuvwxyz0123456789 =[]<>"), "stray")
            return
        studies = {action: keys for action, keys in ours.items() if action.startswith(STUDIES)}
        if (
            not studies and self.chance.random() < 0.2
        ):  # elsewhere she looks around for a while, and comes back
            await self._press("escape", "back")
            return
        kind = self.chance.random()
        offered = studies if studies and kind < 0.5 else others if others and kind > 0.95 else ours
        action = self.chance.choice(list(offered))
        if action in LEAVES and self.chance.random() < 0.95:
            return
        await self._press(self.chance.choice(offered[action]), action)

    def _offered(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """The actions that work now, each with its keys: those that the help tells of, and Textual's own."""
        ours: dict[str, list[str]] = {}
        others: dict[str, list[str]] = {}
        for key, active in self.app.screen.active_bindings.items():
            if active.enabled:
                told = active.binding.description and not active.binding.system
                (ours if told else others).setdefault(active.binding.action, []).append(key)
        return ours, others

    @property
    def _question(self) -> Question | None:
        """What is asked now, if anything."""
        question = getattr(getattr(self.app.screen, "sitting", None), "question", None)
        return question if isinstance(question, Question) else None

    def _words(self) -> str:
        question = self._question
        if question is not None and question.variant and self.chance.random() < 0.7:
            known = dict(question.variant.answers)
            part = self.chance.choice(list(known))
            mistakes = question.variant.mistakes.get(part, {})
            values = [known[part], *mistakes.values()] if isinstance(mistakes, Mapping) else [known[part]]
            return str(self.chance.choice(values))[:40]
        return self.chance.choice(NONSENSE)

    async def _press(self, key: str, action: str) -> None:
        self.tally.presses += 1
        self.tally.actions[f"{type(self.app.screen).__name__}.{action}"] += 1
        self.clock.time += PACE
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        character = key if len(key) == 1 else {"space": " ", "question_mark": "?", "slash": "/"}.get(key)
        driver = self.app._driver
        if driver is None:
            return
        driver.send_message(events.Key(name, character))
        for _round in range(3):
            await self.pilot._wait_for_screen()
        while self.app.is_running and not self.app.screen.is_mounted:  # its keys wait in its queue until then
            await self.pilot.pause(0.001)
        for notice in self.app._notifications:
            if "did not foresee" in notice.message:
                self.tally.faults.append(f"press {self.tally.presses} ({action}): {notice.message}")
        self.app.clear_notifications()


async def spend(folder: Path, presses: int, seed: int) -> Tally:
    """The hour; started again whenever the learner left."""
    tally, chance, clock = Tally(), Random(seed), Clock()
    home = Home.under(folder)
    while tally.presses < presses and not tally.faults:
        tally.starts += 1
        with watched(open_workspace(home=home, clock=clock), tally) as workspace:
            app = StudyApp(workspace)
            async with app.run_test(size=(80, 24), notifications=True) as pilot:
                await Learner(app, pilot, chance, tally, clock).live(
                    min(presses, tally.presses + chance.randint(300, 1500))
                )
            if app.crash is not None:
                tally.faults.append(f"press {tally.presses}: the app ended with {app.crash!r}")
        clock.sleep_over()
    tally.faults += faults_of(home, tally)
    return tally


def faults_of(home: Home, tally: Tally) -> list[str]:
    """What the file says against what was confirmed."""
    with open_workspace(home=home) as workspace:
        kept = Counter(id for (id,) in workspace.store.rows("SELECT id FROM attempts"))
        known = {one.id: one for one in workspace.store.attempts()}  # those that were not taken back
        gone = {id for (id,) in workspace.store.rows("SELECT attempt FROM tombstones")}
    faults = [f"{id} is in the log {kept[id]} times" for id in tally.answered if kept[id] != 1]
    faults += [
        f"{id} was confirmed otherwise than it is kept"
        for id, one in tally.answered.items()
        if id in known and (known[id].rating, known[id].response) != (one.rating, one.response)
    ]
    faults += [f"{id} was taken back, and is not" for id in tally.undone - gone]
    faults += [f"{id} is in the log, but was never confirmed" for id in kept.keys() - tally.answered.keys()]
    health = examine(home.database)
    return faults + [str(finding) for finding in health.findings]


def main(arguments: list[str]) -> int:
    """Spend the hour, and tell what came of it; 1 where something failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hour", description=__doc__)
    parser.add_argument("presses", nargs="?", type=int, default=PRESSES)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--folder", type=Path, help="where the learner's files are kept; else they are thrown away"
    )
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="studyapp-hour-", ignore_cleanup_errors=True) as folder:
        tally = asyncio.run(spend(asked.folder or Path(folder), asked.presses, asked.seed))
    print("\n".join(f"{count:>6}  {action}" for action, count in tally.actions.most_common()))
    print(
        f"{tally.presses} keys, {len(tally.actions)} actions, {tally.starts} starts; "
        f"{len(tally.answered)} answers confirmed, {len(tally.undone)} taken back; {len(tally.faults)} faults"
    )
    print("\n".join(tally.faults[:20]))
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
