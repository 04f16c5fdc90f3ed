"""A quiz by keys."""

from studyapp.domain.attempt import Mode
from studyapp.study.quiz import Feedback
from studyapp.study.quiz_plan import QuizPlan


async def test_a_quiz_asks_its_questions_and_ends_with_a_result_by_concept(play) -> None:
    async with play() as player:
        await player.press("z", "enter")
        total = player.app.screen.sitting.total
        assert f"1/{total}" in player.rows[0]
        for _ in range(total):
            await player.press("f3")
            assert "1 Again" not in player.shown  # a quiz is not rated
            await player.press("enter")
        assert "Your result: 0 %" in player.shown
        assert f"0 of {total} right" in player.shown
        assert "By concept" in player.shown
        assert "Output size" in player.shown
        assert player.app.workspace.store.last_attempt().mode is Mode.QUIZ
        await player.press("escape")
        assert "questions today" in player.shown or "question today" in player.shown


async def test_a_quiz_that_tells_at_the_end_goes_on_without_a_verdict(play) -> None:
    async with play(start="quiz", plan=QuizPlan(), count=1, feedback=Feedback.END) as player:
        await player.press("f3") if player.slug == "kernel-weights" else await _answer(player)
        await player.until(lambda: "Your result:" in player.shown)


async def _answer(player) -> None:
    await player.type("1")
    await player.press("enter")


async def test_a_quiz_left_early_tells_what_was_not_answered(play) -> None:
    async with play(start="quiz", plan=QuizPlan()) as player:
        total = player.app.screen.sitting.total
        await player.press("f3", "enter", "escape", ".")
        assert f"{total - 1} not answered" in player.shown


async def test_a_quiz_left_before_any_answer_goes_home(play) -> None:
    async with play(start="quiz", plan=QuizPlan()) as player:
        await player.press("escape")
        assert "questions today" in player.shown


async def test_the_result_tells_what_was_answered_and_what_is_right_where_it_was_wrong(play) -> None:
    async with play(size=(80, 50), start="quiz", plan=QuizPlan(), feedback=Feedback.END) as player:
        while player.slug != "kernel-weights":
            await player.press("f3", "enter")
        right = player.question.card.reveal(player.question).answer.en
        options = player.question.fields[0].options
        wrong = next(at for at, option in enumerate(options) if option.text.en != right)
        await player.press("abcd"[wrong], "enter")
        if "Your result" not in player.shown:  # it was not the last one
            await player.press("escape", ".")
        said = [row.strip() for row in player.rows]
        assert f"You     {options[wrong].text.en}" in said
        assert f"Answer  {right}" in said


async def test_the_result_is_scrolled_by_keys_where_it_does_not_fit(play) -> None:
    async with play(size=(60, 18), start="quiz", plan=QuizPlan()) as player:
        for _ in range(player.app.screen.sitting.total):
            await player.press("f3", "enter")
        assert "Your result" in player.shown
        await player.until(lambda: "PgDn Read on" in player.shown)
        for _ in range(9):
            await player.press("pagedown")
        assert "Your result" not in player.shown
        await player.until(lambda: "PgDn" not in player.shown)
        await player.press("up")
        await player.until(lambda: "PgDn" in player.shown)


async def test_concepts_that_were_not_reached_are_not_told_as_wrong(play) -> None:
    async with play(size=(80, 40), start="quiz", plan=QuizPlan()) as player:
        await player.press("f3", "enter", "escape", ".")
        score = player.app.screen.result.by_concept
        named = [one for one in score if any(row.strip().startswith(one.name.en) for row in player.rows)]
        assert (len(score) > 1, len(named)) == (True, 1)


async def finished(player, *, right: bool = False) -> None:
    """Answer all four questions; those with numbers right where that is wanted."""
    while "Your result" not in player.shown:
        variant = player.question.variant
        if right and variant is not None:
            (part,) = variant.answers
            await player.type(player.answer_of(part))
            await player.press("enter", "enter")
        else:
            await player.press("f3", "enter")


async def test_nothing_is_told_before_the_end_where_that_is_wanted(play) -> None:
    async with play(start="quiz", plan=QuizPlan(feedback=Feedback.END)) as player:
        total = player.app.screen.sitting.total
        for place in range(total):
            assert f"{place + 1}/{total}" in player.rows[0]
            await player.press("f3")
            assert "Working" not in player.shown
        assert "Your result" in player.shown


