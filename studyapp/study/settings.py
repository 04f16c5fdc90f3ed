"""The settings as the scheduler, the calendar and the queue want them."""

from studyapp.config import Config
from studyapp.rules import retentions_of, seconds_of, weekdays_of
from studyapp.scheduling.days import Days
from studyapp.scheduling.load import Limits
from studyapp.scheduling.schedule import Policy


def policy_of(config: Config) -> Policy:
    """How the next answers are scheduled."""
    return Policy(
        retention=config.retention,
        learning_seconds=seconds_of(config.learning_steps),
        relearning_seconds=seconds_of(config.relearning_steps),
        longest_interval=config.longest_interval,
        retentions=retentions_of(config.pack_retention),
        easy_weekdays=weekdays_of(config.easy_days),
    )


def limits_of(config: Config) -> Limits:
    """How much a study day takes."""
    return Limits(
        new_per_day=config.new_per_day,
        reviews_per_day=config.reviews_per_day,
        easy_weekdays=weekdays_of(config.easy_days),
    )


def days_of(config: Config) -> Days:
    """When a study day ends."""
    return Days(config.rollover_hour)
