"""The card's sheet by keys: what it shows, what its keys keep, and that it never gives the answer away."""

from datetime import timedelta

import pytest
from textual import events

from studyapp import i18n
from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.domain.marks import NO_MARKS, Marks
from studyapp.store.ids import new_id
from studyapp.study.phase import Phase
from studyapp.tui.keys import active_keys
from studyapp.tui.places import Go

CARD = "tiny/conv-output-size"
NUMBERS = {"size": 22, "kernel_size": 7, "stride": 3, "padding": 2}


def give_a_past(workspace) -> None:
    """Answers to CARD over the last seven weeks, with a lapse, a slip and practice between."""
    now = workspace.clock()
    for ago, rating, mode, mistakes in (
        (50, Rating.GOOD, Mode.STUDY, ()),
        (49.99, Rating.GOOD, Mode.STUDY, ()),
        (46, Rating.GOOD, Mode.STUDY, ()),
        (33, Rating.AGAIN, Mode.STUDY, ("output:no_floor",)),
        (32.99, Rating.GOOD, Mode.STUDY, ()),
        (32, Rating.GOOD, Mode.DRILL, ()),
        (29, Rating.HARD, Mode.QUIZ, ()),
        (21, Rating.EASY, Mode.STUDY, ()),
    ):
        at = now - timedelta(days=ago)
        workspace.store.append(
            Attempt(
                id=new_id(at), device="laptop", at=at, mode=mode, card=CARD, rating=rating, seconds=20 + ago,
                level=1, seed=3, givens=NUMBERS, response={"output": "15"}, score=float(rating > 1),
                mistakes=mistakes,
            )
        ).result()  # fmt: skip


async def opened(player, card: str = CARD) -> None:
    """Open the sheet of a card from where one is."""
    player.app.screen.post_message(Go("card", card=card))
    await player.settle()
    assert type(player.app.screen).__name__ == "CardScreen"


def marks(player, card: str = CARD) -> Marks:
    return player.app.workspace.marking.of(card)


async def test_the_sheet_tells_what_the_card_is_and_how_it_is_remembered(play, learner) -> None:
    give_a_past(learner())
    async with play(size=(80, 60)) as player:
        await opened(player)
        shown = player.shown
        assert "Convolution › Output size" in player.rows[0]
        assert "How long is a side of the output?" in " ".join(shown.split())
        assert f"{CARD} · problem" in shown
        info = player.app.workspace.card_sheet(CARD).info
        assert f"{round(100 * info.chance)} %" in shown
        assert "7 times, forgotten 1 time" in shown
        assert "wanted: 90 %" in shown
        assert "days since the last answer" in shown
        rows = [row.split() for row in player.rows if row.strip().startswith("2026-")]
        assert len(rows) == 8
        assert rows[0][:3] == ["2026-10-31", "study", "Easy"]
        assert rows[2][:3] == ["2026-10-20", "practice", "Good"]
        assert rows[2][-1] == "–"
        assert "↳ Looks as if the rounding down was left out" in shown
        assert "card: tiny/conv-output-size" in shown
        assert "givens: size = 22, kernel_size = 7, stride = 3, padding = 2" in " ".join(shown.split())


async def test_the_sheet_of_a_card_never_answered_says_so(play) -> None:
    async with play() as player:
        await opened(player, "tiny/why-batches")
        assert "Not answered yet." in player.shown
        assert "hardware idle" not in player.shown  # its answer
        await player.press("0")
        assert not list(player.notices)


async def test_flag_suspend_and_bury_are_kept_shown_and_taken_back_by_the_same_key(play) -> None:
    async with play() as player:
        await opened(player)
        for key, said, kept in (
            ("f", "⚑ flagged", Marks(flag=True)),
            ("x", "‖ suspended", Marks(suspended=True)),
            ("-", "‖ buried", Marks(buried_until=player.app.workspace.marking.tomorrow)),
        ):
            await player.press(key)
            await player.until(lambda kept=kept: marks(player) == kept)
            assert said in player.shown
            assert player.rows[0].strip().startswith(f"studyapp   {said[0]}")
            await player.press(key)
            await player.until(lambda: marks(player) == NO_MARKS)
            assert said not in player.shown


