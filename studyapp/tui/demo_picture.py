"""A demonstration as an SVG picture: the screen itself, without a terminal."""

import asyncio

from studyapp.engine.demo import Demo
from studyapp.errors import GivenError
from studyapp.i18n import N_
from studyapp.tui.base_app import OurApp
from studyapp.tui.screens.demo import DemoScreen

SMALL, LARGE = (80, 24), (120, 40)
_LOOK = 0.02
"""Seconds between two looks whether it is worked out."""


class DemoPicture(OurApp):
    """One demonstration alone."""

    def __init__(self, demo: Demo, theme: str) -> None:
        super().__init__(theme)
        self.shown = DemoScreen(demo)

    def on_mount(self) -> None:
        """Begin at once."""
        self.push_screen(self.shown)


def picture(demo: Demo, *, theme: str = "dark", size: tuple[int, int] = LARGE, scene: int = 1) -> str:
    """The SVG of a scene's last moment, in a window of so many columns and rows.

    Raises GivenError where there are not so many scenes.
    """

    async def take() -> str:
        app = DemoPicture(demo, theme)
        async with app.run_test(size=size) as pilot:
            while app.shown.is_working:
                await pilot.pause(_LOOK)
            count = app.shown.reel.place[1]
            if scene > count:
                raise GivenError(
                    N_("{parameter} is {value}; it goes from {least} to {most}"),
                    parameter="--scene",
                    value=scene,
                    least=1,
                    most=count,
                )
            for _scene in range(scene - 1):
                app.shown.action_scene(1)
            await pilot.pause()
            return app.export_screenshot(title=demo.name())

    return asyncio.run(take())
