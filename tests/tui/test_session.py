"""Studying by keys, with everything real but the clock."""

from textual import events

from studyapp.domain.grade import Rating
from studyapp.study.phase import Phase
from studyapp.tui.cards.typed import AnswerInput


async def test_a_whole_session_a_wrong_and_a_right_problem_undo_quit_and_the_right_counts_again(play) -> None:
    async with play() as player:
        assert "10 questions today" in player.shown
        await player.press("enter")
        await player.go_to("gpu-hours")

        # Wrong in a way that the pack names: minutes for hours, so the price is 60 times too high.
        right = player.question.variant.answers["cost"]
        await player.type(str(float(right * 60)))
        await player.press("enter")
        assert "✗ Not right." in player.shown
        assert "Those look like minutes instead of hours." in player.shown
        assert "Working" in player.shown
        assert "▸1 Again" in player.shown
        assert player.app.screen.sitting.preset is Rating.AGAIN

        # The very same question again after undo, with what was typed; this time right.
        givens = player.question.variant.givens
        await player.press("enter", "ctrl+z")
        assert (player.slug, player.question.variant.givens) == ("gpu-hours", givens)
        assert str(float(right * 60)) in player.shown
        await player.press("ctrl+u")
        await player.type(str(float(right)))
        await player.press("enter")
        assert "✓ Right." in player.shown
        assert "▸3 Good" in player.shown
        await player.press("4")
        assert player.app.workspace.store.last_attempt().rating is Rating.EASY
        answered = len(player.app.screen.sitting.answers)
        await player.press("escape")
        assert f"Paused: {answered + 1} of " in player.shown
        await player.press(".")
        assert f"{answered} question" in player.shown
        await player.press("enter")
        assert f"{answered} answered today" in player.shown
        await player.press("q")

    async with play() as player:
        assert f"{answered} answered today" in player.shown
        # The easy card is gone until another day; those not known are still being learnt.
        overview = player.app.workspace.overview()
        assert overview.new == 5 - answered
        assert f"{overview.todo} question" in player.shown or "Nothing waits now." in player.shown


async def test_undo_survives_a_restart(play) -> None:
    async with play(start="study") as player:
        first = player.slug
        await player.press("f3", "enter", "escape", "enter")
    async with play(start="study") as player:
        assert player.app.workspace.overview().answered_today == 1
        await player.press("up") if player.question.fields else None
        await player.press("ctrl+z")
        assert player.slug == first
        assert player.app.workspace.overview().answered_today == 0


async def test_what_cannot_be_read_costs_nothing_and_says_where_it_stops(play) -> None:
    async with play(start="study") as player:
        await player.go_to("gpu-hours")
        before = len(player.app.screen.sitting.answers)
        await player.type("3*x")
        assert "▲" in player.shown
        caret = next(row for row in player.rows if "▲" in row)
        typed = next(row for row in player.rows if "3*x" in row)
        assert caret.index("▲") == typed.index("x")
        await player.press("enter")
        assert player.app.screen.sitting.phase is Phase.ASKING
        assert "This cannot be read yet, so nothing is counted." in player.notices
        assert len(player.app.screen.sitting.answers) == before


async def test_arithmetic_is_read_while_it_is_typed(play) -> None:
    async with play(start="study") as player:
        await player.go_to("gpu-hours")
        await player.type("6/4")
        assert "read as" in player.shown
        assert "1.5" in player.shown


async def test_letters_are_letters_while_one_types(play) -> None:
    async with play(start="study") as player:
        assert player.slug == "epoch-cloze"
        await player.type("hiltunqsz?1234")
        assert "hiltunqsz?1234" in player.shown
        assert player.app.screen.sitting.phase is Phase.ASKING


async def test_enter_on_an_empty_line_hands_nothing_in(play) -> None:
    async with play(start="study") as player:
        await player.press("enter")
        assert player.app.screen.sitting.phase is Phase.ASKING
        assert any("Nothing is filled in yet" in notice for notice in player.notices)


