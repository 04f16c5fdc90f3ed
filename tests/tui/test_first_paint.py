"""What the first screen must not wait for."""

import subprocess
import sys

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
    heavy = ("numpy", "yaml", "pydantic", "fsrs", "studyapp.engine", "texicode", "babel")
    print([name for name in sys.modules if name.startswith(heavy)])

asyncio.run(look())
"""


def test_home_is_painted_without_numpy_yaml_pydantic_or_the_engine() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
