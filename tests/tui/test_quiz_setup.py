"""Choosing what a quiz is like, by keys."""

from studyapp.domain.text import Text
from studyapp.study.quiz_chapters import ChapterChoice
from studyapp.study.quiz_plan import Feedback, QuizPlan, remember, remembered
from studyapp.tui.places import Go


async def test_z_and_enter_is_a_quiz(play) -> None:
    async with play() as player:
        await player.press("z")
        assert "[10]" in player.shown
        assert "[as you stand]" in player.shown
        await player.press("enter")
        assert player.question.fields
        assert player.app.screen.sitting.total == 4


async def test_every_choice_is_made_by_keys_and_remembered(play) -> None:
    async with play() as player:
        await player.press("z", "2", "down", "right", "down", "2", "down", "space", "down", "down", "space")
        plan = QuizPlan(count=2, minutes=5, level=2, feedback=Feedback.END, chapters=("convolution",))
        assert player.app.screen.plan == plan
        assert "2 questions · from 1 chapter · in 5 minutes" in player.shown
        await player.press("enter")
        quiz = player.app.screen.sitting
        assert (quiz.total, quiz.feedback) == (2, Feedback.END)
        assert {question.card.chapter for question in quiz.questions} == {"convolution"}
        assert max(question.level for question in quiz.questions) == 2
        assert "5:00  " in player.rows[0] or "4:5" in player.rows[0]
        assert remembered(player.app.workspace.home.last_quiz) == plan
        await player.press("escape", "z")
        assert player.app.screen.plan == plan


async def test_numbers_are_typed(play) -> None:
    async with play() as player:
        await player.press("z", "1", "7")
        assert "[17]" in player.shown
        await player.press("backspace")
        assert player.app.screen.plan.count == 1
        await player.press("9", "9", "9")
        assert player.app.screen.plan.count == 200
        await player.press("left")
        assert player.app.screen.plan.count == 50
        await player.press("down", "2", "5")
        assert player.app.screen.plan.minutes == 25
        assert "4 questions · from all chapters · in 25 minutes" in player.shown  # there are no more


async def test_a_letter_chooses_its_chapter_wherever_the_cursor_is(play) -> None:
    async with play() as player:
        await player.press("z", "a")
        assert player.app.screen.plan.chapters == ("training-loop",)
        assert "▸a [✓] " in player.shown
        assert "2 cards to ask from" in player.rows[0]
        await player.press("a")
        assert "4 cards to ask from" in player.rows[0]
        assert player.app.screen.plan.chapters == ()
        await player.press("j")  # there is no tenth one
        assert player.app.screen.plan.chapters == ()


async def test_a_digit_is_a_number_and_never_chooses_a_chapter(play) -> None:
    async with play() as player:
        await player.press("z", "up", "1", "2")  # the cursor is on the last chapter
        assert player.app.screen.plan.chapters == ()
        await player.press("down", "1", "2")
        assert player.app.screen.plan.count == 12
        assert player.app.screen.plan.chapters == ()


async def test_a_chapter_that_is_gone_is_forgotten_and_esc_leads_back(play, tiny_home) -> None:
    remember(tiny_home / "quiz.json", QuizPlan(chapters=("gone", "convolution")))
    async with play() as player:
        await player.press("z")
        assert player.app.screen.plan.chapters == ("convolution",)
        await player.press("escape")
        assert "questions today" in player.shown


async def test_the_cursor_shows_without_colour_and_stays_in_sight(play) -> None:
    async with play(size=(60, 18)) as player:
        chapters = [ChapterChoice(f"c{number}", Text.same(f"Chapter {number}"), 9) for number in range(30)]
        player.app.workspace.quiz_chapters = lambda: chapters
        await player.press("z")
        assert "▸Questions" in player.shown
        assert "‹ none ›" in player.shown  # for all values there is no room
        assert "Chapter 29" not in player.shown
        await player.press("up", "space")
        await player.until(lambda: "▸  [✓] Chapter 29" in player.shown)
        await player.press("down")
        await player.until(lambda: "▸Questions" in player.shown)


async def test_a_click_chooses_the_value_under_the_mouse(play) -> None:
    async with play() as player:
        await player.press("z")
        for row, column in ((2, player.rows[2].index("30")), (3, player.rows[3].index("60 min"))):
            await player.pilot.click(offset=(column, row))
            await player.settle()
        assert (player.app.screen.plan.count, player.app.screen.plan.minutes) == (30, 60)
        line = next(at for at, row in enumerate(player.rows) if "Convolution" in row)
        await player.pilot.click(offset=(10, line))
        await player.settle()
        assert player.app.screen.plan.chapters == ("convolution",)


async def test_other_screens_lead_straight_into_a_quiz_of_their_own(play) -> None:
    async with play() as player:
        player.app.screen.post_message(Go("quiz", chapters=("convolution",), count=1))
        await player.settle()
        quiz = player.app.screen.sitting
        assert [question.card.chapter for question in quiz.questions] == ["convolution"]
        assert not player.app.workspace.home.last_quiz.exists()  # that was not the learner's choice
