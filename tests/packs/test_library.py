"""All packs together: finding cards and problems, two packs of one name."""

import subprocess
import sys

import pytest

from studyapp.errors import UnknownNameError
from studyapp.packs.library import Library
from studyapp.packs.loader import load
from studyapp.packs.sources import Source

CARDS = "convolution/cards.yaml"
GPU_HOURS = """
- id: gpu-hours
  kind: problem
  concept: kernel
  vary: {n: [1, 2]}
  steps: {doubled: 2*n}
  prompt: 'Double {n}'
  ask: doubled
"""


@pytest.fixture
def library(tiny, write_pack):
    return Library.of([load(tiny), load(write_pack({CARDS: GPU_HOURS}))])


def test_a_problem_is_found_by_its_full_id_or_alone_where_that_is_unique(library):
    assert library.find_problem("tiny/conv-output-size").id == "tiny/conv-output-size"
    assert library.find_problem("conv-output-size").id == "tiny/conv-output-size"
    assert library.find_problem("demo/gpu-hours").id == "demo/gpu-hours"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("gpu-hours", "several packs have a problem gpu-hours: say tiny/gpu-hours or demo/gpu-hours"),
        ("conv-output-sise", "there is no problem conv-output-sise; did you mean conv-output-size?"),
        (
            "tiny/conv-output-sise",
            "there is no problem tiny/conv-output-sise; did you mean tiny/conv-output-size?",
        ),
        (
            "toni/conv-output-size",
            "there is no problem toni/conv-output-size; did you mean conv-output-size?",
        ),
        ("tiny/nothing-like-it", "there is no problem tiny/nothing-like-it"),
        ("tiny/why-batches", "tiny/why-batches is a card, but no problem"),
        ("", "there is no problem "),
    ],
)
def test_a_problem_that_is_not_there_is_told(library, name, sentence):
    with pytest.raises(UnknownNameError) as error:
        library.find_problem(name)
    assert str(error.value) == sentence


def test_a_card_is_found_by_its_id_also_by_a_former_one(write_pack):
    library = Library.of([load(write_pack({CARDS: GPU_HOURS + "  was: gpu-time\n"}))])
    assert library.card("demo/gpu-time") is library.card("demo/gpu-hours")
    with pytest.raises(UnknownNameError, match="there is no card demo/gpu-our; did you mean demo/gpu-hours"):
        library.card("demo/gpu-our")


def test_a_problem_is_found_by_a_former_id_too(write_pack):
    library = Library.of([load(write_pack({CARDS: GPU_HOURS + "  was: gpu-time\n"}))])
    assert library.find_problem("demo/gpu-time") is library.card("demo/gpu-hours")
    assert library.find_problem("gpu-time") is library.card("demo/gpu-hours")


@pytest.mark.parametrize("name", ["doubled", "demo/doubled"])
def test_where_a_fault_may_have_taken_the_problem_out_that_is_told(tiny, write_pack, name):
    faulty = write_pack({CARDS: GPU_HOURS.replace("gpu-hours", "doubled").replace("2*n", "2*m")})
    library = Library.of([load(tiny), load(faulty)])
    with pytest.raises(
        UnknownNameError, match=f"{name}; `studyapp pack check` tells what is wrong with demo$"
    ):
        library.find_problem(name)


def test_the_second_pack_of_one_id_is_refused(write_pack):
    first, second = write_pack(folder="first"), write_pack({CARDS: GPU_HOURS}, folder="second")
    library = Library.load([Source(first), Source(second)])
    assert library.packs["demo"].path == first
    assert not library.cards
    assert [str(fault) for fault in library.faults] == [
        "second/pack.yaml: the pack demo is left out: first has this id already; give one another id"
    ]


def test_a_broken_pack_stops_no_other(tiny, write_pack):
    broken = write_pack({"pack.yaml": "{", "concepts.yaml": b"\xff", CARDS: "- &a [*a]"})
    library = Library.load([Source(broken), Source(tiny)])
    assert len(library.packs["tiny"].cards) == 5
    assert len(library.faults) == 3


def test_the_built_in_packs_are_read_without_numpy():
    """It would take the home screen a third of its memory, and as long as all else that is read."""
    program = (
        "import sys; from studyapp.packs.library import Library;"
        "from studyapp.packs.sources import builtin_folder, Source;"
        "packs = [Source(pack.parent, builtin=True) for pack in builtin_folder().glob('*/pack.yaml')];"
        "print(len(Library.load(packs).cards) > 0, 'numpy' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout == "True False\n"
