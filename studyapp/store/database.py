"""Opening the learner's SQLite file: safe settings, and migrations after a backup."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

from studyapp.errors import StoreError
from studyapp.store.copying import copy_whole
from studyapp.store.failures import as_sentences, damaged
from studyapp.store.functions import lend_functions

APPLICATION = 0x53747564
"""SQLite's application_id of our files: `Stud`."""

BUSY_SECONDS = 10.0
"""How long to wait while another terminal writes; an answer takes it less than a millisecond."""

_MIGRATIONS = Path(__file__).with_name("migrations")


def open_for_writing(path: Path) -> sqlite3.Connection:
    """A connection that may write; file and folders are made, and brought up to date, where needed."""
    with as_sentences(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = _connect(path)
        try:
            _version(connection, path)  # before anything is changed in a file that is not ours
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that never writes and creates nothing; without a file, it reads an empty one in memory."""
    with as_sentences(path):
        if _is_empty(path):
            empty = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            migrate(empty, path)
            return empty
        connection = _connect_to_read(path)
        try:
            version = _version(connection, path)
        except BaseException:
            connection.close()
            raise
    if version == newest_version():
        return connection
    connection.close()
    open_for_writing(path).close()  # an older file is brought up to date first
    return open_for_reading(path)


def open_as_it_is(path: Path) -> sqlite3.Connection:
    """A connection that only reads, and leaves an older file the old one."""
    with as_sentences(path):
        connection = _connect_to_read(path)
        try:
            _version(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _is_empty(path: Path) -> bool:
    """Whether there is no file yet, or nothing in it; OSError where there cannot be one."""
    try:
        return path.stat().st_size == 0
    except FileNotFoundError:
        return True


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Put the file into WAL mode."""
    until = monotonic() + BUSY_SECONDS
    done = False
    while not done:
        try:
            done = connection.execute("PRAGMA journal_mode = WAL").fetchone() is not None
        except sqlite3.OperationalError as error:
            # SQLite does not wait for a lock here, so we do: another terminal may be opening the file too.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(0.01)


def _connect(path: Path, uri: str | None = None) -> sqlite3.Connection:
    return sqlite3.connect(
        uri or path, uri=uri is not None, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )


def _connect_to_read(path: Path) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=ro"
    connection = _connect(path, address)
    try:
        connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error as error:
        connection.close()
        # Reading a file in WAL mode wants to write beside it. Where it may not, and nothing waits in a WAL,
        # the file can be read as one that does not change.
        waiting = path.with_name(path.name + "-wal")
        if error.sqlite_errorname not in ("SQLITE_CANTOPEN", "SQLITE_READONLY_DIRECTORY") or waiting.exists():
            raise
        connection = _connect(path, f"{address}&immutable=1")
    return connection


def newest_version() -> int:
    """The version of the schema that this program writes."""
    return len(_migrations())


def _migrations() -> list[Path]:
    return sorted(_MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def _marks(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """The file's version, whose it is, and how many tables it has, all of one moment."""
    alone = not connection.in_transaction
    if alone:
        connection.execute("BEGIN")
    try:
        return (
            connection.execute("PRAGMA user_version").fetchone()[0],
            connection.execute("PRAGMA application_id").fetchone()[0],
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0],
        )
    finally:
        if alone:
            connection.execute("ROLLBACK")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema's version of an open file; refuses a newer one and one that is not ours."""
    version, application, tables = _marks(connection)
    if application != APPLICATION and (version or tables):
        raise StoreError("{path} is not a file of studyapp; move it away and start again", path=path)
    if version < 0 or (tables and not version):
        damage = sqlite3.DatabaseError(f"user_version {version}")
        raise damaged(path, damage) from damage
    if version > newest_version():
        raise StoreError(
            "{path} was written by a newer studyapp (its version is {version}, this program knows {known}); "
            "update studyapp to open it",
            path=path,
            version=version,
            known=newest_version(),
        )
    return version


class writing:  # noqa: N801 (as `as_sentences`)
    """One transaction, all of it or nothing.

    It is for writing from its beginning: what is read within must not change before it is written upon.
    `failed` is called where nothing was changed in the end.
    """

    __slots__ = ("_connection", "_failed")

    def __init__(self, connection: sqlite3.Connection, failed: Callable[[], None] | None = None) -> None:
        self._connection = connection
        self._failed = failed

    def __enter__(self) -> None:
        """Begin it."""
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        """End it; nothing is changed where something went wrong, be it at the end."""
        if error is not None:
            self._roll_back()
            return
        try:
            self._connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:  # some errors end it by themselves
                self._connection.execute("ROLLBACK")
        finally:
            if self._failed:
                self._failed()


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file up to date: all that it lacks in one transaction, after a verified backup.

    So no terminal ever sees a file half-way, nor copies one: who opens it meanwhile waits, and finds it done.
    """
    lend_functions(connection)
    if _version(connection, path) == newest_version():
        return
    with writing(connection):
        version = _version(connection, path)
        if 0 < version < newest_version():
            with closing(_connect_to_read(path)) as before:  # SQLite copies by no connection that is writing
                copy_whole(before, path, path.with_name(f"{path.name}.before-version-{newest_version()}"))
        for script in _migrations()[version:]:
            for statement in _statements(script.read_text(encoding="utf-8")):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {newest_version()}")


def _statements(script: str) -> Iterator[str]:
    """The script's statements one by one; `executescript` would commit before it begins."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
