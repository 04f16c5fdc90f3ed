"""How long a session is: by the settings, by the clock, by what is wished for amid it."""

from dataclasses import replace

from studyapp.study.phase import Phase
from tests.study.sittings import answer, wrong


def test_the_settings_say_how_long_a_session_is_where_nobody_says_otherwise(workspace, clock) -> None:
    workspace.config = replace(workspace.config, session_cards=2)
    assert workspace.session().total == 4  # two new cards, each asked twice
    assert workspace.session(cards=1).total == 2
    workspace.config = replace(workspace.config, session_cards=0, session_minutes=5)
    session = workspace.session()
    clock.forward(minutes=6)
    answer(session)
    assert session.phase is Phase.OVER


def test_a_session_ends_after_this_question_where_that_is_wanted(workspace) -> None:
    session = workspace.session()
    answer(session)
    session.is_last = True
    assert session.total == session.position == 2
    answer(session)
    assert session.phase is Phase.OVER
    session.undo()
    session.advance()
    assert session.total > 2  # who takes the last answer back goes on as before


def test_ten_more_minutes_or_cards(workspace, clock) -> None:
    session = workspace.session(minutes=5)
    session.lengthen()
    assert round(session.seconds_left) == 900
    session = workspace.session(cards=1)
    assert (session.total, session.can_lengthen) == (2, True)
    session.lengthen()
    assert (session.total, session.can_lengthen) == (10, False)
    assert not workspace.session().can_lengthen


def test_the_time_left_is_told_by_what_questions_usually_take(workspace, clock) -> None:
    assert workspace.session().seconds_left is None
    session = workspace.session()
    for _ in range(12):
        clock.forward(seconds=30)
        answer(session, wrong(session))
    assert round(workspace.store.usual_seconds()) == 30
    session.undo()
    session.advance()
    left = session.total - session.position + 1
    assert session.seconds_left == left * workspace.store.usual_seconds()
