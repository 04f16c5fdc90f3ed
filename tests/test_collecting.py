"""Python's collector: left out while a program starts, and always on again."""

import gc
import weakref
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from studyapp.cli.main import main
from studyapp.collecting import Breaths, put_off, take_up, uncollected
from studyapp.errors import StudyError


@pytest.fixture(autouse=True)
def _on_again() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.enable()
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    gc.freeze()  # as it was


def test_it_is_off_until_it_is_taken_up_and_what_was_made_meanwhile_is_not_walked_over() -> None:
    put_off()
    assert not gc.isenabled()
    made = [[] for _ in range(1000)]
    before = gc.get_freeze_count()
    take_up()
    assert gc.isenabled()
    assert gc.get_freeze_count() - before >= len(made)


def test_taking_it_up_where_it_was_never_put_off_freezes_nothing() -> None:
    before = gc.get_freeze_count()
    take_up()
    assert gc.get_freeze_count() <= before  # fewer where a thread of pytest's let some go just then


def test_what_is_read_without_it_is_old_at_once_and_nothing_stays_frozen() -> None:
    gc.unfreeze()
    if gc.get_freeze_count():
        pytest.skip("this Python froze objects of its own")
    with uncollected():
        assert not gc.isenabled()
        made: list[list[int]] = [[] for _ in range(5000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    oldest = {id(each) for each in gc.get_objects(generation=2)}
    assert sum(id(each) in oldest for each in made) == len(made)


def test_what_others_froze_stays_frozen_when_something_is_read_without_it() -> None:
    gc.freeze()
    frozen = gc.get_freeze_count()
    with pytest.raises(StudyError), uncollected():
        raise StudyError("the file is missing")
    assert gc.isenabled()
    assert frozen // 2 < gc.get_freeze_count() <= frozen


@pytest.mark.usefixtures("tiny_home")
@pytest.mark.parametrize("error", [None, StudyError("there is no terminal")])
def test_the_app_starts_without_it_and_leaves_it_on_however_it_ends(monkeypatch, error) -> None:
    seen = []

    def run(_workspace, _start) -> None:
        seen.append(gc.isenabled())
        if error:
            raise error

    monkeypatch.setattr("studyapp.tui.app.run", run)
    assert main([]) == (2 if error else 0)
    assert seen == [False]
    assert gc.isenabled()


async def test_it_is_on_once_home_is_painted(learner) -> None:
    from studyapp.tui.app import StudyApp

    put_off()
    app = StudyApp(learner())
    async with app.run_test() as pilot:
        while not app.packs_read:
            await pilot.pause(0.01)
        assert gc.isenabled()


class Ring:
    """Refers to itself, so that only the collector frees it."""

    def __init__(self) -> None:
        self.ring = self


class Timers:
    """A loop whose time the test lets pass."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def call_later(self, _seconds: float, callback: Callable[[], None]) -> SimpleNamespace:
        self.waiting.append(callback)
        return SimpleNamespace(cancel=lambda: callback in self.waiting and self.waiting.remove(callback))

    def pass_by(self) -> None:
        waiting, self.waiting = self.waiting, []
        for callback in waiting:
            callback()


def test_what_keys_leave_is_collected_once_after_the_last_of_them() -> None:
    timers = Timers()
    breaths = Breaths(timers)  # type: ignore[arg-type]
    left = weakref.ref(Ring())
    breaths.take_one()
    breaths.take_one()
    assert len(timers.waiting) == 1
    assert left() is not None
    timers.pass_by()
    assert left() is None


def test_what_has_grown_old_is_collected_as_well_though_less_often_and_only_in_a_pause() -> None:
    timers = Timers()
    breaths = Breaths(timers)  # type: ignore[arg-type]
    ring = Ring()
    gc.collect(1)  # by now it is among the old
    left = weakref.ref(ring)
    del ring
    for _key in range(Breaths.SOME + 1):
        breaths.take_one()
        timers.pass_by()
    assert left() is not None
    timers.pass_by()
    assert left() is None


def test_nothing_is_collected_between_keys_while_a_program_starts() -> None:
    timers = Timers()
    breaths = Breaths(timers)  # type: ignore[arg-type]
    put_off()
    left = weakref.ref(Ring())
    breaths.take_one()
    timers.pass_by()
    assert left() is not None
