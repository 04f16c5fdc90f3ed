"""The moments of a demonstration, gathered into scenes."""

from studyapp.domain.text import Text
from studyapp.engine.frames import Curves, Frame
from studyapp.tui.reel import Reel


def frame(what: str, number: int) -> Frame:
    shape = Curves(say=Text.same(what), series=())
    return Frame(title=Text.same(f"{what} {number}"), caption=Text.same(""), shapes=(shape,))


def test_a_reel_groups_moments_into_scenes_and_shows_each_at_its_end() -> None:
    reel = Reel()
    reel.load(tuple(frame("a", n) for n in range(3)) + tuple(frame("b", n) for n in range(2)))
    assert (reel.shown.title.en, reel.place, reel.moment) == ("a 2", (1, 2), (3, 3))
    reel.step(-1)
    assert reel.shown.title.en == "a 1"
    reel.go(1)
    assert reel.shown.title.en == "b 1"
    reel.rewind()
    assert (reel.shown.title.en, reel.at_end) == ("b 0", False)
    reel.step(5)
    assert (reel.shown.title.en, reel.at_end) == ("b 1", True)
    reel.go(1)
    assert reel.shown.title.en == "a 2"


def test_a_reel_that_becomes_longer_still_shows_the_end() -> None:
    reel = Reel()
    reel.load(tuple(frame("a", n) for n in range(3)))
    reel.load(tuple(frame("a", n) for n in range(9)))
    assert reel.shown.title.en == "a 8"
    reel.load(())
    assert reel.shown is None
