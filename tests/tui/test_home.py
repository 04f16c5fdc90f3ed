"""Home by keys: plan, map and cursor, what is weak, the year; empty, begun, and with ten chapters."""

from datetime import timedelta

import pytest
from rich.cells import cell_len

from studyapp.domain.grade import Rating
from studyapp.errors import StoreError
from tests.tui.pasts import answer, some_weeks

CHAPTERS, CONCEPTS = 10, 14


@pytest.fixture
def with_past(learner):
    """The learner of some weeks."""
    with learner() as workspace:
        workspace.load_packs()
        some_weeks(workspace)


@pytest.fixture
def ten_chapters(tiny_home):
    """A pack of ten chapters, the first with fourteen concepts and a long title, each concept with a card."""
    folder = tiny_home / "packs" / "long"
    folder.mkdir()
    names = [f"chapter-{at}" for at in range(CHAPTERS)]
    title = 'en: "Detection, its metrics: {0}", zh: 检测与评估指标 {0}'
    chapters = "\n".join(
        f"  - {{id: {name}, title: {{{title.format(at)}}}}}" for at, name in enumerate(names)
    )
    texts = "title: {en: Long, zh: 长}\ndescription: {en: Long, zh: 长}\nlanguages: [en, zh]"
    (folder / "pack.yaml").write_text(f"id: long\nversion: '1'\n{texts}\nchapters:\n{chapters}\n")
    concepts, name = [], "name: {en: A concept of some length, zh: 一个名字不短的概念}"
    for at, chapter in enumerate(names):
        (folder / chapter).mkdir()
        ids = [f"c{at}-{place}" for place in range(CONCEPTS if at == 0 else 5)]
        concepts += [f"- {{id: {id}, {name}, chapter: {chapter}}}" for id in ids]
        cards = [
            f"- {{id: {id}-card, kind: basic, concept: {id}, question: {{en: Why {id}?, zh: 为什么 {id}？}}, "
            f"answer: {{en: Because., zh: 因为。}}}}"
            for id in ids
        ]
        (folder / chapter / "cards.yaml").write_text("\n".join(cards), encoding="utf-8")
    (folder / "concepts.yaml").write_text("\n".join(concepts), encoding="utf-8")
    from shutil import rmtree

    rmtree(tiny_home / "packs" / "tiny")


# An empty home


async def test_a_fresh_home_says_what_to_do_and_promises_nothing(play) -> None:
    async with play() as player:
        assert "10 questions today" in player.shown
        assert "Nothing answered yet: Enter begins." in player.shown
        assert "Weakest" not in player.shown
        assert "The last year" not in player.shown
        for key, told in (("w", "nothing is weak"), ("e", "No mistake was recognised")):
            await player.press(key)
            assert any(told in notice for notice in player.notices)


async def test_a_home_without_any_cards_can_be_walked_without_harm(play, tiny_home) -> None:
    from shutil import rmtree

    rmtree(tiny_home / "packs" / "tiny")
    async with play() as player:
        await player.press("down", "right", "escape")
        assert "Nothing waits now." in player.shown


# The map


async def test_the_arrow_keys_walk_the_concepts_and_the_line_below_names_each(play) -> None:
    async with play() as player:
        assert "The arrow keys walk the map" in player.shown
        await player.press("down")
        assert "· Epoch  not met yet · 2 cards" in player.shown
        assert "builds on nothing else" in player.shown
        await player.press("right")
        assert "· Batch size  not met yet · 1 card" in player.shown
        assert "builds on · Epoch" in player.shown
        await player.press("down")
        assert "· Output size" in player.shown
        assert "builds on · Kernel  · Batch size" in player.shown
        await player.press("left")
        assert "· Kernel" in player.shown
        await player.press("up")
        assert "· Epoch" in player.shown
        await player.press("left")  # round the end
        assert "· Output size" in player.shown
        await player.press("escape")
        assert "The arrow keys walk the map" in player.shown


async def test_the_row_of_the_cursor_is_marked_by_a_sign_too(play) -> None:
    async with play() as player:
        assert "▸" not in player.shown
        await player.press("down", "down")
        (row,) = [row for row in player.rows if "▸" in row]
        assert "Convolution" in row


