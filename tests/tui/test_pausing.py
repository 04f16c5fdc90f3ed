"""Esc pauses: home at once, and Enter goes on exactly there, after a restart of the app too."""

from studyapp.domain.grade import Rating
from studyapp.study.phase import Phase
from studyapp.study.quiz_plan import Feedback
from studyapp.tui.screens.home import HomeScreen
from studyapp.tui.screens.quiz import QuizScreen


def at_home(player) -> bool:
    return isinstance(player.app.screen, HomeScreen)


async def test_enter_goes_on_with_what_was_typed_and_the_hints_in_sight(play) -> None:
    async with play(start="study") as player:
        await player.go_to("conv-output-size")
        place = f"{player.app.screen.sitting.position} of {player.app.screen.sitting.total}"
        await player.press("f2")
        await player.type("(24-")
        prompt = player.question.prompt
        await player.press("escape")
        assert at_home(player)
        assert f"Paused: {place} — Enter goes on" in player.shown
        assert "Enter Go on" in player.shown
        await player.press("enter")
        assert player.question.prompt == prompt
        assert "(24-" in player.shown
        assert "Hint 1" in player.shown
        await player.type("3")
        assert player.app.screen._view.response == {"output": "(24-3"}


async def test_it_waits_for_the_next_start_of_the_app(play) -> None:
    async with play(start="study") as player:
        await player.press("f3", "enter")
        prompt = player.question.prompt
        await player.press("ctrl+q")
    async with play() as player:
        assert "Paused: 2 of " in player.shown
        await player.press("enter")
        assert player.question.prompt == prompt
        await player.press("escape")
    async with play(start="study") as player:
        assert player.question.prompt == prompt
        assert player.app.workspace.paused() == ()


async def test_quitting_with_an_answer_in_sight_saves_it_as_it_was_preset(play) -> None:
    async with play(start="study") as player:
        await player.type("epoch")
        await player.press("enter", "ctrl+q")
    async with play() as player:
        assert player.app.workspace.store.last_attempt().rating is Rating.GOOD
        assert "1 answered today" in player.shown


async def test_a_card_that_is_revealed_stays_revealed(play) -> None:
    async with play(start="study") as player:
        await player.go_to("why-batches")
        await player.press("space", "escape", "enter")
        assert "noisy" in player.shown
        assert "How well did you know it?" in player.shown
        await player.press("3")
        assert player.app.workspace.store.last_attempt().rating is Rating.GOOD


async def test_the_last_question_answered_and_left_shows_the_summary(play, tiny_home) -> None:
    (tiny_home / "config.toml").write_text('learning_steps = ""\n', encoding="utf-8")
    async with play(start="study", cards=1) as player:
        await player.type("epoch")
        await player.press("enter", "escape")
        assert "1 of 1 right" in player.shown
        assert player.app.workspace.paused() == ()


async def test_undo_works_across_the_pause(play) -> None:
    async with play(start="study") as player:
        first = player.slug
        await player.press("f3", "enter", "escape", "enter", "ctrl+z")
        assert player.slug == first


async def test_what_is_paused_can_be_ended_instead(play) -> None:
    async with play(start="study") as player:
        await player.press("f3", "enter", "escape", ".")
        assert "1 question answered" in player.shown
        await player.press("enter")
        assert at_home(player)
        assert "Paused" not in player.shown
        assert "End it" not in player.shown


async def test_a_quiz_is_paused_and_gone_on_with(play) -> None:
    async with play(start="quiz", feedback=Feedback.END) as player:
        await player.press("f3", "enter")
        asked = player.question.prompt
        await player.press("escape")
        assert "Quiz paused: 2 of 4 — Enter goes on" in player.shown
        await player.press("enter")
        assert isinstance(player.app.screen, QuizScreen)
        assert player.question.prompt == asked
        await player.press("escape", ".")
        assert "Your result: 0 %" in player.shown


async def test_a_session_begun_with_s_leaves_the_paused_quiz_waiting(play) -> None:
    async with play(start="quiz", feedback=Feedback.EACH) as player:
        await player.press("f3", "enter", "escape", "s")
        assert not isinstance(player.app.screen, QuizScreen)
        await player.press("escape")
        assert "Quiz paused" in player.shown


