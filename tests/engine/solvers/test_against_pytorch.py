"""Where PyTorch has a function, its values hold; `python -m tests.pytorch` wrote them down."""

from collections import Counter

import pytest

from tests.pytorch.comparing import recorded, relative_error


def numbered():
    seen: Counter[str] = Counter()
    for case in recorded():
        seen[case.solver] += 1
        yield pytest.param(case, id=f"{case.solver}-{seen[case.solver]}")


@pytest.mark.parametrize("case", numbered())
def test_the_result_is_pytorchs(case):
    assert relative_error(case) <= 1e-9
