"""All cards as they can be found, from the packs and the learner's file."""

from datetime import timedelta

import pytest

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.store.ids import new_id
from studyapp.study.catalogue import ORDERS


@pytest.fixture
def answer(workspace):
    """Puts an answer into the log, so many days ago."""

    def put(card, rating=Rating.GOOD, days=0.0, mistakes=(), mode=Mode.STUDY):
        at = workspace.clock() - timedelta(days=days)
        workspace.store.append(
            Attempt(
                id=new_id(at), device=workspace.store.device, at=at, mode=mode, card=f"tiny/{card}",
                rating=rating, seconds=5.0, mistakes=mistakes,
            )
        ).result()  # fmt: skip

    return put


@pytest.fixture
def found(workspace):
    """What a line finds, by a catalogue gathered anew."""

    def find(line, order="taught"):
        catalogue = workspace.catalogue()
        workspace.gatherer.gather_slips(catalogue)
        cards = catalogue.find(catalogue.read(line), order)
        return [card.id.partition("/")[2] for card in cards]

    return find


ALL = ["why-batches", "epoch-cloze", "gpu-hours", "kernel-weights", "conv-output-size"]


def test_cards_stand_as_they_are_taught(found):
    assert found("") == ALL
    assert found("pack:tiny") == ALL


@pytest.mark.parametrize(
    ("line", "cards"),
    [
        ("hardware", ["why-batches"]),
        ("硬件", ["why-batches"]),
        ("kind:problem", ["gpu-hours", "conv-output-size"]),
        ("题型:计算题", ["gpu-hours", "conv-output-size"]),
        ("题型:问答", ["why-batches"]),
        ("concept:epoch", ["epoch-cloze", "gpu-hours"]),
        ("concept:tiny/epoch", ["epoch-cloze", "gpu-hours"]),
        ("concept:轮次", ["epoch-cloze", "gpu-hours"]),
        ("chapter:convolution", ["kernel-weights", "conv-output-size"]),
        ("tiny/gpu", []),  # an id is found by what stands behind the pack's name
        ("gpu-hours", ["gpu-hours"]),
    ],
)
def test_the_packs_say_what_cards_are(found, line, cards):
    assert found(line) == cards


def test_the_memory_says_how_cards_stand(found, answer):
    answer("why-batches", Rating.EASY)
    answer("epoch-cloze", Rating.EASY, days=90)
    answer("gpu-hours", Rating.AGAIN)
    answer("kernel-weights", Rating.AGAIN, days=1)
    assert found("state:new") == ["conv-output-size"]
    assert found("state:learning") == ["gpu-hours", "kernel-weights"]
    assert found("state:review") == ["why-batches", "epoch-cloze"]
    assert found("state:due") == ["epoch-cloze", "kernel-weights"]
    assert found("状态:到期") == ["epoch-cloze", "kernel-weights"]


def test_a_card_forgotten_too_often_is_a_leech_until_it_is_well_known(found, answer, workspace):
    for back in range(workspace.config.leech_lapses):
        answer("why-batches", Rating.EASY, days=900 - 100 * back)
        answer("why-batches", Rating.AGAIN, days=860 - 100 * back)
    assert found("state:leech") == ["why-batches"]


def test_marks_are_states_too_and_what_rests_is_not_due(found, answer, workspace):
    for card in ALL[:4]:
        answer(card, Rating.EASY, days=90)
    marking = workspace.marking
    marking.suspend("tiny/why-batches", True).result()
    marking.bury("tiny/epoch-cloze", marking.tomorrow).result()
    marking.flag("tiny/gpu-hours", True).result()
    marking.note("tiny/kernel-weights", "ask again").result()
    assert found("state:suspended") == ["why-batches"]
    assert found("state:buried") == ["epoch-cloze"]
    assert found("state:flagged") == ["gpu-hours"]
    assert found("state:note") == ["kernel-weights"]
    assert found("state:due") == ["gpu-hours", "kernel-weights"]
    workspace.clock.forward(days=2)
    assert found("state:buried") == []
    assert found("state:due") == ["epoch-cloze", "gpu-hours", "kernel-weights"]