async def test_the_sheet_says_that_a_key_takes_a_rest_back(play) -> None:
    async with play(size=(120, 40)) as player:
        await opened(player)
        assert "x Suspend  - Bury" in player.shown
        await player.press("x", "-")
        await player.until(lambda: "x Resume  - Wake" in player.shown)
        await player.press("x")
        await player.until(lambda: "x Suspend  - Wake" in player.shown)


@pytest.mark.parametrize(("key", "put", "take_back"), [("x", "Suspend", "Resume"), ("-", "Bury", "Wake")])
async def test_a_resting_card_that_is_asked_all_the_same_is_taken_back_by_the_key_that_put_it_to_rest(
    play, key, put, take_back
) -> None:
    async with play() as player:
        marking = player.app.workspace.marking
        card = "tiny/why-batches"
        marking.suspend(card, True).result() if key == "x" else marking.bury(card, marking.tomorrow).result()
        player.app.screen.post_message(Go("study", card=card))
        await player.until(lambda: hasattr(player.app.screen, "sitting"))
        await player.press("enter")

        def labels() -> set[str]:
            return {hint.label for hint in active_keys(player.app.screen)}

        assert take_back in labels()
        assert put not in labels()
        await player.press(key)
        await player.until(lambda: marks(player, card) == NO_MARKS)
        assert player.question.card.id == card
        assert put in labels()


async def test_a_note_is_written_kept_changed_and_taken_away(play) -> None:
    async with play() as player:
        await opened(player)
        await player.press("e")
        await player.type("mind t?l")
        await player.press("ctrl+j")
        await player.type("f")
        await player.press("enter")
        await player.until(lambda: marks(player).note == "mind t?l\nf")
        assert "✎ mind t?l" in player.shown
        await player.press("e")
        await player.type("oo")
        await player.press("escape")
        assert marks(player).note == "mind t?l\nf"
        await player.press("e")
        await player.type("oo")
        await player.press("ctrl+s")
        await player.until(lambda: marks(player).note == "mind t?l\nfoo")
        await player.press("e", "f7", "delete", "enter")
        await player.until(lambda: marks(player) == NO_MARKS)
        assert "✎" not in player.shown


async def test_what_is_pasted_into_a_note_cannot_steer_the_terminal(play) -> None:
    async with play() as player:
        await opened(player)
        await player.press("e")
        player.app.screen.query_one("NoteArea").post_message(events.Paste("red \x1b[31malert\nand on"))
        await player.settle()
        assert "\x1b" not in player.app.screen.query_one("NoteArea").text
        await player.type("!")
        await player.press("enter")
        await player.until(lambda: bool(marks(player).note))
        first, second = marks(player).note.split("\n")
        assert "\x1b" not in first
        assert first.startswith("red ")
        assert second == "and on!"


async def test_the_report_is_copied_and_stands_there_to_be_selected(play, learner) -> None:
    give_a_past(learner())
    async with play() as player:
        await opened(player)
        assert "studyapp: " not in player.shown  # below what is in sight
        await player.press("y")
        await player.until(lambda: "✓ Copied" in player.shown)
        assert player.app.clipboard == player.app.workspace.card_sheet(CARD).report
        for line in player.app.clipboard.splitlines():
            assert line in " ".join(player.shown.split())


async def test_a_reset_asks_once_and_can_be_taken_back(play, learner) -> None:
    give_a_past(learner())
    async with play() as player:
        memory = player.app.workspace.store.memory
        before = memory(CARD)
        await opened(player)
        await player.press("u", "0")
        assert memory(CARD) == before
        assert any("once more" in notice for notice in player.notices)
        await player.press("f", "0")  # another key between: it was not meant
        assert memory(CARD) == before
        await player.press("0")
        assert memory(CARD) is None
        assert "Not answered yet." in player.shown
        await player.press("u")
        assert memory(CARD) == before


async def test_a_card_is_practised_from_its_sheet(play) -> None:
    async with play() as player:
        await opened(player)
        await player.press("r")
        assert player.question.card.id == CARD
        assert player.app.screen.sitting.mode is Mode.DRILL


