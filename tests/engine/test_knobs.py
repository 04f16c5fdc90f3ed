import pytest

from studyapp.domain.text import Text
from studyapp.engine.knobs import Knob
from studyapp.errors import GivenError


def turnable(kind=float, default=1.0, least=0.0, most=10.0, step=0.1):
    return Knob(name="k", say=Text.same("k"), kind=kind, default=default, least=least, most=most, step=step)


def test_turns_are_reckoned_in_decimals():
    assert turnable().turned(0.1, 2) == 0.3  # 0.1 + 0.1 + 0.1 in floats is 0.30000000000000004


def test_a_value_between_stops_turns_to_the_next_stop():
    knob = turnable(int, 10, 0, 100, 10)
    assert (knob.turned(37, 1), knob.turned(37, -1), knob.turned(40, 1), knob.turned(40, -1)) == (
        40,
        30,
        50,
        30,
    )


def test_without_a_step_it_climbs_one_two_five_ten():
    knob = turnable(least=0.01, most=5, step=None)
    assert [knob.turned(0.02, turns) for turns in (-1, 1, 2, 3)] == [0.01, 0.05, 0.1, 0.2]
    assert knob.turned(0.03, 1) == 0.05
    assert knob.turned(0.03, -1) == 0.02


def test_no_turn_leaves_the_range():
    assert turnable().turned(9.95, 40) == 10
    assert turnable().turned(0.05, -40) == 0


def test_a_switch_turns_on_and_off():
    switch = turnable(bool, False, 0, 1, 1)
    assert (switch.turned(False, 1), switch.turned(True, -1), switch.turned(True, 2)) == (True, False, True)


@pytest.mark.parametrize(
    ("typed", "value"), [("0.5", 0.5), (" 1/4 ", 0.25), ("1e-1", 0.1), ("０．５", 0.5), ("3", 3.0)]
)
def test_what_is_typed_is_read(typed: str, value: float):
    assert turnable().read(typed) == value


@pytest.mark.parametrize(("typed", "value"), [("on", True), ("True", True), ("0", False), ("no", False)])
def test_what_is_typed_for_a_switch_is_read(typed: str, value: bool):
    assert turnable(bool, False, 0, 1, 1).read(typed) is value


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (float, "much", "k is a number, not much"),
        (float, "1/0", "k is a number, not 1/0"),
        (float, "11", "k is 11; it goes from 0 to 10"),
        (float, "nan", "k is a number, not nan"),
        (float, "1e400", "k is a number, not 1e400"),
        (float, "1e1000000000", "k is a number, not 1e1000000000"),
        (float, "1,5", "k is a number, not 1,5"),
        (int, "2.5", "k is a whole number, not 2.5"),
        (bool, "maybe", "k is on or off, not maybe"),
    ],
)
def test_what_cannot_be_read_is_said(kind: type, typed: str, said: str):
    with pytest.raises(GivenError, match=said):
        turnable(kind).read(typed)
