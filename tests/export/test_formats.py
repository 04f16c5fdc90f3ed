"""Every export format there is, found by itself, as `studyapp export` offers it."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from studyapp import export
from studyapp.cli.export import command
from studyapp.store.store import Store


@pytest.mark.parametrize("name", export.formats())
def test_a_format_tells_what_it_writes_and_shows_a_call(name: str):
    said = CliRunner().invoke(command, [name, "--help"]).output
    assert export.find_format(name).ABOUT.splitlines()[0] in " ".join(said.split())
    assert f"studyapp export {name} " in said


@pytest.mark.parametrize("name", export.formats())
def test_a_format_counts_nothing_where_nothing_was_answered(name: str, tmp_path: Path):
    with Store.open(tmp_path / "none.sqlite3", read_only=True) as store:
        assert export.find_format(name).write(store, io.StringIO()) == 0
