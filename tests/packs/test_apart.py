"""Problems tried in several processes: what is found is what one process finds."""

from concurrent.futures.process import BrokenProcessPool

import pytest

from studyapp.packs import apart
from studyapp.packs.check import check_pack
from studyapp.packs.problems.trying import Tally

PROBLEM = """
- id: p{number}
  kind: problem
  concept: kernel
  vary: {{n: {{from: 2, to: 9}}}}
  where: n != {number}
  steps: {{third: n/3}}
  mistakes: [{{of: third, id: turned, formula: 3/n, say: Turned}}]
  prompt: 'Share {{n}} among three.'
  ask: third
"""
TOO_NARROW = PROBLEM.replace("n/3", "sqrt(n)/3").replace(
    "ask: third", "ask: {{third: {{within: 0.0000000001}}}}"
)
STARVED = PROBLEM + "  levels: {{2: {{where: n > 99}}, 3: {{where: n > 4}}}}\n"
SOURCES = [*(PROBLEM for _ in range(apart.FEWEST)), TOO_NARROW, STARVED]


@pytest.fixture
def pack(write_pack):
    cards = "".join(source.format(number=number) for number, source in enumerate(SOURCES))
    return write_pack({"convolution/cards.yaml": cards})


def outcome(pack, workers):
    tally, done = Tally(), []
    checked = check_pack(
        pack, 6, tally=tally, progress=lambda *counted: done.append(counted), workers=workers
    )
    return [str(fault) for fault in checked.faults], tally, done


def test_two_processes_find_what_one_finds(pack):
    alone = outcome(pack, 1)
    assert outcome(pack, 2) == alone
    told = "\n".join(alone[0])
    assert "p16.ask.third: the right answer" in told
    assert "nothing can be drawn (level 2, seed 0): every try fails: n > 99" in told


def test_what_a_lost_process_leaves_is_tried_here(pack, monkeypatch):
    class Lost:
        def result(self):
            raise BrokenProcessPool

    class Pool:
        def __init__(self, *_, **__):
            pass

        def submit(self, *_):
            return Lost()

        def shutdown(self, **_):
            pass

    alone = outcome(pack, 1)
    monkeypatch.setattr(apart, "helpers", Pool)
    assert outcome(pack, 2) == alone
