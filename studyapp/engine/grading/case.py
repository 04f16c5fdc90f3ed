"""One response beside the answer that it is graded against."""

from dataclasses import dataclass

from studyapp.domain.value import Value
from studyapp.engine.answers import matching
from studyapp.engine.answers.tolerance import Measure, Tolerance
from studyapp.engine.problems.plan import tolerance_of
from studyapp.engine.problems.problem import Part


@dataclass(frozen=True, slots=True)
class Case:
    """A part, what was read as the response to it, and the answer."""

    part: Part
    value: Value
    answer: Value
    tolerance: Tolerance
    satisfies: bool = False
    """Whether it is right though it is not the answer drawn: a question asked backwards may have several."""

    @classmethod
    def of(cls, part: Part, value: Value, answer: Value, *, satisfies: bool = False) -> "Case":
        """With the tolerance that the part states, or the one fitting its answer."""
        tolerance = tolerance_of(part, answer)
        if part.any_order:
            answer = matching.arranged(answer, value, tolerance)
        return cls(part, value, answer, tolerance, satisfies)

    def against(self, answer: Value) -> "Case":
        """The same response beside another answer, such as the one that follows from an earlier slip."""
        return Case.of(self.part, self.value, answer)

    @property
    def is_right(self) -> bool:
        """Whether the value is near enough."""
        return self.satisfies or matching.is_right(self.value, self.answer, self.tolerance)

    @property
    def is_rounded(self) -> bool:
        """Whether the value is an exact answer rounded to three digits or more.

        Of a true answer that is too little, since it is chosen to be short; what follows from a slip may
        have digits without end.
        """
        exact = self.tolerance.measure is Measure.EXACT
        return exact and matching.resembles(self.value, self.answer, self.tolerance)

    @property
    def fits_in_shape(self) -> bool:
        """Whether there are as many values as there should be."""
        return matching.shape(self.value) == matching.shape(self.answer)

    @property
    def marks(self) -> tuple[Value, ...]:
        """True, False or None for each element of a list; nothing for a single value."""
        if not self.fits_in_shape:
            return ()
        found = matching.marks(self.value, self.answer, self.tolerance)
        return found if isinstance(found, tuple) else ()
