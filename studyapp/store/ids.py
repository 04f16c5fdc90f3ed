"""Ids of attempts: UUIDv7, in order of time and unique across devices."""

import os
from datetime import datetime
from threading import Lock

_lock = Lock()
_latest = 0


def new_id(at: datetime) -> str:
    """A UUIDv7 for the moment `at`: 48 bits of milliseconds, the version, and 74 bits of chance.

    Within one millisecond of one process each id is greater than the one before, so that the log's order
    (time, id) is the order of answering.
    """
    global _latest  # noqa: PLW0603 (what makes ids of one process ascend)
    milliseconds = int(at.timestamp() * 1000) & (1 << 48) - 1
    number = milliseconds << 74 | int.from_bytes(os.urandom(10), "big") >> 6
    with _lock:
        if number <= _latest and _latest >> 74 == milliseconds:
            number = _latest + 1
        _latest = number
    return uuid7(number)


def uuid7(number: int) -> str:
    """The UUIDv7 of 122 bits: milliseconds above, 74 bits of chance below."""
    high, middle, low = number >> 74, number >> 62 & 0xFFF, number & (1 << 62) - 1
    digits = f"{high << 80 | 0x7 << 76 | middle << 64 | 0b10 << 62 | low:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
