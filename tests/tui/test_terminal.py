"""The terminal below the app: which one will do, and the bytes that come from its keyboard."""

import io

import pytest
from textual.drivers.linux_driver import LinuxDriver

from studyapp.errors import TerminalError
from studyapp.tui.driver import _forgiving_decoder, check_terminal, forgive_stray_bytes


def test_without_a_terminal_the_app_says_what_to_do_instead(monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n2\n"))
    with pytest.raises(TerminalError, match=r"needs a terminal .* `studyapp study --plain`"):
        check_terminal()


class Tty:
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal_is_told_what_to_do_instead(monkeypatch, term) -> None:
    monkeypatch.setattr("sys.stdin", Tty())
    monkeypatch.setattr("sys.stdout", Tty())
    monkeypatch.setenv("TERM", term)
    with pytest.raises(TerminalError, match="line by line; use `studyapp study --plain`"):
        check_terminal()
    monkeypatch.setenv("TERM", "xterm-256color")
    check_terminal()


def test_a_stray_byte_from_the_keyboard_is_read_as_a_mark_instead_of_ending_the_app(monkeypatch) -> None:
    from textual.drivers import linux_driver

    monkeypatch.setattr(linux_driver, "getincrementaldecoder", linux_driver.getincrementaldecoder)
    with pytest.raises(UnicodeDecodeError):
        linux_driver.getincrementaldecoder("utf-8")().decode(b"caf\xe9!")
    forgive_stray_bytes()
    assert linux_driver.getincrementaldecoder("utf-8")().decode(b"caf\xe9!") == "caf�!"
    # The driver still takes its decoder from that name; where it no longer does, the mending must move.
    assert "getincrementaldecoder" in LinuxDriver.run_input_thread.__code__.co_names


def read_in_pieces(sent: bytes, size: int) -> str:
    reading = _forgiving_decoder("utf-8")()
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    return "".join(map(reading.decode, pieces))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_an_escape_character_within_a_paste_does_not_end_it(size):
    """However the terminal cuts it; keys before and after are left alone."""
    sent = b"a\x1b[A\x1b[200~one\x1b[31mtwo\x1b\x1b[20\x1b[201~q\x1b\x1b[200~\x1b[201~z\x1b"
    assert read_in_pieces(sent, size) == (
        "a\x1b[A\x1b[200~one[31mtwo[20\x1b[201~q\x1b\x1b[200~\x1b[201~z\x1b"
    )


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_a_stray_byte_is_read_as_the_sign_for_it_and_han_in_pieces_as_itself(size):
    assert read_in_pieces("é卷".encode() + b"\xff", size) == "é卷\ufffd"


def test_a_lone_escape_is_handed_on_at_once():
    assert _forgiving_decoder("utf-8")().decode(b"\x1b") == "\x1b"
