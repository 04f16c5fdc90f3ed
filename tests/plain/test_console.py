"""The conversation in lines."""

from io import StringIO

from studyapp.plain.console import Console


def test_nothing_that_is_said_can_steer_a_terminal():
    output = StringIO()
    Console(StringIO(), output).say("red \x1b[31malert\x07", "title \x9d0;x\x9c \u202egnp.exe")
    assert output.getvalue() == "red [31malert\ntitle 0;x gnp.exe\n"


def test_what_is_typed_is_cleaned_and_a_transcript_shows_it():
    output = StringIO()
    console = Console(StringIO("4\x002\r\n"), output)
    assert console.ask("Your answer:") == "42"
    assert output.getvalue() == "Your answer: 42\n"


def test_the_end_of_the_input_is_not_an_empty_line():
    console = Console(StringIO("\n"), StringIO())
    assert console.ask(":") == ""
    assert console.ask(":") is None


def test_a_terminal_shows_what_is_typed_by_itself():
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    output = StringIO()
    assert Console(Terminal("42\n"), output).ask("Your answer:") == "42"
    assert output.getvalue() == "Your answer: "