async def test_i_dont_know_shows_the_answer_and_offers_again_only(play) -> None:
    async with play(start="study") as player:
        await player.press("f3")
        assert "You said that you don't know." in player.shown
        assert "one epoch" in " ".join(player.shown.split())
        assert "1 Again" in player.shown
        assert "3 Good" not in player.shown
        await player.press("3")
        assert player.app.screen.sitting.phase is Phase.ANSWERED
        await player.press("enter")
        assert player.app.workspace.store.last_attempt().rating is Rating.AGAIN


async def test_a_hint_is_shown_and_sets_good_down_to_hard(play) -> None:
    async with play(start="study") as player:
        await player.press("f2")
        assert "It begins with an e." in player.shown
        await player.type("Epoch")
        await player.press("enter")
        assert "▸2 Hard" in player.shown


async def test_a_basic_card_is_revealed_then_rated_by_the_learner(play) -> None:
    async with play(start="study") as player:
        await player.go_to("why-batches")
        assert "noisy" not in player.shown
        await player.press("space")
        assert "noisy" in player.shown
        assert "⏎" not in player.shown  # nothing is preset: only she can tell
        await player.press("enter")
        assert player.app.screen.sitting.phase is Phase.ANSWERED
        await player.press("2")
        assert player.app.workspace.store.last_attempt().rating is Rating.HARD


async def test_a_choice_is_picked_by_letter_and_handed_in_by_enter(play) -> None:
    async with play(start="study") as player:
        await player.go_to("kernel-weights")
        options = player.question.fields[0].options
        right = next(at for at, option in enumerate(options) if option.text.en == "The weights of a kernel")
        await player.press("enter")
        assert player.app.screen.sitting.phase is Phase.ASKING  # an Enter too many does not answer
        await player.press("abc"[right], "enter")
        assert "✓ Right." in player.shown
        assert f"✓ {'abc'[right]} (●)" in player.shown


async def test_a_choice_is_picked_by_arrows_and_a_wrong_one_says_why(play) -> None:
    async with play(start="study") as player:
        await player.go_to("kernel-weights")
        options = player.question.fields[0].options
        wrong = next(at for at, option in enumerate(options) if option.text.en == "The stride")
        await player.press(*["down"] * (wrong + 1), "enter")
        assert "✗ Not right." in player.shown
        assert "it is a hyper-parameter" in player.shown


async def test_a_choice_is_picked_by_two_clicks(play) -> None:
    async with play(start="study") as player:
        await player.go_to("kernel-weights")
        for _ in range(2):
            await player.pilot.click("Options", offset=(10, 1))
            await player.pilot.pause()
        assert player.app.screen.sitting.phase is Phase.ANSWERED


async def test_a_rating_is_chosen_by_a_click(play) -> None:
    async with play(start="study") as player:
        await player.type("epoch")
        await player.press("enter")
        await player.pilot.click("RatingBar", offset=(4, 1))
        await player.pilot.pause()
        assert player.app.workspace.store.last_attempt().rating is Rating.AGAIN


async def test_a_key_on_the_key_bar_can_be_clicked(play) -> None:
    async with play() as player:
        await player.pilot.click("KeyBar", offset=(3, 0))
        await player.pilot.pause()
        assert player.slug


async def test_the_same_problem_comes_with_new_numbers_and_moves_no_memory(play) -> None:
    async with play(start="study") as player:
        await player.go_to("gpu-hours")
        givens = player.question.variant.givens
        await player.type(player.answer_of("cost"))
        await player.press("enter", "n")
        assert player.slug == "gpu-hours"
        assert player.question.variant.givens != givens
        standing = player.app.workspace.store.memory("tiny/gpu-hours")
        await player.press("f3")
        assert "1 Again" not in player.shown  # practice is not rated
        await player.press("enter")
        assert player.app.workspace.store.memory("tiny/gpu-hours") == standing


async def test_when_all_is_answered_the_summary_tells_how_it_went(play) -> None:
    async with play(start="study", cards=1) as player:
        await player.type("epoch")
        await player.press("enter", "4")
        assert "1 question answered" in player.shown
        assert "1 of 1 right" in player.shown
        await player.press("u")
        assert player.slug == "epoch-cloze"
        await player.press("enter", "enter")


