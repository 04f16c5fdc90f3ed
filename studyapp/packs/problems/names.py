"""Looking up every name in a level: expressions, prompts, aims; and whether the prompt says what is drawn."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from studyapp.domain.text import Text
from studyapp.engine.problems.plan import is_step, problem_expression
from studyapp.engine.problems.problem import Level, Part
from studyapp.engine.problems.template import MATHS, Placeholder, placeholders
from studyapp.engine.solving.solver import Solver
from studyapp.errors import ExpressionError, nearest
from studyapp.i18n import N_
from studyapp.messages import AnyName, Message, NoNames
from studyapp.packs.marks import Path
from studyapp.packs.problems.levels import Stated
from studyapp.packs.problems.schema import ProblemSchema
from studyapp.packs.problems.solver import tell_expression
from studyapp.packs.report import Spot
from studyapp.packs.texts import LANGUAGE_NAMES, written
from studyapp.packs.wording import unknown

_NO_PLACE = N_("{place} would be shown as it stands; numbers are put into prompts only")
_MATHS_OR_PLACE = re.compile(MATHS.pattern + r"|\{(?P<name>[^\W\d]\w*)[^{}]*\}", re.DOTALL)


@dataclass
class Usage:
    """Where a problem's names are used, over all its levels."""

    in_expressions: set[str] = field(default_factory=set)
    in_prompts: set[str] = field(default_factory=set)


def check_names(stated: Stated, level: Level, solver: type[Solver], usage: Usage) -> None:
    """Tell every name in a level that means nothing, and every number that the learner is not told."""
    lookup = _Lookup(stated, level, solver, usage)
    lookup.check_required()
    lookup.check_let()
    lookup.check_where()
    lookup.check_prompts()
    lookup.check_aim()
    lookup.check_backwards()


def check_unused(levels: Iterable[Stated], solver: type[Solver], usage: Usage) -> None:
    """A number that is no given and goes nowhere is a misspelt given, most probably."""
    givens = solver.spec.givens
    levels = [*levels]
    stated = {name for level in levels for names in level.numbers.values() for name in names}
    free = [name for name in givens if name not in stated]
    for level in levels:
        for key, names in level.numbers.items():
            for name in names:
                if name in givens or name in usage.in_expressions:
                    continue
                if name in usage.in_prompts and not nearest(name, free):
                    continue
                close = nearest(name, givens)
                what = Message("{name} is no given, and no formula uses it", name=name)
                if close:
                    what = Message("{what}; did you mean {close}?", what=what, close=close)
                level.spot.at(key, name).fault(what, key=True)


def check_prompt(schema: ProblemSchema, spot: Spot, known: set[str]) -> None:
    """Tell of unknown names in the prompt of a problem whose formulas have faults, so that all are told."""
    for _, text, place in written(schema.prompt, spot.at("prompt")):
        try:
            places = placeholders(text)
        except ExpressionError as error:
            tell_expression(error, place)
            continue
        for each in places:
            if each.name not in known:
                place.fault(unknown(N_("name"), each.name, sorted(known)), offset=each.column - 1)


def check_plain_texts(schema: ProblemSchema, spot: Spot, known: Iterable[str]) -> None:
    """Numbers are put into prompts; in any other text a place for one would be shown as it stands."""
    names = {*known}
    for step, stated in schema.steps.items():
        if stated.say and _has_brace(stated.say):
            _check_words(stated.say, spot.at("steps", step, "say"))
    texts: list[tuple[Text | None, Path]] = [(schema.explain, ("explain",))]
    texts += [(hint, ("hints", i)) for i, hint in enumerate(schema.hints)]
    texts += [(mistake.say, ("mistakes", i, "say")) for i, mistake in enumerate(schema.mistakes)]
    for text, way in texts:
        if text is None or not _has_brace(text):
            continue
        alone = way[0] == "hints" and not isinstance(spot.at("hints").data, list)
        for _, words, where in written(text, spot.at(*way[:1] if alone else way)):
            for found in _MATHS_OR_PLACE.finditer(words):
                if found["name"] in names:
                    where.fault(Message(_NO_PLACE, place=found[0]), offset=found.start())


