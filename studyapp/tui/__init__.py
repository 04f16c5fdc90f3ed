"""All that is drawn with Textual: the app, its screens, their widgets, and how each kind of card looks."""

import os

# What a key changes comes in two paints, for its layout is known only after the first, and Textual lets up
# to two of its ticks pass between them. It reads this when it is imported, which is after this line.
os.environ.setdefault("TEXTUAL_FPS", "120")
