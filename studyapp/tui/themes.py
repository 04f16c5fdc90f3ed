"""The colours: dark and light themes in pairs, each with every name that our own drawing uses."""

from dataclasses import replace

from textual.theme import Theme

_BEHIND_SCROLLBARS = (
    "scrollbar-background",
    "scrollbar-background-hover",
    "scrollbar-background-active",
    "scrollbar-corner-color",
)


def _theme(
    name: str,
    *,
    dark: bool,
    foreground: str,
    background: str,
    surface: str,
    panel: str,
    primary: str,
    secondary: str,
    accent: str,
    success: str,
    warning: str,
    error: str,
    quiet: str,
    faint: str,
    code: str,
    edge: str,
    thumb: str,
    cursor: str,
    on_cursor: str,
    selection: str,
) -> Theme:
    """Textual's theme of these colours; the first ones are by Textual's names, the others by ours.

    `quiet` is for words that may be passed over, `faint` for the empty part of a bar and a cell without a
    value, `edge` for a frame without the focus, `thumb` for a scrollbar under the mouse, `cursor` for the
    chosen row, `on_cursor` for what is written on it.
    """
    return Theme(
        name=f"studyapp-{name}",
        dark=dark,
        primary=primary,
        secondary=secondary,
        accent=accent,
        success=success,
        warning=warning,
        error=error,
        foreground=foreground,
        background=background,
        surface=surface,
        panel=panel,
        variables={
            "quiet": quiet,
            "faint": faint,
            "code": code,
            "border": primary,
            "border-blurred": edge,
            "input-cursor-background": foreground,
            "input-cursor-foreground": background,
            "input-selection-background": selection,
            "block-cursor-background": cursor,
            "block-cursor-foreground": on_cursor,
            "block-cursor-blurred-background": cursor,
            "block-cursor-blurred-foreground": on_cursor,
            "scrollbar": edge,
            "scrollbar-hover": thumb,
            "scrollbar-active": primary,
            **dict.fromkeys(_BEHIND_SCROLLBARS, background),
        },
    )


THEMES = {
    "dark": _theme(
        "dark",
        dark=True,
        foreground="#dde3ea", background="#12161c", surface="#191f27", panel="#242c37",
        primary="#7cb8f5", secondary="#b7a5f0", accent="#f0bd6f",
        success="#8fcf9a", warning="#e9c46a", error="#f28b82",
        quiet="#93a0b1", faint="#4a5563", code="#a8d8c8",
        edge="#3a4553", thumb="#56657a", cursor="#293748", on_cursor="#ffffff", selection="#7cb8f5 35%",
    ),
    "light": _theme(
        "light",
        dark=False,
        foreground="#22272e", background="#fbfaf6", surface="#f2efe7", panel="#e6e2d6",
        primary="#1d5fae", secondary="#6a4bb0", accent="#96590a",
        success="#1f7a3a", warning="#8a6100", error="#b3362c",
        quiet="#5d6673", faint="#b9b5a8", code="#0f6a58",
        edge="#c9c4b6", thumb="#a8a294", cursor="#e3ecf6", on_cursor="#10151b", selection="#1d5fae 25%",
    ),
    "dusk": _theme(
        "dusk",
        dark=True,
        foreground="#e4e0ec", background="#24222f", surface="#2b2938", panel="#373446",
        primary="#a9b9ff", secondary="#d3a9e6", accent="#f2c288",
        success="#a5d6a0", warning="#ecd08a", error="#f5a3a0",
        quiet="#aaa5bb", faint="#57536b", code="#9edcd2",
        edge="#4d495f", thumb="#6b6682", cursor="#3d3957", on_cursor="#ffffff", selection="#a9b9ff 35%",
    ),
    "sepia": _theme(
        "sepia",
        dark=False,
        foreground="#3b3024", background="#f6ecd6", surface="#efe3c8", panel="#e4d5b4",
        primary="#1f5a86", secondary="#6b4688", accent="#864a0e",
        success="#38641b", warning="#7a5200", error="#a3301f",
        quiet="#665741", faint="#bda980", code="#1b6055",
        edge="#cdbb95", thumb="#ae9a70", cursor="#e2d3a9", on_cursor="#2a2118", selection="#1f5a86 25%",
    ),
    "contrast-dark": _theme(
        "contrast-dark",
        dark=True,
        foreground="#ffffff", background="#000000", surface="#101010", panel="#202020",
        primary="#8fd0ff", secondary="#dcc4ff", accent="#ffd166",
        success="#8ff0a4", warning="#ffe066", error="#ffaaa5",
        quiet="#d6d6d6", faint="#8a8a8a", code="#8ff0e0",
        edge="#8a8a8a", thumb="#c0c0c0", cursor="#00335c", on_cursor="#ffffff", selection="#8fd0ff 40%",
    ),
    "contrast-light": _theme(
        "contrast-light",
        dark=False,
        foreground="#000000", background="#ffffff", surface="#f2f2f2", panel="#e4e4e4",
        primary="#003a80", secondary="#45177d", accent="#5c3000",
        success="#00470f", warning="#523800", error="#850000",
        quiet="#333333", faint="#767676", code="#00443a",
        edge="#767676", thumb="#505050", cursor="#ffe699", on_cursor="#000000", selection="#003a80 30%",
    ),
}  # fmt: skip
"""By the name that the settings use."""

