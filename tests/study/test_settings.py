"""From the settings as they are written to what the scheduler and the queue take."""

from studyapp.config import Config
from studyapp.scheduling.load import Limits
from studyapp.scheduling.schedule import Policy
from studyapp.study.settings import days_of, limits_of, policy_of


def test_the_defaults_are_those_of_the_scheduler() -> None:
    assert policy_of(Config()) == Policy()
    assert limits_of(Config()) == Limits()


def test_settings_are_read_as_they_are_meant() -> None:
    config = (
        Config()
        .with_setting("learning_steps", "30s 5m, 4h")
        .with_setting("relearning_steps", "")
        .with_setting("easy_days", "Sun, sat")
        .with_setting("retention", "85%")
        .with_setting("pack_retention", "history: 80%, algebra: .95")
        .with_setting("longest_interval", "365")
        .with_setting("reviews_per_day", "60")
        .with_setting("rollover_hour", "2")
    )
    assert policy_of(config) == Policy(
        retention=0.85,
        learning_seconds=(30, 300, 4 * 3600),
        relearning_seconds=(),
        longest_interval=365,
        retentions=(("algebra", 0.95), ("history", 0.8)),
        easy_weekdays=(5, 6),
    )
    assert limits_of(config) == Limits(new_per_day=10, reviews_per_day=60, easy_weekdays=(5, 6))
    assert days_of(config).rollover_hour == 2
