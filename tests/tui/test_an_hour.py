"""A learner who presses whatever is offered: nothing fails, and no answer is lost.

`python -m benchmarks.hour` does it for an hour, five thousand keys, on the built-in packs.
"""

import pytest

from benchmarks.hour import spend


@pytest.mark.parametrize("seed", [1, 2])
async def test_keys_by_chance_make_nothing_fail_and_lose_no_answer(tiny_home, seed) -> None:
    tally = await spend(tiny_home, presses=700, seed=seed)
    assert tally.faults == []
    assert len(tally.answered) > 10  # it was a session, not a stroll through the help
