"""A problem without an answer worked by hand proves nothing but that its formulas can be worked."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted


def findings(pack: Linted) -> Iterator[Finding]:
    """Problems without `tests`."""
    for tried in pack.tried:
        if not tried.schema.tests:
            what = Message(
                "has no tests; work one set of numbers by hand: tests: [{{with: {{…}}, answer: …}}]"
            )
            yield Finding(tried.spot.at("id"), what)
