"""Packs in the settings that are not there are told with the nearest one that is."""

import pytest

from studyapp.cli.main import main
from studyapp.config import Config
from studyapp.study.strange_packs import strange_packs

KNOWN = {"algebra", "deep-learning-basics", "compound-interest"}


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, []),
        ({"packs_off": "algebra"}, []),
        ({"packs_off": "algebr"}, ["packs_off: there is no pack algebr; did you mean algebra?"]),
        (
            {"packs_off": "zzz, algebra"},
            ["packs_off: there is no pack zzz; studyapp pack list tells all"],
        ),
        (
            {"on_request": "deep-learning"},
            ["on_request: there is no pack deep-learning; did you mean deep-learning-basics?"],
        ),
        (
            {"pack_retention": "Algebra: 0.8"},
            ["pack_retention: there is no pack Algebra; did you mean algebra?"],
        ),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest(settings, told) -> None:
    assert [str(error) for _key, error in strange_packs(Config(**settings), lambda: KNOWN)] == told


def test_the_default_is_not_complained_of_where_that_pack_is_gone() -> None:
    assert list(strange_packs(Config(), lambda: {"algebra"})) == []


def test_where_no_pack_is_named_nobody_looks_for_what_is_installed():
    assert list(strange_packs(Config(), lambda: pytest.fail("looked"))) == []


def test_config_and_doctor_warn_and_do_what_they_are_asked_all_the_same(tiny_home, capsys) -> None:
    assert main(["config", "packs_off", "tinny"]) == 0
    said = capsys.readouterr()
    assert said.out == "packs_off = tinny\n"
    warning = "packs_off: there is no pack tinny; did you mean tiny?"
    assert said.err == f"studyapp: {warning}\n"
    for arguments in (["config"], ["config", "packs_off"]):
        assert main(arguments) == 0
        assert warning in capsys.readouterr().err
    assert main(["config", "theme"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["doctor"]) == 0
    assert warning in capsys.readouterr().out
    assert main(["config", "packs_off", "tiny"]) == 0
    assert capsys.readouterr().err == ""


async def test_the_settings_show_it_below_the_value(play, tiny_home) -> None:
    tiny_home.joinpath("config.toml").write_text('packs_off = "tinny"\n')
    async with play() as player:
        await player.press("o")
        while player.app.screen.row_list.row != "packs_off":
            await player.press("down")
        assert "! packs_off: there is no pack tinny" in player.shown
        assert "did you mean" in player.shown
        await player.press("d")
        assert "there is no pack" not in player.shown