def test_slips_are_found_by_any_of_their_names(found, answer):
    answer("conv-output-size", Rating.AGAIN, mistakes=("output:extent.off", "output:no_floor"))
    answer("gpu-hours", Rating.AGAIN, mistakes=("cost:hours.minutes",))
    answer("kernel-weights", Rating.AGAIN, mistakes=("choice:b",))
    for name in ("no_floor", "no-floor", "output:no_floor", "off", "extent.off", "no_fl"):
        assert found(f"slip:{name}") == ["conv-output-size"]
    assert found("slip:minutes") == ["gpu-hours"]
    assert found("slip:minutes,off") == ["gpu-hours", "conv-output-size"]
    assert found("slip:b") == []  # a wrong option has no name


def test_cards_are_put_in_the_order_asked_for_with_new_ones_behind(found, answer):
    answer("gpu-hours", Rating.EASY)
    answer("conv-output-size", Rating.GOOD)
    answer("epoch-cloze", Rating.HARD, days=90)
    answer("epoch-cloze", Rating.EASY, days=80)
    answer("epoch-cloze", Rating.AGAIN, days=20)
    assert found("", "due") == [
        "epoch-cloze",
        "conv-output-size",
        "gpu-hours",
        "why-batches",
        "kernel-weights",
    ]
    assert found("", "difficulty")[0] == "epoch-cloze"
    assert found("", "difficulty")[2] == "gpu-hours"
    assert found("", "lapses")[:1] == ["epoch-cloze"]
    assert found("", "lapses")[1:] == ["gpu-hours", "conv-output-size", "why-batches", "kernel-weights"]


def test_one_card_is_brought_up_to_date_without_the_others(workspace, answer):
    catalogue = workspace.catalogue()
    answer("conv-output-size", Rating.AGAIN, mistakes=("output:no_floor",))
    workspace.gatherer.gather_slips(catalogue)
    before = {card.id: card for card in catalogue.entries}
    answer("why-batches", Rating.EASY)
    workspace.marking.flag("tiny/why-batches", True).result()
    workspace.gatherer.refresh(catalogue, "tiny/why-batches")
    changed = [card.id for card in catalogue.entries if card is not before[card.id]]
    assert changed == ["tiny/why-batches"]
    assert catalogue.entry("tiny/why-batches").states == ("review", "flagged")
    workspace.gatherer.refresh(catalogue, "tiny/conv-output-size")
    assert catalogue.entry("tiny/conv-output-size").standing.slips == {"output:no_floor"}
    workspace.gatherer.refresh(catalogue, "tiny/gone")  # its pack may be gone meanwhile


def test_names_are_offered_for_every_filter(workspace):
    values = workspace.catalogue().values
    assert list(values["kind"]) == [
        "basic", "问答", "cloze", "填空", "problem", "计算题", "choice", "选择"
    ]  # fmt: skip
    assert "卷积核" in values["concept"]
    assert values["chapter"]["convolution"] == {"chapter:tiny/convolution"}
    assert {"new", "新", "到期"} < set(values["state"])


LINES = ("k", "ke", "ker", "ke", "kind:pro", "kind:problem", "kind:problem a", "-k", "-kind:problem", "", "k")


@pytest.mark.parametrize("order", ORDERS)
def test_what_was_found_before_changes_nothing_in_what_is_found(workspace, answer, order):
    answer("gpu-hours", Rating.AGAIN)
    catalogue = workspace.catalogue()
    for line in LINES:
        fresh = workspace.catalogue()
        expected = [card.id for card in fresh.find(fresh.read(line), order)]
        assert [card.id for card in catalogue.find(catalogue.read(line), order)] == expected
        assert list(catalogue.ids(catalogue.read(line), order)) == expected


def test_what_was_found_before_is_looked_for_anew_once_a_card_stands_otherwise(workspace):
    catalogue = workspace.catalogue()
    flagged = catalogue.read("state:flagged")
    assert catalogue.find(flagged) == []
    assert list(catalogue.ids(flagged)) == []
    workspace.marking.flag("tiny/gpu-hours", True).result()
    workspace.gatherer.refresh(catalogue, "tiny/gpu-hours")
    assert [card.id for card in catalogue.find(flagged)] == ["tiny/gpu-hours"]
    assert list(catalogue.ids(flagged)) == ["tiny/gpu-hours"]
    catalogue.know_slips({"tiny/gpu-hours": frozenset({"cost:minutes"})}, catalogue.moment)
    assert [card.id for card in catalogue.find(catalogue.read("slip:minutes"))] == ["tiny/gpu-hours"]


def test_only_so_many_queries_are_kept(workspace):
    catalogue = workspace.catalogue()
    for number in range(200):
        catalogue.find(catalogue.read(f"a{number}"))
    assert len(catalogue._found) <= 32
