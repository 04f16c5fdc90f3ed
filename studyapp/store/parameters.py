"""The parameters under which answers are made: a policy as its row has it, and back."""

import json
from dataclasses import asdict

from studyapp.scheduling.schedule import Policy

_LATER = ("retentions", "easy_weekdays")
"""What a policy came to hold after the first files were written."""


def policy_row(policy: Policy) -> tuple[str, str]:
    """A policy as its row has it: its hash, and the text from which it comes back."""
    # What is empty is left out, as it was before there was such a thing: so its row is the same.
    body = {name: value for name, value in asdict(policy).items() if name not in _LATER or value}
    text = json.dumps(body, sort_keys=True)
    return hash_of(text), text


def hash_of(text: str) -> str:
    """The hash under which a policy's text is kept."""
    from hashlib import blake2b  # slow to load, and needed only by those who write

    return blake2b(text.encode(), digest_size=16).hexdigest()


def policy_of_text(text: str) -> Policy:
    """A policy from the file."""
    found = json.loads(text)
    return Policy(
        retention=found["retention"],
        weights=tuple(found["weights"]),
        learning_seconds=tuple(found["learning_seconds"]),
        relearning_seconds=tuple(found["relearning_seconds"]),
        longest_interval=found["longest_interval"],
        fuzz=found["fuzz"],
        retentions=tuple((pack, retention) for pack, retention in found.get("retentions", ())),
        easy_weekdays=tuple(found.get("easy_weekdays", ())),
    )
