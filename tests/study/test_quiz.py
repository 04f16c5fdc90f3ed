"""Quizzes: a fixed set of graded questions, and what the result says."""

from pathlib import Path

import pytest

from studyapp.domain.attempt import Mode
from studyapp.domain.grade import Rating
from studyapp.errors import StudyError, UnknownNameError
from studyapp.study.phase import Phase
from studyapp.study.quiz import Quiz
from studyapp.study.quiz_plan import Feedback, QuizPlan, remember, remembered
from studyapp.study.workspace import Workspace
from studyapp.text.numbers import show


def answer(quiz: Quiz, *, right: bool) -> None:
    question = quiz.question
    if not right:
        response = {field.name: "b" if field.options else "1" for field in question.fields}
    elif question.variant:
        response = {name: show(value, 12) for name, value in question.variant.answers.items()}
    else:
        response = {field.name: "a" if field.options else "epoch" for field in question.fields}
    quiz.grade(response)
    quiz.rate()
    quiz.advance()


def test_a_quiz_asks_only_what_can_be_graded_and_each_card_once(workspace: Workspace):
    quiz = workspace.quiz(chance=1)
    asked = [question.card.id for question in quiz.questions]
    # Of the tiny pack's five cards only why-batches is rated by the learner herself.
    assert sorted(asked) == [
        "tiny/conv-output-size", "tiny/epoch-cloze", "tiny/gpu-hours", "tiny/kernel-weights",
    ]  # fmt: skip
    assert quiz.total == 4


def test_a_short_quiz_takes_one_card_of_each_concept_first(workspace: Workspace):
    for chance in range(10):
        concepts = [question.card.concept for question in workspace.quiz(3, chance=chance).questions]
        assert sorted(concepts) == ["epoch", "kernel", "output-size"]


def test_the_same_chance_gives_the_same_quiz(workspace: Workspace):
    first, second = workspace.quiz(chance=7), workspace.quiz(chance=7)
    assert [q.card.id for q in first.questions] == [q.card.id for q in second.questions]


def test_a_quiz_can_be_kept_to_chapters(workspace: Workspace):
    quiz = workspace.quiz(chapters=["convolution"])
    assert {question.card.chapter for question in quiz.questions} == {"convolution"}
    with pytest.raises(
        UnknownNameError, match=r"no chapter convolutoin; there are .*; did you mean convolution"
    ):
        workspace.quiz(chapters=["convolutoin"])


def test_a_quiz_after_a_demonstration_asks_its_own_cards_first(tiny_home: Path, learner):
    cards = tiny_home / "packs" / "tiny" / "training-loop" / "cards.yaml"
    said = cards.read_text("utf-8")
    assert "- id: gpu-hours\n" in said
    cards.write_text(said.replace("- id: gpu-hours\n", "- id: gpu-hours\n  demo: minibatch-loop\n"), "utf-8")
    workspace = learner()
    workspace.load_packs()
    for chance in range(8):
        quiz = workspace.quiz(3, about="minibatch-loop", chance=chance)
        asked = [question.card.id for question in quiz.questions]
        assert asked[0] == "tiny/gpu-hours"
        assert len(set(asked)) == 3
    firsts = {workspace.quiz(3, chance=chance).questions[0].card.id for chance in range(8)}
    assert len(firsts) > 1


def test_a_quiz_is_as_the_workspace_plans_it_where_nothing_is_said(workspace: Workspace):
    workspace.quiz_plan = QuizPlan(count=2, chapters=("convolution",), feedback=Feedback.END)
    quiz = workspace.quiz()
    assert quiz.total == 2
    assert quiz.feedback is Feedback.END
    assert workspace.quiz(1, chapters=[]).total == 1


def test_the_result_counts_by_concept_the_weakest_first(workspace: Workspace, clock):
    quiz = workspace.quiz(chance=3)
    while quiz.question:
        clock.forward(seconds=10)
        answer(quiz, right=quiz.question.card.concept != "output-size")
    result = quiz.result()
    assert (result.right, result.total, result.score) == (3, 4, 0.75)
    assert result.seconds == pytest.approx(40, abs=0.5)
    weakest, *others = [(score.concept, score.right, score.total) for score in result.by_concept]
    assert weakest == ("output-size", 0, 1)
    assert sorted(others) == [("epoch", 2, 2), ("kernel", 1, 1)]
    assert result.by_concept[0].name.zh == "输出尺寸"


def test_questions_that_were_not_answered_count_as_wrong(workspace: Workspace):
    quiz = workspace.quiz()
    answer(quiz, right=True)
    quiz.leave()
    quiz.advance()
    assert quiz.phase is Phase.OVER
    result = quiz.result()
    assert (result.right, result.total, result.score) == (1, 4, 0.25)


def test_a_wrong_answer_does_not_come_back_and_nothing_is_undone(workspace: Workspace):
    quiz = workspace.quiz()
    while quiz.question:
        answer(quiz, right=False)
    assert len(quiz.answers) == 4
    assert not quiz.can_undo
    assert not quiz.can_practise


