"""Where the app keeps its files."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Home(NamedTuple):
    """The folders of one learner. Nothing here creates them: whoever writes first does."""

    data: Path
    """What must not be lost: the learner's log, and packs of her own."""
    config: Path
    cache: Path
    """What can be thrown away at any time."""

    @classmethod
    def find(cls, environment: Mapping[str, str] = os.environ) -> "Home":
        """The folders under `STUDYAPP_HOME` where that is set, else the platform's own."""
        chosen = environment.get("STUDYAPP_HOME", "").strip()
        if chosen:
            return cls.under(Path(chosen).expanduser())
        import platformdirs  # slow to import, and not needed above

        folders = platformdirs.PlatformDirs("studyapp", appauthor=False)
        return cls(folders.user_data_path, folders.user_config_path, folders.user_cache_path)

    @classmethod
    def under(cls, root: Path) -> "Home":
        """All of it under one folder."""
        return cls(data=root.absolute(), config=root.absolute(), cache=root.absolute() / "cache")

    @property
    def database(self) -> Path:
        """The attempt log and the memory derived from it."""
        return self.data / "study.sqlite3"

    @property
    def backups(self) -> Path:
        """Copies of the attempt log, the older ones thinned out."""
        return self.data / "backups"

    @property
    def paused(self) -> Path:
        """Runs that were paused, to be gone on with on the same day."""
        return self.data / "paused"

    @property
    def last_quiz(self) -> Path:
        """What was chosen for the last quiz."""
        return self.data / "quiz.json"

    @property
    def results(self) -> Path:
        """The folder of results that were saved."""
        return self.data / "results"

    @property
    def card_index(self) -> Path:
        """What is known of all cards without reading the packs."""
        return self.cache / "cards.sqlite3"

    @property
    def figures(self) -> Path:
        """Sums over the log, so that the statistics need not count it anew."""
        return self.cache / "figures.sqlite3"

    @property
    def pack_cache(self) -> Path:
        """What was read of packs, so that they need not be read again."""
        return self.cache / "packs"

    @property
    def packs(self) -> Path:
        """The folder of the learner's own packs."""
        return self.data / "packs"

    @property
    def settings(self) -> Path:
        """The file that the settings are read from."""
        return self.config / "config.toml"
