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
        await player.press("f3", "enter") if player.slug == "kernel-weights" else await _answer(player)
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
