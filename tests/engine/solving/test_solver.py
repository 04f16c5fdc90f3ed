"""The framework of solvers: lazy steps, follow-through, mistakes carried on, workings, frozen instances."""

from fractions import Fraction

import pytest

from studyapp.domain.text import Text
from studyapp.engine.registry import find_solver
from studyapp.engine.solving.solver import Array, Pair, Record, Solver, given, mistake, require, step
from studyapp.errors import ExpressionError, GivenError, UnknownNameError

SAY = Text(en="Something", zh="某物")


class TripCost(Solver):
    """Cost of a trip, in euros."""

    say = SAY
    distance: int = given(ge=1, symbol="d", say=SAY)
    price: int = given(default=2, ge=0, symbol="p", say=SAY)
    litres = step("distance*6/100", symbol="l", say=SAY)
    cost = step("litres*price", symbol="c", say=SAY)
    tip = step("1/(distance - 7)", symbol="t", say=SAY)
    per_km = mistake(litres, "distance*6", say=SAY)
    free = mistake(cost, "litres", say=SAY)
    broken = mistake(cost, "litres/(price - price)", say=SAY)
    result = cost


def test_a_class_says_what_it_is_called():
    assert TripCost.spec.name == "trip_cost"
    assert list(TripCost.spec.givens) == ["distance", "price"]
    assert list(TripCost.spec.steps) == ["litres", "cost", "tip"]


def test_on_the_class_a_step_is_a_step_and_on_an_instance_its_value():
    assert TripCost.cost.symbol == "c"
    assert TripCost(distance=50).cost == 6
    assert TripCost(distance=51).litres == Fraction(153, 50)


def test_only_what_is_needed_is_worked():
    """The tip of a trip of 7 km would divide by zero; the cost does not need it."""
    worked = TripCost(distance=7)
    assert worked.result_value() == Fraction(21, 25)
    with pytest.raises(GivenError, match=r"^distance: the tip cannot be worked .*divides by zero"):
        worked.value("tip")


def test_later_steps_follow_from_the_learners_own_value():
    worked = TripCost(distance=50)
    assert worked.following({"litres": 4}).value("cost") == 8
    assert worked.value("cost") == 6


def test_every_step_of_the_follow_through_is_worked():
    assert TripCost(distance=57).work({"litres": 4}) == {"litres": 4, "cost": 8, "tip": Fraction(1, 50)}


def test_a_mistake_is_carried_on_to_the_step_that_is_asked():
    assert TripCost(distance=50).mistakes_of("cost") == {"free": 3, "litres.per_km": 600}
    assert TripCost(distance=50).mistakes_of("litres") == {"per_km": 300}


def test_a_mistake_before_a_given_step_is_not_carried_past_it():
    assert TripCost(distance=50).mistakes_of("cost", {"litres": 4}) == {"free": 4}


def test_a_mistake_without_a_value_is_left_out():
    assert "broken" not in TripCost(distance=50).mistakes_of("cost")


def test_the_working_holds_the_needed_steps_in_order():
    litres, cost = TripCost(distance=50).working()
    assert (litres.formula, litres.numbers, litres.value) == (
        r"l = \frac{d \times 6}{100}",
        r"\frac{50 \times 6}{100}",
        "3",
    )
    assert (cost.formula, cost.numbers, cost.value) == (r"c = l \cdot p", r"3 \times 2", "6")


def test_a_working_follows_through_too():
    (_litres, cost) = TripCost(distance=50).working(given_steps={"litres": 4})
    assert (cost.numbers, cost.value) == (r"4 \times 2", "8")


def test_a_solver_is_frozen():
    with pytest.raises(AttributeError, match="frozen"):
        TripCost(distance=50).price = 3


def test_an_unknown_step_names_the_nearest():
    with pytest.raises(UnknownNameError, match=r"trip_cost has no step costs; did you mean cost\?"):
        TripCost(distance=50).value("costs")


def test_steps_are_sorted_whatever_the_order_in_which_they_are_written():
    class Backwards(Solver):
        last = step("first + 1", symbol="b")
        first = step("x + 1", symbol="a")
        x: int = given()
        result = last

    assert list(Backwards.spec.steps) == ["first", "last"]
    assert Backwards(x=1).result_value() == 3


def test_a_circle_of_steps_is_told():
    class Circle(Solver):
        x: int = given()
        one = step("two + x")
        two = step("one + x")

    with pytest.raises(ExpressionError, match="circle: the steps go in a circle"):
        _ = Circle.spec


def test_a_formula_with_an_unknown_name_is_told():
    class Lost(Solver):
        x: int = given()
        one = step("x + nowhere")

    with pytest.raises(ExpressionError, match="`one` needs `nowhere`, which is neither given nor a step"):
        _ = Lost.spec


def test_a_requirement_blames_a_given_and_shows_the_numbers():
    class Fits(Solver):
        size: int = given()
        kernel: int = given()
        room = step("size - kernel")
        fits = require(
            "room >= 0",
            "kernel",
            "{parameter} is {kernel}; at most {size}, twice that is {twice}",
            twice="2*size",
        )

    with pytest.raises(GivenError, match=r"^kernel is 5; at most 3, twice that is 6$"):
        Fits(size=3, kernel=5)


def test_a_subclass_adds_to_what_it_inherits():
    class TollTrip(TripCost):
        """Cost with a toll, in euros."""

        toll: int = given(default=1)
        total = step("cost + toll")
        result = total

    assert TollTrip(distance=50).result_value() == 7
    assert TollTrip(distance=50).mistakes_of("total") == {"litres.per_km": 601, "cost.free": 4}
    assert list(TripCost.spec.steps) == ["litres", "cost", "tip"]


