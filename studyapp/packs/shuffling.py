"""The order in which options are shown: drawn by a hash, the same on every machine and for ever."""

from collections.abc import Iterable
from hashlib import blake2b

from studyapp.domain.card import Option


def shuffled(options: Iterable[Option], card: str, seed: int) -> tuple[Option, ...]:
    """The options of a card, in the order that a seed fixes; each seed has its own."""
    return tuple(sorted(options, key=lambda option: _lot(card, seed, option.id)))


def _lot(card: str, seed: int, option: str) -> bytes:
    return blake2b(f"v1|{card}|{seed}|{option}".encode(), digest_size=8).digest()