async def test_the_mouse_puts_the_cursor_on_a_concept(play) -> None:
    async with play() as player:
        row = next(at for at, row in enumerate(player.rows) if "Convolution" in row)
        column = player.rows[row].index("· ·") + 2
        await player.pilot.click(offset=(column, row))
        await player.settle()
        assert "· Output size" in player.shown


async def test_one_card_answered_shows_in_the_map_and_in_the_last_session(play) -> None:
    async with play() as player:
        await player.press("enter")
        await player.go_to("epoch-cloze")
        await player.type("epoch")
        await player.press("enter", "4", "escape")
        await player.until(lambda: "answered today" in player.shown and player.app._home.is_filled)
        assert "today: " in player.shown
        await player.press("down")
        assert "◑ Epoch  50 % known · 1 of 2 cards met" in player.shown


async def test_on_coming_back_the_cursor_is_where_it_was(play) -> None:
    async with play() as player:
        await player.press("down", "right", "m", "escape")
        assert "· Batch size" in player.shown


async def test_the_language_changes_and_the_cursor_stays(play) -> None:
    async with play() as player:
        await player.press("down", "right", "l")
        assert "· 批大小" in player.shown
        assert "训练循环" in player.shown


# What is weak, and practice


@pytest.mark.usefixtures("with_past")
async def test_the_weakest_concept_and_the_usual_slip_are_told_with_their_keys(play) -> None:
    async with play() as player:
        assert "w Weakest: Output size · 0 of 4 right" in player.shown
        (slip,) = [row for row in player.rows if "Usual slip" in row]
        assert slip.startswith("  e Usual slip: Looks as if")
        assert slip.endswith("4× · Output size")
        assert "14 days in a row · yesterday:" in player.shown


@pytest.mark.usefixtures("with_past")
@pytest.mark.parametrize("key", ["w", "e"])
async def test_one_key_practises_what_is_weak(play, key) -> None:
    async with play() as player:
        await player.press(key)
        await player.until(lambda: hasattr(player.app.screen, "sitting"))
        assert player.slug == "conv-output-size"


@pytest.mark.usefixtures("with_past")
async def test_r_without_a_cursor_lets_one_choose_what_to_drill(play) -> None:
    async with play() as player:
        await player.press("r")
        await player.until(lambda: "Suggested" in player.shown)
        assert player.rows[0].startswith("  studyapp   Drill")


@pytest.mark.usefixtures("with_past")
async def test_r_practises_the_concept_under_the_cursor(play) -> None:
    async with play() as player:
        await player.press("down", "r")
        await player.until(lambda: hasattr(player.app.screen, "sitting"))
        assert player.question.card.concept == "epoch"


async def test_b_shows_the_cards_of_the_concept_under_the_cursor(play) -> None:
    async with play() as player:
        await player.press("down", "down", "right", "b")
        await player.until(lambda: "1 of 5" in player.shown)
        assert "concept:tiny/output-size" in player.shown
        assert "filter" in player.shown  # what the problem speaks of, and no other card


# The year


@pytest.mark.usefixtures("with_past")
async def test_in_a_wide_window_the_year_is_in_sight_and_what_is_weak_stands_beside_the_map(play) -> None:
    async with play(size=(120, 40)) as player:
        assert "The last year   " in player.shown
        assert "The most: " not in player.shown
        weakest = next(row for row in player.rows if "Weakest" in row)
        assert weakest.index("Weakest") > 75
        assert "14 days in a row" in player.shown


@pytest.mark.usefixtures("with_past")
async def test_in_a_low_window_the_year_is_a_page_below_and_the_arrows_come_back_to_the_map(play) -> None:
    async with play(size=(80, 18)) as player:
        assert "less " not in player.shown
        await player.press("pagedown", "pagedown")
        assert "less ··░░▒▒▓▓██ more" in player.shown
        await player.press("down")
        await player.settle()
        assert "questions today" in player.shown


# Ten chapters


