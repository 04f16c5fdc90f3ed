"""A learner's workspace: home, settings, log and packs, opened once and handed to every screen."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from studyapp.config import Config, Home, load_config
from studyapp.packs.library import Library
from studyapp.store.store import Store
from studyapp.study.desk import Clock
from studyapp.study.progress import Overview
from studyapp.study.quiz import QUESTIONS, Feedback, Quiz
from studyapp.study.session import Session


def open_workspace(
    pack_paths: Sequence[Path] = (), home: Home | None = None, *, clock: Clock = lambda: datetime.now(UTC)
) -> "Workspace":
    """Open the learner's files under `home` (else where the environment says); packs are loaded later.

    `pack_paths` are packs from elsewhere: they come on top of the others, and then only they are studied.
    Raises ConfigError or StoreError with one sentence for the learner.
    """
    raise NotImplementedError


class Workspace:
    """What the app and the line mode work with; `close` it at the end (it is a context manager too)."""

    home: Home
    config: Config
    store: Store
    clock: Clock

    @property
    def library(self) -> Library:
        """The packs; `load_packs` is called if nobody did."""
        raise NotImplementedError

    @property
    def loaded(self) -> bool:
        """Whether the packs are loaded."""
        raise NotImplementedError

    def load_packs(self) -> Library:
        """Read all packs and refresh the card index. Slow: the app calls it in a thread after the first paint."""
        raise NotImplementedError

    def overview(self, now: datetime | None = None) -> Overview:
        """Due and new today by chapter, from the store and the card index alone: quick, and imports nothing heavy."""
        raise NotImplementedError

    def plan(self, now: datetime | None = None) -> tuple[str, ...]:
        """The ids of the cards to ask today, in order: what is due, then new ones, limits kept."""
        raise NotImplementedError

    def session(self, *, minutes: float | None = None, cards: int | None = None) -> Session:
        """A session through today's plan, ended after so many minutes or cards where that is asked."""
        raise NotImplementedError

    def quiz(
        self,
        count: int = QUESTIONS,
        *,
        chapters: Sequence[str] = (),
        feedback: Feedback = Feedback.EACH,
        chance: int | None = None,
    ) -> Quiz:
        """A quiz of `count` graded questions over these chapters (all of them where none is named).

        Raises UnknownNameError for a chapter that does not exist, StudyError where there is nothing to ask. `chance`
        fixes the choice, for tests.
        """
        raise NotImplementedError

    def configure(self, config: Config) -> None:
        """Take these settings from now on, and keep them in the settings file."""
        raise NotImplementedError

    def close(self) -> None:
        """Finish writing and close the files."""
        raise NotImplementedError
