"""Looking after the learner's file while she studies: a look for damage at each start, a backup each day."""

from collections.abc import Callable
from datetime import datetime, timedelta

from studyapp.errors import StoreError
from studyapp.home import Home
from studyapp.store.backup import back_up, backups
from studyapp.store.health import Health, examine

EVERY = timedelta(hours=20)
"""After how long a start makes a new backup: less than a day, so that it may be a little earlier each day."""


def look_after(home: Home, now: datetime, pause: Callable[[], None] = lambda: None) -> Health | None:
    """Look for damage, and back up a sound file where the newest backup is old; None where there is no file.

    Once a day, before it is backed up, all of it is looked at; else quickly.
    Slow with a long log, so never before the first paint. `pause` is called every few milliseconds while
    Python is at work, to leave time for others; it may raise to end it early. Raises StoreError where the
    backup cannot be made.
    """
    if not home.database.exists():
        return None
    # One of the future was made while the clock was ahead, and must not put off those of now.
    newest = next((one for one in backups(home.backups) if one.at - now < EVERY), None)
    is_old = newest is None or now - newest.at >= EVERY
    # What a quick look does not see would in time be in every backup.
    health = examine(home.database, full=is_old, backups=home.backups, pause=pause)
    if is_old and health.is_well and health.attempts:
        back_up(home.database, home.backups, now, pause)
    return health


def damage_told(health: Health) -> StoreError | None:
    """What is wrong, for a learner who would rather study; None where nothing is."""
    if health.is_well:
        return None
    return StoreError(
        "your file of answers needs care: {first}; quit and run `studyapp doctor`, which says what to do",
        first=health.findings[0].told,
    )
