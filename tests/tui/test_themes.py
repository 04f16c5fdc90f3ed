"""Every theme can be read: the contrast of each colour that text is drawn in, as WCAG 2.2 works it out."""

import re
from itertools import product
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem

from studyapp.config import RULES
from studyapp.text.width import width as wide
from studyapp.tui import themes
from studyapp.tui.glyphs import PLAIN, has_few_glyphs
from studyapp.tui.themes import PARTNERS, THEMES, theme_for

TUI = Path(themes.__file__).parent
INKS = ("foreground", "primary", "secondary", "accent", "success", "warning", "error", "quiet", "code")
PAPERS = ("background", "surface", "block-cursor-background")
SIXTEEN = {
    *("#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa"),
    *("#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"),
}
"""The colours of the PC's text mode, which Linux's console has."""


def colour(theme, name):
    return theme.variables.get(name) or getattr(theme, name)


def luminance(hexed):
    """Relative luminance of sRGB, 0 to 1 (WCAG 2.2)."""
    channels = [int(hexed[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_worked_out_as_published():
    # WCAG's own bounds, and the grey that is known as the lightest with 4.5 on white
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("name", THEMES)
def test_every_text_stands_out_from_what_it_lies_on(name):
    least = 7.0 if name.startswith("contrast") else 4.5
    theme = THEMES[name]
    pairs = [*product(INKS, PAPERS), ("foreground", "panel"), ("block-cursor-foreground", PAPERS[-1])]
    told = {pair: contrast(*(colour(theme, each) for each in pair)) for pair in pairs}
    assert {pair: found for pair, found in told.items() if found < least} == {}


@pytest.mark.parametrize("name", ["contrast-dark", "contrast-light"])
def test_with_high_contrast_rules_and_empty_bars_are_seen_too(name):
    # WCAG 1.4.11 asks 3 for what is no text
    assert contrast(colour(THEMES[name], "faint"), THEMES[name].background) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_with_sixteen_colours_only_these_are_used(name):
    theme = theme_for(name, colours=16)
    assert theme.dark == THEMES[name].dark
    used = {colour(theme, each) for each in (*INKS, *PAPERS, "panel", "faint", "block-cursor-foreground")}
    assert used <= SIXTEEN
    assert all(contrast(colour(theme, ink), theme.background) >= 4.5 for ink in INKS)
    assert all(contrast(colour(theme, ink), colour(theme, PAPERS[-1])) >= 4.2 for ink in INKS)
    assert colour(theme, PAPERS[-1]) != theme.background


def shown_in_256(hexed):
    """The colour that Rich, by which Textual draws, takes for this one in a terminal with 256."""
    return Color.parse(hexed).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex


@pytest.mark.parametrize("name", THEMES)
def test_with_256_colours_every_text_stands_out_as_well(name):
    least = 7.0 if name.startswith("contrast") else 4.5
    theme = theme_for(name, colours=256)
    assert theme.dark == THEMES[name].dark
    for ink, paper in product(INKS, PAPERS):
        assert contrast(shown_in_256(colour(theme, ink)), shown_in_256(colour(theme, paper))) >= least
    shown = {shown_in_256(colour(theme, each)) for each in ("background", PAPERS[-1])}
    assert len(shown) == 2  # the cursor's row is seen
    faint = shown_in_256(colour(theme, "faint"))
    assert contrast(faint, shown_in_256(theme.background)) >= 1.5


def grey(hexed):
    """The nearest of the text mode's greys to a colour's luma (ITU-R BT.601), as a terminal shows it."""
    red, green, blue = (int(hexed[at : at + 2], 16) for at in (1, 3, 5))
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    return min((0x00, 0x55, 0xAA, 0xFF), key=lambda shade: abs(shade - luma))


@pytest.mark.parametrize("name", THEMES)
def test_without_colours_the_cursor_and_quiet_words_are_seen_among_sixteen_too(name):
    theme = theme_for(name, colours=16, no_colour=True)
    paper, cursor = (grey(colour(theme, each)) for each in ("background", PAPERS[-1]))
    inks = {grey(colour(theme, ink)) for ink in INKS}
    assert paper != cursor
    assert paper not in inks
    assert cursor not in inks


def test_the_settings_know_the_themes_and_each_has_its_partner():
    assert set(RULES["theme"].words) == set(THEMES) == set(PARTNERS)
    for name, partner in PARTNERS.items():
        assert PARTNERS[partner] == name
        assert THEMES[name].dark is not THEMES[partner].dark


def test_every_name_that_our_drawing_uses_is_in_every_theme():
    drawn = {"foreground", "block-cursor-foreground"}
    for path in [*TUI.rglob("*.py"), *TUI.rglob("*.tcss")]:
        drawn |= set(re.findall(r"\$([a-z][a-z-]*)", path.read_text()))
    drawn -= {"x"}
    for name, colours in product(THEMES, (16, 256, 1 << 24)):
        theme = theme_for(name, colours=colours)
        missing = {name for name in drawn if name not in theme.variables and not hasattr(theme, name)}
        assert missing == set()


def test_every_plain_sign_is_as_wide_as_what_it_stands_for():
    assert {wide(chr(sign)) for sign in PLAIN} == {wide(plain) for plain in PLAIN.values()} == {1}


def test_what_the_console_draws_is_in_its_font():
    # code page 437 is what the fonts of text consoles have at the least
    for plain in PLAIN.values():
        assert plain.encode("cp437")


@pytest.mark.parametrize(("term", "few"), [("linux", True), ("linux-16color", True), ("xterm", False)])
def test_only_a_text_console_gets_plain_signs(term, few):
    assert has_few_glyphs(term) is few


async def test_on_a_text_console_no_sign_is_shown_that_it_lacks(play, monkeypatch):
    monkeypatch.setenv("TERM", "linux")
    async with play(start="study") as player:
        player.app.suit_terminal()
        await player.type("epos")
        await player.press("enter")
        assert "x Not right." in player.shown
        assert "---" in player.shown
        assert not set(player.shown) & {"✗", "━", "╌", "▸"}


async def test_the_theme_key_stays_within_its_kind(play):
    async with play() as player:
        player.app.paint("contrast-dark")
        await player.press("t")
        assert player.app.workspace.config.theme == "contrast-light"
        assert player.app.theme == "studyapp-contrast-light"
        await player.press("t")
        assert player.app.theme == "studyapp-contrast-dark"


@pytest.mark.parametrize("signs", ["●◐○", "○◔◑◕●·", "✓✗○≈", "━╌", "▸ ", "●○✗+"])
def test_signs_that_tell_states_apart_do_so_on_a_text_console_too(signs):
    assert len(set(signs.translate(PLAIN))) == len(signs)


def used_signs():
    """Every sign beyond ASCII, Latin-1 and Han that the screens draw themselves."""
    found = set("".join(path.read_text(encoding="utf-8") for path in TUI.rglob("*.py")))
    return {sign for sign in found if ord(sign) > 0xFF and not 0x2E80 <= ord(sign) <= 0xFFEF}


def test_every_sign_that_our_screens_draw_is_in_the_font_or_has_one_that_stands_for_it():
    arrows = "←↑→↓↔▲►▼◄•"  # in the font, where Python's code page has control characters
    missing = {sign for sign in used_signs() if not sign.translate(PLAIN).isascii()}
    missing = {sign for sign in missing if sign not in arrows and not in_code_page(sign.translate(PLAIN))}
    assert missing == set()


def in_code_page(sign):
    try:
        return bool(sign.encode("cp437"))
    except UnicodeEncodeError:
        return False
