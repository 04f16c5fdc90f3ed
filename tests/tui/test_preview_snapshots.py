"""How the preview looks: small and wide, dark and light, English and Chinese.

After a change that is meant: `pytest tests/tui/test_preview_snapshots.py --snapshot-update`. Then look.
"""

from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest

from studyapp import i18n
from studyapp.study.preview import Author
from studyapp.tui.preview_app import PreviewApp

TINY = Path(__file__).parents[1] / "data" / "packs" / "tiny"
SMALL, WIDE = (80, 24), (120, 40)
LOOKS = {
    "small-dark-en": (SMALL, "dark", "en"),
    "small-light-zh": (SMALL, "light", "zh"),
    "wide-dark-zh": (WIDE, "dark", "zh"),
    "wide-light-en": (WIDE, "light", "en"),
}


async def problem(player, folder) -> None:
    await player.press("end", "n", "v")


async def mistaken(player, folder) -> None:
    await player.press("j", "j", "enter")
    await player.type("43.75")
    await player.press("enter")


async def faulty(player, folder) -> None:
    await player.press("j", "j")
    path = folder / "training-loop" / "cards.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("ask:\n    cost: {within: 1%}", "ask: costs"), encoding="utf-8")
    await player.until(lambda: "costs" in player.shown)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return copytree(TINY, tmp_path / "tiny").relative_to(tmp_path)


@pytest.mark.parametrize("view", [problem, mistaken, faulty])
@pytest.mark.parametrize("look", LOOKS)
def test_the_preview_looks_as_it_did(view, look, folder, snap_compare, player_of) -> None:
    size, theme, language = LOOKS[look]
    i18n.use(language)

    async def play(pilot) -> None:
        player = player_of(pilot)
        await player.until(lambda: "1/5" in player.shown)
        await view(player, folder)
        await pilot.pause()

    app = PreviewApp(Author(folder), theme, clock=lambda: datetime(2026, 11, 21, tzinfo=UTC))
    assert snap_compare(app, terminal_size=size, run_before=play)
