"""Work in turn: whoever waits does what nobody has begun; in order, never two things at one time."""

import asyncio
import threading
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from studyapp.store.one_by_one import OneByOne


@pytest.fixture
def turns() -> Iterator[OneByOne]:
    turns = OneByOne("turns")
    yield turns
    turns.close()


def busy(turns: OneByOne) -> Event:
    """Let its thread be at work until the event that is given is set."""
    begun, go_on = Event(), Event()
    turns.submit(lambda: (begun.set(), go_on.wait(10)))
    turns.call()
    assert begun.wait(10)
    return go_on


def test_what_was_asked_for_is_done_in_that_order_whoever_waits_for_what(turns: OneByOne) -> None:
    done: list[int] = []
    asked = [turns.submit(lambda n=n: done.append(n)) for n in range(200)]  # type: ignore[misc]
    waiting = [Thread(target=one.result) for one in asked[::-7]]
    for one in waiting:
        one.start()
    asked[-1].result()
    for one in waiting:
        one.join(10)
    assert done == list(range(200))


def test_never_two_things_at_one_time(turns: OneByOne) -> None:
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        Event().wait(0.0005)
        inside -= 1

    callers = [Thread(target=lambda: [turns.submit(work).result() for _ in range(20)]) for _ in range(4)]
    for one in callers:
        one.start()
    for one in callers:
        one.join(20)
    assert (inside, most) == (0, 1)


def test_who_does_not_wait_leaves_it_to_the_thread(turns: OneByOne) -> None:
    async def asked() -> str:
        return await asyncio.wrap_future(turns.submit(lambda: threading.current_thread().name))

    assert asyncio.run(asked()) == "turns"


def test_who_waits_while_the_thread_is_at_work_gets_the_result_from_it(turns: OneByOne) -> None:
    go_on = busy(turns)
    wanted = turns.submit(lambda: threading.current_thread().name)
    with pytest.raises(TimeoutError):
        wanted.result(timeout=0.01)
    go_on.set()
    assert wanted.result() == "turns"


def test_what_nobody_waits_for_is_done_when_it_is_looked_at_when_more_is_asked_for_and_at_the_end() -> None:
    turns, done = OneByOne("turns"), [Event() for _ in range(3)]
    looked_at = turns.submit(done[0].set)
    assert not done[0].wait(0.05)
    looked_at.done()
    assert done[0].wait(10)
    turns.submit(done[1].set)
    turns.submit(done[2].set)
    assert done[1].wait(10)
    turns.close()
    assert done[2].is_set()


def test_no_thread_is_needed_by_who_waits(turns: OneByOne) -> None:
    before = threading.active_count()
    names = {turns.submit(lambda: threading.current_thread().name).result() for _ in range(20)}
    assert (names, threading.active_count()) == ({threading.current_thread().name}, before)


def test_what_failed_is_told_to_who_asked_and_the_next_is_done(turns: OneByOne) -> None:
    failing = turns.submit(lambda: 1 // 0)
    following = turns.submit(lambda: 7)
    with pytest.raises(ZeroDivisionError):
        failing.result()
    assert following.result() == 7


def test_what_was_cancelled_is_not_done(turns: OneByOne) -> None:
    go_on = busy(turns)
    done: list[int] = []
    cancelled, kept = turns.submit(lambda: done.append(1)), turns.submit(lambda: done.append(2))
    assert cancelled.cancel()
    go_on.set()
    kept.result()
    assert done == [2]


def test_an_interrupt_leaves_the_rest_to_the_thread(turns: OneByOne) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    first, second = turns.submit(interrupted), turns.submit(lambda: "done")
    with pytest.raises(KeyboardInterrupt):
        first.result()
    assert second.result(timeout=10) == "done"


def test_closing_does_all_that_was_asked_for_and_takes_nothing_more() -> None:
    turns, done = OneByOne("turns"), []
    go_on = busy(turns)
    for n in range(20):
        turns.submit(lambda n=n: done.append(n))  # type: ignore[misc]
    closing = Thread(target=turns.close)
    closing.start()
    go_on.set()
    closing.join(10)
    assert done == list(range(20))
    with pytest.raises(RuntimeError):
        turns.submit(lambda: None)
