"""The expression language: what solvers and instructors write, worked exactly and shown as maths."""

from studyapp.engine.expression.formula import Expression, compile_expression
from studyapp.engine.expression.numerals import latex_value

__all__ = ["Expression", "compile_expression", "latex_value"]
