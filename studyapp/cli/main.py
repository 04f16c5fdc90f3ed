"""The `studyapp` command: chooses the language, opens the app or calls a verb, shows errors as sentences.

Whoever calls no verb waits for the app alone: click and the table of verbs are left out.
"""

import os
import sys
from collections.abc import Sequence

from studyapp import i18n
from studyapp.cli.opening import open_app
from studyapp.cli.status import COULD_NOT_RUN, INTERRUPTED
from studyapp.config import load_config, terminal_language
from studyapp.errors import StudyError
from studyapp.home import Home
from studyapp.i18n import _
from studyapp.text.clean import clean


def chosen_language() -> str:
    """The language of the settings, else of the environment, else English."""
    try:
        configured = load_config(Home.find()).language
    except StudyError:
        configured = None  # the verb that needs the settings says what is wrong with them
    return configured or terminal_language()


def main(arguments: Sequence[str]) -> int:
    """Run one call and return its exit status."""
    _open_missing_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot show a character is no reason to stop
            stream.reconfigure(errors="backslashreplace")
    i18n.use(chosen_language())
    status = 0
    try:
        if arguments:
            status = _call(arguments)
        else:
            open_app()
        sys.stdout.flush()
    except StudyError as error:
        _tell(i18n.sentence(error))
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # click makes the second out of the first
        _write_no_more()  # the reader went away (`… | head`)
        return 0
    except OSError as error:
        reason = _(error.strerror or str(error))
        if error.filename is not None:  # a folder that may not even be looked into
            _tell(_("{path} cannot be used: {reason}", path=error.filename, reason=reason))
            return COULD_NOT_RUN
        # What a verb reads and writes it answers for itself; what is left is its output: a disk that is full.
        _write_no_more()
        _tell(_("the output cannot be written: {reason}", reason=reason))
        return COULD_NOT_RUN
    return status


def _call(arguments: Sequence[str]) -> int:
    from studyapp.cli.verbs import call  # not for the app, which is painted without

    return call(arguments)


def _tell(sentence: str) -> None:
    """Say what went wrong, where no output is mistaken for it."""
    print(clean(f"studyapp: {sentence}"), file=sys.stderr, flush=True)


def _open_missing_streams() -> None:
    """Open what the caller closed (`studyapp … >&-`), so that no file of ours gets its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 (open to the end)


def _write_no_more() -> None:
    """Point standard output at nothing, or Python would complain once more when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run() -> None:
    """Enter from the shell."""
    sys.exit(main(sys.argv[1:]))
