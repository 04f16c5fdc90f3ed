"""Every figure has a name, a value and a sentence; charts go over days without a gap."""

from datetime import date, timedelta

from studyapp.domain.grade import Rating
from studyapp.i18n import use
from studyapp.study.figures import MEANINGS, figures, forecast, foretold, load, meaning
from studyapp.study.phase import Phase
from studyapp.study.workspace import Workspace


def study_a_day(workspace: Workspace, rating: Rating = Rating.EASY) -> None:
    session = workspace.session()
    while session.phase is not Phase.OVER:
        session.reveal() if not session.question.fields else session.grade(
            {field.name: "a" if field.options else "1" for field in session.question.fields}
        )
        session.rate(rating)
        session.advance()


def test_each_figure_is_said_with_what_it_means(workspace: Workspace, clock) -> None:
    study_a_day(workspace)
    told = {figure.id: figure for figure in figures(workspace.statistics())}
    assert told["attempts"].shown == "5 (5 today)"
    assert told["retention"].shown == "–"
    assert told["known"].shown == "5 of 5 cards met"
    assert told["stages"].shown == "0 · 5 · 0"
    assert all(figure.meaning.endswith(".") and figure.label for figure in told.values())
    assert told.keys() < MEANINGS.keys()


def test_retention_and_calibration_follow_what_was_recalled(workspace: Workspace, clock) -> None:
    study_a_day(workspace)
    clock.forward(days=40)
    session = workspace.session()
    for rating in (Rating.AGAIN, Rating.GOOD, Rating.GOOD, Rating.GOOD):
        session.reveal() if not session.question.fields else session.grade(
            {field.name: "a" if field.options else "1" for field in session.question.fields}
        )
        session.rate(rating)
        session.advance()
    known = workspace.statistics()
    told = {figure.id: figure.shown for figure in figures(known)}
    assert told["retention"] == told["lately"] == "75 %"
    total = known.calibration.total
    # First rated Easy, so a stability of 8.2956 days; after 40 days (1 + f·40/8.2956)^-0.1542 is foretold,
    # with f = 0.9^(-1/0.1542) - 1.
    assert total.reviews == 4
    assert abs(total.foretold - (1 + (0.9 ** (-1 / 0.1542) - 1) * 40 / 8.2956) ** -0.1542) < 1e-8
    assert total.actual == 0.75
    assert abs(known.calibration.error - abs(total.foretold - 0.75)) < 1e-8
    assert [bar.shown for bar in foretold(known)] == ["75 % of 4"]


def test_charts_show_every_day_and_what_is_overdue_today(workspace: Workspace, clock) -> None:
    study_a_day(workspace)
    clock.forward(days=40)
    known, today = workspace.statistics(), date(2026, 12, 31)
    coming = forecast(known, date.isoformat)
    assert [bar.label for bar in coming] == [
        (today + timedelta(days=ahead)).isoformat() for ahead in range(7)
    ]
    assert [bar.value for bar in coming] == [5, 0, 0, 0, 0, 0, 0]
    past = load(known, today, date.isoformat, days=41)
    assert [bar.value for bar in past] == [5] + [0] * 40
    assert past[-1].label == "2026-12-31"


def test_meanings_are_said_in_the_language_spoken(workspace: Workspace) -> None:
    english = {id_: meaning(id_) for id_ in MEANINGS}
    use("zh")
    assert all(meaning(id_) for id_ in MEANINGS)
    use("en")
    assert english == {id_: meaning(id_) for id_ in MEANINGS}
