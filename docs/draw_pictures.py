"""Draws the pictures of the README anew, from the screens themselves: `make pictures`."""

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory

from studyapp import i18n
from studyapp.engine.demos import find_demo
from studyapp.study.workspace import Workspace, open_workspace
from studyapp.tui.app import StudyApp
from studyapp.tui.demo_picture import picture
from studyapp.tui.screens.question import QuestionScreen

IMAGES = Path(__file__).parent / "images"
ASKED = "deep-learning-basics/conv-output-size"
WINDOW = (92, 34)
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def main() -> None:
    """Write each picture to `docs/images`."""
    i18n.use("en")
    environ["TZ"] = "UTC"
    time.tzset()
    with TemporaryDirectory() as home:
        environ["STUDYAPP_HOME"] = home
        with open_workspace(clock=lambda: NOW) as workspace:
            _write("study", asyncio.run(wrong_answer(workspace)))
    _write("demo", picture(find_demo("playground")(), size=(120, 36)))


async def wrong_answer(workspace: Workspace) -> str:
    """The first card of a day, answered with a mistake that is recognised."""
    plan = workspace._plan  # a plan with this card alone: nothing of the app chooses one
    workspace._plan = lambda now: replace(plan(now), new=(ASKED,), queue=(ASKED,))  # type: ignore[method-assign]
    app = StudyApp(workspace)
    async with app.run_test(size=WINDOW) as pilot:
        while not app.packs_read:
            await pilot.pause(0.05)
        await pilot.press("s")
        await pilot.pause(0.3)
        assert isinstance(app.screen, QuestionScreen)
        question = app.screen.sitting.question
        assert question is not None
        assert question.variant is not None
        wrong = question.variant.mistakes["output"]
        await pilot.press(*str(next(iter(wrong.values()))), "enter")
        await pilot.pause(0.3)
        return app.export_screenshot(title="studyapp")


def _write(name: str, svg: str) -> None:
    path = IMAGES / f"{name}.svg"
    path.write_text(svg, encoding="utf-8")
    print(path)


if __name__ == "__main__":
    main()
