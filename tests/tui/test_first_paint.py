"""What the first screen must not wait for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.css.stylesheet import Stylesheet

from studyapp.home import Home
from studyapp.study.workspace import open_workspace

CODE = """
import asyncio, sys
from studyapp.cli import main
from studyapp.study.workspace import open_workspace
from studyapp.tui.app import StudyApp

StudyApp.on_ready = lambda app: None  # the packs stay unread

async def look():
    with open_workspace() as workspace:
        async with StudyApp(workspace).run_test() as pilot:
            await pilot.pause()
            print(sorted(FOUND))

asyncio.run(look())
"""

SPARED = (
    *("numpy", "yaml", "pydantic", "fsrs", "texicode", "babel", "click"),
    *("hashlib", "gettext"),
    *("studyapp.engine.", "studyapp.packs", "studyapp.export", "studyapp.plain", "studyapp.cli.verbs"),
    *("studyapp.domain.card", "studyapp.domain.grade", "studyapp.scheduling.replay"),
    *("studyapp.store.writer", "studyapp.store.memory", "studyapp.store.glance"),
    *("studyapp.study.session", "studyapp.study.quiz_plan", "studyapp.tui.screens.too_small"),
)
"""What beginnings of names no module has that home is painted by."""

MODULES = f"name for name in sys.modules if name.startswith({SPARED}) and name != 'studyapp.engine.threads'"

DATA_CLASSES = """
    each.__name__ for name, module in sys.modules.items() if name.startswith("studyapp.")
    for each in vars(module).values()
    if isinstance(each, type) and each.__module__ == name and "__dataclass_fields__" in vars(each)
"""


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        pytest.param(MODULES, [], id="modules"),
        # One takes as long to make as ten named tuples, or as some modules to read.
        pytest.param(DATA_CLASSES, ["Config", "Text"], id="data classes"),
    ],
)
def test_home_is_painted_by_no_more_than_it_needs(found: str, wanted: list[str], tmp_path: Path) -> None:
    open_workspace(home=Home.under(tmp_path)).close()  # a new file is given an id, which is written
    done = subprocess.run(
        [sys.executable, "-c", CODE.replace("FOUND", found)],
        env={**os.environ, "STUDYAPP_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == (str(wanted), "")


@pytest.mark.parametrize("theme", ["dark", "sepia"])
async def test_the_style_sheet_is_parsed_once_whatever_the_theme(learner, monkeypatch, theme: str) -> None:
    from studyapp.tui.app import StudyApp

    again: list[object] = []
    monkeypatch.setattr(Stylesheet, "reparse", lambda sheet: again.append(sheet))  # noqa: PLW0108 (a method)
    workspace = learner()
    workspace.change(theme=theme)
    app = StudyApp(workspace)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.current_theme.name == f"studyapp-{theme}"
        assert app.has_class("-dark-mode") is (theme == "dark")
    assert again == []
