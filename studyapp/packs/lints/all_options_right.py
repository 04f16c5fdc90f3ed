"""Where every option is right there is nothing to decide."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.cards.choice import Schema
from studyapp.packs.linted import Finding, Linted


def findings(pack: Linted) -> Iterator[Finding]:
    """Choice cards without a wrong option."""
    for schema, spot in pack.cards_of(Schema):
        if all(option.right for option in schema.options):
            yield Finding(
                spot.at("options"), Message("every option is right; add one that a beginner would pick")
            )
