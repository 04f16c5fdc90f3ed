"""The last moment of a demonstration, where what it proves is to be seen."""

from studyapp.engine.demos import find_demo
from studyapp.engine.frames import Frame


def last(name: str, **knobs: object) -> Frame:
    """With these knobs, the others as they are at first."""
    *_before, frame = find_demo(name)(**knobs).frames()
    return frame


def figures(name: str, **knobs: object):
    """The figures of that moment."""
    return last(name, **knobs).figures
