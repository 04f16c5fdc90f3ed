"""The colours: one dark theme, one light one, with the few names that our own drawing uses."""

from textual.theme import Theme

DARK = Theme(
    name="studyapp-dark",
    dark=True,
    primary="#7cb8f5",
    secondary="#b7a5f0",
    accent="#f0bd6f",
    success="#8fcf9a",
    warning="#e9c46a",
    error="#f28b82",
    foreground="#dde3ea",
    background="#12161c",
    surface="#191f27",
    panel="#242c37",
    variables={
        "quiet": "#93a0b1",
        "faint": "#4a5563",
        "code": "#a8d8c8",
        "border": "#7cb8f5",
        "border-blurred": "#3a4553",
        "input-cursor-background": "#dde3ea",
        "input-cursor-foreground": "#12161c",
        "input-selection-background": "#7cb8f5 35%",
        "block-cursor-background": "#2c3b4d",
        "block-cursor-foreground": "#ffffff",
        "scrollbar": "#3a4553",
        "scrollbar-hover": "#56657a",
        "scrollbar-active": "#7cb8f5",
        "scrollbar-background": "#12161c",
        "scrollbar-background-hover": "#12161c",
        "scrollbar-background-active": "#12161c",
        "scrollbar-corner-color": "#12161c",
    },
)

LIGHT = Theme(
    name="studyapp-light",
    dark=False,
    primary="#1d5fae",
    secondary="#6a4bb0",
    accent="#96590a",
    success="#1f7a3a",
    warning="#8a6100",
    error="#b3362c",
    foreground="#22272e",
    background="#fbfaf6",
    surface="#f2efe7",
    panel="#e6e2d6",
    variables={
        "quiet": "#5d6673",
        "faint": "#b9b5a8",
        "code": "#0f6a58",
        "border": "#1d5fae",
        "border-blurred": "#c9c4b6",
        "input-cursor-background": "#22272e",
        "input-cursor-foreground": "#fbfaf6",
        "input-selection-background": "#1d5fae 25%",
        "block-cursor-background": "#dbe6f2",
        "block-cursor-foreground": "#10151b",
        "scrollbar": "#c9c4b6",
        "scrollbar-hover": "#a8a294",
        "scrollbar-active": "#1d5fae",
        "scrollbar-background": "#fbfaf6",
        "scrollbar-background-hover": "#fbfaf6",
        "scrollbar-background-active": "#fbfaf6",
        "scrollbar-corner-color": "#fbfaf6",
    },
)

THEMES = {"dark": DARK, "light": LIGHT}
"""By the name that the settings use."""
