"""Which packs are studied, where they come from, and reading them anew."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from studyapp.config import Config
from studyapp.domain.grade import Rating
from studyapp.errors import UnknownNameError
from studyapp.home import Home
from studyapp.study.installed import Origin, State, installed, known_pack, state_of, turned
from studyapp.study.workspace import Workspace

PACKS = Path(__file__).parents[1] / "data" / "packs"


def another(home, name="other"):
    """A copy of the tiny pack under another id, of a folder of the same name."""
    folder = home / "packs" / name
    copytree(PACKS / "tiny", folder)
    pack = folder / "pack.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("id: tiny", f"id: {name}"), encoding="utf-8")
    return folder


def again(session):
    """Answer the card that is asked, and go on."""
    session.give_up()
    session.rate(Rating.AGAIN)
    session.advance()


def packs_of(cards):
    return {card.partition("/")[0] for card in cards}


@pytest.mark.parametrize(
    ("settings", "seen", "state"),
    [
        ({}, (), State.ON),
        ({"on_request": "a, b"}, (), State.WAITS),
        ({"on_request": "a, b"}, ("a/card",), State.ON),
        ({"on_request": "a"}, ("ab/card",), State.WAITS),
        ({"packs_off": "b,a"}, ("a/card",), State.OFF),
        ({"packs_off": "a", "on_request": "a"}, (), State.OFF),
    ],
)
def test_a_pack_is_on_waits_or_is_off(settings, seen, state):
    assert state_of("a", Config(**settings), seen) is state


def test_turning_a_pack_on_ends_its_waiting_and_leaves_the_others_alone():
    config = Config(on_request="b, a", packs_off="c")
    on = turned(config, "a", on=True)
    assert (on.on_request, on.packs_off) == ("b", "c")
    off = turned(on, "a", on=False)
    assert (off.on_request, off.packs_off) == ("b", "a, c")
    assert turned(off, "a", on=True) == on


def test_of_a_pack_that_is_off_nothing_is_planned_counted_or_asked(learner, home):
    another(home)
    workspace = learner()
    assert packs_of(workspace.plan()) == {"tiny", "other"}
    workspace.change(packs_off="other")
    for opened in (workspace, learner()):  # now, and at the next start
        assert packs_of(opened.plan()) == {"tiny"}
        assert {chapter.pack for chapter in opened.overview().chapters} == {"tiny"}
        assert packs_of(question.card.id for question in opened.quiz(50).questions) == {"tiny"}
        assert {group.id.partition("/")[0] for group in opened.statistics().by_concept} == {"tiny"}


def test_what_was_answered_of_it_is_kept_and_comes_back(learner, home):
    another(home)
    workspace = learner()
    workspace.change(packs_off="tiny")
    session = workspace.session()
    card = session.question.card.id
    again(session)
    attempts = list(workspace.store.attempts())
    workspace.change(packs_off="other")
    assert workspace.statistics().total.attempts == 1
    assert list(workspace.store.attempts()) == attempts
    workspace.change(packs_off="")
    assert card in workspace.store.seen()
    assert {one.pack.id: one.seen for one in listed(workspace)} == {"other": 1, "tiny": 0}


def listed(workspace: Workspace):
    return installed(workspace.library, workspace.config, workspace.store.seen(), workspace.home)


def test_a_pack_that_is_named_is_studied_though_it_is_off(learner, home):
    another(home)
    learner().change(packs_off="other")
    assert packs_of(learner(pack_paths=[Path("other")]).plan()) == {"other"}


def test_each_pack_tells_what_it_holds_and_where_it_comes_from(learner, home):
    folder = another(home)
    workspace = learner()
    workspace.load_packs()
    own, named = installed(
        workspace.library, workspace.config, (), Home.find(), named=[home / "packs" / "tiny"]
    )
    assert (own.pack.path, own.origin, own.cards, own.problems, own.seen) == (folder, Origin.OWN, 5, 2, 0)
    assert (named.pack.id, named.origin) == ("tiny", Origin.NAMED)
    elsewhere = replace(own.pack, path=PACKS / "tiny")
    library = type(workspace.library).of([elsewhere, replace(named.pack, builtin=True)])
    assert [one.origin for one in installed(library, Config(), (), Home.find())] == [
        Origin.INSTALLED,
        Origin.BUILTIN,
    ]


def test_a_pack_that_does_not_exist_is_told_with_the_nearest(workspace):
    with pytest.raises(UnknownNameError, match="there is no pack tini; did you mean tiny"):
        known_pack(workspace.library, "tini")


def test_packs_are_read_anew_only_where_something_was_written(workspace, home):
    before = workspace.library
    assert not workspace.reread_packs()
    assert workspace.library is before
    cards = home / "packs" / "tiny" / "convolution" / "cards.yaml"
    cards.write_text(cards.read_text(encoding="utf-8"), encoding="utf-8")  # the same bytes, a later time
    assert not workspace.reread_packs()
    assert workspace.library is before
    another(home)
    assert workspace.reread_packs()
    assert set(workspace.library.packs) == {"tiny", "other"}
    assert packs_of(workspace.plan()) == {"tiny", "other"}
    assert packs_of(Workspace(workspace.home, workspace.config, workspace.store, workspace.clock).plan()) == {
        "tiny",
        "other",
    }


def test_what_is_still_being_written_waits_where_there_is_time(workspace, home):
    another(home)
    assert not workspace.reread_packs(at_once=False)
    assert workspace.reread_packs(at_once=False)
    assert not workspace.reread_packs(at_once=False)


def test_a_session_keeps_the_cards_that_it_began_with(workspace, home):
    session = workspace.session()
    first = session.question.card
    (home / "packs" / "tiny" / "training-loop" / "cards.yaml").unlink(missing_ok=True)
    for file in (home / "packs" / "tiny" / first.chapter).glob("*.yaml"):
        file.write_text("[]\n", encoding="utf-8")
    assert workspace.reread_packs()
    assert first.id not in workspace.library.heads
    again(session)
    assert session.question.card.id != first.id
    assert [attempt.card for attempt in workspace.store.attempts()] == [first.id]