async def test_what_was_answered_elsewhere_is_told_and_nothing_fails(play, learner) -> None:
    async with play(start="study") as player:
        await player.press("f3", "enter", "escape")
        elsewhere = learner()
        (paused,) = elsewhere.paused()
        assert elsewhere.take_up(paused) is not None
        await player.press("enter")
        assert any("nothing of it is left" in notice for notice in player.notices)
        assert at_home(player)
        assert "Paused" not in player.shown
        assert "Enter Study" in player.shown


async def test_a_key_ends_the_session_after_this_question(play) -> None:
    async with play(start="study") as player:
        await player.press("f3", "enter", "f7")
        assert "last one" in player.shown
        await player.press("f7")
        assert "last one" not in player.shown
        await player.press("f7", "f3", "enter")
        assert "2 questions answered" in player.shown


async def test_a_short_session_can_be_made_longer(play) -> None:
    async with play(start="study", cards=1) as player:
        assert "1/2" in player.shown
        await player.press("f8")
        assert "1/10" in player.shown
        await player.press("f8")  # there is no more to add
        assert "1/10" in player.shown


async def test_the_title_bar_tells_the_minutes_that_are_left(play) -> None:
    async with play(start="study", minutes=7) as player:
        assert "7 min left" in player.shown
        player.app.workspace.clock.forward(minutes=6.5)
        await player.press("f3")
        assert "<1 min left" in player.shown


async def test_a_try_that_was_missed_is_still_told(play, tiny_home) -> None:
    cards = tiny_home / "packs" / "tiny" / "training-loop" / "cards.yaml"
    text = cards.read_text(encoding="utf-8")
    cards.write_text(text.replace("  id: gpu-hours\n", "").replace(
        "- id: gpu-hours\n", "- id: gpu-hours\n  tries: 3\n"), encoding="utf-8")  # fmt: skip
    async with play(start="study") as player:
        await player.go_to("gpu-hours")
        await player.type("1")
        await player.press("enter")
        assert player.app.screen.sitting.phase is Phase.ASKING
        assert "2 more tries" in player.shown
        await player.press("escape", "enter")
        assert "2 more tries" in player.shown


async def test_what_was_only_typed_can_be_ended_too(play) -> None:
    async with play(start="study") as player:
        await player.type("ep")
        await player.press("escape")
        assert "Paused: 1 of 10" in player.shown
        await player.press(".")
        assert "0 questions answered" in player.shown
        await player.press("enter")
        assert at_home(player)
        assert "Paused" not in player.shown


async def test_cramming_is_paused_and_gone_on_with(play) -> None:
    async with play(start="cram", cards=("tiny/epoch-cloze", "tiny/kernel-weights")) as player:
        await player.press("f3", "enter")
        asked = player.question.prompt
        await player.press("escape")
        assert "Practice paused: 2 of 3 — Enter goes on" in player.shown  # what was not known comes again
        await player.press("enter")
        assert player.question.prompt == asked
        await player.press("f3", "enter")
        assert player.slug == "epoch-cloze"


async def test_practice_with_new_numbers_is_gone_on_with_as_practice(play) -> None:
    async with play(start="study") as player:
        await player.go_to("gpu-hours")
        await player.type(player.answer_of("cost"))
        await player.press("enter", "n")
        numbers = player.question.variant.givens
        await player.type("12")
        await player.press("escape", "enter")
        assert player.question.variant.givens == numbers
        assert "practice" in player.shown
        standing = player.app.workspace.store.memory("tiny/gpu-hours")
        await player.press("f3", "enter")
        assert player.app.workspace.store.memory("tiny/gpu-hours") == standing


async def test_help_tells_of_pausing_alone_where_one_pauses(play) -> None:
    async with play(start="study") as player:
        await player.press("f1")
        assert "you go on exactly here" in player.shown
        assert "Back to where you were; every answer is kept" not in player.shown


async def test_before_the_first_answer_home_does_not_say_that_the_key_begins_which_goes_on(play) -> None:
    async with play(start="study") as player:
        await player.type("epo")
        await player.press("escape")
        assert "Paused: 1 of " in player.shown
        assert "Nothing answered yet." in player.shown
        assert "Enter begins" not in player.shown


async def test_i_says_that_one_does_not_know_a_card_that_is_recalled_too(play) -> None:
    async with play(start="study") as player:
        await player.go_to("why-batches")
        await player.press("i")
        assert "noisy" in player.shown
        assert "1 Again" in player.shown
        assert "4 Easy" not in player.shown
        await player.press("enter")
        assert player.app.workspace.store.last_attempt().rating is Rating.AGAIN