async def test_the_sheet_speaks_the_other_language_at_once(play) -> None:
    async with play() as player:
        await opened(player)
        await player.press("l")
        assert "卷积 › 输出尺寸" in player.rows[0]
        assert "输出的边长是多少？" in player.shown.replace("\n", "").replace(" ", "")
        assert i18n.language() == "zh"


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 60), (60, 20)])
async def test_no_row_of_the_sheet_is_wider_than_the_screen(play, learner, size) -> None:
    give_a_past(learner())
    async with play(size=size) as player:
        await opened(player)
        from studyapp.tui.widgets.page import Page

        page = player.app.screen.query_one(Page)
        width = page.content_size.width
        assert max(line.cell_length for line in page.lines(width)) <= width


# From a question


async def test_the_sheet_over_a_question_tells_its_numbers_and_not_its_answer(play) -> None:
    async with play(start="study") as player:
        await player.go_to("conv-output-size")
        variant = player.question.variant
        await player.type("3*")
        await player.press("f9")
        assert player.app.screen.query_one("Page")
        report = player.app.workspace.card_sheet(CARD, player_question(player)).report
        assert f"seed: {player_question(player).seed}" in report
        assert ", ".join(f"{name} = {value}" for name, value in variant.givens.items()) in report
        assert "Working" not in player.shown
        await player.press("r")  # no practice over a question that waits
        await player.press("escape")
        assert player.app.screen.sitting.phase is Phase.ASKING
        assert "3*" in player.shown  # what was typed is still there


def player_question(player):
    """The question that waits under the sheet."""
    return next(screen.sitting.question for screen in player.app.screen_stack if hasattr(screen, "sitting"))


async def test_letters_typed_into_an_answer_mark_nothing(play) -> None:
    async with play(start="study") as player:
        await player.go_to("epoch-cloze")
        await player.type("fxc-")
        assert marks(player, "tiny/epoch-cloze") == NO_MARKS
        assert player.slug == "epoch-cloze"


async def test_a_flag_stands_in_the_title_bar_and_a_note_with_the_answer(play) -> None:
    async with play(start="study") as player:
        card = player.question.card.id
        player.app.workspace.marking.note(card, "Mind the padding").result()
        await player.press("pageup")
        assert "Mind the padding" not in player.shown
        await player.press("f3")
        assert "✎ Mind the padding" in player.shown
        await player.press("f")
        await player.until(lambda: marks(player, card).flag)
        assert "⚑" in player.rows[0]
        assert player.slug == card.partition("/")[2]
        await player.press("f")
        await player.until(lambda: not marks(player, card).flag)
        assert "⚑" not in player.rows[0]


@pytest.mark.parametrize("key", ["x", "-"])
async def test_the_asked_card_is_laid_aside_with_one_key_and_taken_up_by_undo(play, key) -> None:
    async with play(start="study") as player:
        question = player.question
        await player.press("f3", key)
        await player.until(lambda: player.question.card.id != question.card.id)
        assert player.app.workspace.store.last_attempt() is None
        assert marks(player, question.card.id) != NO_MARKS
        assert question.card.id not in player.app.workspace.plan()
        assert any("u takes that back" in notice for notice in player.notices)
        await player.press("ctrl+z")
        await player.until(lambda: player.question == question)
        assert marks(player, question.card.id) == NO_MARKS


async def test_a_card_suspended_on_its_sheet_is_asked_no_more(play) -> None:
    async with play(start="study") as player:
        card = player.question.card.id
        await player.press("ctrl+y", "x")
        await player.until(lambda: marks(player, card).suspended)
        await player.press("escape")
        assert player.question.card.id != card
        assert player.app.workspace.store.last_attempt() is None


async def test_a_card_of_a_quiz_can_be_flagged_and_suspended_and_the_quiz_goes_on(play) -> None:
    async with play(start="quiz", count=3, chance=1) as player:
        card = player.question.card.id
        await player.press("f3", "x")
        await player.until(lambda: marks(player, card).suspended)
        assert player.question.card.id == card
        assert "‖" in player.rows[0]
        await player.press("enter")
        assert player.question.card.id != card