def test_a_quiz_moves_the_memory_unless_the_settings_say_no(workspace: Workspace):
    quiz = workspace.quiz(1)
    card = quiz.question.card.id
    answer(quiz, right=True)
    assert workspace.store.memory(card) is not None
    (kept,) = workspace.store.attempts()
    assert (kept.mode, kept.rating, kept.moves_memory) == (Mode.QUIZ, Rating.GOOD, True)

    workspace.change(quiz_moves_memory=False)
    quiz = workspace.quiz()
    others = [question.card.id for question in quiz.questions if question.card.id != card]
    assert quiz.intervals() == {}
    while quiz.question:
        answer(quiz, right=True)
    assert [workspace.store.memory(other) for other in others] == [None, None, None]


def test_a_quiz_draws_fresh_numbers_each_time(workspace: Workspace):
    first = workspace.quiz(chapters=["convolution"])
    while first.question:
        answer(first, right=True)
    second = workspace.quiz(chapters=["convolution"])
    numbers = [
        next(question.variant.givens for question in quiz.questions if question.variant)
        for quiz in (first, second)
    ]
    assert numbers[0] != numbers[1]


def test_where_there_is_nothing_to_ask_that_is_said(learner, home):
    import shutil

    shutil.rmtree(home / "packs" / "tiny")
    with pytest.raises(StudyError, match="no question here that a quiz could ask"):
        learner().quiz()


def test_problems_are_asked_at_the_level_that_is_wanted_or_the_nearest_below(workspace: Workspace):
    def levels(level: int | None) -> dict[str, int]:
        asked = workspace.quiz(level=level, chance=1).questions
        return {question.card.id.partition("/")[2]: question.level for question in asked if question.variant}

    assert levels(None) == levels(1) == {"conv-output-size": 1, "gpu-hours": 1}
    assert levels(2) == levels(3) == {"conv-output-size": 2, "gpu-hours": 1}


def test_when_the_time_is_over_the_question_at_hand_is_the_last(workspace: Workspace, clock):
    quiz = workspace.quiz(minutes=2)
    assert quiz.time_left == pytest.approx(120, abs=1)
    answer(quiz, right=True)
    clock.forward(minutes=3)
    assert (quiz.time_left, quiz.phase) == (0.0, Phase.ASKING)
    late = quiz.question.card.id
    answer(quiz, right=False)
    assert quiz.phase is Phase.OVER
    result = quiz.result()
    assert [one.question.card.id for one in result.answers][-1] == late
    assert len(list(workspace.store.attempts())) == 2
    assert (result.right, result.total, len(result.unanswered), result.timed_out) == (1, 4, 2, True)
    assert set(result.to_practise) == {late, *(question.card.id for question in result.unanswered)}


def test_what_was_left_out_without_a_limit_is_not_practised(workspace: Workspace):
    quiz = workspace.quiz()
    assert quiz.time_left is None
    wrong = quiz.question.card.id
    answer(quiz, right=False)
    answer(quiz, right=True)
    quiz.leave()
    quiz.advance()
    assert quiz.result().to_practise == (wrong,)


def test_the_time_stands_still_while_a_quiz_is_paused(workspace: Workspace, clock):
    quiz = workspace.quiz(minutes=10)
    answer(quiz, right=True)
    clock.forward(minutes=4)
    quiz.pause()
    quiz.advance()
    assert workspace.put_by(quiz)
    clock.forward(minutes=30)
    (paused,) = workspace.paused()
    assert workspace.take_up(paused).time_left == pytest.approx(360, abs=1)


def test_the_last_choice_is_remembered(tmp_path: Path):
    path = tmp_path / "folder" / "quiz.json"
    plan = QuizPlan(count=7, chapters=("convolution",), feedback=Feedback.END, level=2, minutes=12.5)
    assert remembered(path) == QuizPlan()
    assert remember(path, plan)
    assert remembered(path) == plan


@pytest.mark.parametrize(
    "kept",
    [
        "", "nothing", "[]", "{}", "[" * 100_000,
        '{"count": 0, "chapters": [], "feedback": "each", "level": null, "minutes": null}',
        '{"count": 5, "chapters": [], "feedback": "never", "level": null, "minutes": null}',
        '{"count": 5, "chapters": [], "feedback": "each", "level": 99, "minutes": null}',
        '{"count": 5, "chapters": [], "feedback": "each", "level": 1, "minutes": NaN}',
    ],
)  # fmt: skip
def test_a_choice_that_cannot_be_read_is_the_usual_one(tmp_path: Path, kept: str):
    path = tmp_path / "quiz.json"
    path.write_text(kept, "utf-8")
    assert remembered(path) == QuizPlan()


def test_the_chapters_to_choose_from_count_only_what_can_be_graded(workspace: Workspace):
    told = [(chapter.id, chapter.title.en, chapter.cards) for chapter in workspace.quiz_chapters()]
    assert [(id_, cards) for id_, _title, cards in told] == [("training-loop", 2), ("convolution", 2)]