async def test_questions_are_walked_through_and_opened(play) -> None:
    async with play(size=(80, 50), start="quiz", plan=QuizPlan()) as player:
        await finished(player, right=True)
        first, second = (answer.question for answer in player.app.screen.result.answers[:2])
        await player.press("down", "enter")
        assert "Your answer" in player.shown
        assert "1/4" in player.rows[0]
        assert first.prompt.en[:20] in player.shown
        await player.press("right")
        assert second.prompt.en[:20] in player.shown
        await player.press("left", "left", "right", "escape")
        assert [row[3] for row in player.rows if "▸" in row] in (["✓"], ["✗"])
        assert "▸" in next(row for row in player.rows if " 2 " in row and ("✓" in row or "✗" in row))


async def test_what_went_wrong_is_practised_with_new_numbers(play) -> None:
    async with play(start="quiz", plan=QuizPlan()) as player:
        await finished(player)
        asked = {answer.question.card.id: answer.question for answer in player.app.screen.result.answers}
        await player.press("w")
        assert player.question.card.id in asked
        assert player.app.screen.sitting.total == 4
        await player.go_to("conv-output-size")
        assert player.question.variant.givens != asked["tiny/conv-output-size"].variant.givens


async def test_where_nothing_went_wrong_there_is_nothing_to_practise(play) -> None:
    async with play(start="quiz", plan=QuizPlan(count=1, chapters=("convolution",))) as player:
        while player.question.variant is None:  # draw until it is the problem
            await player.press("f3", "enter", "escape")
            player.app._open("quiz", {"plan": QuizPlan(count=1, chapters=("convolution",))})
            await player.settle()
        await finished(player, right=True)
        assert "1 of 1 right" in player.shown
        assert "Practise" not in player.shown
        await player.press("escape")
        assert "questions today" in player.shown


async def test_an_enter_too_many_only_goes_to_what_was_missed(play) -> None:
    async with play(size=(80, 50), start="quiz", plan=QuizPlan()) as player:
        await finished(player)
        missed = next(at for at, answer in enumerate(player.app.screen.result.answers) if not answer.right)
        await player.press("enter")
        assert "Your result" in player.shown
        (row,) = (row for row in player.rows if "▸" in row)
        assert row.split()[1] == str(missed + 1)
        await player.press("enter")
        assert "Your answer" in player.shown


async def test_a_problem_of_the_result_is_drilled(play) -> None:
    async with play(start="quiz", plan=QuizPlan()) as player:
        await finished(player)
        for answer in player.app.screen.result.answers:
            await player.press("down")
            if answer.question.variant is not None:
                break
        await player.press("r")
        assert player.question.card.id == answer.question.card.id
        assert "Level 1" in player.shown or "in a row" in player.shown


async def test_the_result_is_saved_and_its_place_told(play, tiny_home) -> None:
    async with play(start="quiz", plan=QuizPlan()) as player:
        await finished(player)
        await player.press("a")
        (file,) = (tiny_home / "results").iterdir()
        assert any(str(file) in notice for notice in player.notices)
        assert file.read_text("utf-8").startswith("# Quiz of ")
        await player.press("a")
        assert list((tiny_home / "results").iterdir()) == [file]
        await player.press("l", "a")  # in the other language it is another page
        assert len(list((tiny_home / "results").iterdir())) == 2
        file.unlink()
        await player.press("l", "a")
        assert file.exists()


async def test_a_result_that_was_to_be_saved_is_written_at_the_end(play, tmp_path) -> None:
    file = tmp_path / "monday.md"
    async with play(start="quiz", plan=QuizPlan(), save=file) as player:
        await finished(player)
        assert "0 of 4 right" in file.read_text("utf-8")


async def test_a_file_that_cannot_be_written_is_told(play, tiny_home) -> None:
    (tiny_home / "results").write_text("no folder", "utf-8")
    async with play(start="quiz", plan=QuizPlan()) as player:
        await finished(player)
        await player.press("a")
        assert any("cannot be written" in notice for notice in player.notices)


async def test_the_time_runs_in_the_title_and_its_end_ends_the_quiz_after_the_question(play, clock) -> None:
    async with play(start="quiz", plan=QuizPlan(minutes=2)) as player:
        assert "2:00" in player.rows[0] or "1:5" in player.rows[0]
        clock.forward(minutes=1, seconds=30)
        await player.press("f1", "escape")
        player.app.screen._tick()
        await player.settle()
        assert "0:" in player.rows[0]
        clock.forward(minutes=1)
        player.app.screen._tick()
        await player.settle()
        assert "time is up: the last question" in player.rows[0]
        await player.press("f3", "enter")
        assert "Your result" in player.shown
        assert "3 not answered · the time was over" in player.shown
        assert len(player.app.screen.result.to_practise) == 4


async def test_a_quiz_is_ended_at_once_by_a_key(play) -> None:
    async with play(start="quiz", plan=QuizPlan()) as player:
        await player.press("f3", "enter", "f7")
        assert "3 not answered" in player.shown
