"""Settings: read strictly, changed in place, every fault one sentence; folders as the environment says."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from studyapp.config import KEYS, RULES, Config, load_config, save_config
from studyapp.errors import ConfigError
from studyapp.home import Home
from studyapp.i18n import sentence


@pytest.fixture
def settings(home: Path) -> Home:
    return Home.find()


def written(home: Home, text: str) -> Home:
    home.config.mkdir(parents=True, exist_ok=True)
    home.settings.write_text(text, encoding="utf-8")
    return home


def test_studyapp_home_puts_everything_under_one_folder(tmp_path: Path) -> None:
    home = Home.find({"STUDYAPP_HOME": str(tmp_path / "all")})
    for path in (home.database, home.card_index, home.packs, home.settings):
        assert path.is_relative_to(tmp_path / "all")


def test_a_relative_home_is_made_absolute() -> None:
    assert Home.find({"STUDYAPP_HOME": "here"}).data == Path.cwd() / "here"


@pytest.mark.parametrize("environment", [{}, {"STUDYAPP_HOME": "  "}])
def test_without_it_the_platform_s_folders_are_used(environment: dict[str, str]) -> None:
    home = Home.find(environment)
    assert home.data.name == home.cache.name == "studyapp"
    assert home.data != home.cache


def test_without_a_file_the_defaults_hold_and_nothing_is_made(settings: Home) -> None:
    assert load_config(settings) == Config()
    assert not settings.config.exists()


def test_every_setting_has_a_rule_and_its_default_keeps_it() -> None:
    assert [field.name for field in fields(Config)] == [*RULES, KEYS]
    for key in RULES:
        assert Config().with_setting(key, Config().shown(key).strip('"')) == Config()


def test_settings_are_read_from_the_file(settings: Home) -> None:
    written(settings, 'language = "zh"\nnew_per_day = 5\nretention = 0.85\nquiz_moves_memory = false\n')
    assert load_config(settings) == Config(
        language="zh", new_per_day=5, retention=0.85, quiz_moves_memory=False
    )


def test_a_language_of_auto_is_none(settings: Home) -> None:
    assert load_config(written(settings, 'language = "auto"')).language is None


FAULTS = [
    ("new_per_day = 1.5", "new_per_day: it must be a whole number from 0 to 9999; it is 1.5"),
    ("new_per_day = true", "new_per_day: it must be a whole number from 0 to 9999; it is True"),
    ("new_per_day = -1", "new_per_day: it must be a whole number from 0 to 9999; it is -1"),
    ("rollover_hour = 24", "rollover_hour: it must be a whole number from 0 to 23; it is 24"),
    ("retention = 1.2", "retention: it must be a number from 0.7 to 0.99; it is 1.2"),
    ("retention = nan", "retention: it must be a number from 0.7 to 0.99; it is nan"),
    ("quiz_moves_memory = 1", "quiz_moves_memory: it must be true or false; it is 1"),
    (
        'theme = "pink"',
        "theme: it must be one of dark, light, dusk, sepia, contrast-dark, contrast-light; it is 'pink'",
    ),
    (
        "theme = [1]",
        "theme: it must be one of dark, light, dusk, sepia, contrast-dark, contrast-light; it is [1]",
    ),
    ('device = "a\\u001bb"', "device: it must be a name of at most 64 characters on one line"),
    ("learning_steps = 10", "learning_steps: it must be a short text in quotes; it is 10"),
    ('learning_steps = "1m, ten"', "learning_steps: it must be waits such as 30s, 10m or 1d"),
    ('relearning_steps = "0m"', "relearning_steps: it must be waits such as 30s, 10m or 1d"),
    ('relearning_steps = "31d"', "relearning_steps: it must be waits such as 30s, 10m or 1d"),
    (f'learning_steps = "{"1m " * 11}"', "learning_steps: it must be at most 10 waits; there are 11"),
    ('easy_days = "sat, son"', "easy_days: it must be some of mon, tue, wed, thu, fri, sat, sun"),
    ('easy_days = "mon tue wed thu fri sat sun"', "easy_days: not every day can be an easy one"),
    ('pack_retention = "algebra"', "pack_retention: it must be packs and shares such as algebra: 0.85"),
    ('pack_retention = "a: high"', "pack_retention: it must be packs and shares such as algebra: 0.85"),
    ('pack_retention = "a: 0.5"', "pack_retention: a: it must be a number from 0.7 to 0.99; it is 0.5"),
    ("reviews_per_day = 0", "reviews_per_day: it must be a whole number from 1 to 9999; it is 0"),
    ("new_perday = 3", "there is no setting new_perday; did you mean new_per_day?"),
    ("xyz = 3", "there is no setting xyz; there are language, theme"),
    ("new_per_day", "this is not valid TOML"),
]


@pytest.mark.parametrize(("text", "says"), FAULTS)
def test_a_faulty_file_is_told_with_its_path(settings: Home, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(written(settings, text))
    assert str(caught.value).startswith(f"{settings.settings}: {says}")
    assert sentence(caught.value).startswith(f"{settings.settings}: {says}")


def test_settings_that_are_no_text_are_told(settings: Home) -> None:
    written(settings, "").settings.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="must be UTF-8 text"):
        load_config(settings)


def test_settings_that_are_a_folder_are_told(settings: Home) -> None:
    settings.settings.mkdir(parents=True)
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(settings)


def test_saved_settings_come_back(settings: Home) -> None:
    config = Config(language="zh", theme="light", retention=0.8, rollover_hour=0, device='my "old" \\ laptop')
    save_config(settings, config)
    assert load_config(settings) == config


def test_saving_changes_only_what_changed(settings: Home) -> None:
    written(settings, '# mine\ntheme = "light"  # for the train\nnew_per_day = 5\n')
    save_config(settings, load_config(settings).with_setting("new_per_day", "7"))
    assert settings.settings.read_text() == '# mine\ntheme = "light"  # for the train\nnew_per_day = 7\n'


def test_a_layout_that_cannot_be_changed_by_line_is_written_anew(settings: Home) -> None:
    written(settings, 'device = """\\\n  lap\\\n  top"""\n')
    assert load_config(settings).device == "laptop"
    save_config(settings, Config(device="desktop"))
    assert load_config(settings) == Config(device="desktop")


def test_settings_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"config.toml: the settings cannot be (written|read)"):
        save_config(Home.under(tmp_path / "file"), Config(theme="light"))


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("new_per_day", " 15 ", 15),
        ("retention", "85%", 0.85),
        ("retention", ".8", 0.8),
        ("quiz_moves_memory", "off", False),
        ("quiz_moves_memory", "Yes", True),
        ("language", "auto", None),
        ("new_per_day", "１５", 15),
        ("retention", "８５％", 0.85),
        ("easy_days", "sat，sun", "sat,sun"),
        ("device", "Ｌaptop", "Ｌaptop"),
        ("device", "Laptop", "Laptop"),
    ],
)
def test_a_setting_is_taken_as_typed(key: str, typed: str, value: object) -> None:
    assert getattr(Config().with_setting(key, typed), key) == value


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("new_per_day", "ten", "new_per_day: it must be a whole number from 0 to 9999; it is 'ten'"),
        ("new_per_day", "1e3", "it is '1e3'"),
        ("retention", "high", "retention: it must be a number from 0.7 to 0.99; it is 'high'"),
        ("quiz_moves_memory", "maybe", "it must be true or false"),
        ("languages", "en", "did you mean language"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(key: str, typed: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        Config().with_setting(key, typed)


def test_changing_a_setting_leaves_what_stands_around_it(settings: Home) -> None:
    written(settings, '# How I like it\n\n  retention = 0.8  # less\n\ndevice = "lap#top" # mine\n')
    config = load_config(settings).with_setting("retention", "0.85").with_setting("device", "desk")
    save_config(settings, config)
    kept = '# How I like it\n\nretention = 0.85  # less\n\ndevice = "desk" # mine\n'
    assert settings.settings.read_text() == kept


def test_keys_are_read_from_their_table_with_or_without_quotes(settings: Home) -> None:
    written(settings, 'theme = "light"\n[keys]\n"card.hint" = "g, f2"\ncard.undo = "ctrl+z"\n')
    assert load_config(settings).keys == {"card.hint": "g, f2", "card.undo": "ctrl+z"}


@pytest.mark.parametrize("text", ['keys = "g"', "[keys]\ncard.hint = 3", '[keys]\n"card.hint" = ""'])
def test_keys_that_are_no_table_of_texts_are_told(settings: Home, text: str) -> None:
    with pytest.raises(ConfigError, match="keys: it must be a table of ids and keys"):
        load_config(written(settings, text))


def test_a_setting_is_written_above_the_table_of_keys(settings: Home) -> None:
    written(settings, '# mine\n[keys]  # my hands\n"card.hint" = "g"  # near\n')
    save_config(settings, load_config(settings).with_setting("theme", "sepia"))
    assert settings.settings.read_text() == (
        '# mine\ntheme = "sepia"\n[keys]  # my hands\n"card.hint" = "g"  # near\n'
    )


def test_keys_are_changed_line_by_line_and_what_stands_around_them_stays(settings: Home) -> None:
    before = 'device = "a"\n\n[keys]\n# for questions\ncard.hint = "g"  # near\n"card.undo" = "w"\n'
    config = load_config(written(settings, before))
    save_config(settings, replace(config, keys={"card.hint": "j", "app.theme": "f9"}), [KEYS])
    kept = 'device = "a"\n\n[keys]\n# for questions\n"card.hint" = "j"  # near\n"app.theme" = "f9"\n'
    assert settings.settings.read_text() == kept
    assert load_config(settings).keys == {"card.hint": "j", "app.theme": "f9"}


def test_only_the_settings_that_are_named_are_written(settings: Home) -> None:
    written(settings, "new_per_day = 4\n")  # another program has changed it
    save_config(settings, Config(theme="dusk", new_per_day=10), ["theme"])
    assert load_config(settings) == Config(theme="dusk", new_per_day=4)
