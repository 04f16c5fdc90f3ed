"""The terminal app: the only room that knows Textual."""

import os

# What a key changes comes in two paints, for its layout is known only after the first, and Textual lets up
# to two of its ticks pass between them. It reads this when it is imported, which is after this line.
os.environ.setdefault("TEXTUAL_FPS", "120")
