"""Several tries at a question, and what they and hints cost; numbers chosen for the learner's usual slips."""

from dataclasses import replace

import pytest

from studyapp.domain.card import Allowance
from studyapp.domain.grade import Rating, Status
from studyapp.study.level import usual_slips
from studyapp.study.phase import Phase
from studyapp.study.session import Session
from studyapp.study.workspace import Workspace

PROBLEM = "tiny/conv-output-size"


@pytest.fixture
def allow(workspace: Workspace):
    """The session at the problem, which may be tried several times."""

    def begin(**allowed: float) -> Session:
        cards = workspace.library.packs["tiny"].cards
        cards[PROBLEM] = replace(cards[PROBLEM], allowance=Allowance(**allowed))
        session = workspace.session()
        while session.question.card.id != PROBLEM:
            session.give_up()
            session.rate()
            session.advance()
        return session

    return begin


def right(session: Session) -> dict[str, str]:
    return {name: str(value) for name, value in session.question.variant.answers.items()}


def saved(workspace: Workspace, session: Session):
    session.rate()
    session.advance()
    return [*workspace.store.attempts(card=PROBLEM)][-1]


def test_a_share_is_left_after_hints_and_tries():
    """1 − 2·0.1 − 1·0.5 = 0.3, and never less than nothing."""
    allowance = Allowance(tries=3, hint=0.1, another_try=0.5)
    assert allowance.share(hints=2, tries=2) == pytest.approx(0.3)
    assert allowance.share(hints=0, tries=1) == 1
    assert allowance.share(hints=0, tries=3) == 0
    assert allowance.share(hints=9, tries=3) == 0


def test_after_a_wrong_try_the_question_waits_for_another(allow):
    session = allow(tries=2, another_try=0.5)
    assert session.tries_left == 1
    missed = session.grade({"output": "1"})
    assert missed.parts["output"].status is Status.INCORRECT
    assert session.phase is Phase.ASKING
    assert session.missed is missed
    assert session.tries_left == 0
    assert session.preset is None


def test_right_at_the_second_try_earns_half_and_presets_hard(allow, workspace):
    session = allow(tries=2, another_try=0.5)
    session.grade({"output": "1"})
    session.grade(right(session))
    assert session.phase is Phase.ANSWERED
    assert session.preset is Rating.HARD
    assert saved(workspace, session).score == 0.5


def test_right_at_once_earns_all(allow, workspace):
    session = allow(tries=2, another_try=0.5)
    session.grade(right(session))
    assert session.preset is Rating.GOOD
    assert saved(workspace, session).score == 1


def test_wrong_at_the_last_try_is_wrong(allow, workspace):
    session = allow(tries=2)
    session.grade({"output": "1"})
    session.grade({"output": "2"})
    assert session.phase is Phase.ANSWERED
    assert session.preset is Rating.AGAIN
    assert saved(workspace, session).score == 0


def test_what_cannot_be_read_costs_no_try(allow):
    session = allow(tries=2)
    session.grade({"output": "three"})
    assert session.tries_left == 1
    assert session.missed is None


def test_hints_cost_what_the_problem_says(allow, workspace):
    session = allow(hint=0.25)
    session.hint()
    session.hint()
    session.grade(right(session))
    assert saved(workspace, session).score == 0.5


def test_a_demonstration_before_the_answer_helps_as_a_hint_does_and_costs_no_points(allow, workspace):
    session = allow()
    session.look_at_demo()
    session.grade(right(session))
    assert session.preset is Rating.HARD
    assert saved(workspace, session).score == 1


def test_a_demonstration_after_the_answer_is_no_help(allow):
    session = allow()
    session.grade(right(session))
    session.look_at_demo()
    assert session.preset is Rating.GOOD


def test_slips_of_every_try_are_kept(allow, workspace):
    session = allow(tries=2)
    shown = session.question.variant.mistakes["output"]
    session.grade({"output": str(shown["no_plus_one"])})
    session.grade(right(session))
    assert saved(workspace, session).mistakes == ("output:no_plus_one",)


def test_giving_up_after_a_try_is_giving_up(allow, workspace):
    session = allow(tries=2)
    session.grade({"output": "1"})
    session.give_up()
    assert saved(workspace, session).score == 0


def test_the_next_numbers_let_the_usual_slip_show(allow, workspace):
    """`one_inside` shows in few variants; who makes it gets one of those."""
    session = allow()
    variant = session.question.variant
    while "one_inside" not in variant.mistakes["output"]:
        session.grade(right(session))
        session.new_numbers()
        session.advance()
        variant = session.question.variant
    for _ in range(4):
        session.grade({"output": str(float(session.question.variant.mistakes["output"]["one_inside"]))})
        session.new_numbers()
        session.advance()
        assert "output:one_inside" in usual_slips([*workspace.store.attempts(card=PROBLEM)])
        assert "one_inside" in session.question.variant.mistakes["output"]


def test_a_quiz_gives_one_try(workspace):
    cards = workspace.library.packs["tiny"].cards
    cards[PROBLEM] = replace(cards[PROBLEM], allowance=Allowance(tries=3))
    quiz = workspace.quiz(chance=1)
    while quiz.question.card.id != PROBLEM:
        quiz.give_up()
        quiz.rate()
        quiz.advance()
    quiz.grade({"output": "1"})
    assert quiz.phase is Phase.ANSWERED


def test_a_quiz_has_one_try_whatever_the_card_allows_and_says_so(workspace: Workspace):
    cards = workspace.library.packs["tiny"].cards
    cards[PROBLEM] = replace(cards[PROBLEM], allowance=Allowance(tries=3, hint=0.1))
    quiz = workspace.quiz(chapters=["convolution"])
    while quiz.question.card.id != PROBLEM:
        quiz.give_up()
        quiz.rate()
        quiz.advance()
    assert (quiz.allowance, quiz.tries_left, quiz.hints_left) == (Allowance(), 0, 0)
    quiz.grade({"output": "1"})
    assert quiz.phase is Phase.ANSWERED
