"""The parameters under which answers are made: a policy as its row has it, and back."""

import json

from studyapp.scheduling.fsrs import BOUNDS
from studyapp.scheduling.schedule import Policy

MOST_STEPS = 50
LONGEST_STEP = 100 * 86400
"""Seconds."""

_LATER = {"retentions", "easy_weekdays"}
"""What a policy came to hold after the first files were written."""
_FIELDS = {*Policy._fields} - _LATER


def policy_row(policy: Policy) -> tuple[str, str]:
    """A policy as its row has it: its hash, and the text from which it comes back."""
    # What is empty is left out, as it was before there was such a thing: so its row is the same.
    body = {name: value for name, value in policy._asdict().items() if name not in _LATER or value}
    text = json.dumps(body, sort_keys=True)
    return hash_of(text), text


def hash_of(text: str) -> str:
    """The hash under which a policy's text is kept."""
    from hashlib import blake2b  # slow to load, and needed only by those who write

    return blake2b(text.encode(), digest_size=16).hexdigest()


def is_sound(text: str) -> bool:
    """Whether a text is that of a policy under which every answer can be scheduled, and of nothing else."""
    try:
        found = json.loads(text)
        policy = policy_of_text(text)
        waits = (*policy.learning_seconds, *policy.relearning_seconds)
        return (
            found.keys() - _LATER == _FIELDS
            and all(map(_is_share, (policy.retention, *(share for _, share in policy.retentions))))
            and all(isinstance(pack, str) for pack, _ in policy.retentions)
            and len(policy.weights) == len(BOUNDS)
            and all(low <= weight <= high for (low, high), weight in zip(BOUNDS, policy.weights, strict=True))
            and max(len(policy.learning_seconds), len(policy.relearning_seconds)) <= MOST_STEPS
            and all(type(wait) is int and 0 < wait <= LONGEST_STEP for wait in waits)
            and type(policy.longest_interval) is int
            and 1 <= policy.longest_interval <= Policy().longest_interval
            and type(policy.fuzz) is bool
            and all(type(day) is int and 0 <= day <= 6 for day in policy.easy_weekdays)
        )
    except (LookupError, TypeError, ValueError, AttributeError):
        return False


def _is_share(value: object) -> bool:
    """Whether a chance of recall can be aimed at: never for sure, and after no longer than a life."""
    return type(value) is float and 0.1 <= value <= 0.999


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
