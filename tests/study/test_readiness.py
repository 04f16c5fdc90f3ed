"""What is made ready while the first question is read."""

import subprocess
import sys

PROGRAM = """
import gc, sys
from studyapp.study.readiness import get_ready
print('numpy' in sys.modules)
ready = get_ready()
ready.join()
print('numpy' in sys.modules, gc.get_freeze_count() > 0, get_ready() is ready)
"""


def test_numpy_is_there_before_a_card_needs_it_and_nothing_is_done_twice():
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["False", "True True True"]
