"""The workspace: what a home holds today, before and after the packs are loaded, and two windows at once."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest

from studyapp.config import load_config
from studyapp.errors import ConfigError, PackError, StoreError
from studyapp.study.phase import Phase
from studyapp.study.workspace import Workspace, open_workspace
from tests.study.sittings import easy

PACKS = Path(__file__).parents[1] / "data" / "packs"


def test_a_fresh_home_knows_nothing_until_the_packs_are_loaded(learner):
    workspace = learner()
    overview = workspace.overview()
    assert (overview.due, overview.new, overview.indexed) == (0, 0, False)
    assert not workspace.loaded
    workspace.load_packs()
    overview = workspace.overview()
    assert (overview.due, overview.new, overview.indexed) == (0, 5, True)
    assert [(chapter.chapter, chapter.new, chapter.total) for chapter in overview.chapters] == [
        ("training-loop", 3, 3),
        ("convolution", 2, 2),
    ]
    assert overview.chapters[0].title.zh == "训练循环"


def test_the_next_start_knows_today_without_loading_packs(learner):
    learner().load_packs()
    workspace = learner()
    assert workspace.overview().new == 5
    assert not workspace.loaded


def test_counts_are_right_after_a_restart(learner, clock):
    with learner() as before:
        session = before.session()
        for _ in range(2):
            easy(session)
        session.give_up()
        session.rate()
        session.advance()
    overview = learner().overview()
    # Two went away for days, one comes back in a minute, two are still new.
    assert (overview.due, overview.new, overview.answered_today) == (1, 2, 3)
    assert overview.todo == 3 * 2  # each of them once now and once in its second step
    clock.forward(minutes=1)
    assert learner().session().total == 3 * 2


def test_a_card_that_is_still_being_learnt_is_asked_after_a_restart_without_waiting(learner):
    with learner() as before:
        session = before.session()
        forgotten = session.question.card.id
        session.give_up()
        session.rate()
        session.advance()
        while session.question.card.id != forgotten:
            easy(session)
    session = learner().session()
    assert session.total == 2  # the first step and the second
    assert session.question.card.id == forgotten


def test_new_cards_keep_the_daily_limit_over_restarts(learner):
    with learner() as first:
        first.change(new_per_day=2)
        session = first.session()
        assert session.total == 2 * 2
        easy(session)
    with learner() as second:
        assert second.overview().new == 1
        assert len(second.plan()) == 1


def test_settings_are_kept(learner, home):
    workspace = learner()
    workspace.change(retention=0.85, rollover_hour=0)
    assert load_config(workspace.home).retention == 0.85
    assert workspace.store.policy.retention == 0.85
    assert workspace.store.days.rollover_hour == 0
    assert learner().config.retention == 0.85


def test_two_windows_do_not_ask_the_same_card_twice(learner):
    first, second = learner().session(), learner().session()
    here = [easy(first) for _ in range(3)]
    # The other window asked its first card before; that one was answered here meanwhile.
    already_open = easy(second)
    there = []
    while second.question:
        there.append(easy(second))
    assert already_open == here[0]
    assert not set(there) & set(here)
    assert len(here) + len(there) == 5


def test_a_card_answered_in_two_windows_moves_its_memory_once(learner):
    workspace = learner()
    first, second = workspace.session(), learner().session()
    card = easy(first)
    assert second.question.card.id == card
    assert second.intervals() == {}
    easy(second)
    assert workspace.store.memory(card).repetitions == 1
    attempts = list(workspace.store.attempts(card=card))
    assert [attempt.moves_memory for attempt in attempts] == [True, False]


def test_a_card_answered_in_two_windows_at_one_moment_moves_its_memory_once(learner):
    """Neither answer is in the file when the other is given: both wait for whoever writes to it."""
    workspace = learner()
    first, second = workspace.session(), learner().session()
    card = first.question.card.id
    assert second.question.card.id == card
    with closing(sqlite3.connect(workspace.home.database, isolation_level=None)) as busy:
        busy.execute("BEGIN IMMEDIATE")
        for session in (first, second):
            session.give_up()
            session.rate()
        busy.execute("COMMIT")
    first.advance()
    second.advance()
    assert workspace.store.memory(card).repetitions == 1
    moved = [attempt.moves_memory for attempt in workspace.store.attempts(card=card)]
    assert sorted(moved) == [False, True]


def test_packs_named_on_the_command_line_are_studied_alone(learner, home):
    folder = home / "packs" / "tiny"
    other = home.parent / "other"
    other.mkdir()
    for name in ("concepts.yaml", "training-loop"):
        (folder / name).rename(other / name)
    (other / "pack.yaml").write_text(
        "id: other\nversion: '1'\ntitle: Other\nchapters: [{id: training-loop, title: Loop},"
        " {id: convolution, title: Convolution}]\n"
    )
    workspace = learner(pack_paths=[other])
    session = workspace.session()
    asked = []
    while session.question:
        asked.append(easy(session))
    assert sorted(asked) == ["other/epoch-cloze", "other/gpu-hours", "other/why-batches"]
    assert {question.card.pack for question in workspace.quiz().questions} == {"other"}
    assert not workspace.home.card_index.exists()


def test_a_pack_on_request_waits_until_a_card_of_it_is_answered(learner, home):
    copytree(PACKS / "tiny", home / "packs" / "other")
    pack = home / "packs" / "other" / "pack.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("id: tiny", "id: other"), encoding="utf-8")
    plain = learner()
    plain.change(on_request="absent, other")

    def packs_today(opened):
        return {card.partition("/")[0] for card in opened.plan()}, {
            chapter.pack for chapter in opened.overview().chapters
        }

    assert packs_today(plain) == ({"tiny"}, {"tiny"})
    assert {question.card.id.partition("/")[0] for question in plain.quiz(50).questions} == {"tiny"}
    named = learner(pack_paths=[Path("other")])
    assert packs_today(named) == ({"other"}, {"other"})
    easy(named.session())
    assert packs_today(learner()) == ({"tiny", "other"}, {"tiny", "other"})


def test_a_path_without_a_pack_is_told_and_nothing_is_made(home, tmp_path):
    with pytest.raises(PackError, match="no folder"):
        open_workspace([tmp_path / "nowhere"])
    assert not home.exists()


def test_a_faulty_setting_is_told(home):
    home.mkdir()
    (home / "config.toml").write_text("new_per_day = 'many'\n")
    with pytest.raises(ConfigError, match="new_per_day"):
        open_workspace()


def test_a_file_that_cannot_be_opened_is_told(home):
    (home / "study.sqlite3").mkdir(parents=True)
    with pytest.raises(StoreError, match=r"study\.sqlite3 cannot be"):
        open_workspace()


def test_a_card_that_left_its_pack_is_passed_over(workspace: Workspace):
    session = workspace.session()
    session._upcoming = type(session._upcoming)(["tiny/gone", "tiny/kernel-weights"])
    easy(session)
    assert session.question.card.id == "tiny/kernel-weights"
    easy(session)
    assert session.phase is Phase.OVER


def test_the_home_screen_needs_no_yaml_pydantic_or_numpy(home):
    program = (
        "import sys; from studyapp.study.workspace import open_workspace; open_workspace().overview();"
        "print([name for name in ('yaml', 'pydantic', 'numpy', 'textual') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_renamed_card_keeps_its_history(learner, home):
    with learner() as before:
        session = before.session()
        while session.question.card.id != "tiny/why-batches":
            easy(session)
        easy(session)
    cards = home / "packs" / "tiny" / "training-loop" / "cards.yaml"
    cards.write_text(cards.read_text().replace("- id: why-batches", "- id: why-batch\n  was: [why-batches]"))
    workspace = learner()
    workspace.load_packs()
    assert workspace.store.memory("tiny/why-batch").repetitions == 1
    session = workspace.session()
    session.undo()
    session.advance()
    assert session.question.card.id == "tiny/why-batch"
