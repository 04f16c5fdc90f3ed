"""Shares in words, one way for the whole interface."""

import pytest

from studyapp.i18n import use
from studyapp.text.shares import per_cent, share


@pytest.mark.parametrize(
    ("part", "english", "chinese"),
    [(None, "–", "–"), (0.0, "0 %", "0%"), (0.875, "88 %", "88%"), (1.0, "100 %", "100%")],
)
def test_a_share_is_a_percentage_or_a_dash(part: float | None, english: str, chinese: str) -> None:
    assert share(part) == english
    use("zh")
    assert share(part) == chinese


def test_what_somebody_set_is_told_exactly() -> None:
    assert (share(0.925, exactly=True), share(0.07, exactly=True)) == ("92.5 %", "7 %")


def test_a_range_has_one_sign() -> None:
    assert per_cent("80–85") == "80–85 %"
