"""The levels of a problem, each as its author states it, put on top of the one below."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from studyapp.domain.text import NOTHING
from studyapp.domain.value import Value
from studyapp.engine.answers.tolerance import Tolerance
from studyapp.engine.problems.problem import Level, Part, Vary
from studyapp.engine.solving.solver import Solver
from studyapp.i18n import N_
from studyapp.messages import Message
from studyapp.packs.problems.schema import AskSchema, LevelSchema, ProblemSchema
from studyapp.packs.problems.varying import fixed_value, vary_of
from studyapp.packs.report import Spot
from studyapp.packs.wording import unknown

MOST_LEVELS = 9


@dataclass(frozen=True)
class Stated:
    """What an author wrote for one level, and where."""

    number: int
    schema: ProblemSchema | LevelSchema
    spot: Spot
    below: "Stated | None" = None

    @cached_property
    def numbers(self) -> Mapping[str, Mapping[str, object]]:
        """What is drawn, fixed and let here, by name."""
        return {"vary": self.schema.vary, "fixed": self.schema.fixed, "let": self.schema.let}

    @cached_property
    def names(self) -> list[str]:
        """Every name that is drawn, fixed or let here or at a level below, also where it has faults."""
        below = self.below.names if self.below else []
        return [*below, *(name for names in self.numbers.values() for name in names)]

    def origin(self, key: str) -> Spot:
        """Where what holds at this level for `key` is written: here, or at a level below."""
        if self.below is None or getattr(self.schema, key) is not None:
            return self.spot.at(key)
        return self.below.origin(key)

    def level(self, solver: type[Solver], below: Level | None) -> Level:
        """The level for the engine. What cannot be read is told and left out."""
        schema, givens = self.schema, solver.spec.givens
        vary: dict[str, Vary] = {}
        for name, how in schema.vary.items():
            made = vary_of(how, givens.get(name), self.spot.at("vary", name))
            if made is not None:
                vary[name] = made
        fixed: dict[str, Value] = {
            name: fixed_value(value, givens.get(name), self.spot.at("fixed", name))
            for name, value in schema.fixed.items()
        }
        parts = None if schema.ask is None else tuple(self._parts(schema.ask, solver))
        where = None if schema.where is None else tuple(schema.where)
        aim = None if schema.aim is None else tuple(schema.aim)
        self._check_names(solver)
        if below is None:
            return Level(
                prompt=schema.prompt or NOTHING,
                parts=parts or (),
                vary=vary,
                fixed=fixed,
                let=schema.let,
                where=where or (),
                aim=aim or (),
            )
        return below.overridden(
            vary=vary, fixed=fixed, let=schema.let, where=where, prompt=schema.prompt, parts=parts, aim=aim
        )

    def place_of_part(self, name: str) -> tuple[Spot, bool]:
        """Where a part is named, and whether that is a key."""
        spot = self.origin("ask")
        if isinstance(spot.data, list):
            return spot.at(spot.data.index(name)), False
        return (spot.at(name), True) if isinstance(spot.data, dict) else (spot, False)

    def _parts(self, ask: Mapping[str, AskSchema], solver: type[Solver]) -> Iterator[Part]:
        spec, known = solver.spec, steps_of(solver)
        for name, settings in ask.items():
            spot, is_key = self.place_of_part(name)
            try:
                part = Part.of(
                    name,
                    prompt=settings.prompt or NOTHING,
                    tolerance=Tolerance.digits(settings.digits) if settings.digits else settings.within,
                    units=tuple(settings.unit),
                    percent=settings.percent,
                    nullable=settings.nullable,
                    any_order=settings.any_order,
                )
            except ValueError:
                spot.fault(
                    Message(
                        '"{name}" is neither a step nor one value of a step, such as params[2]', name=name
                    ),
                    key=is_key,
                )
                continue
            if part.step in spec.givens and part.step not in known and not part.index:
                yield part
                continue
            if part.step in known and spec.step(part.step).may_be_null:
                part = replace(part, nullable=True)
            if part.step not in known:
                spot.fault(unknown(N_("step"), part.step, [*known, *spec.givens]), key=is_key)
            elif settings.digits and settings.within:
                spot.at("digits").fault(
                    Message("within and digits are two ways to say one thing; keep one"), key=True
                )
            else:
                yield part

    def _check_names(self, solver: type[Solver]) -> None:
        """A name means one thing: drawn, fixed, let, or a step."""
        seen: dict[str, str] = {}
        steps = solver.spec.steps
        for key, names in self.numbers.items():
            for name in names:
                if name in steps:
                    self.spot.at(key, name).fault(
                        Message("{name} is already the name of a step", name=name), key=True
                    )
                elif name in seen:
                    self.spot.at(key, name).fault(
                        Message("{name} stands under {key}: already", name=name, key=seen[name]), key=True
                    )
                seen.setdefault(name, key)


def stated_levels(schema: ProblemSchema, spot: Spot) -> list[Stated]:
    """The levels from 1 on; gaps between their numbers are told."""
    levels = [Stated(1, schema, spot)]
    for number in sorted(schema.levels):
        place = spot.at("levels", number)
        stated = schema.levels[number]
        if number == 1:
            place.fault(Message("level 1 is the problem itself; begin with 2"), key=True)
        elif not 2 <= number <= MOST_LEVELS:
            place.fault(Message("a level is a number from 2 to {most}", most=MOST_LEVELS), key=True)
        elif number != levels[-1].number + 1:
            place.fault(Message("level {level} is missing", level=levels[-1].number + 1), key=True)
        if 1 < number <= MOST_LEVELS:
            levels.append(Stated(number, stated, place, levels[-1]))
    return levels


def steps_of(solver: type[Solver]) -> list[str]:
    """The names under which a solver's steps can be asked for."""
    result = solver.spec.result
    named = [*result] if isinstance(result, Mapping) else []
    return list(dict.fromkeys([*solver.spec.steps, *named]))
