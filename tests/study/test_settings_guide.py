"""What is told of each setting, and the steps from one value to the next."""

from dataclasses import replace

import pytest

from studyapp.config import RULES, Config
from studyapp.study.settings_guide import GUIDES, groups, guide_of, shown_value
from studyapp.study.settings_steps import range_of, stepped, steps


def test_every_setting_is_listed_once_and_has_words_of_its_own():
    listed = [key for _title, keys in groups() for key in keys]
    assert sorted(listed) == sorted(RULES)
    for key in RULES:
        assert guide_of(key).label != key, f"say in study/settings_guide.py what {key} is"
        assert guide_of(key).about.endswith(".")
        assert guide_of(key).meaning(Config()).endswith((".", "。"))
    assert set(GUIDES) == set(RULES)


@pytest.mark.parametrize("key", [key for key in RULES if steps(key)])
@pytest.mark.parametrize("by", [1, -1])
def test_whatever_the_arrow_keys_lead_to_is_allowed_and_told(key, by):
    config = Config()
    seen = set()
    for direction in [by] * 60 + [-by] * 60:
        config = config.with_setting(key, stepped(config, key, direction))
        assert guide_of(key).meaning(config)
        assert shown_value(config, key)
        seen.add(getattr(config, key))
    assert len(seen) > 1


@pytest.mark.parametrize(
    ("key", "value", "up", "down"),
    [
        ("retention", 0.9, "0.91", "0.89"),
        ("retention", 0.875, "0.88", "0.87"),  # typed, between two steps
        ("retention", 0.99, "0.99", "0.98"),
        ("new_per_day", 30, "40", "29"),
        ("new_per_day", 0, "1", "0"),
        ("new_per_day", 9999, "9999", "200"),
        ("rollover_hour", 23, "0", "22"),
        ("rollover_hour", 0, "1", "23"),
        ("leech_lapses", 2, "3", "2"),
        ("quiz_moves_memory", True, "false", "false"),
        ("theme", "contrast-light", "dark", "contrast-dark"),
        ("language", None, "en", "zh"),
        ("easy_days", "", "sun", "fri"),
        ("easy_days", "mon", "", "fri"),  # one of the learner's own
    ],
)
def test_the_value_beside(key, value, up, down):
    config = replace(Config(), **{key: value})
    assert (stepped(config, key, 1), stepped(config, key, -1)) == (up, down)


@pytest.mark.parametrize(
    ("settings", "key", "told"),
    [
        ({}, "retention", "About 90 of 100 cards are known when they come back."),
        ({"retention": 0.855}, "retention", "About 85.5 of 100"),
        ({"new_per_day": 0}, "new_per_day", "Nothing new"),
        ({"new_per_day": 1}, "new_per_day", "Up to 1 new card a day; it comes"),
        ({"learning_steps": "1m 10m 1d"}, "learning_steps", "after 1 min, 10 min, 1 d, and then after days."),
        ({"learning_steps": ""}, "learning_steps", "after days at once"),
        ({"easy_days": "sun, sat"}, "easy_days", "Saturday, Sunday: nothing new"),
        ({"rollover_hour": 3}, "rollover_hour", "before 3:00"),
        ({"longest_interval": 365}, "longest_interval", "after 12 mo at the latest"),
        ({"packs_off": "b,a"}, "packs_off", "Nothing of a, b is planned"),
        ({"pack_retention": "algebra: 80%"}, "pack_retention", "algebra: 80 %"),
    ],
)
def test_the_meaning_is_of_the_value_as_it_stands(settings, key, told):
    assert told in guide_of(key).meaning(replace(Config(), **settings))


def test_what_may_be_typed_is_told_in_bounds_and_words():
    assert range_of("retention") == "from 0.7 to 0.99"
    assert range_of("language") == "automatic, English, 中文"
    assert range_of("theme").endswith("sepia, high contrast, dark, high contrast, light")
    assert range_of("device") == ""


@pytest.mark.parametrize(
    ("settings", "key", "shown"),
    [
        ({}, "language", "automatic"),
        ({"language": "zh"}, "language", "中文"),
        ({}, "device", "–"),
        ({"theme": "contrast-dark"}, "theme", "high contrast, dark"),
        ({"easy_days": "sun,sat"}, "easy_days", "Saturday, Sunday"),
        ({}, "quiz_moves_memory", "on"),
        ({}, "retention", "0.9"),
        ({}, "learning_steps", "1m 10m"),
    ],
)
def test_the_value_as_the_list_shows_it(settings, key, shown):
    assert shown_value(replace(Config(), **settings), key) == shown