SIXTEEN, ALL_COLOURS = 16, 1 << 24

PARTNERS = {
    "dark": "light", "light": "dark",
    "dusk": "sepia", "sepia": "dusk",
    "contrast-dark": "contrast-light", "contrast-light": "contrast-dark",
}  # fmt: skip
"""For each theme the one of its kind for the other light: what the theme's key changes to."""

_SIXTEEN_DARK = _theme(
    "sixteen-dark",
    dark=True,
    foreground="#ffffff", background="#000000", surface="#000000", panel="#000000",
    primary="#55ffff", secondary="#ff55ff", accent="#ffff55",
    success="#55ff55", warning="#ffff55", error="#ff5555",
    quiet="#aaaaaa", faint="#555555", code="#55ffff",
    edge="#555555", thumb="#aaaaaa", cursor="#0000aa", on_cursor="#ffffff", selection="#0000aa",
)  # fmt: skip
_SIXTEEN_LIGHT = _theme(
    "sixteen-light",
    dark=False,
    foreground="#000000", background="#ffffff", surface="#ffffff", panel="#ffffff",
    primary="#0000aa", secondary="#aa00aa", accent="#aa0000",
    success="#000000", warning="#aa0000", error="#aa0000",
    quiet="#555555", faint="#aaaaaa", code="#0000aa",
    edge="#aaaaaa", thumb="#555555", cursor="#ffff55", on_cursor="#000000", selection="#ffff55",
)  # fmt: skip


def _grey(theme: Theme, cursor: str) -> Theme:
    """The theme for a terminal that shows only its greys: blue would be taken for black, yellow for white."""
    own = {"block-cursor-background": cursor, "block-cursor-blurred-background": cursor}
    return replace(theme, name=f"{theme.name}-grey", variables={**theme.variables, **own})


_GREY_DARK, _GREY_LIGHT = _grey(_SIXTEEN_DARK, "#555555"), _grey(_SIXTEEN_LIGHT, "#aaaaaa")


def theme_for(name: str, *, colours: int = ALL_COLOURS, no_colour: bool = False) -> Theme:
    """The theme of a setting, for a terminal that has so many colours.

    Where that is fewer than all, others would be taken for the nearest, and the cursor's row, a quiet word or
    the empty part of a bar be lost in the background: so one of just these. `no_colour`: of sixteen, only the
    greys are shown.
    """
    theme = THEMES[name]
    if colours <= SIXTEEN:
        if no_colour:
            return _GREY_DARK if theme.dark else _GREY_LIGHT
        return _SIXTEEN_DARK if theme.dark else _SIXTEEN_LIGHT
    if colours < ALL_COLOURS:
        from studyapp.tui.palette_256 import in_256

        return in_256(name, theme)
    return theme
