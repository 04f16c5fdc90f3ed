"""What is wanted for once: only cards with a tag, more new cards than the settings say."""

from pathlib import Path

import pytest

from studyapp.cli.main import main
from studyapp.errors import UnknownNameError
from studyapp.study.workspace import Wish, open_workspace

CARD = "- {{id: {id}, kind: basic, concept: {concept}, question: 'Why {id}?', answer: So, tags: [{tags}]}}\n"
CARDS = [
    ("a1", "first", "foundation"),
    ("a2", "first", "core"),
    ("b1", "second", "core"),
    ("b2", "second", "further, exam"),
    ("c1", "third", "foundation, exam"),
]


@pytest.fixture
def tagged(tiny_home: Path) -> Path:
    """A pack of five tagged cards in the home, beside the tiny one; `third` needs `second` needs `first`."""
    folder = tiny_home / "packs" / "tagged"
    (folder / "one").mkdir(parents=True)
    (folder / "pack.yaml").write_text('version: "1"\ntitle: Tagged\nchapters: [{id: one, title: One}]\n')
    (folder / "concepts.yaml").write_text(
        "- {id: first, name: First, chapter: one}\n"
        "- {id: second, name: Second, chapter: one, needs: first}\n"
        "- {id: third, name: Third, chapter: one, needs: second}\n"
    )
    (folder / "one" / "cards.yaml").write_text(
        "".join(CARD.format(id=id, concept=concept, tags=tags) for id, concept, tags in CARDS)
    )
    return folder


def planned(**wish: object) -> list[str]:
    with open_workspace(wish=Wish(**wish)) as workspace:  # type: ignore[arg-type]
        return [card.partition("/")[2] for card in workspace.plan()]


@pytest.mark.usefixtures("tagged")
def test_only_cards_with_the_tag_are_planned_along_the_graph() -> None:
    assert planned(tags=("foundation",)) == ["a1", "c1"]
    assert sorted(planned(tags=("further", "exam"))) == ["b2", "c1"]


@pytest.mark.usefixtures("tagged")
def test_tags_are_known_again_from_the_cache() -> None:
    assert planned(tags=("core",)) == planned(tags=("core",)) == ["a2", "b1"]


@pytest.mark.usefixtures("tagged")
def test_home_counts_what_is_wanted_and_the_next_start_counts_everything() -> None:
    with open_workspace(wish=Wish(tags=("foundation",))) as workspace:
        workspace.load_packs()
        assert sum(chapter.total for chapter in workspace.overview().chapters) == 2
    with open_workspace() as workspace:
        assert sum(chapter.total for chapter in workspace.overview().chapters) == 5 + len(CARDS)


@pytest.mark.usefixtures("tagged")
def test_a_number_of_new_cards_goes_before_the_setting() -> None:
    assert len(planned()) == 10
    assert len(planned(new=3)) == 3
    assert planned(new=0) == []
    assert main(["config", "new_per_day", "1"]) == 0
    assert len(planned()) == 1
    assert planned(new=50, tags=("foundation",)) == ["a1", "c1"]


@pytest.mark.usefixtures("tagged")
def test_a_tag_that_no_card_has_is_told_with_the_nearest() -> None:
    said = "no card has the tag fundation; did you mean foundation"
    with (
        open_workspace(wish=Wish(tags=("fundation",))) as opened,
        pytest.raises(UnknownNameError, match=said),
    ):
        opened.load_packs()


@pytest.mark.usefixtures("tagged")
def test_both_verbs_take_tags(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("study", "quiz"):
        assert main([verb, "--plain", "--tag", "fundation"]) == 2
        out, err = capsys.readouterr()
        assert (out, err) == ("", "studyapp: no card has the tag fundation; did you mean foundation?\n")