@pytest.mark.usefixtures("ten_chapters")
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_ten_chapters_are_all_in_sight_in_a_small_window(play, learner, language) -> None:
    with learner() as workspace:
        workspace.load_packs()
        answer(workspace, "long/c0-0-card", timedelta(days=1), Rating.AGAIN)
    async with play() as player:
        if language == "zh":
            await player.press("l")
        shown = player.shown
        name = "检测与评估指标" if language == "zh" else "Detection, its metrics:"
        for at in range(CHAPTERS):
            assert any(f"{name}" in row and f" {at} " in row + " " for row in player.rows), shown
        first = next(row for row in player.rows if f"{name} 0" in row)
        assert sum(map(first.count, "·○◔◑◕●")) == CONCEPTS
        assert "…" not in "\n".join(player.rows[1:-2])
        assert "w " in shown
        assert all(cell_len(row) <= 80 for row in player.rows)


@pytest.mark.usefixtures("ten_chapters")
async def test_ten_chapters_are_in_sight_with_a_paused_session_too(play) -> None:
    async with play() as player:
        await player.press("enter", "enter", "3", "escape")
        await player.until(lambda: "Paused: " in player.shown and player.app._home.is_filled)
        for at in range(CHAPTERS):
            assert f"metrics: {at}" in player.shown
        assert "1 answered" in player.shown
        assert "w Weakest" in player.shown


@pytest.mark.usefixtures("ten_chapters")
async def test_in_a_lower_window_the_map_follows_the_cursor_and_says_that_there_is_more(play) -> None:
    async with play(size=(80, 18)) as player:
        assert "more rows" in player.shown
        assert "metrics: 9" not in player.shown
        await player.press("down", "up")
        assert "metrics: 9" in player.shown
        assert "metrics: 0" not in player.shown
        (row,) = [row for row in player.rows if "▸" in row]
        assert "metrics: 9" in row


@pytest.mark.usefixtures("ten_chapters")
async def test_in_a_narrow_window_a_chapter_takes_a_second_row(play) -> None:
    async with play(size=(60, 24)) as player:
        at = next(at for at, row in enumerate(player.rows) if "· ·" in row)
        assert player.rows[at].count("·") + player.rows[at + 1].count("·") >= CONCEPTS
        await player.press("down", "down")
        row = next(at for at, row in enumerate(player.rows) if "▸" in row)
        assert row == at + 1
        # what stands at the right is whole
        assert player.rows[at].endswith("·")
        assert player.rows[at - 1].endswith("known")


# When something is wrong


async def test_figures_that_cannot_be_read_are_told_and_the_plan_is_there(play, monkeypatch) -> None:
    from studyapp.study.workspace import Workspace

    def fail(self, now=None):
        raise StoreError("the figures cannot be read")

    monkeypatch.setattr(Workspace, "glance", fail)
    async with play() as player:
        await player.until(lambda: "the figures cannot be read" in player.notices)
        assert "10 questions today" in player.shown
        await player.press("enter")
        assert player.slug


async def test_while_a_long_log_is_counted_home_says_so_and_can_be_used(
    learner, monkeypatch, player_of
) -> None:
    from threading import Event

    from studyapp.study.workspace import Workspace
    from studyapp.tui.app import StudyApp
    from studyapp.tui.screens import home

    done, glance = Event(), Workspace.glance

    def slowly(self, now=None):
        done.wait(30)
        return glance(self, now)

    monkeypatch.setattr(Workspace, "glance", slowly)
    monkeypatch.setattr(home, "_A_MOMENT", 0.01)
    app = StudyApp(learner())
    async with app.run_test(notifications=True) as pilot:
        player = player_of(pilot)
        await player.until(lambda: app.packs_read and "Looking at your answers …" in player.shown)
        rows = player.rows
        await player.press("down")
        assert "Epoch" in player.shown
        await player.press("escape")
        done.set()
        await player.until(lambda: "Nothing answered yet" in player.shown)
        for before, after in zip(rows, player.rows, strict=True):  # nothing has moved
            assert after.startswith(before) or "Looking" in before
            assert bool(before) == bool(after)


async def test_packs_that_cannot_be_read_leave_a_home_that_says_so(learner, monkeypatch, player_of) -> None:
    from studyapp.errors import StudyError
    from studyapp.tui.app import StudyApp

    workspace = learner()

    def fail():
        raise StudyError("the packs cannot be read")

    monkeypatch.setattr(workspace, "load_packs", fail)
    app = StudyApp(workspace)
    async with app.run_test(notifications=True) as pilot:
        player = player_of(pilot)
        await player.until(lambda: "The packs could not be read." in player.shown)
        await player.press("down", "r", "escape")
        assert app.is_running