def test_a_result_may_be_named_otherwise_than_its_step():
    class Renamed(Solver):
        mean: int = given()
        moved = step("mean + 1")
        result = {"mean": moved}  # noqa: RUF012

    assert Renamed(mean=1).result_value() == {"mean": 2}
    assert Renamed(mean=1).value("mean") == 2


def test_a_step_that_is_not_in_use_is_left_out():
    class Walk(Solver):
        start: int = given()
        wind: int = given(default=0)
        drift = step("3*wind if wind else None")
        too_weak = mistake(drift, "wind")
        end = step("start + wind*3")
        result = (end, drift)

        def in_use(self, name):
            return name != "drift" or self.wind != 0

    assert Walk(start=2, wind=1).result_value() == {"end": 5, "drift": 3}
    calm = Walk(start=2)
    assert calm.result_value() == {"end": 2}
    assert [line.name for line in calm.working()] == ["end"]
    assert [line.name for line in calm.working(["drift"])] == ["drift"]
    assert calm.mistakes_of("drift") == {}


def test_a_step_by_a_method_names_the_steps_it_needs():
    class Doubled(Solver):
        x: Array = given()
        total = step("sum(x)", symbol="s")

        @step(latex=r"2 s", symbol="d")
        def double(self, total):
            return 2 * total

        @double.numbers
        def _double_put_in(self):
            return rf"2 \times {self.total}"

        result = double

    assert Doubled.spec.needs["double"] == {"total"}
    worked = Doubled(x=[1, 2])
    assert worked.result_value() == 6
    assert worked.following({"total": 4}).value("double") == 8
    assert worked.working()[-1].numbers == r"2 \times 3"


def test_a_given_may_stand_in_for_another():
    class Pool(Solver):
        kernel: int = given(ge=1)
        stride: int | None = given(default=None, ge=1, falls_back_to="kernel")
        moves = step("stride")
        result = moves

    assert Pool(kernel=3).result_value() == 3
    assert Pool(kernel=3, stride=None).result_value() == 3
    assert Pool(kernel=3, stride=2).result_value() == 2


def test_a_pair_has_symbols_for_its_sides():
    class Area(Solver):
        sides: Pair = given(symbol="K")
        area = step("sides[0]*sides[1]", symbol="A")
        result = area

    (line,) = Area(sides=[2, 3]).working()
    assert (line.formula, line.numbers) == (r"A = K_h \cdot K_w", r"2 \times 3")


def test_of_a_choice_only_the_branch_taken_is_shown():
    class Either(Solver):
        round_up: bool = given(default=False)
        x: int = given()
        half = step("ceil(x/2) if round_up else floor(x/2)", symbol="h")
        result = half

    (line,) = Either(x=3).working()
    assert line.formula == r"h = \left\lfloor \frac{x}{2} \right\rfloor"


def test_a_list_in_a_working_is_cut_in_the_middle():
    class Same(Solver):
        x: Array = given()
        same = step("x + 0", symbol="y")
        result = same

    (line,) = Same(x=list(range(20))).working()
    assert line.value == r"[0, 1, 2, 3, 4, 5, \ldots, 19]"


def test_decimals_count_as_written():
    class Tenth(Solver):
        x: Array = given()
        tripled = step("3*x")
        result = tripled

    assert Tenth(x=0.1).result_value() == Fraction(3, 10)
    assert Tenth(x=[0.1, 0.2]).result_value() == (Fraction(3, 10), Fraction(3, 5))


def test_a_record_is_told_by_the_place_of_its_fault():
    class Layer(Record):
        side: int = given(ge=1)
        stride: int = given(default=1, ge=1)

    class Stack(Solver):
        layers: tuple[Layer, ...] = given()

        @step(latex="n")
        def strides(self):
            return tuple(layer.stride for layer in self.layers)

        result = strides

    assert Stack.spec.needs["strides"] == {"layers"}
    assert Stack(layers=[{"side": 3}, [3, 2]]).result_value() == (1, 2)
    with pytest.raises(GivenError, match=r"^layers\[1\].side is 0; it must be a whole number with side ≥ 1$"):
        Stack(layers=[[3], [0]])


def test_an_endless_fraction_is_also_shown_as_a_decimal():
    """35/144 = 0.2430555…"""

    class Hours(Solver):
        seconds: int = given()
        hours = step("seconds/3600", symbol="h")
        result = hours

    assert Hours(seconds=875).working()[0].value == r"\frac{35}{144} \approx 0.243056"
    assert Hours(seconds=900).working()[0].value == "0.25"


@pytest.mark.parametrize(
    ("solver", "inputs", "names"),
    [
        (
            "lr_schedule",
            {"name": "one_cycle", "steps": 2, "max_lr": 1, "total_steps": 9, "div_factor": 1e-320},
            "name, steps, max_lr, total_steps, pct_start, anneal_strategy, div_factor, final_div_factor, ",
        ),
        (
            "cross_entropy",
            {"logits": [1e308, -1e308], "target": 1},
            "logits, target, ignore_index, reduction, ",
        ),
        ("activation_derivative", {"name": "smu", "x": 1.5, "alpha": 1e308}, "name, x, alpha"),
    ],
)
def test_a_refusal_names_what_is_in_use(solver, inputs, names):
    with pytest.raises(GivenError) as refused:
        find_solver(solver)(**inputs).result_value()
    assert refused.value.parameter.startswith(names)
    assert "metrics" not in str(refused.value)
    assert "weight" not in str(refused.value)
