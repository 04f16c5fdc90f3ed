"""A theme for a terminal with 256 colours: left to itself, each colour would be taken for the nearest.

Then greys turn green, and words on the cursor's row can hardly be read. So the papers are chosen by hand, and
of the inks each is the nearest of the 256 that stands out from all of them.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from rich.color import Color, ColorSystem
from textual.theme import Theme

_STEPS = (0, 95, 135, 175, 215, 255)
_GREYS = range(8, 239, 10)

_PAPERS = {
    "dark": ("#121212", "#1c1c1c", "#262626", "#303030"),
    "light": ("#ffffff", "#f2f2f2", "#eeeeee", "#d7ffff"),
    "dusk": ("#1c1c1c", "#262626", "#303030", "#3a3a3a"),
    "sepia": ("#ffffd7", "#ffffd7", "#d7d7af", "#d7d7af"),
    "contrast-dark": ("#000000", "#121212", "#1c1c1c", "#303030"),
    "contrast-light": ("#ffffff", "#f2f2f2", "#eeeeee", "#ffffaf"),
}
"""Background, surface, panel and the cursor's row."""

_INKS = ("primary", "secondary", "accent", "success", "warning", "error", "foreground")
_MORE_INKS = ("quiet", "code", "block-cursor-foreground", "block-cursor-blurred-foreground")


def in_256(name: str, theme: Theme) -> Theme:
    """A setting's theme in 256 colours: every text has a contrast of 4.5, or 7 where that is promised."""
    background, surface, panel, cursor = _PAPERS[name]
    least = 7.0 if name.startswith("contrast") else 4.5
    papers = tuple(map(_shown, (background, surface, cursor)))
    variables = dict(theme.variables)
    variables |= {ink: _nearest(variables[ink], papers, least) for ink in _MORE_INKS}
    for variable, colour in variables.items():
        if colour == theme.background:
            variables[variable] = background
    variables |= {
        "block-cursor-background": cursor,
        "block-cursor-blurred-background": cursor,
        "faint": _nearest(theme.variables["faint"], (background,), 3.0 if least > 4.5 else 1.5),
    }
    inks = {ink: _nearest(getattr(theme, ink), papers, least) for ink in _INKS}
    shown = replace(theme, name=f"{theme.name}-256", background=background, surface=surface, panel=panel)
    shown.variables = variables
    for ink, colour in inks.items():
        setattr(shown, ink, colour)
    return shown


def contrast(one: str, other: str) -> float:
    """1 to 21, as WCAG 2.2 works it out."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _nearest(colour: str, papers: tuple[str, ...], least: float) -> str:
    """Of the 256 colours the nearest that stands out so much from each of the papers."""
    legible = [each for each in _stable() if all(contrast(each, paper) >= least for paper in papers)]
    return min(legible, key=lambda each: _distance(each, colour))


@cache
def _stable() -> tuple[str, ...]:
    """The colours that are shown as they are: of the greys some are taken for their neighbour."""
    return tuple(each for each in dict.fromkeys(_all()) if _shown(each) == each)


def _all() -> Iterator[str]:
    for red in _STEPS:
        for green in _STEPS:
            yield from (f"#{red:02x}{green:02x}{blue:02x}" for blue in _STEPS)
    yield from (f"#{grey:02x}{grey:02x}{grey:02x}" for grey in _GREYS)


def _shown(colour: str) -> str:
    return Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _distance(one: str, other: str) -> float:
    """How far apart two colours are: in hue above all, since that is what tells them from each other."""
    red, green, blue = (a - b for a, b in zip(_channels(one), _channels(other), strict=True))
    hue = (red - green) ** 2 + (green - blue) ** 2 + (blue - red) ** 2
    return hue + ((red + green + blue) / 3) ** 2


@cache
def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _shares(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _shares(colour: str) -> list[float]:
    return [channel / 255 for channel in _channels(colour)]
