"""Draws the pictures of the README anew, from the screens themselves: `make pictures`."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from itertools import islice
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory

from studyapp import i18n
from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.engine.demos import find_demo
from studyapp.store.ids import new_id
from studyapp.study.workspace import Workspace, open_workspace
from studyapp.tui.app import StudyApp
from studyapp.tui.demo_picture import picture
from studyapp.tui.screens.question import QuestionScreen

IMAGES = Path(__file__).parent / "images"
ASKED = "deep-learning-basics/conv-output-size"
WINDOW, HOME_WINDOW = (92, 34), (120, 37)
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
    with TemporaryDirectory() as home:
        environ["STUDYAPP_HOME"] = home
        with open_workspace(clock=lambda: NOW) as workspace:
            study_some_months(workspace)
            _write("home", asyncio.run(home_with_a_past(workspace)))
    _write("demo", picture(find_demo("playground")(), size=(120, 36)))


async def wrong_answer(workspace: Workspace) -> str:
    """The first card of a day, answered with a mistake that is recognised."""
    plan = workspace._plan  # a plan with this card alone: nothing of the app chooses one
    workspace._plan = lambda now: plan(now)._replace(new=(ASKED,), queue=(ASKED,))  # type: ignore[method-assign]
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


def study_some_months(workspace: Workspace) -> None:
    """Some cards begun on most days of five months, each come back a few times, one answer in eight wrong."""
    saved = []
    for place, card in enumerate(islice(workspace.load_packs().heads, 260)):
        days = 150 - place * 0.57
        for review, gap in enumerate((0, 3, 8, 21, 50)):
            days -= gap
            if days < 1 or int(days) % 6 == 5:
                continue
            right = (place * 7 + review * 3) % 8 > 0 and card != ASKED
            at = NOW - timedelta(days=int(days), minutes=60 - place % 60)
            answer = Attempt(
                id=new_id(at), device="laptop", at=at, mode=Mode.STUDY, card=card, score=float(right),
                rating=Rating.GOOD if right else Rating.AGAIN, seconds=18.0,
                mistakes=() if right or card != ASKED else ("output:no_floor",),
            )  # fmt: skip
            saved.append((at, answer))
    for _at, answer in sorted(saved, key=lambda one: one[0]):
        workspace.store.append(answer).result()


async def home_with_a_past(workspace: Workspace) -> str:
    """Home after these months, the cursor on a concept."""
    app = StudyApp(workspace)
    async with app.run_test(size=HOME_WINDOW) as pilot:
        while not (app.packs_read and app._home.is_filled):
            await pilot.pause(0.05)
        await pilot.press("down", "down", "down", "right", "right", "right")
        await pilot.pause(0.3)
        return app.export_screenshot(title="studyapp")


def _write(name: str, svg: str) -> None:
    path = IMAGES / f"{name}.svg"
    path.write_text(svg, encoding="utf-8")
    print(path)


if __name__ == "__main__":
    main()
