"""A learner's workspace: home, settings, log and packs, opened once and handed to every screen.

Its rooms, each above the next: `insight` (how the learning goes), `running` (sessions, quizzes, drills),
`shelf` (packs and the index of cards). Opening it and `overview` import no more than they need (no YAML,
pydantic or NumPy, no session): the home screen's first paint waits for them.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from studyapp.config import Config, load_config, save_config
from studyapp.errors import StudyError
from studyapp.home import Home
from studyapp.store.store import Store
from studyapp.study.insight import Insight
from studyapp.study.marking import Marking
from studyapp.study.resetting import begin_anew, take_back
from studyapp.study.settings import days_of, policy_of
from studyapp.study.shelf import Wish

if TYPE_CHECKING:
    from studyapp.study.asking import Clock

__all__ = ["Wish", "Workspace", "open_workspace"]


def open_workspace(
    pack_paths: Sequence[Path] = (),
    home: Home | None = None,
    *,
    clock: "Clock" = lambda: datetime.now(UTC),
    wish: "Wish | None" = None,
) -> "Workspace":
    """Open the learner's files under `home` (else where the environment says); packs are loaded later.

    `pack_paths` are packs from elsewhere: they come on top of the others, and then only they are studied.
    Raises ConfigError, PackError or StoreError with one sentence for the learner.
    """
    home = home or Home.find()
    config = load_config(home)
    named = _packs_named(pack_paths, home)  # a path that holds no pack is told before anything is made
    store = Store.open(home.database, config.device, policy=policy_of(config), study_days=days_of(config))
    return Workspace(home, config, store, clock, named, wish=wish)


class Workspace(Insight):
    """What the app and the line mode work with; `close` it at the end (it is a context manager too)."""

    @property
    def marking(self) -> Marking:
        """Flags, rests and notes of cards."""
        return Marking(self.store, self.clock)

    # Beginning anew

    def reset(self, names: Sequence[str]) -> tuple[str, ...]:
        """Let the cards of these names be new again; those that were begun, and so were reset.

        Their answers stay in the log and in the statistics, and no other card is touched. Raises
        UnknownNameError. `undo_reset` takes it back.
        """
        return begin_anew(self.store, self.cards_named(names), self.clock())

    def undo_reset(self) -> int:
        """Take the latest reset on this device back, all its cards at once; how many there were."""
        return take_back(self.store, self.clock())

    # Settings, care, and the end

    def look_after(self, pause: Callable[[], None] = lambda: None) -> StudyError | None:
        """Look for damage and make the day's backup, in a thread; what a learner should be told, if anything.

        `pause` is called now and then and may raise, which ends it.
        """
        from studyapp.study.care import damage_told, look_after

        health = look_after(self.home, self.clock(), pause)
        return damage_told(health) if health else None

    def change(self, **settings: Any) -> None:
        """Take these settings from now on, and keep them; what else the file says by now stays.

        Raises ConfigError where the file cannot be read or written; they are taken all the same.
        """
        self._take(replace(self.config, **settings))
        save_config(self.home, self.config, settings)

    def reread_settings(self) -> None:
        """Take what the settings file says by now; raises ConfigError where it has a fault."""
        self._take(load_config(self.home))

    def _take(self, config: Config) -> None:
        self.config = config
        self.store.policy = policy_of(config)
        self.store.days = days_of(config)

    def close(self) -> None:
        """Finish writing and close the files."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _packs_named(paths: Sequence[Path], home: Home) -> list[Path]:
    """The folders of the packs at these paths; PackError where there is none."""
    if not paths:
        return []
    from studyapp.packs.sources import named_packs

    return named_packs(paths, home)
