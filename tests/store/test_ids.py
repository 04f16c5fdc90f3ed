"""Ids: UUIDv7 by the standard's layout, ascending, unique."""

from datetime import UTC, datetime
from uuid import RFC_4122, UUID

from studyapp.store.ids import new_id


def test_an_id_is_a_uuid_of_version_seven_with_its_milliseconds_in_front() -> None:
    at = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)  # RFC 9562's own example: 0x017F22E279B0
    made = UUID(new_id(at))
    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == 0x017F22E279B0


def test_ids_of_one_moment_ascend() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    ids = [new_id(at) for _ in range(1000)]
    assert ids == sorted(set(ids))
