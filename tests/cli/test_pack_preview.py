"""`studyapp pack preview`: in lines for a pipe, on a terminal the app; what is no pack is refused."""

from pathlib import Path
from shutil import copytree

import pytest

from studyapp.cli import pack_preview
from studyapp.cli.main import main
from studyapp.tui import preview_app

TINY = Path(__file__).parents[1] / "data" / "packs" / "tiny"


@pytest.fixture
def pack(tmp_path, monkeypatch):
    """A copy of the tiny pack in the current folder."""
    monkeypatch.chdir(tmp_path)
    copytree(TINY, tmp_path / "tiny")
    return Path("tiny")


def test_preview_in_lines_tells_every_card_with_one_variant_and_ends(pack, home, capsys):
    assert main(["pack", "preview", "tiny", "--plain"]) == 0
    told = capsys.readouterr().out
    for id in ("why-batches (basic)", "epoch-cloze (cloze)", "kernel-weights (choice)"):
        assert f"## {id}" in told
    assert "A run makes 3500 iterations" in told
    assert "- 43.75 (cost, hours.minutes): " in told
    assert "Hint 3: " in told
    assert not home.exists()


def test_preview_in_a_pipe_needs_no_option_and_tells_faults_by_its_status(pack, capsys):
    cards = pack / "convolution" / "cards.yaml"
    text = cards.read_text(encoding="utf-8")
    cards.write_text(text.replace("kind: choice", "kind: choise"))
    assert main(["pack", "preview", "tiny"]) == 1
    told = capsys.readouterr().out
    assert told.count("tiny/convolution/cards.yaml:2:9: kernel-weights.kind: unknown kind choise") == 2
    assert "## kernel-weights\n" in told


def test_preview_of_what_is_no_pack_is_refused_in_a_sentence(pack, capsys):
    assert main(["pack", "preview", "nowhere"]) == 2
    assert capsys.readouterr().err == "studyapp: there is no folder nowhere\n"


def test_preview_opens_the_app_in_the_theme_and_with_the_keys_of_the_settings(pack, home, monkeypatch):
    home.mkdir()
    (home / "config.toml").write_text('theme = "light"\nkeys."preview.level" = "x"\n')
    opened = []
    monkeypatch.setattr(pack_preview, "on_terminal", lambda: True)
    monkeypatch.setattr(preview_app, "run", lambda *given: opened.append(given))
    assert main(["pack", "preview", "tiny"]) == 0
    (home / "config.toml").write_text("theme = nonsense\n")
    assert main(["pack", "preview", "tiny"]) == 0
    (author, *light), (_author, *usual) = opened
    assert author.folder == pack
    assert (light, usual) == (["light", {"preview.level": "x"}], ["dark", {}])
