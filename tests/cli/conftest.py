"""Calling studyapp as from a pipe."""

import io
import sys
from pathlib import Path

import pytest

from studyapp.cli.main import main


@pytest.fixture
def call(tiny_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Calls studyapp with lines on its standard input: the status, what was said, what was complained of."""

    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        status = main(arguments)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run