async def test_the_language_may_change_over_a_session_that_was_left_with_something_typed(play) -> None:
    async with play(start="study") as player:
        await player.press("f3", "enter")
        while player.slug != "gpu-hours":
            await player.press("f3", "enter") if player.question.fields else await player.press("enter", "1")
        await player.type("12")
        await player.press("escape", "l", "enter")
        assert (player.slug, player.app.screen._view.response) == ("gpu-hours", {"cost": "12"})
        await player.press("escape", "l", "enter", "ctrl+z")
        assert player.slug != "gpu-hours"


async def test_escape_before_any_answer_goes_straight_home(play) -> None:
    async with play(start="study") as player:
        await player.press("escape")
        assert "10 questions today" in player.shown


async def test_where_several_options_are_right_letters_tick_and_enter_hands_in(play, tiny_home) -> None:
    cards = tiny_home / "packs" / "tiny" / "convolution" / "cards.yaml"
    text = cards.read_text(encoding="utf-8")
    start, stride, rest = text.partition("    - text: {en: The stride")
    assert stride
    right = "    - {text: {en: Its bias, zh: 偏置}, right: true}\n" + rest[rest.index("  source:") :]
    cards.write_text(start + right, encoding="utf-8")
    async with play(start="study") as player:
        await player.go_to("kernel-weights")
        assert "Several may be right" in player.shown
        names = [option.text.en for option in player.question.fields[0].options]
        await player.press("abc"[names.index("Its bias")])
        assert "[■] Its bias" in player.shown
        await player.press("abc"[names.index("The weights of a kernel")], "enter")
        assert "✓ Right." in player.shown


async def test_a_remark_is_gone_with_the_next_key_and_never_lies_over_the_ratings(play) -> None:
    async with play(start="study") as player:
        await player.press("enter")
        assert "Nothing is filled in yet." in player.shown
        await player.type("x")
        assert "Nothing is filled in yet." not in player.shown
        await player.press("backspace", "enter", "f3")
        assert not list(player.notices)


async def test_a_card_rated_by_oneself_asks_how_well_it_was_known(play) -> None:
    async with play(start="study") as player:
        await player.go_to("why-batches")
        await player.press("enter")
        assert "How well did you know it? Press 1, 2, 3 or 4." in player.shown
        await player.press("enter")  # nothing is preset, so nothing is taken for granted
        assert "How well did you know it?" in player.shown


async def test_hints_give_way_to_the_working(play) -> None:
    async with play(start="study") as player:
        await player.go_to("conv-output-size")
        await player.press("f2")
        assert "Hint 1" in player.shown
        await player.press("f3")
        assert "Working" in player.shown
        assert "Hint 1" not in player.shown


async def test_what_is_cut_off_below_can_be_read_on_and_the_key_bar_says_so(play) -> None:
    async with play(size=(80, 20), start="study") as player:
        await player.go_to("conv-output-size")
        assert "PgDn" not in player.shown
        await player.press("f3")
        await player.until(lambda: "PgDn Read on" in player.shown)
        await player.press("pagedown", "pagedown", "pagedown")
        await player.until(lambda: "PgDn" not in player.shown)
        await player.press("pageup")
        await player.until(lambda: "PgDn Read on" in player.shown)


async def test_an_answered_line_takes_neither_keys_nor_a_paste_nor_the_mouse_until_the_next_question(
    play,
) -> None:
    async with play(start="study") as player:
        await player.go_to("gpu-hours")
        right = player.answer_of("cost")
        await player.type(right)
        await player.press("enter")
        assert "✓ Right." in player.shown
        line = player.app.screen.query(AnswerInput).first()
        await player.press("left", "backspace", "7")
        line.post_message(events.Paste("42"))
        await player.settle()
        await player.pilot.click(line, offset=(2, 0))
        await player.press("f6", "8")  # nor is there a scratch line to go to
        assert line.value == right
        assert "Scratch" not in player.shown
        await player.press("enter")
        await player.go_to("conv-output-size")
        await player.type("42")
        assert player.app.screen.typed() == {"output": "42"}


async def test_a_key_whose_work_ends_after_its_screen_went_makes_nothing_fail(play) -> None:
    async with play(start="study") as player:
        await player.press("f3", "enter")
        gone = player.app.screen
        await player.app.pop_screen()
        with player.app._context():
            await gone.action_undo()  # as where the card's sheet leads to the end of the session meanwhile
        await player.settle()
        assert player.app.is_running
        assert player.app.crash is None
