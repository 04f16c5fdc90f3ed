"""The scratch line below a problem, and trying again where a problem allows it."""

from dataclasses import replace

from studyapp.domain.card import Allowance
from studyapp.study.phase import Phase


async def test_a_kept_value_can_be_used_in_the_answer(play) -> None:
    async with play(start="study") as player:
        await player.go_to("conv-output-size")
        answer = player.question.variant.answers["output"]
        await player.press("f6")
        await player.type(f"k = {answer} - 1")
        await player.press("enter")
        assert f"k = {answer - 1}" in player.shown
        await player.press("f6")
        await player.type("k+1")
        assert f"read as {answer}" in player.shown
        await player.press("enter")
        assert "✓ Right." in player.shown
        await player.press("enter")
        saved = player.app.workspace.store.last_attempt()
        assert saved.response == {"output": f"k = {answer} - 1; k+1"}


async def test_the_scratch_line_works_out_what_has_no_name_and_tells_what_it_cannot_read(play) -> None:
    async with play(start="study") as player:
        await player.go_to("conv-output-size")
        await player.press("f6")
        await player.type("12*8")
        await player.press("enter")
        assert "12*8 = 96" in player.shown
        await player.type("12*")
        await player.press("enter")
        assert "a number is missing" in player.shown
        assert player.app.screen.sitting.phase is Phase.ASKING


async def test_the_next_problem_begins_with_an_empty_scratch_line(play) -> None:
    async with play(start="study") as player:
        await player.go_to("conv-output-size")
        await player.press("f6")
        await player.type("k = 5")
        await player.press("enter", "f3", "n")
        assert "k = 5" not in player.shown


async def test_what_another_try_and_a_hint_cost_is_told_with_the_question(play) -> None:
    async with play(start="study") as player:
        await player.go_to("conv-output-size")
        assert "costs" not in player.shown
        turn = player.app.screen.sitting._turn
        card = replace(turn.question.card, allowance=Allowance(tries=3, another_try=0.5, hint=0.1))
        turn.question = replace(turn.question, card=card)
        await player.app.screen.show_question()
        await player.pilot.pause()
        for told in ("You have 3 tries.", "Each further one costs 50 %.", "A hint costs 10 %."):
            assert told in player.shown


async def test_a_problem_that_allows_it_is_tried_again_without_giving_the_answer_away(play) -> None:
    async with play(start="study") as player:
        await player.go_to("conv-output-size")
        turn = player.app.screen.sitting._turn
        card = replace(turn.question.card, allowance=Allowance(tries=2, another_try=0.5))
        turn.question = replace(turn.question, card=card)
        answer = player.question.variant.answers["output"]
        await player.type(str(answer - 1))
        await player.press("enter")
        assert "✗ Not right." in player.shown
        assert "One more try" in player.shown
        assert "Working" not in player.shown
        await player.press("ctrl+u")
        await player.type(str(answer))
        await player.press("enter")
        assert "✓ Right." in player.shown
        assert "▸2 Hard" in player.shown
