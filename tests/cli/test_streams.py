"""Where the output goes nowhere, is full, or was closed before the call: a sentence at most."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

FULL = Path("/dev/full")
MANY = b'{"solver": "same_padding", "inputs": {"kernel_size": 3}}\n' * 5000
PROGRAM = [sys.executable, "-m", "studyapp"]

needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="closing a stream takes a POSIX shell")


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("streams")


@pytest.fixture(autouse=True)
def home(shared_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One for all: the packs are read by the first call and found by those after it."""
    monkeypatch.setenv("STUDYAPP_HOME", str(shared_home))
    return shared_home


def called(redirected: str, *arguments: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The program called by a shell that redirects its streams."""
    command = ["sh", "-c", f'exec "$@" {redirected}', "sh", *PROGRAM, *arguments]
    return subprocess.run(command, input=typed, capture_output=True, check=False)


@pytest.mark.parametrize(
    "arguments", [["solve", "--batch"], ["generate", "conv-output-size", "--count", "2000"]]
)
def test_a_reader_that_goes_away_is_no_fault(arguments):
    with subprocess.Popen(
        [*PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        with suppress(BrokenPipeError):
            running.stdin.write(MANY)
            running.stdin.close()
        assert running.wait(60) == 0
        assert running.stderr.read() == b""


@needs_full
@needs_shell
@pytest.mark.parametrize("arguments", [["solvers"], ["due"], ["--help"], ["solve", "--batch"]])
def test_a_full_disk_is_told_in_a_sentence(arguments):
    done = called("> /dev/full", *arguments, typed=MANY[:100])
    assert done.returncode == 2
    assert done.stderr.decode() == "studyapp: the output cannot be written: No space left on device\n"


@needs_shell
@pytest.mark.parametrize("redirected", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_was_closed_is_read_as_empty_and_written_to_nowhere(redirected):
    for arguments in (["due"], ["solve", "--batch"], ["study", "--plain"]):
        done = called(redirected, *arguments)
        assert done.returncode == 0
        assert b"Traceback" not in done.stderr


@needs_shell
def test_the_app_without_any_stream_says_that_it_needs_a_terminal():
    done = called("<&- >&-")
    assert done.returncode == 2
    assert b"needs a terminal" in done.stderr


def test_bytes_that_are_no_text_are_answered_in_their_place():
    typed = b'{"text": "4\xff"}\n{"text": "5"}\n\xff\xfe\n'
    done = subprocess.run([*PROGRAM, "read", "--batch"], input=typed, capture_output=True, check=True)
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(reply) for reply in replies] == [["error"], ["value"], ["error"]]
