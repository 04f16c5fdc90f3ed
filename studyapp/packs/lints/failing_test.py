"""A test states an answer worked by hand; where the problem gives another, one of the two is wrong."""

from collections.abc import Iterator

from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.stated_tests import run_tests

FAULT = True


def findings(pack: Linted) -> Iterator[Finding]:
    """Nothing to yield: each test that does not hold is told where it stands."""
    for tried in pack.tried:
        run_tests(tried.problem, tried.schema, tried.spot)
    yield from ()
