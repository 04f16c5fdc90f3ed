"""A card may leave its pack, come back, or get another name: its answers are kept and count again."""

from pathlib import Path
from shutil import move

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.store.health import examine
from studyapp.store.ids import new_id
from studyapp.study.workspace import Workspace

CARD = "tiny/why-batches"


def answer(workspace: Workspace, clock, card: str = CARD) -> None:
    at = clock()
    workspace.store.append(
        Attempt(
            id=new_id(at), device="laptop", at=at, mode=Mode.STUDY, card=card, rating=Rating.EASY, seconds=4
        )
    ).result()


def cards_file(home: Path) -> Path:
    return next(
        path for path in (home / "packs" / "tiny").rglob("*.yaml") if "id: why-batches" in path.read_text()
    )


def test_a_pack_that_is_gone_leaves_its_answers_and_brings_them_back_with_it(
    learner, tiny_home: Path, clock
) -> None:
    with learner() as workspace:
        workspace.load_packs()
        answer(workspace, clock)
        before = workspace.store.memory(CARD)
    pack = tiny_home / "packs" / "tiny"
    move(pack, tiny_home / "tiny-elsewhere")
    clock.forward(days=60)
    with learner() as workspace:
        workspace.load_packs()
        assert workspace.plan() == ()
        assert workspace.overview().due == 0
        assert [one.card for one in workspace.store.attempts()] == [CARD]
    move(tiny_home / "tiny-elsewhere", pack)
    with learner() as workspace:
        workspace.load_packs()
        assert workspace.store.memory(CARD) == before
        assert CARD in workspace.plan()
        assert workspace.overview().due == 1


def test_a_card_taken_out_of_its_pack_is_asked_no_more_until_it_is_put_back(
    learner, tiny_home: Path, clock
) -> None:
    with learner() as workspace:
        workspace.load_packs()
        answer(workspace, clock)
        before = workspace.store.memory(CARD)
    file = cards_file(tiny_home)
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace("id: why-batches", "id: quite-another"), encoding="utf-8")
    clock.forward(days=60)
    with learner() as workspace:
        workspace.load_packs()
        assert workspace.overview().due == 0
    file.write_text(whole, encoding="utf-8")
    with learner() as workspace:
        workspace.load_packs()
        assert workspace.store.memory(CARD) == before
        assert workspace.overview().due == 1


def test_a_card_renamed_twice_keeps_what_was_answered_under_every_name(
    learner, tiny_home: Path, clock
) -> None:
    file = cards_file(tiny_home)
    text = file.read_text(encoding="utf-8")
    names = ("why-batches", "two-epochs", "three-epochs")
    for place, name in enumerate(names):
        was = f"\n  was: [{', '.join(names[:place])}]" if place else ""
        file.write_text(text.replace("id: why-batches", f"id: {name}{was}"), encoding="utf-8")
        with learner() as workspace:
            workspace.load_packs()
            answer(workspace, clock, f"tiny/{name}")
            memory = workspace.store.memory(f"tiny/{name}")
            assert memory is not None
            assert memory.repetitions == place + 1
        clock.forward(days=30)
    assert examine(tiny_home / "study.sqlite3", full=True).is_well
