"""Where PyTorch has a function, its values hold; `python -m tests.pytorch` wrote them down."""

from collections import defaultdict

import pytest

from tests.pytorch.cases import Case
from tests.pytorch.comparing import recorded, relative_error


def by_solver() -> dict[str, list[Case]]:
    cases = defaultdict(list)
    for case in recorded():
        cases[case.solver].append(case)
    return cases


# A test a solver: nearly six thousand by themselves would take longer to hand out than to run.
@pytest.mark.parametrize(
    ("solver", "cases"), [pytest.param(*each, id=each[0]) for each in by_solver().items()]
)
def test_the_results_are_pytorchs(solver, cases):
    errors = ((relative_error(case), case) for case in cases)
    assert [(error, case) for error, case in errors if not error <= 1e-9] == []  # nor is it no number
