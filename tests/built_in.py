"""The pack that comes with the program, read once for all tests that look at it."""

from pathlib import Path

from studyapp.packs.loader import read

FOLDER = Path(__file__).parents[1] / "content" / "deep-learning-basics"
READING = read(FOLDER)
