"""Drilling by keys: the chooser, the questions, the summary, and how other screens lead there."""

from studyapp.domain.attempt import Mode
from studyapp.tui.places import Go
from studyapp.tui.screens.drill_choice import DrillChoiceScreen


async def answer(player, right: bool = True) -> None:
    (part,) = player.question.variant.answers
    await player.type(player.answer_of(part) if right else "987654")
    await player.press("enter")


async def drilling(player) -> None:
    player.app.screen.post_message(Go("drill", problem="tiny/conv-output-size"))
    await player.settle()


async def test_r_opens_the_chooser_and_enter_drills_the_suggested_problem(play) -> None:
    async with play() as player:
        await player.press("r")
        await player.until(lambda: "Suggested" in player.shown)
        assert "conv-output-size" in player.shown
        await player.press("enter")
        assert player.slug == "gpu-hours"
        await player.press("escape")  # nothing answered: back to the chooser
        assert "Suggested" in player.shown
        await player.press("escape")
        assert "questions today" in player.shown


async def test_what_nobody_foresaw_while_records_are_read_is_told(play) -> None:
    async with play() as player:
        player.app.push_screen(DrillChoiceScreen(lambda: {}["no such record"]))
        await player.until(lambda: any("KeyError" in notice for notice in player.notices))


async def test_a_drill_tells_its_level_and_goes_up_it(play) -> None:
    async with play() as player:
        await drilling(player)
        assert "Level 1 of 2 ●○" in player.shown
        for _ in range(2):
            await answer(player)
            assert "Right." in player.shown
            assert "1 Again" not in player.shown
            await player.press("n")
        assert "Level 2 of 2 ●●" in player.shown
        assert "2 of 2 right" in player.rows[0]
        assert player.app.workspace.store.last_attempt().mode is Mode.DRILL


async def test_what_is_mastered_is_told_and_one_can_go_on(play) -> None:
    async with play() as player:
        await drilling(player)
        for _ in range(5):
            await answer(player)
            await player.press("enter")
        assert "Mastered for today" in player.shown
        await player.press("n")
        assert player.slug == "conv-output-size"
        await player.press("f7", "enter")
        assert "questions today" in player.shown


async def test_the_summary_tells_the_slips_and_leads_back(play) -> None:
    async with play() as player:
        await drilling(player)
        wrong = player.question.variant.mistakes["output"]["no_floor"]
        await player.type(str(float(wrong)))
        await player.press("enter", "enter")
        assert "aims at:" in player.shown
        await player.press("f7")
        assert "0 of 1 right" in player.shown
        assert "before 0×, now 1×" in player.shown


async def test_other_screens_lead_to_a_drill_of_a_concept_or_a_card(play) -> None:
    async with play() as player:
        player.app.screen.post_message(Go("drill", concept="tiny/output-size"))
        await player.settle()
        assert player.slug == "conv-output-size"
        await player.press("escape")
        player.app.screen.post_message(Go("drill", card="tiny/epoch-cloze"))
        await player.settle()
        assert player.slug == "gpu-hours"
        await player.press("escape")
        player.app.screen.post_message(Go("drill", concept="tiny/kernel"))
        await player.settle()
        assert player.slug == "kernel-weights"
        await player.press("escape")
        player.app.screen.post_message(Go("drill", concept="tiny/nowhere"))
        await player.settle()
        assert any("no card tiny/nowhere to practise" in notice for notice in player.notices)


async def test_cram_asks_exactly_the_cards_that_are_named(play) -> None:
    async with play() as player:
        player.app.screen.post_message(Go("cram", cards=("tiny/gpu-hours", "tiny/kernel-weights")))
        await player.settle()
        assert player.slug == "gpu-hours"
        assert "practice" in player.rows[0]
        assert "1/2" in player.rows[0]


async def test_the_summary_leads_to_the_other_problems_and_back_to_where_one_was(play) -> None:
    async with play() as player:
        await drilling(player)
        await answer(player)
        await player.press(".", "r")
        await player.until(lambda: "Suggested" in player.shown)
        await player.press("escape")
        assert "questions today" in player.shown


async def test_giving_up_in_a_drill_promises_no_card_that_comes_back(play) -> None:
    async with play() as player:
        await drilling(player)
        await player.press("f3")
        assert "You said that you don't know. Here is the way." in player.shown
        assert "comes back" not in player.shown


async def test_esc_pauses_a_drill_and_enter_goes_on_exactly_there_after_a_restart_too(play) -> None:
    async with play() as player:
        await drilling(player)
        for _ in range(2):
            await answer(player)
            await player.press("n")
        asked = player.question.prompt
        await player.type("12+")
        await player.press("escape")
        assert "Drill paused at question 3 — Enter goes on" in player.shown
    async with play() as player:
        await player.press("enter")
        assert player.question.prompt == asked
        assert "12+" in player.shown
        assert "Level 2 of 2 ●●" in player.shown
        assert "2 of 2 right" in player.rows[0]
        await player.press("escape", ".")
        assert "2 questions answered" in player.shown
        await player.press("n")
        assert player.slug == "conv-output-size"
        await player.press("ctrl+q")
    async with play() as player:
        assert "Drill paused at question 3" in player.shown


async def test_of_drills_only_the_latest_waits(play) -> None:
    async with play() as player:
        await drilling(player)
        await answer(player)
        await player.press("escape")
        player.app.screen.post_message(Go("drill", problem="tiny/gpu-hours"))
        await player.settle()
        await player.press("f3", "escape")
        (waiting,) = player.app.workspace.paused()
        assert (waiting.kind, waiting.position) == ("drill", 2)
        await player.press("enter")
        assert player.slug == "gpu-hours"