def _has_brace(text: Text) -> bool:
    """Whether there can be a place for a number in a text, or what looks like one."""
    return any(brace in words for words in (text.en, text.zh) for brace in "{}")


def _check_words(text: Text, spot: Spot) -> None:
    """A step's words stand for its part's prompt where it has none, so they must be a sound template."""
    for _, words, place in written(text, spot):
        try:
            found = placeholders(words)
        except ExpressionError as error:
            tell_expression(error, place)
            continue
        for each in found:
            place.fault(Message(_NO_PLACE, place=f"{{{each.name}}}"), offset=each.column - 1)


class _Lookup:
    """One level while its names are looked up."""

    def __init__(self, stated: Stated, level: Level, solver: type[Solver], usage: Usage) -> None:
        self.stated = stated
        self.level = level
        self.solver = solver
        self.spec = solver.spec
        self.known = {*stated.names, *self.spec.givens, *self.spec.steps}
        self.let_needs: dict[str, frozenset[str]] = {}
        self.usage = usage

    def check_required(self) -> None:
        """The solver's givens without a default must come from somewhere."""
        missing = [
            name
            for name, given in self.spec.givens.items()
            if given.required and name not in self.stated.names
        ]
        if missing:
            spot = self.stated.spot
            place = spot.at("solver") if isinstance(spot.data, dict) and "solver" in spot.data else spot
            place.fault(
                Message(
                    "level {level} has no {names}; put what is missing under vary:, fixed: or let:",
                    level=self.stated.number,
                    names=NoNames(missing),
                )
            )

    def check_let(self) -> None:
        """Each `let` uses what is drawn, fixed, or let before it."""
        if not self.level.let:
            return
        known = [*(set(self.stated.names) - self.level.let.keys()), *self.spec.givens]
        for name, source in self.level.let.items():
            self.let_needs[name] = self._names_in(source, known, self._let_spot(name))
            known.append(name)

    def check_where(self) -> None:
        """Conditions use givens and steps."""
        if not self.level.where:
            return
        spot = self.stated.origin("where")
        several = isinstance(spot.data, list)
        for index, source in enumerate(self.level.where):
            self._names_in(source, self.known, spot.at(index) if several else spot)

    def check_prompts(self) -> None:
        """Every place in a prompt has a value, and every number that the answer depends on has a place."""
        labels = [
            (language, self._places(text, place))
            for part in self.level.parts
            if part.prompt
            for language, text, place in written(
                part.prompt, self.stated.place_of_part(part.name)[0].at("prompt")
            )
        ]
        sound: list[set[str]] = []  # one language nearly always says what the other does
        for language, text, spot in written(self.level.prompt, self.stated.origin("prompt")):
            said = self._places(text, spot)
            if said is None:
                continue
            for other, more in labels:
                said |= (more or set()) if other == language else set()
            if said not in sound:
                untold = [*self._untold(said)]
                for name in untold:
                    self._tell_untold(name, language, spot)
                if not untold:
                    sound.append(said)

    def check_aim(self) -> None:
        """What is aimed at must be a mistake that can show in what is asked."""
        if not self.level.aim:
            return
        said = {place.name for place in self._english_places()}
        needed = self.spec.needed(self._worked(said))
        mistakes = self.spec.mistakes.values()
        within = {name for m in mistakes if m.of.name in needed for name in (m.name, f"{m.of.name}.{m.name}")}
        spot = self.stated.origin("aim")
        for index, name in enumerate(self.level.aim):
            place = spot.at(index) if isinstance(spot.data, list) else spot
            if name in within:
                continue
            if name.rpartition(".")[2] in self.spec.mistakes:
                step = self.spec.mistakes[name.rpartition(".")[2]].of.name
                place.fault(
                    Message(
                        "{name} is a mistake of the step {step}, on which nothing asked depends",
                        name=name,
                        step=step,
                    )
                )
            else:
                place.fault(unknown(N_("mistake"), name, sorted(n for n in within if "." not in n)))

    def check_backwards(self) -> None:
        """A given that is asked is told nowhere, a result that it is found from is, and no part needs it."""
        for part in self._backwards():
            place, is_key = self.stated.place_of_part(part.name)
            said = {place.name for place in self._english_places()}
            if part.step in said:
                place.fault(
                    Message("{name} is asked for, but the prompt tells it", name=part.step), key=is_key
                )
            elif not self._told(part.step, said):
                place.fault(
                    Message(
                        "{name} is a given; to ask for it, the prompt must tell a step that depends on it, "
                        "such as {step}",
                        name=part.step,
                        step=AnyName(
                            f"{{{s}}}" for s in self.spec.steps if part.step in self.spec.needed([s])
                        ),
                    ),
                    key=is_key,
                )
            for other in self.level.parts:
                if other not in self._backwards() and part.step in self.spec.needed(
                    [self.spec.step(other.step).name]
                ):
                    where, named = self.stated.place_of_part(other.name)
                    where.fault(
                        Message(
                            "{name} depends on {step}, which is asked for too "
                            "and may have several right values",
                            name=other.name,
                            step=part.step,
                        ),
                        key=named,
                    )

    def _backwards(self) -> list[Part]:
        """The parts that ask for a given."""
        return [
            part
            for part in self.level.parts
            if part.step in self.spec.givens and part.step not in self.spec.steps
        ]

    def _told(self, given: str, said: Iterable[str]) -> list[str]:
        """The steps among what is said that depend on a given."""
        steps = {self.spec.step(name).name for name in said if is_step(self.spec, name)}
        return [step for step in steps if given in self.spec.needed([step])]

    def _worked(self, said: Iterable[str]) -> list[str]:
        """The steps that lead to what is asked."""
        found = []
        for part in self.level.parts:
            if is_step(self.spec, part.step):
                found.append(self.spec.step(part.step).name)
            else:
                found += self._told(part.step, said)
        return found

    def _english_places(self) -> tuple[Placeholder, ...]:
        try:
            return placeholders(self.level.prompt.en)
        except ExpressionError:
            return ()  # told where prompts are checked

    def _let_spot(self, name: str) -> Spot:
        stated: Stated | None = self.stated
        while stated is not None and name not in stated.schema.let:
            stated = stated.below
        return (stated or self.stated).spot.at("let", name)

    def _names_in(self, source: str, known: Collection[str], spot: Spot) -> frozenset[str]:
        try:
            names = problem_expression(source, known).names
        except ExpressionError as error:
            tell_expression(error, spot)
            return frozenset()
        self.usage.in_expressions |= names
        return names

    def _places(self, text: str, spot: Spot) -> set[str] | None:
        """The names that a template puts in; None, and told, where it is faulty."""
        try:
            places = placeholders(text)
        except ExpressionError as error:
            tell_expression(error, spot)
            return None
        for place in places:
            if place.name not in self.known:
                spot.fault(unknown(N_("name"), place.name, sorted(self.known)), offset=place.column - 1)
        names = {place.name for place in places}
        self.usage.in_prompts |= names
        return names

    def _untold(self, said: set[str]) -> Iterator[str]:
        """What varies and is needed for the answer without passing through anything that is said."""
        waiting: list[str] = []
        seen = {part.step for part in self._backwards()}
        for step in self._worked(said):
            waiting += [step] if step not in said else self.spec.needs[step]
        while waiting:
            name = waiting.pop()
            if name in seen or name in said:
                continue
            seen.add(name)
            if name in self.level.vary:
                yield name
            elif name in self.let_needs:
                waiting.extend(self.let_needs[name])
            else:
                waiting.extend(self.spec.needs.get(name, ()))

    def _tell_untold(self, name: str, language: str, prompt: Spot) -> None:
        what = Message(
            "the answer depends on {name}, which varies, but the prompt does not say it; put in {place}",
            name=name,
            place=f"{{{name}}}",
        )
        if prompt.path[: len(self.stated.spot.path)] == self.stated.spot.path:
            prompt.fault(what)
        else:  # the prompt is a lower level's and was right there
            level, tongue = self.stated.number, Message(LANGUAGE_NAMES[language])
            what = Message(
                "varies in level {level}, but the {tongue} prompt does not say it; write it a prompt",
                level=level,
                tongue=tongue,
            )
            self.stated.spot.at("vary", name).fault(what, key=True)
