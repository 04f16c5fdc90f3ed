"""Lines in, lines out, on streams that are handed in."""

from typing import TextIO

from studyapp.text.clean import clean

END = None
"""What `ask` gives when the input has come to its end."""


class Console:
    """A conversation in lines."""

    def __init__(self, lines: TextIO, output: TextIO) -> None:
        self._lines = lines
        self._output = output
        self._echoes = lines.isatty()

    def say(self, *lines: str) -> None:
        """Write these lines; nothing in them can steer a terminal."""
        for line in lines:
            self._output.write(clean(line).rstrip() + "\n")
        self._output.flush()

    def ask(self, prompt: str) -> str | None:
        """The next line that is typed; None where the input has ended."""
        # A Chinese colon has its own space behind it.
        self._output.write(clean(prompt) + " " * (not prompt.endswith("：")))
        self._output.flush()
        line = self._lines.readline()
        typed = clean(line.rstrip("\r\n"))
        if not self._echoes:  # the terminal shows what is typed; a transcript would lack it
            self._output.write(typed + "\n")
        return typed if line else END
