"""Two mistakes with the same words tell the learner nothing of which it was."""

from collections.abc import Iterator

from studyapp.domain.text import Text
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted


def findings(pack: Linted) -> Iterator[Finding]:
    """Mistakes of a problem that repeat the words of an earlier one."""
    for tried in pack.tried:
        said: dict[Text, str] = {}
        for index, mistake in enumerate(tried.schema.mistakes):
            first = said.setdefault(mistake.say, mistake.id)
            if first != mistake.id:
                what = Message("says what {first} says; tell what is different about this one", first=first)
                yield Finding(tried.spot.at("mistakes", index, "say"), what)
